//! A payment gateway that speaks VNPay 2.1.0. Money is whole đồng here, hundredths on the wire.

pub mod api;
mod callback;
pub mod ledger;
pub mod list;
mod outcome;
pub mod page;
mod signature;

use jiff::{Timestamp, civil::DateTime, tz};

const FORMAT: &str = "%Y%m%d%H%M%S";

/// `yyyyMMddHHmmss` at UTC+7.
fn stamp(at: Timestamp) -> String {
    tz::offset(7).to_datetime(at).strftime(FORMAT).to_string()
}

fn read_stamp(text: &str) -> Option<Timestamp> {
    let local = DateTime::strptime(FORMAT, text).ok()?;
    tz::offset(7).to_timestamp(local).ok()
}
