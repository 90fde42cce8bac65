//! Forms, from the body of a POST to what the page shows again: what was typed, and what is wrong with it in words.
//!
//! ```ignore
//! async fn change(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
//!     match backend::thing::change(&app.portal, visitor.actor()?, typed.text("name")).await {
//!         Ok(()) => Ok(see_other(visitor.lang, "/thing")),
//!         Err(error) => {
//!             // Field errors become a form; any other error leaves through `?`.
//!             let form = form::rejected(visitor.lang, &typed, error)?;
//!             Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &frame, || view(visitor.lang, form)))
//!         }
//!     }
//! }
//! ```
//!
//! How to add an error code: its words as `error.field.<code>` in `app/locales/field_errors.yml`, its line in [`KEYS`].

use std::sync::{Arc, Mutex, PoisonError};

use app::{
    errors::Again,
    ui::FormState,
    words::{self, Lang},
};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use backend::error::{AppError, FieldError, FieldErrors};
use domain::text::normalize;

/// The words of every field error: `error.field.` and its code.
static KEYS: &[&str] = &[
    "error.field.required",
    "error.field.choose",
    "error.field.note_or_file",
    "error.field.not_stored",
    "error.field.too_long",
    "error.field.invalid",
    "error.field.bad_name",
    "error.field.bad_phone",
    "error.field.bad_email",
    "error.field.bad_login",
    "error.field.login_taken",
    "error.field.sign_in_failed",
    "error.field.password_short",
    "error.field.password_long",
    "error.field.password_easy",
    "error.field.password_wrong",
    "error.field.bad_date",
    "error.field.bad_letter",
    "error.field.no_such_day",
    "error.field.year_in_full",
    "error.field.date_early",
    "error.field.date_late",
    "error.field.date_before",
    "error.field.date_past",
    "error.field.online_only",
    "error.field.unknown_agency",
    "error.field.file_too_large",
    "error.field.upload_broken",
    "error.field.bad_number",
    "error.field.old_card",
    "error.field.future_date",
    "error.field.bad_quantity",
    "error.field.bad_money",
    "error.field.money_doubtful",
    "error.field.drafts_many",
    "error.field.document_missing",
    "error.field.file_empty",
    "error.field.file_kind",
    "error.field.file_mixed",
    "error.field.file_macros",
    "error.field.files_many",
    "error.field.files_total",
    "error.field.days_many",
    "error.field.bad_code",
    "error.field.bad_checksum",
    "error.field.file_or_checksum",
    "error.field.dossiers_many",
    "error.field.no_child",
    "error.field.not_elderly",
    "error.field.nothing_owed",
    "error.field.redated_already",
    "error.field.apology_late",
    "error.field.date_not_later",
    "error.field.day_off",
    "error.field.unknown_choice",
    "error.field.out_of_range",
    "error.field.period_turned",
    "error.field.period_too_long",
    "error.field.phone_no_sms",
    "error.field.phone_helpers",
    "error.field.phone_many",
    "error.field.consent_needed",
    "error.field.consent_changed",
    "error.field.date_far",
    "error.field.code_wrong",
    "error.field.code_gone",
    "error.field.code_tries",
    "error.field.codes_many",
    "error.field.bad_guide",
    "error.field.assist_capacity",
    "error.field.assist_name",
    "error.field.assist_phone",
    "error.field.bad_percent",
    "error.field.bad_limits",
    "error.field.unknown_codes",
    "error.field.unknown_fields",
    "error.field.draft_moved_on",
    "error.field.ends_elsewhere",
    "error.field.bad_limit",
    "error.field.bad_steps",
    "error.field.version_same",
    "error.field.version_after",
    "error.field.calendar_far",
    "error.field.calendar_long",
    "error.field.make_up_workday",
    "error.field.closure_nationwide",
    "error.field.day_settled",
    "error.field.day_final",
    "error.field.year_empty",
    "error.field.bad_hours",
    "error.field.hours_order",
    "error.field.hours_there",
    "error.field.remote_there",
    "error.field.remote_not_there",
    "error.field.receipt_same",
    "error.field.all_returned",
    "error.field.steps_order",
    "error.field.case_unknown",
    "error.field.case_none",
    "error.field.case_twice",
    "error.field.longer_unit",
];

/// What is wrong with a field, in words.
pub fn message(lang: Lang, error: &FieldError) -> String {
    let key = key_of(error.code).unwrap_or_else(|| {
        tracing::error!(code = error.code, "an error code without words");
        "error.field.unknown"
    });
    let (names, values): (Vec<_>, Vec<_>) = error.values.iter().cloned().unzip();
    words::say_with(lang, key, &names, &values).into_owned()
}

fn key_of(code: &str) -> Option<&'static str> {
    let is_code = |key: &&&str| key.strip_prefix("error.field.") == Some(code);
    KEYS.iter().find(is_code).copied()
}

/// The form with what was typed and the errors in words.
pub fn with_errors(lang: Lang, typed: &Typed, errors: &FieldErrors) -> FormState {
    let mut form = typed.state();
    for error in &errors.0 {
        form.reject(error.field.clone(), message(lang, error));
    }
    form
}

/// The form that a refused use case gives back to the person.
///
/// # Errors
/// Every error that is not about fields, as it came.
pub fn rejected(lang: Lang, typed: &Typed, error: AppError) -> Result<FormState, AppError> {
    match error {
        AppError::Invalid(errors) => Ok(with_errors(lang, typed, &errors)),
        other => Err(other),
    }
}

