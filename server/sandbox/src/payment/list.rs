//! The gateway's books: each transaction with its raw messages, and a button that sends the
//! callback (again) at once.

use axum::{Form, extract::State, http::StatusCode, response::Response};
use serde::Deserialize;

use super::{
    callback,
    ledger::{Order, Transaction},
    outcome::Play,
};
use crate::{
    html::{e, fault, page},
    see_other,
    state::{Shared, dong, readable},
};

/// `GET /cong-thanh-toan`
pub async fn show(State(sandbox): State<Shared>) -> Response {
    let ledger = sandbox.ledger();
    let main = if ledger.all().is_empty() {
        r#"<p class="lead">Chưa có giao dịch nào. Giao dịch hiện ở đây khi có người mở trang trả tiền từ cổng dịch vụ công.</p>"#.to_owned()
    } else {
        let orders: String = ledger.all().iter().map(order_card).collect();
        format!(r#"<ul class="cards">{orders}</ul>"#)
    };
    page(StatusCode::OK, "Cổng thanh toán", &main)
}

fn order_card(order: &Order) -> String {
    let transactions: String =
        order.transactions.iter().map(|transaction| transaction_part(order, transaction)).collect();
    let state =
        if order.transactions.is_empty() { "<p>Đã mở trang trả tiền, chưa chọn gì.</p>" } else { "" };
    format!(
        r#"<li data-reference="{reference}"><h2>{reference} · {amount}</h2><p>{info}</p>{state}{transactions}
<details><summary>Thông điệp gốc của yêu cầu</summary><pre>{raw}</pre></details></li>"#,
        reference = e(&order.reference),
        amount = e(dong(order.amount_dong)),
        info = e(&order.info),
        raw = e(&order.raw),
    )
}

fn transaction_part(order: &Order, transaction: &Transaction) -> String {
    let name = Play::ALL.iter().find(|(play, ..)| *play == transaction.play).map_or("", |(_, _, name, _)| name);
    let callbacks: String = transaction
        .callbacks
        .iter()
        .map(|callback| {
            format!(
                "<li>{}: <code>{}</code><pre>{}</pre></li>",
                e(readable(callback.at)),
                e(&callback.answer),
                e(&callback.url)
            )
        })
        .collect();
    let refunded = if transaction.refunded_dong > 0 {
        format!(" · đã hoàn {}", dong(transaction.refunded_dong))
    } else {
        String::new()
    };
    format!(
        r#"<p><b>Giao dịch {number}</b>: {name}, lúc {at}{refunded}. Lời báo (IPN) đã gửi: {count}.</p>
<form method="post" action="/cong-thanh-toan/gui"><input type="hidden" name="order" value="{token}"><input type="hidden" name="number" value="{number}"><button class="other">Gửi lời báo ngay</button></form>
<details><summary>Các lời báo và câu trả lời</summary><ol>{callbacks}</ol></details>"#,
        number = transaction.number,
        name = e(name),
        at = e(readable(transaction.settled_at)),
        refunded = e(refunded),
        count = transaction.callbacks.len(),
        token = e(&order.token),
    )
}

/// Which callback to send.
#[derive(Deserialize)]
pub struct Again {
    order: String,
    number: u64,
}

/// `POST /cong-thanh-toan/gui`: sends a callback now; one that was waiting is settled by it.
pub async fn send_callback(State(sandbox): State<Shared>, Form(again): Form<Again>) -> Response {
    let now = sandbox.now();
    let mut ledger = sandbox.ledger();
    let transaction = ledger
        .by_token(&again.order)
        .and_then(|order| order.transactions.iter_mut().find(|transaction| transaction.number == again.number));
    let Some(transaction) = transaction else {
        return fault(
            StatusCode::NOT_FOUND,
            "Không có giao dịch này",
            "Giao dịch không còn trong bộ nhớ của bản mô phỏng.",
        );
    };
    transaction.settled_at = transaction.settled_at.min(now);
    callback::schedule(&sandbox, &again.order, again.number, std::time::Duration::ZERO);
    see_other("/cong-thanh-toan")
}
