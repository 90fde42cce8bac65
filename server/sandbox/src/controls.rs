//! The switchboard: lets one of the systems fail or dawdle for the next few requests.

use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::{
    html::{e, page},
    see_other,
    state::{Sandbox, Shared},
};

/// What can be made to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum System {
    /// `POST /messages`.
    Messages,
    /// Queries and refunds of the payment gateway.
    Payment,
    /// The token endpoint of the identity provider.
    Identity,
}

impl System {
    const ALL: [(System, &'static str, &'static str); 3] = [
        (System::Messages, "messages", "Gửi tin nhắn"),
        (System::Payment, "payment", "Truy vấn và hoàn tiền của cổng thanh toán"),
        (System::Identity, "identity", "Cấp mã đăng nhập của danh tính quốc gia"),
    ];
}

/// How it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fault {
    /// Status 500 at once.
    Error,
    /// The right answer, too late.
    Slow,
}

/// A fault and for how many more requests, for each system.
#[derive(Default)]
pub struct Faults([Option<(Fault, u32)>; 3]);

impl Faults {
    fn set(&mut self, system: System, fault: Fault, requests: u32) {
        self.0[system as usize] = (requests > 0).then_some((fault, requests));
    }

    fn take(&mut self, system: System) -> Option<Fault> {
        let slot = &mut self.0[system as usize];
        let (fault, left) = (*slot)?;
        *slot = (left > 1).then_some((fault, left - 1));
        Some(fault)
    }
}

/// To be asked first by what can fail: an answer to give instead, after the wait if there is one.
pub async fn interfere(sandbox: &Sandbox, system: System) -> Option<Response> {
    let fault = sandbox.faults().take(system)?;
    match fault {
        Fault::Error => Some((StatusCode::INTERNAL_SERVER_ERROR, "simulated failure\n").into_response()),
        Fault::Slow => {
            tokio::time::sleep(sandbox.config.slowness).await;
            None
        }
    }
}

/// The form of `/dieu-khien`.
#[derive(Deserialize)]
pub struct Change {
    system: System,
    fault: Fault,
    requests: u32,
}

/// `GET /dieu-khien`
pub async fn show(State(sandbox): State<Shared>) -> Response {
    let faults = sandbox.faults().0;
    let seconds = sandbox.config.slowness.as_secs();
    let cards: String = System::ALL
        .iter()
        .map(|(system, key, label)| {
            let state = match faults[*system as usize] {
                None => "Đang chạy bình thường.".to_owned(),
                Some((Fault::Error, left)) => format!("Sẽ báo lỗi 500 trong {left} lần gọi tới."),
                Some((Fault::Slow, left)) => {
                    format!("Sẽ trả lời chậm {seconds} giây trong {left} lần gọi tới.")
                }
            };
            format!(
                r#"<form class="card" method="post" action="/dieu-khien">
<h2>{label}</h2>
<p role="status">{state}</p>
<input type="hidden" name="system" value="{key}">
<p class="field"><label for="so-{key}">Số lần gọi (0 để trở lại bình thường)</label><input id="so-{key}" name="requests" type="number" inputmode="numeric" min="0" max="1000" value="1" required></p>
<p class="buttons"><button name="fault" value="error">Báo lỗi 500</button> <button class="other" name="fault" value="slow">Trả lời chậm {seconds} giây</button></p>
</form>"#,
                label = e(label),
                state = e(state),
            )
        })
        .collect();
    page(
        StatusCode::OK,
        "Điều khiển",
        &format!(
            r#"<p class="lead">Cho một hệ thống hỏng hoặc chậm trong những lần gọi tới, rồi xem cổng có giữ được việc và thử lại không.</p>{cards}"#
        ),
    )
}

/// `POST /dieu-khien`
pub async fn change(State(sandbox): State<Shared>, Form(change): Form<Change>) -> Response {
    let requests = change.requests.min(1_000);
    sandbox.faults().set(change.system, change.fault, requests);
    see_other("/dieu-khien")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_lasts_for_as_many_requests_as_said() {
        let mut faults = Faults::default();
        faults.set(System::Payment, Fault::Error, 2);
        assert_eq!(faults.take(System::Messages), None);
        assert_eq!(faults.take(System::Payment), Some(Fault::Error));
        assert_eq!(faults.take(System::Payment), Some(Fault::Error));
        assert_eq!(faults.take(System::Payment), None);
        faults.set(System::Payment, Fault::Slow, 5);
        faults.set(System::Payment, Fault::Slow, 0);
        assert_eq!(faults.take(System::Payment), None);
    }
}