/// On to a page of ours, in the person's language, after a POST went well (303); `path` without its language.
pub fn see_other(lang: Lang, path: &str) -> Response {
    Redirect::to(&lang.path(path)).into_response()
}

/// The fields of a form as they were sent, in their order, [normalized](normalize): the door for everything typed but
/// passwords, which have rules of their own (`backend::account`). Read it by name; nothing is believed.
#[derive(Clone, Default)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// The first value of a field without outer blanks; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The first value of a field with the blanks around it.
    pub fn raw(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// All fields in their order, for a form that is described as data.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What was typed, for the page that shows it again. Passwords are left out.
    pub fn state(&self) -> FormState {
        FormState::typed(self.pairs().filter(|(name, _)| !is_password(name)))
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Typed {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter();
        let pairs = pairs.map(|(name, value)| (name.into(), value.into()));
        let cleaned = pairs.map(|(name, value)| {
            let value = if is_password(&name) { typeable(&value) } else { normalize(&value) };
            (name, value)
        });
        Self(cleaned.collect())
    }
}

fn is_password(name: &str) -> bool {
    name.contains("password")
}

/// Control characters cannot be typed, only sent.
fn typeable(password: &str) -> String {
    password.chars().filter(|c| !c.is_control() || *c == '\t').collect()
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let is_form = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
        // A button alone in its form sends no body, and some programs then no type.
        if kind.is_some() && !is_form {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let sent = request.extensions().get::<Sent>().cloned();
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        // Broken UTF-8 becomes U+FFFD, where the person sees it.
        let typed: Self = url::form_urlencoded::parse(&body).into_owned().collect();
        if let Some(sent) = sent {
            sent.note(&typed);
        }
        Ok(typed)
    }
}

/// The form that a request sent, noted for the page that must say that it could not be stored.
#[derive(Clone, Default)]
pub struct Sent(Arc<Mutex<Option<Typed>>>);

impl Sent {
    fn note(&self, typed: &Typed) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(typed.clone());
    }

    /// To be sent to `action` again; `None` where nothing was sent, or a secret with it: secrets are not echoed.
    pub fn again(&self, action: &str) -> Option<Again> {
        let Typed(fields) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let is_secret = fields.iter().any(|(name, _)| name.contains("password"));
        (!is_secret && !fields.is_empty()).then(|| Again { action: action.to_owned(), fields })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// All source but that of `api`: programs get the codes themselves.
    fn read(folder: &Path, text: &mut String) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.ends_with("src/api") {
                continue;
            }
            if path.is_dir() {
                read(&path, text);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                let code = source.lines().map(str::trim);
                text.extend(code.filter(|line| !line.starts_with("//")));
            }
        }
    }

    /// The codes in `….add(field, "code")`, `….add_with(field, "code", …)` and `AppError::field(field, "code")`.
    fn codes(source: &str) -> Vec<&str> {
        ["errors.add(", "errors.add_with(", "AppError::field("]
            .iter()
            .flat_map(|call| source.split(call).skip(1))
            .filter_map(|rest| rest[..rest.find(';').unwrap_or(rest.len())].split_once(','))
            .filter_map(|(_, rest)| rest.trim_start().strip_prefix('"')?.split_once('"'))
            .map(|(code, _)| code)
            .filter(|code| code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
            .collect()
    }

    #[test]
    fn every_code_has_words() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut source = String::new();
        for folder in ["src", "backend/src", "../app/domain/src"] {
            read(&here.join(folder), &mut source);
        }
        let codes = codes(&source);
        assert!(codes.contains(&"password_short"), "{codes:?}");
        for code in codes {
            assert!(key_of(code).is_some(), "error code `{code}` has no words");
        }
    }

    #[test]
    fn an_error_is_said_with_its_values_at_its_field() {
        let typed: Typed = [("login", " an "), ("password", "secret"), ("x", "a\0b\r\nc")].into_iter().collect();
        let mut errors = FieldErrors::default();
        errors.add_with("password", "password_short", vec![("least", "14".into())]);
        let form = rejected(Lang::En, &typed, AppError::Invalid(errors)).unwrap();
        assert!(form.error("password").unwrap().contains("14"));
        assert_eq!(form.value("login"), " an ");
        assert_eq!(form.value("password"), "", "a secret is not echoed");
        assert_eq!(typed.text("login"), "an");
        assert_eq!(typed.raw("x"), "ab\nc");
        assert!(rejected(Lang::Vi, &typed, AppError::NotFound).is_err());
    }

    #[test]
    fn everything_typed_is_cleaned_at_the_door_but_passwords() {
        let typed: Typed = [
            ("full_name", "\u{2066}Trâ\u{300}n\u{a0}Văn\u{200b} Ân\u{2069}"),
            ("note", "một\thai\rba\u{2028}bốn"),
            ("new_password", "mâ\u{323}t\u{a0}khẩu"),
        ]
        .into_iter()
        .collect();
        assert_eq!(typed.text("full_name"), "Trần Văn Ân");
        assert_eq!(typed.raw("note"), "một hai\nba\nbốn");
        assert_eq!(typed.raw("new_password"), "mâ\u{323}t\u{a0}khẩu", "hashed as it was before, if need be");
    }
}
