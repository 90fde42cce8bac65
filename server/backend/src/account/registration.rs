//! A citizen makes an account of the portal's own.

use domain::identity::{Email, NameError, PersonName, Phone};

use super::{NewAccount, add_account, check_new_password, fold_login};
use crate::{Portal, actor::Person, error::AppError, error::FieldErrors};

/// What the citizen typed.
pub struct Registration<'a> {
    /// Full name.
    pub full_name: &'a str,
    /// Phone number or e-mail address; also where notices go.
    pub login: &'a str,
    /// In clear.
    pub password: &'a str,
}

/// Makes the account; gives its id.
///
/// # Errors
/// [`AppError::Invalid`] at `full_name`, `login` and `password`, all at once.
pub async fn register(portal: &Portal, typed: Registration<'_>) -> Result<String, AppError> {
    let mut errors = FieldErrors::default();
    let full_name = read_name(typed.full_name, &mut errors);
    let (phone, email) = match (Phone::parse(typed.login), Email::parse(typed.login)) {
        (Ok(phone), _) => (Some(phone.as_str().to_owned()), None),
        (_, Ok(email)) => (None, Some(email.as_str().to_owned())),
        _ if typed.login.trim().is_empty() => {
            errors.add("login", "required");
            (None, None)
        }
        _ => {
            errors.add("login", "bad_login");
            (None, None)
        }
    };
    check_new_password("password", typed.password, &fold_login(typed.login), &mut errors);
    errors.into_result()?;
    let person = Person { full_name, phone, email, ..Person::default() };
    let new = NewAccount { login: typed.login, password: typed.password, person, roles: Vec::new(), demo: false };
    add_account(portal, new).await
}

fn read_name(typed: &str, errors: &mut FieldErrors) -> String {
    match PersonName::parse(typed) {
        Ok(name) => return name.as_str().to_owned(),
        Err(NameError::Empty) => errors.add("full_name", "required"),
        Err(NameError::TooLong) => errors.add("full_name", "too_long"),
        Err(NameError::Character(_)) => errors.add("full_name", "bad_name"),
    }
    String::new()
}
