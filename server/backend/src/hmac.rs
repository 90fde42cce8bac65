//! HMAC-SHA256 under the installation's own secret.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::files::Files;

/// The HMAC of some texts, in hex.
pub(crate) fn hmac_hex(files: &Files, parts: &[&str]) -> String {
    // A key may have any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(files.key()) else {
        return String::new();
    };
    for part in parts {
        mac.update(part.as_bytes());
        mac.update(b"\0");
    }
    hex::encode(mac.finalize().into_bytes())
}
