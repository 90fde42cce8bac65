//! A helper's badge: a short code that is good for one day, by which anybody can check that somebody is appointed.

use jiff::civil::Date;
use subtle::ConstantTimeEq as _;

use super::{Appointment, must_be_appointed, store};
use crate::{Portal, actor::Actor, db::Tx, error::AppError, files::Files, hmac::hmac_hex};

/// No letter looks like a digit.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Six of 32 letters: a thousand million codes for some hundred helpers.
const LENGTH: usize = 6;

/// Who holds a badge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helper {
    /// The account.
    pub account_id: String,
    /// The full name.
    pub name: String,
    /// The appointment.
    pub appointment: Appointment,
}

/// Today's code of the actor, in two groups of three.
///
/// # Errors
/// [`AppError::Forbidden`] without an appointment.
pub async fn badge_of(portal: &Portal, actor: &Actor) -> Result<String, AppError> {
    let today = portal.clock.today();
    let mut tx = portal.db.read().await?;
    must_be_appointed(&mut tx, actor, today).await?;
    tx.commit().await?;
    let code = code(&portal.files, &actor.account_id, today);
    let (first, second) = code.split_at(LENGTH / 2);
    Ok(format!("{first}-{second}"))
}

/// Who holds the badge with this code today; `None` for a wrong or an old one.
///
/// # Errors
/// The database fails.
pub async fn holder(portal: &Portal, typed: &str) -> Result<Option<Helper>, AppError> {
    let mut tx = portal.db.read().await?;
    let found = find(&mut tx, portal, typed).await?;
    tx.commit().await?;
    Ok(found)
}

pub(crate) async fn find(tx: &mut Tx, portal: &Portal, typed: &str) -> Result<Option<Helper>, AppError> {
    let typed: String = typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    if typed.len() != LENGTH {
        return Ok(None);
    }
    let today = portal.clock.today();
    let helpers = store::helpers(tx, today).await?;
    Ok(helpers.into_iter().find(|helper| {
        let right = code(&portal.files, &helper.account_id, today);
        bool::from(right.as_bytes().ct_eq(typed.as_bytes()))
    }))
}

fn code(files: &Files, account_id: &str, on: Date) -> String {
    let digest = hmac_hex(files, &["badge", account_id, &on.to_string()]);
    let letters = digest.as_bytes().chunks(2).take(LENGTH);
    letters
        .map(|pair| {
            let text = std::str::from_utf8(pair).unwrap_or("00");
            let byte = u8::from_str_radix(text, 16).unwrap_or(0);
            char::from(ALPHABET[usize::from(byte) % ALPHABET.len()])
        })
        .collect()
}
