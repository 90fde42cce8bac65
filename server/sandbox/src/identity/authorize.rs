//! The page on which the person says who they are.

use axum::{
    Form,
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;

use super::{
    citizens::{self, Citizen},
    grants::Grant,
    person_form::{PersonForm, Problems},
    request::{AuthorizationRequest, Refusal},
};
use crate::{
    html::{e, fault, page},
    see_other,
    state::Shared,
};

/// `GET /oauth2/authorize`
pub async fn show(State(sandbox): State<Shared>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    match AuthorizationRequest::read(&sandbox, &query) {
        Ok(request) => view(StatusCode::OK, &request, &query, &PersonForm::default(), &Problems::default()),
        Err(refusal) => refused(refusal),
    }
}

/// The form of the page. The request travels in it whole and is checked again.
#[derive(Deserialize)]
pub struct Decision {
    request: String,
    action: String,
    #[serde(default)]
    who: String,
    #[serde(flatten)]
    person: PersonForm,
}

/// `POST /oauth2/authorize`
pub async fn decide(State(sandbox): State<Shared>, Form(decision): Form<Decision>) -> Response {
    let request = match AuthorizationRequest::read(&sandbox, &decision.request) {
        Ok(request) => request,
        Err(refusal) => return refused(refusal),
    };
    match decision.action.as_str() {
        "allow" => {}
        "cancel" => {
            return see_other(&request.way_back(&sandbox, &[("error", "access_denied")]));
        }
        _ => return see_other(&request.way_back(&sandbox, &[("error", "server_error")])),
    }
    let citizen = match person(&decision) {
        Ok(citizen) => citizen,
        Err(problems) => {
            return view(StatusCode::UNPROCESSABLE_ENTITY, &request, &decision.request, &decision.person, &problems);
        }
    };
    let code = sandbox.grants().code(Grant {
        citizen,
        client_id: request.client_id.clone(),
        redirect_uri: request.redirect_uri.clone(),
        nonce: request.nonce.clone(),
        challenge: request.challenge.clone(),
        granted_at: sandbox.now(),
    });
    see_other(&request.way_back(&sandbox, &[("code", &code)]))
}

fn person(decision: &Decision) -> Result<Citizen, Problems> {
    citizens::demo()
        .into_iter()
        .find(|citizen| citizen.number == decision.who)
        .map_or_else(|| decision.person.citizen(), Ok)
}

fn refused(refusal: Refusal) -> Response {
    match refusal {
        Refusal::Here(sentence) => fault(StatusCode::BAD_REQUEST, "Không đăng nhập được", sentence),
        Refusal::Redirect(address) => see_other(&address),
    }
}

fn view(
    status: StatusCode,
    request: &AuthorizationRequest,
    query: &str,
    typed: &PersonForm,
    problems: &Problems,
) -> Response {
    let people: String = citizens::demo()
        .iter()
        .enumerate()
        .map(|(place, citizen)| {
            let checked = if place == 0 { " checked" } else { "" };
            format!(
                r#"<label class="choice"><input type="radio" name="who" value="{number}"{checked}><span><b>{name}</b>{number} · sinh {birth} · tài khoản mức {level}</span></label>"#,
                number = e(&citizen.number),
                name = e(&citizen.name),
                birth = e(day(&citizen.birthdate)),
                level = citizen.level,
            )
        })
        .collect();
    let alert = if status.is_success() {
        ""
    } else {
        r##"<p class="error" role="alert">Người bạn tự đặt còn ô chưa đúng. <a href="#tu-dat">Xem các ô được đánh dấu</a>.</p>"##
    };
    page(
        status,
        "Đăng nhập bằng danh tính quốc gia",
        &format!(
            r#"<p class="lead">Trang này đứng thay trang đăng nhập VNeID. Ứng dụng <b>{client}</b> muốn biết bạn là ai.</p>{alert}
<form method="post" action="/oauth2/authorize">
<input type="hidden" name="request" value="{query}">
<fieldset><legend>Bạn đóng vai ai?</legend>{people}</fieldset>
<div class="buttons"><button name="action" value="allow">Đăng nhập</button> <button class="other" name="action" value="cancel">Hủy</button> <button class="other" name="action" value="error">Giả lập lỗi</button></div>
</form>
<form method="post" action="/oauth2/authorize">
<input type="hidden" name="request" value="{query}"><input type="hidden" name="who" value="own">
<fieldset id="tu-dat"><legend>Hoặc tự đặt một người</legend>{fields}
<div class="buttons"><button name="action" value="allow">Đăng nhập bằng người này</button></div></fieldset>
</form>"#,
            client = e(&request.client_id),
            query = e(query),
            fields = typed.fields(problems),
        ),
    )
}

/// `1985-03-08` as `08/03/1985`.
fn day(date: &str) -> String {
    let parts: Vec<&str> = date.rsplit('-').collect();
    parts.join("/")
}
