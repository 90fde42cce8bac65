//! The page on which the payer pays: here one plays each way in which it can end.

use std::time::Duration;

use axum::{
    Form,
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::{
    callback,
    ledger::{Order, Transaction},
    outcome::Play,
    signature::{self, Fields},
};
use crate::{
    config::Merchant,
    html::{e, fault, page},
    see_other,
    state::{Sandbox, Shared, dong, readable},
};

/// How long after an order's end a late success comes.
const LATE_BY: SignedDuration = SignedDuration::from_secs(2);

/// `GET /paymentv2/vpcpay.html`
pub async fn show(State(sandbox): State<Shared>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let order = match read(&sandbox, &query) {
        Ok(order) => order,
        Err(sentence) => {
            return fault(StatusCode::BAD_REQUEST, "Không mở được trang thanh toán", sentence);
        }
    };
    let now = sandbox.now();
    let mut ledger = sandbox.ledger();
    let Some(order) = ledger.open(order) else {
        return fault(
            StatusCode::CONFLICT,
            "Không mở được trang thanh toán",
            "vnp_TxnRef này đã dùng cho một yêu cầu khác.",
        );
    };
    view(order, now)
}

/// An order from a query string whose signature holds.
fn read(sandbox: &Sandbox, query: &str) -> Result<Order, &'static str> {
    let mut fields = Fields::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()).into_owned() {
        if fields.insert(name, value).is_some() {
            return Err("Một tham số bị gửi hai lần.");
        }
    }
    let get = |name: &str| fields.get(name).map_or("", String::as_str);
    let merchant = merchant(sandbox, get("vnp_TmnCode")).ok_or("Không có đơn vị nào mang mã vnp_TmnCode này.")?;
    let text = signature::canonical(&fields);
    if !signature::matches(&merchant.secret, &text, get("vnp_SecureHash")) {
        return Err("Sai chữ ký (mã 97).");
    }
    Order::read(&fields, query)
}

fn merchant<'a>(sandbox: &'a Sandbox, code: &str) -> Option<&'a Merchant> {
    sandbox.config.merchants.iter().find(|m| m.code == code)
}

fn view(order: &Order, now: Timestamp) -> Response {
    let ways: String = if order.is_paid() {
        r#"<p class="done" role="status">Yêu cầu này đã được trả tiền. Mỗi mã yêu cầu chỉ dùng một lần.</p>"#.to_owned()
    } else if order.expires_at <= now {
        format!(
            r#"<p class="error" role="alert">Yêu cầu này đã hết hạn.</p>
<form method="post" action="/paymentv2/choi"><input type="hidden" name="order" value="{}"><button name="play" value="timeout">Trở về cổng dịch vụ công</button></form>"#,
            e(&order.token)
        )
    } else {
        let buttons: String = Play::ALL
            .iter()
            .map(|(play, value, name, explanation)| {
                let class = if *play == Play::Success { r#" class="first""# } else { "" };
                format!(
                    r#"<button{class} name="play" value="{value}">{}<span>{}</span></button>"#,
                    e(name),
                    e(explanation)
                )
            })
            .collect();
        format!(
            r#"<h2>Chọn cách giao dịch này diễn ra</h2>
<p>Bấm một nút: giao dịch diễn ra như nút ghi, rồi bạn trở về cổng dịch vụ công.</p>
<form class="ways" method="post" action="/paymentv2/choi"><input type="hidden" name="order" value="{}">{buttons}</form>"#,
            e(&order.token)
        )
    };
    page(
        StatusCode::OK,
        "Trả tiền",
        &format!(
            r#"<dl>
<dt>Số tiền</dt><dd class="amount">{}</dd>
<dt>Đơn vị nhận</dt><dd>{}</dd>
<dt>Nội dung</dt><dd>{}</dd>
<dt>Mã yêu cầu</dt><dd>{}</dd>
<dt>Hết hạn lúc</dt><dd>{}</dd>
</dl>
{ways}"#,
            e(dong(order.amount_dong)),
            e(&order.merchant),
            e(&order.info),
            e(&order.reference),
            e(readable(order.expires_at)),
        ),
    )
}

/// The form of the pay page.
#[derive(Deserialize)]
pub struct Choice {
    order: String,
    play: String,
}

/// `POST /paymentv2/choi`: makes the transaction, sends callbacks, sends the browser back.
pub async fn play(State(sandbox): State<Shared>, Form(choice): Form<Choice>) -> Response {
    let now = sandbox.now();
    let mut ledger = sandbox.ledger();
    let numbers = [ledger.next_number(), ledger.next_number()];
    let (Some(play), Some(order)) = (Play::parse(&choice.play), ledger.by_token(&choice.order)) else {
        return fault(
            StatusCode::NOT_FOUND,
            "Không có yêu cầu này",
            "Hãy mở lại trang thanh toán từ cổng dịch vụ công.",
        );
    };
    // A second press of the button, or a press after the end, changes nothing.
    if order.is_paid() || (order.expires_at <= now && play != Play::TimedOut) {
        return view(order, now);
    }
    let settled_at = match play {
        Play::Late => order.expires_at.max(now) + LATE_BY,
        _ => now,
    };
    let count = if play == Play::Twice { 2 } else { 1 };
    for number in &numbers[..count] {
        order.transactions.push(Transaction {
            number: *number,
            play,
            settled_at,
            callbacks: Vec::new(),
            refunded_dong: 0,
        });
    }
    let wait = Duration::try_from(settled_at.duration_since(now)).unwrap_or_default();
    let slowness = sandbox.config.slowness;
    let callbacks: Vec<(u64, Duration)> = match play {
        Play::Success | Play::Cancel | Play::Insufficient | Play::TimedOut => {
            vec![(numbers[0], wait)]
        }
        Play::Slow => vec![(numbers[0], slowness)],
        Play::Double => vec![(numbers[0], wait), (numbers[0], wait)],
        Play::Late => vec![(numbers[0], wait)],
        Play::Silent => Vec::new(),
        Play::Twice => vec![(numbers[0], wait), (numbers[1], wait)],
    };
    for (number, delay) in callbacks {
        callback::schedule(&sandbox, &order.token, number, delay);
    }
    see_other(&way_back(&sandbox, order, play))
}

/// Where the browser goes: with the signed result, or without any if none is known yet.
fn way_back(sandbox: &Sandbox, order: &Order, play: Play) -> String {
    let result = order.transactions.last().filter(|_| play != Play::Late).zip(merchant(sandbox, &order.merchant));
    match result {
        None => order.return_url.clone(),
        Some((transaction, merchant)) => {
            let query = signature::signed_query(&merchant.secret, &order.result(transaction));
            let separator = if order.return_url.contains('?') { '&' } else { '?' };
            format!("{}{separator}{query}", order.return_url)
        }
    }
}
