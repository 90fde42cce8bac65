//! The national payment platform (PayPlat), message version 1.0.6: INIT and QUERY for the portal, a page to pay at, and
//! CONFIRM to the portal, each with the faults that integrators have met.

mod bills;
mod books;
mod confirm;
mod hash;
mod init;
mod pay;
mod play;
mod query;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    http::{HeaderMap, StatusCode},
    routing::{get, post},
};
use jiff::{Timestamp, tz};
use serde_json::Value;
use subtle::ConstantTimeEq;

use crate::{messages::bearer, state::Shared};
use bills::Bills;

/// The one partner that is known here.
const PARTNER: &str = "DEMODT";
const SECRET: &str = "DEMOSECRET";
const TOKEN: &str = "DEMO-PAYPLAT-TOKEN-KHONG-DUNG-THAT";
const VERSION: &str = "1.0.6";
/// At the portal, where CONFIRM goes and where the browser goes back to.
const CONFIRM_PATH: &str = "/thanh-toan/payplat";
const RETURN_PATH: &str = "/thanh-toan/ket-qua";

/// The platform's memory beside the sandbox's.
pub struct Platform {
    sandbox: Shared,
    bills: Mutex<Bills>,
    init_fault: Mutex<Option<(init::Fault, u32)>>,
}

impl Platform {
    fn bills(&self) -> MutexGuard<'_, Bills> {
        lock(&self.bills)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// All addresses of the platform.
pub fn router(sandbox: &Shared) -> Router<Shared> {
    let platform = Platform { sandbox: sandbox.clone(), bills: Mutex::default(), init_fault: Mutex::default() };
    Router::new()
        .route("/payplat", get(books::show))
        .route("/payplat/dieu-khien", post(books::change))
        .route("/payplat/gui", post(books::send_again))
        .route("/payplat/api/init", post(init::receive))
        .route("/payplat/api/query", post(query::answer))
        .route("/payplat/tra-tien/{token}", get(pay::show).post(pay::play))
        .with_state(Arc::new(platform))
}

/// `yyyyMMddHHmmss` at UTC+7.
fn stamp(at: Timestamp) -> String {
    tz::offset(7).to_datetime(at).strftime("%Y%m%d%H%M%S").to_string()
}

/// The same as some senders write it: with the hours of a twelve-hour clock.
fn twelve_hour_stamp(at: Timestamp) -> String {
    tz::offset(7).to_datetime(at).strftime("%Y%m%d%I%M%S").to_string()
}

fn is_partner(headers: &HeaderMap) -> Result<(), StatusCode> {
    let token = bearer(headers).unwrap_or_default();
    if token.as_bytes().ct_eq(TOKEN.as_bytes()).into() { Ok(()) } else { Err(StatusCode::UNAUTHORIZED) }
}

/// The fields of a JSON object whose values are text or numbers, as text.
fn texts(body: &[u8]) -> BTreeMap<String, String> {
    let object: BTreeMap<String, Value> = serde_json::from_slice(body).unwrap_or_default();
    object
        .into_iter()
        .filter_map(|(name, value)| match value {
            Value::String(text) => Some((name, text)),
            Value::Number(number) => Some((name, number.to_string())),
            _ => None,
        })
        .collect()
}
