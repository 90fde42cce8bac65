//! The page on which the payer pays: here one plays each way in which it can end.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;

use super::{Platform, RETURN_PATH, bills::Bill, confirm, play::Play};
use crate::{
    html::{e, fault, page},
    see_other,
    state::dong,
};

/// `GET /payplat/tra-tien/{token}`
pub async fn show(State(platform): State<Arc<Platform>>, Path(token): Path<String>) -> Response {
    match platform.bills().by_token(&token) {
        Some(bill) => view(bill),
        None => unknown(),
    }
}

fn unknown() -> Response {
    fault(StatusCode::NOT_FOUND, "Không có yêu cầu này", "Hãy mở lại trang thanh toán từ cổng dịch vụ công.")
}

fn view(bill: &Bill) -> Response {
    let ways = if bill.played.is_some() {
        r#"<p class="done" role="status">Yêu cầu này đã được thực hiện. Mỗi mã tham chiếu chỉ dùng một lần.</p>"#
            .to_owned()
    } else {
        let buttons: String = Play::ALL
            .iter()
            .map(|(play, value, name, explanation)| {
                let class = if *play == Play::Success { r#" class="first""# } else { "" };
                let (name, explanation) = (e(name), e(explanation));
                format!(r#"<button{class} name="play" value="{value}">{name}<span>{explanation}</span></button>"#)
            })
            .collect();
        format!(
            r#"<h2>Chọn cách giao dịch này diễn ra</h2>
<p>Bấm một nút: giao dịch diễn ra như nút ghi, rồi bạn trở về cổng dịch vụ công.</p>
<form class="ways" method="post" action="/payplat/tra-tien/{}">{buttons}</form>"#,
            e(&bill.token)
        )
    };
    page(
        StatusCode::OK,
        "Nền tảng thanh toán quốc gia",
        &format!(
            r#"<dl>
<dt>Số tiền</dt><dd class="amount">{}</dd>
<dt>Người nộp</dt><dd>{}</dd>
<dt>Nội dung</dt><dd>{}</dd>
<dt>Mã tham chiếu</dt><dd>{}</dd>
</dl>
{ways}"#,
            e(dong(bill.amount_dong)),
            e(&bill.payer),
            e(&bill.info),
            e(&bill.reference),
        ),
    )
}

/// The form of the page.
#[derive(Deserialize)]
pub struct Choice {
    play: String,
}

/// `POST /payplat/tra-tien/{token}`: makes the transaction, sends CONFIRM, sends the browser back.
pub async fn play(
    State(platform): State<Arc<Platform>>,
    Path(token): Path<String>,
    Form(choice): Form<Choice>,
) -> Response {
    let Some(play) = Play::parse(&choice.play) else { return unknown() };
    let now = platform.sandbox.now();
    let mut bills = platform.bills();
    let numbers = [bills.next_number(), bills.next_number()];
    let Some(bill) = bills.by_token(&token) else { return unknown() };
    // A second press of the button changes nothing.
    if bill.played.is_some() {
        return view(bill);
    }
    let count = if play == Play::Twice { 2 } else { 1 };
    bill.transactions.extend(&numbers[..count]);
    bill.played = Some((play, now));
    confirm::send(&platform, &token, confirm::words(play, &bill.transactions));
    see_other(&format!("{}{RETURN_PATH}?MaThamChieu={}", platform.sandbox.config.portal, bill.reference))
}
