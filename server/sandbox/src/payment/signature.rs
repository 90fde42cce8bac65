//! The gateway's side of the signatures, written by itself on purpose: the portal has its own, and
//! the two meet only in the protocol's vectors and on the wire.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;
use subtle::ConstantTimeEq;

/// Fields of a message, sorted by name.
pub type Fields = BTreeMap<String, String>;

/// Form encoding: letters, digits and `*-._` as they are, space as `+`, the rest as `%XX`.
fn encode(text: &str, into: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b' ' => into.push('+'),
            b'*' | b'-' | b'.' | b'_' => into.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => into.push(char::from(byte)),
            _ => {
                into.push('%');
                into.push(char::from(HEX[usize::from(byte >> 4)]));
                into.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

/// The signed part of a redirect, return or callback.
pub fn canonical(fields: &Fields) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        let signature = matches!(name.as_str(), "vnp_SecureHash" | "vnp_SecureHashType");
        if signature || !name.starts_with("vnp_") || value.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('&');
        }
        encode(name, &mut text);
        text.push('=');
        encode(value, &mut text);
    }
    text
}

/// HMAC-SHA512 in lower-case hex.
pub fn sign(secret: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

/// Whether the hash, in either case, is that of the text.
pub fn matches(secret: &str, text: &str, hash: &str) -> bool {
    let ours = sign(secret, text);
    bool::from(ours.as_bytes().ct_eq(hash.to_ascii_lowercase().as_bytes()))
}

/// A signed query string.
pub fn signed_query(secret: &str, fields: &Fields) -> String {
    let text = canonical(fields);
    let hash = sign(secret, &text);
    format!("{text}&vnp_SecureHash={hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "DEMOSECRETDEMOSECRETDEMOSECRET12";
    const VECTORS: [(&str, &str); 2] = [
        (
            "vnp_Amount=800000&vnp_Command=pay&vnp_CreateDate=20261120091500&vnp_CurrCode=VND&vnp_ExpireDate=20261120093000&vnp_IpAddr=127.0.0.1&vnp_Locale=vn&vnp_OrderInfo=Thanh+toan+phi+ho+so+000.00.15.H48-261120-0007&vnp_OrderType=other&vnp_ReturnUrl=https%3A%2F%2Fportal.example.vn%2Fthanh-toan%2Fket-qua&vnp_TmnCode=DEMOTMN1&vnp_TxnRef=TT2611200000007&vnp_Version=2.1.0",
            "b8b2356f0d4c1b65953d6d7fa3b11b9d29e2998db047619db93eacf109965cf3f20b49d19c75126a245955723203ab6ac511ef5cf333bc1badec8e6ab80c7826",
        ),
        (
            "vnp_Amount=800000&vnp_BankCode=NCB&vnp_BankTranNo=VNP14000001&vnp_CardType=ATM&vnp_OrderInfo=Thanh+toan+phi+ho+so+000.00.15.H48-261120-0007&vnp_PayDate=20261120091702&vnp_ResponseCode=00&vnp_TmnCode=DEMOTMN1&vnp_TransactionNo=14000001&vnp_TransactionStatus=00&vnp_TxnRef=TT2611200000007",
            "76fe74a3faeaaa04f3ed79faa4574f4c737d3faae04fce23cf8a0819153b56d23927cd3e7dbd54098adb09b0c77fae20369c4a5cc2773c4c79221a2052eb2d90",
        ),
    ];

    #[test]
    fn the_vectors_hold() {
        for (text, hash) in VECTORS {
            let fields: Fields = url::form_urlencoded::parse(text.as_bytes())
                .into_owned()
                .chain([("vnp_SecureHash".to_owned(), hash.to_owned())])
                .collect();
            assert_eq!(canonical(&fields), text);
            assert_eq!(sign(SECRET, text), hash);
            assert!(matches(SECRET, text, &hash.to_uppercase()));
            assert!(!matches(SECRET, text, &hash[1..]));
            assert!(!matches("another", text, hash));
        }
    }
}
