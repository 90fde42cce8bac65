//! Text messages to the resident.

use jiff::Timestamp;

use crate::{
    actor::Person,
    db::Tx,
    error::AppError,
    outbox::{self, Message, Notice, Recipient},
};

/// Puts a text message to the resident into the outbox.
pub(super) async fn tell(tx: &mut Tx, resident: &Person, notice: Notice, now: Timestamp) -> Result<(), AppError> {
    let Some(phone) = resident.phone.clone() else {
        return Ok(());
    };
    let message = Message { to: Recipient::Phone(phone), lang: "vi".to_owned(), notice };
    outbox::enqueue(tx, None, &message, now).await
}
