//! VNPay's two signatures, HMAC-SHA512 in hex: over sorted parameters and over joined values.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;
use url::form_urlencoded;

use crate::secret::Secret;

/// The parameter that carries the signature.
pub(super) const HASH: &str = "vnp_SecureHash";
/// Its type; older gateways send it, it is never signed.
const HASH_TYPE: &str = "vnp_SecureHashType";

/// What is signed of a redirect or callback: the non-empty `vnp_*` but the signature itself,
/// sorted by name, form-encoded (space as `+`, upper-case `%XX`).
pub(super) fn canonical(fields: &BTreeMap<String, String>) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        if name.starts_with("vnp_") && name != HASH && name != HASH_TYPE && !value.is_empty() {
            text.append_pair(name, value);
        }
    }
    text.finish()
}

/// The signature of a text, lower-case hex.
pub(super) fn sign(secret: &Secret, text: &str) -> String {
    hex::encode(mac(secret, text).finalize().into_bytes())
}

/// Whether the signature (hex in either case) is that of the text; in constant time.
pub(super) fn verify(secret: &Secret, text: &str, signature: &str) -> bool {
    let Ok(signature) = hex::decode(signature) else {
        return false;
    };
    mac(secret, text).verify_slice(&signature).is_ok()
}

fn mac(secret: &Secret, text: &str) -> Hmac<Sha512> {
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.expose().as_bytes()).expect("any key");
    mac.update(text.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    // The vectors of the field's rules, also held by the sandbox's own implementation.
    const PAY: &str = "vnp_Amount=800000&vnp_Command=pay&vnp_CreateDate=20261120091500&vnp_CurrCode=VND&vnp_ExpireDate=20261120093000&vnp_IpAddr=127.0.0.1&vnp_Locale=vn&vnp_OrderInfo=Thanh+toan+phi+ho+so+000.00.15.H48-261120-0007&vnp_OrderType=other&vnp_ReturnUrl=https%3A%2F%2Fportal.example.vn%2Fthanh-toan%2Fket-qua&vnp_TmnCode=DEMOTMN1&vnp_TxnRef=TT2611200000007&vnp_Version=2.1.0";
    const PAY_HASH: &str = "b8b2356f0d4c1b65953d6d7fa3b11b9d29e2998db047619db93eacf109965cf3f20b49d19c75126a245955723203ab6ac511ef5cf333bc1badec8e6ab80c7826";
    const IPN: &str = "vnp_Amount=800000&vnp_BankCode=NCB&vnp_BankTranNo=VNP14000001&vnp_CardType=ATM&vnp_OrderInfo=Thanh+toan+phi+ho+so+000.00.15.H48-261120-0007&vnp_PayDate=20261120091702&vnp_ResponseCode=00&vnp_TmnCode=DEMOTMN1&vnp_TransactionNo=14000001&vnp_TransactionStatus=00&vnp_TxnRef=TT2611200000007";
    const IPN_HASH: &str = "76fe74a3faeaaa04f3ed79faa4574f4c737d3faae04fce23cf8a0819153b56d23927cd3e7dbd54098adb09b0c77fae20369c4a5cc2773c4c79221a2052eb2d90";

    fn secret() -> Secret {
        Secret::new("DEMOSECRETDEMOSECRETDEMOSECRET12")
    }

    #[test]
    fn the_vectors_hold() {
        assert_eq!(sign(&secret(), PAY), PAY_HASH);
        assert_eq!(sign(&secret(), IPN), IPN_HASH);
    }

    #[test]
    fn fields_in_any_order_give_the_same_text() {
        for text in [PAY, IPN] {
            let fields: BTreeMap<_, _> = form_urlencoded::parse(text.as_bytes())
                .into_owned()
                .chain([
                    (HASH.to_owned(), "ff".to_owned()),
                    (HASH_TYPE.to_owned(), "SHA512".to_owned()),
                    ("vnp_BankTranNoEmpty".to_owned(), String::new()),
                    ("utm_source".to_owned(), "x".to_owned()),
                ])
                .collect();
            assert_eq!(canonical(&fields), text);
        }
    }

    #[test]
    fn a_signature_is_accepted_in_either_case_and_only_whole() {
        assert!(verify(&secret(), PAY, PAY_HASH));
        assert!(verify(&secret(), PAY, &PAY_HASH.to_uppercase()));
        assert!(!verify(&secret(), PAY, &PAY_HASH[..64]));
        assert!(!verify(&secret(), PAY, IPN_HASH));
        assert!(!verify(&secret(), PAY, ""));
        assert!(!verify(&secret(), PAY, "không phải hex"));
        assert!(!verify(&Secret::new("another"), PAY, PAY_HASH));
    }
}
