//! Errors for programs: RFC 9457 problem details.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::rejection::JsonRejection,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::error::{AppError, FieldError, FieldErrors};
use serde::Serialize;

/// A problem, as `application/problem+json`.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the status says what kind it is.
    r#type: &'static str,
    /// The status in words.
    title: String,
    /// The status.
    status: u16,
    /// What is wrong here, as a stable code.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// Fields that cannot be taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
    /// The services that bear an ambiguous code.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ids: Vec<String>,
    /// Under this reference the operator finds the whole story.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

/// One field of a [`Problem`].
#[derive(Serialize, utoipa::ToSchema)]
struct FieldProblem {
    field: String,
    code: String,
    /// What the code speaks of, such as a limit or where the body stops making sense.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    values: BTreeMap<String, String>,
}

/// Answers an error of the interface for programs.
pub fn answer(status: StatusCode, error: Option<&AppError>, reference: Option<&str>) -> Response {
    let (mut code, mut errors, mut ids) = (None, Vec::new(), Vec::new());
    match error {
        Some(AppError::Invalid(fields)) => {
            code = Some("invalid".to_owned());
            errors = fields
                .0
                .iter()
                .map(|e| FieldProblem {
                    field: e.field.clone(),
                    code: e.code.to_owned(),
                    values: e.values.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect(),
                })
                .collect();
        }
        Some(AppError::Conflict(what)) => code = Some((*what).to_owned()),
        Some(AppError::Ambiguous(several)) => {
            code = Some("ambiguous_code".to_owned());
            ids.clone_from(several);
        }
        Some(AppError::Unavailable(what)) => code = Some((*what).to_owned()),
        _ => {}
    }
    let problem = Problem {
        r#type: "about:blank",
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: status.as_u16(),
        code,
        errors,
        ids,
        reference: reference.map(str::to_owned),
    };
    let mut response = (status, Json(problem)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Some(AppError::TooMany { retry_after }) = error
        && let Ok(value) = HeaderValue::from_str(&retry_after.to_string())
    {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

/// A body that cannot be read, as an error of ours: its shape is answered like a field's.
pub fn body_error(rejection: &JsonRejection) -> AppError {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => AppError::WrongType,
        _ => AppError::Invalid(FieldErrors(vec![FieldError {
            field: "body".into(),
            code: "not_readable",
            values: vec![("why", rejection.body_text())],
        }])),
    }
}
