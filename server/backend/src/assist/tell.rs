//! Text messages to the resident.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{
    actor::Person,
    db::Tx,
    error::AppError,
    outbox::{self, Message, Recipient},
};

/// Puts a text message to the resident into the outbox.
pub(super) async fn tell(
    tx: &mut Tx,
    resident: &Person,
    template: &str,
    values: &[(&str, &str)],
    now: Timestamp,
) -> Result<(), AppError> {
    let Some(phone) = resident.phone.clone() else {
        return Ok(());
    };
    let values: BTreeMap<_, _> = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let message = Message { to: Recipient::Phone(phone), template: template.to_owned(), lang: "vi".to_owned(), values };
    outbox::enqueue(tx, None, &message, now).await
}
