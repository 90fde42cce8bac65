//! Amounts of money, read by `domain` in the one way that leaves no doubt.

use domain::money::{Dong, Unread, read_dong};

use super::Wrong;
use crate::error::FieldErrors;

/// An amount in đồng; where it may mean two, `money_doubtful`, of which [`meant`] says more.
pub fn dong(text: &str) -> Result<Dong, Wrong> {
    read_dong(text).map_err(|why| match why {
        Unread::Perhaps(_) => "money_doubtful",
        Unread::NoAmount => "bad_money",
    })
}

/// What the words of an error about this text need: the amount that was meant, perhaps.
pub fn meant(text: &str) -> Vec<(&'static str, String)> {
    match read_dong(text) {
        Err(Unread::Perhaps(dong)) => vec![("meant", dong.to_string())],
        _ => Vec::new(),
    }
}

/// The amount of a field that must be filled; what is wrong with it is added to `errors`.
pub fn required_dong(errors: &mut FieldErrors, field: &str, text: &str) -> Option<Dong> {
    if text.trim().is_empty() {
        errors.add(field, "required");
        return None;
    }
    dong(text).map_err(|code| errors.add_with(field, code, meant(text))).ok()
}
