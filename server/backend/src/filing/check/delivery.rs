//! How the result goes out.

use crate::{
    dossier::Delivery,
    error::FieldErrors,
    input::{self, Values, Wrong},
};

/// The fields of the step, in the page's order.
pub const DELIVERY_FIELDS: [&str; 4] = ["delivery", "recipient", "post_phone", "post_address"];

/// Reads the step.
pub fn delivery(typed: &Values) -> (Delivery, FieldErrors) {
    let mut errors = FieldErrors::default();
    let delivery = match typed.text("delivery") {
        "online" => Delivery::Online,
        "counter" => Delivery::Counter,
        "post" => {
            let mut read = |field: &'static str, parse: fn(&str) -> Result<String, Wrong>| {
                let text = typed.text(field);
                let read = if text.is_empty() { Err("required".into()) } else { parse(text) };
                read.unwrap_or_else(|code| {
                    errors.add(field, code);
                    String::new()
                })
            };
            Delivery::Post {
                recipient: read("recipient", input::name),
                phone: read("post_phone", input::phone),
                address: read("post_address", input::line),
            }
        }
        _ => {
            errors.add("delivery", "choose");
            Delivery::default()
        }
    };
    (delivery, errors)
}
