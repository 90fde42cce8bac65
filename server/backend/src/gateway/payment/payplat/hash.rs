//! `MaXacThuc`: SHA-256 in hex over the values joined by `|`, the secret last. A plain hash, no HMAC.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::secret::Secret;

/// The hash of the values in their order, lower-case hex.
pub(super) fn sign(secret: &Secret, values: &[&str]) -> String {
    let mut hash = Sha256::new();
    for value in values {
        hash.update(value);
        hash.update("|");
    }
    hash.update(secret.expose());
    hex::encode(hash.finalize())
}

/// Whether the hash (hex in either case) is that of the values; in constant time.
pub(super) fn verify(secret: &Secret, values: &[&str], hash: &str) -> bool {
    sign(secret, values).as_bytes().ct_eq(hash.to_ascii_lowercase().as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    // The vectors of the field's rules, also held by the sandbox's own implementation.
    const INIT: &str = "INIT|1.0.6|DEMODT|dvc0000015H48261120000720261120091500|8000|PAY|1|1|vi-VN|VND|PAYMENT|THANH TOAN HO SO 000.00.15.H48-261120-0007|20261120091500|127.0.0.1";
    const INIT_HASH: &str = "fea58be1fe5fb1b1ee06a2a0846ac55fd479c59ea658c1d238abebc870fa32b8";
    const QUERY: &str = "QUERY|1.0.6|DEMODT|dvc0000015H48261120000720261120091500|20261120091500";
    const QUERY_HASH: &str = "b6990549f9fa32cdd5f011de67dfd3cff709c56eb73aaf71e2d913a9ee94471a";

    fn values(text: &str) -> Vec<&str> {
        text.split('|').collect()
    }

    #[test]
    fn the_vectors_hold() {
        let secret = Secret::new("DEMOSECRET");
        assert_eq!(sign(&secret, &values(INIT)), INIT_HASH);
        assert_eq!(sign(&secret, &values(QUERY)), QUERY_HASH);
        assert!(verify(&secret, &values(INIT), &INIT_HASH.to_uppercase()));
        assert!(!verify(&secret, &values(INIT), QUERY_HASH));
        assert!(!verify(&secret, &values(INIT), &INIT_HASH[1..]));
        assert!(!verify(&secret, &values(INIT), ""));
        assert!(!verify(&Secret::new("another"), &values(INIT), INIT_HASH));
    }
}
