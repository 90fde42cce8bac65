//! The platform's books: each bill with its raw messages, a button that sends CONFIRM (again) at once, and a switch that
//! lets INIT fail.

use std::sync::Arc;

use axum::{Form, extract::State, http::StatusCode, response::Response};
use serde::Deserialize;

use super::{
    Platform,
    bills::Bill,
    confirm::{self, Word},
    init::Fault,
    lock,
};
use crate::{
    html::{e, fault, page},
    see_other,
    state::{dong, readable},
};

/// `GET /payplat`
pub async fn show(State(platform): State<Arc<Platform>>) -> Response {
    let state = match *lock(&platform.init_fault) {
        None => "Đang chạy bình thường.".to_owned(),
        Some((Fault::Down, left)) => format!("Ngừng nhận INIT trong {left} lần gọi tới."),
        Some((Fault::Lost, left)) => format!("Lập yêu cầu nhưng làm mất câu trả lời INIT trong {left} lần gọi tới."),
    };
    let bills: String = platform.bills().all().iter().map(card).collect();
    let bills = if bills.is_empty() {
        r#"<p class="lead">Chưa có yêu cầu nào. Yêu cầu hiện ở đây khi có người chọn trả qua nền tảng này.</p>"#
            .to_owned()
    } else {
        format!(r#"<ul class="cards">{bills}</ul>"#)
    };
    page(
        StatusCode::OK,
        "Nền tảng thanh toán quốc gia (PayPlat)",
        &format!(
            r#"<form class="card" method="post" action="/payplat/dieu-khien">
<h2>Bắt đầu thanh toán (INIT)</h2>
<p role="status">{state}</p>
<p class="field"><label for="so-init">Số lần gọi (0 để trở lại bình thường)</label><input id="so-init" name="requests" type="number" inputmode="numeric" min="0" max="1000" value="1" required></p>
<p class="buttons"><button name="fault" value="down">Ngừng nhận</button> <button class="other" name="fault" value="lost">Mất câu trả lời</button></p>
</form>
{bills}"#,
            state = e(state),
        ),
    )
}

fn card(bill: &Bill) -> String {
    let played = match bill.played {
        None => "Chưa chọn gì.".to_owned(),
        Some((play, at)) => format!("{}, lúc {}.", play.name(), readable(at)),
    };
    let buttons: String = bill
        .transactions
        .iter()
        .map(|number| {
            format!(
                r#"<form method="post" action="/payplat/gui"><input type="hidden" name="bill" value="{}"><input type="hidden" name="number" value="{number}"><button class="other">Gửi CONFIRM đã trả của giao dịch {number}</button></form>"#,
                e(&bill.token)
            )
        })
        .collect();
    let told: String = bill
        .told
        .iter()
        .map(|told| {
            format!("<li>{}: <code>{}</code><pre>{}</pre></li>", e(readable(told.at)), e(&told.answer), e(&told.body))
        })
        .collect();
    format!(
        r#"<li data-reference="{reference}"><h2>{reference} · {amount}</h2><p>{info}</p><p>{played}</p>{buttons}
<details><summary>INIT như đã nhận</summary><pre>{raw}</pre></details>
<details><summary>Các CONFIRM và câu trả lời: {count}</summary><ol>{told}</ol></details></li>"#,
        reference = e(&bill.reference),
        amount = e(dong(bill.amount_dong)),
        info = e(&bill.info),
        played = e(played),
        raw = e(&bill.raw),
        count = bill.told.len(),
    )
}

/// The switch.
#[derive(Deserialize)]
pub struct Change {
    fault: Fault,
    requests: u32,
}

/// `POST /payplat/dieu-khien`
pub async fn change(State(platform): State<Arc<Platform>>, Form(change): Form<Change>) -> Response {
    let requests = change.requests.min(1_000);
    *lock(&platform.init_fault) = (requests > 0).then_some((change.fault, requests));
    see_other("/payplat")
}

/// Which CONFIRM to send.
#[derive(Deserialize)]
pub struct Again {
    bill: String,
    number: u64,
}

/// `POST /payplat/gui`: says that this transaction is paid.
pub async fn send_again(State(platform): State<Arc<Platform>>, Form(again): Form<Again>) -> Response {
    let known = platform.bills().by_token(&again.bill).is_some_and(|bill| bill.transactions.contains(&again.number));
    if !known {
        return fault(
            StatusCode::NOT_FOUND,
            "Không có giao dịch này",
            "Giao dịch không còn trong bộ nhớ của bản mô phỏng.",
        );
    }
    confirm::send(&platform, &again.bill, vec![Word { transaction: again.number, paid: true }]);
    see_other("/payplat")
}
