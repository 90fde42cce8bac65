//! The payment gateway's callback: nothing unsigned is believed, and what is signed is either read or refused.
#![no_main]

use std::{collections::BTreeMap, sync::LazyLock};

use backend::gateway::{
    GatewayConfig, Gateways,
    payment::{Callback, CallbackError},
};
use hmac::{Hmac, KeyInit, Mac};
use libfuzzer_sys::fuzz_target;
use sha2::Sha512;
use url::form_urlencoded;

const SECRET: &str = "DEMOSECRETDEMOSECRETDEMOSECRET12";

static GATEWAYS: LazyLock<Gateways> = LazyLock::new(|| {
    let config: GatewayConfig = toml::from_str(&format!(
        "[payment]
         pay_url = \"http://localhost/vpcpay.html\"
         api_url = \"http://localhost/api\"
         merchant = \"DEMOTMN1\"
         secret = \"{SECRET}\"
         return_url = \"http://localhost/back\""
    ))
    .expect("the configuration is right");
    Gateways::new(&config).expect("clients can be made")
});

fuzz_target!(|query: &str| {
    let gateway = &GATEWAYS.payment.first().expect("configured").client;
    if !query.contains("vnp_SecureHash") {
        assert!(gateway.read_callback(&Callback::of_query(query)).is_err(), "unsigned, yet believed");
    }
    match gateway.read_callback(&Callback::of_query(&signed(query))) {
        Ok(report) => {
            assert!(report.amount_dong.is_some_and(|amount| amount >= 0));
            assert!(!report.reference.is_empty());
        }
        Err(CallbackError::Signature | CallbackError::Malformed(_)) => {}
    }
});

/// The query's own fields, each once, with the signature that the gateway would give them.
fn signed(query: &str) -> String {
    let mut fields: BTreeMap<String, String> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .filter(|(name, value)| name.starts_with("vnp_") && !name.starts_with("vnp_SecureHash") && !value.is_empty())
        .collect();
    fields.insert("vnp_TmnCode".to_owned(), "DEMOTMN1".to_owned());
    let mut text = form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(&fields);
    let text = text.finish();
    let mut mac = Hmac::<Sha512>::new_from_slice(SECRET.as_bytes()).expect("any key");
    mac.update(text.as_bytes());
    let hash = hex::encode(mac.finalize().into_bytes());
    format!("{text}&vnp_SecureHash={hash}")
}
