//! Amounts of money, read by `domain` in the one way that leaves no doubt.

use domain::money::{Dong, Unread, read_dong};

use super::Wrong;
use crate::error::FieldErrors;

/// An amount in đồng; one that may mean two is refused with the likelier reading.
pub fn dong(text: &str) -> Result<Dong, Wrong> {
    read_dong(text).map_err(|why| match why {
        Unread::Perhaps(dong) => Wrong::with("money_doubtful", "meant", dong.to_string()),
        Unread::NoAmount => "bad_money".into(),
    })
}

/// The amount of a field that must be filled; what is wrong with it is added to `errors`.
pub fn required_dong(errors: &mut FieldErrors, field: &str, text: &str) -> Option<Dong> {
    if text.trim().is_empty() {
        errors.add(field, "required");
        return None;
    }
    dong(text).map_err(|wrong| errors.add(field, wrong)).ok()
}
