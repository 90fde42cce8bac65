//! `MaXacThuc`: SHA-256 over the values joined by `|`, the secret last.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Lower-case hex.
pub fn sign(secret: &str, values: &[&str]) -> String {
    let text = format!("{}|{secret}", values.join("|"));
    hex::encode(Sha256::digest(text))
}

/// Whether the message's `MaXacThuc` is that of these fields of it, in this order; one that is missing is empty.
pub fn matches(secret: &str, fields: &BTreeMap<String, String>, order: &[&str]) -> bool {
    let value = |name: &str| fields.get(name).map_or("", String::as_str);
    let values: Vec<&str> = order.iter().map(|name| value(name)).collect();
    sign(secret, &values).as_bytes().ct_eq(value("MaXacThuc").to_ascii_lowercase().as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_hold() {
        for (text, hash) in [
            (
                "INIT|1.0.6|DEMODT|dvc0000015H48261120000720261120091500|8000|PAY|1|1|vi-VN|VND|PAYMENT|THANH TOAN HO SO 000.00.15.H48-261120-0007|20261120091500|127.0.0.1",
                "fea58be1fe5fb1b1ee06a2a0846ac55fd479c59ea658c1d238abebc870fa32b8",
            ),
            (
                "QUERY|1.0.6|DEMODT|dvc0000015H48261120000720261120091500|20261120091500",
                "b6990549f9fa32cdd5f011de67dfd3cff709c56eb73aaf71e2d913a9ee94471a",
            ),
        ] {
            let values: Vec<&str> = text.split('|').collect();
            assert_eq!(sign("DEMOSECRET", &values), hash);
            assert_ne!(sign("another", &values), hash);
        }
    }
}
