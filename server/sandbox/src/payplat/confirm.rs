//! CONFIRM: a POST to the portal, repeated until it answers that it has taken it, within bounds.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    CONFIRM_PATH, PARTNER, Platform, SECRET,
    bills::{Bill, Told},
    hash,
    play::Play,
    stamp, texts, twelve_hour_stamp,
};

const ANSWER_ORDER: [&str; 5] = ["MaLoi", "MoTaLoi", "MaDoiTac", "MaThamChieu", "ThoiGianGD"];

/// One CONFIRM about a bill: of which transaction, and whether it says that it is paid.
#[derive(Clone, Copy)]
pub struct Word {
    pub transaction: u64,
    pub paid: bool,
}

/// What is said about a bill, in order.
pub fn words(play: Play, transactions: &[u64]) -> Vec<Word> {
    let Some(&transaction) = transactions.first() else { return Vec::new() };
    let paid = Word { transaction, paid: true };
    let failed = Word { transaction, paid: false };
    match play {
        Play::Success | Play::TwelveHours | Play::Number => vec![paid],
        Play::Failed => vec![failed],
        Play::Double => vec![paid, paid],
        Play::AfterFailed => vec![failed, paid],
        Play::Pending | Play::Silent => Vec::new(),
        Play::Twice => transactions.iter().map(|number| Word { transaction: *number, paid: true }).collect(),
    }
}

/// Says it from a task of its own, one after the other.
pub fn send(platform: &Arc<Platform>, token: &str, words: Vec<Word>) {
    let (platform, token) = (platform.clone(), token.to_owned());
    tokio::spawn(async move {
        for word in words {
            say(&platform, &token, word).await;
        }
    });
}

async fn say(platform: &Platform, token: &str, word: Word) {
    let config = &platform.sandbox.config;
    let Some(body) = platform.bills().by_token(token).map(|bill| message(bill, word).to_string()) else { return };
    for attempt in 1..=config.ipn_attempts {
        if try_once(platform, token, &body).await {
            return;
        }
        tokio::time::sleep(config.ipn_pause * attempt).await;
    }
    tracing::warn!(transaction = word.transaction, "the portal never took the CONFIRM");
}

/// Whether there is nothing more to send.
async fn try_once(platform: &Platform, token: &str, body: &str) -> bool {
    let sandbox = &platform.sandbox;
    let url = format!("{}{CONFIRM_PATH}", sandbox.config.portal);
    let request = sandbox.http.post(url).header("content-type", "application/json").body(body.to_owned());
    let (answer, done) = match request.send().await {
        Ok(response) => {
            let status = response.status();
            let text = response.text().await.unwrap_or_default();
            let fields = texts(text.as_bytes());
            let taken = fields.get("MaLoi").is_some_and(|code| code == "00");
            let done = status.is_success() && taken && hash::matches(SECRET, &fields, &ANSWER_ORDER);
            let shown: String = text.chars().take(300).collect();
            (format!("HTTP {} {shown}", status.as_u16()), done)
        }
        Err(error) => (format!("không gọi được: {}", error.without_url()), false),
    };
    let at = sandbox.now();
    if let Some(bill) = platform.bills().by_token(token) {
        bill.told.push(Told { at, body: body.to_owned(), answer });
    }
    done
}

fn message(bill: &Bill, word: Word) -> Value {
    let (play, at) = bill.played.unwrap_or((Play::Success, jiff::Timestamp::UNIX_EPOCH));
    let at = if play == Play::TwelveHours { twelve_hour_stamp(at) } else { stamp(at) };
    let code = if word.paid { "00" } else { "99" };
    let amount = bill.amount_dong.to_string();
    let transaction = word.transaction.to_string();
    let values = ["CONFIRM", code, PARTNER, &bill.reference, &amount, "VND", &transaction, "970436", &at, &bill.info];
    json!({
        "LoaiBanTin": "CONFIRM",
        "MaLoi": code,
        "MaDoiTac": PARTNER,
        "MaThamChieu": bill.reference,
        "SoTien": if play == Play::Number { json!(bill.amount_dong) } else { json!(amount) },
        "MaTienTe": "VND",
        "MaGiaoDich": transaction,
        "MaNganHang": "970436",
        "ThoiGianGD": at,
        "ThongTinGiaoDich": bill.info,
        "MaXacThuc": hash::sign(SECRET, &values),
    })
}
