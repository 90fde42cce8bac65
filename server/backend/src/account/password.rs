//! Passwords: argon2id, away from the async threads.

use std::sync::{Arc, LazyLock};

use argon2::{Argon2, PasswordHash, PasswordVerifier, password_hash::PasswordHasher};
use tokio::sync::Semaphore;

use crate::{
    clock::random_bytes,
    error::{AppError, FieldErrors},
};

/// Without a second factor a password has at least this many characters (TCVN 14423:2026, level 3).
pub const LEAST_PASSWORD_LENGTH: usize = 14;

/// Hashing costs the same whatever the length; a body of megabytes is still no password.
const MOST_PASSWORD_LENGTH: usize = 200;

/// What is wrong with a new password, said at `field`.
pub fn check_new_password(field: &str, password: &str, login: &str, errors: &mut FieldErrors) {
    let length = password.chars().count();
    if length < LEAST_PASSWORD_LENGTH {
        let least = LEAST_PASSWORD_LENGTH.to_string();
        errors.add_with(field, "password_short", vec![("least", least)]);
    } else if length > MOST_PASSWORD_LENGTH {
        let most = MOST_PASSWORD_LENGTH.to_string();
        errors.add_with(field, "password_long", vec![("most", most)]);
    } else if is_easy(password, login) {
        errors.add(field, "password_easy");
    }
}

/// A few characters over and over, or little more than the login.
fn is_easy(password: &str, login: &str) -> bool {
    let folded = password.to_lowercase();
    let mut characters: Vec<char> = folded.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    let rest = if login.is_empty() { folded.clone() } else { folded.replace(login, "") };
    characters.len() < 5 || (rest.len() < folded.len() && rest.chars().count() < 6)
}

/// Each hash takes 19 MB and some hundredths of a second: one at a time keeps the portal small whatever comes in.
static AT_ONCE: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(1)));

async fn away<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let _permit = AT_ONCE.clone().acquire_owned().await.map_err(|error| AppError::Internal(error.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| AppError::Internal(error.to_string()))
}

/// Hashes a password with argon2id and a fresh salt, in PHC form.
///
/// # Errors
/// [`AppError::Internal`] where hashing fails.
pub async fn hash_password(password: String) -> Result<String, AppError> {
    away(move || {
        Argon2::default()
            .hash_password_with_salt(password.as_bytes(), &random_bytes::<16>())
            .map(|hash| hash.to_string())
            .map_err(|error| AppError::Internal(format!("argon2: {error}")))
    })
    .await?
}

/// Compares a password with a hash. Without a hash it costs the same time and says no.
///
/// # Errors
/// [`AppError::Internal`] where the worker fails.
pub async fn verify_password(password: String, hash: Option<String>) -> Result<bool, AppError> {
    let Some(hash) = hash else {
        hash_password(password).await?;
        return Ok(false);
    };
    away(move || {
        PasswordHash::new(&hash)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_password_is_long_and_not_the_login_again() {
        let wrong = |password: &str| {
            let mut errors = FieldErrors::default();
            check_new_password("password", password, "+84912345678", &mut errors);
            errors.0.first().map(|error| error.code)
        };
        assert_eq!(wrong("mười ba ký tự"), Some("password_short"));
        assert_eq!(wrong("mười bốn ký tự"), None);
        assert_eq!(wrong("aaaaaaaaaaaaaaaa"), Some("password_easy"));
        assert_eq!(wrong("abababababababab"), Some("password_easy"));
        assert_eq!(wrong("+84912345678!!"), Some("password_easy"));
        assert_eq!(wrong(&"dài ".repeat(60)), Some("password_long"));
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let hash = hash_password("mật khẩu rất dài".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify_password("mật khẩu rất dài".into(), Some(hash.clone())).await.unwrap());
        assert!(!verify_password("mat khau rat dai".into(), Some(hash)).await.unwrap());
        assert!(!verify_password("mật khẩu rất dài".into(), None).await.unwrap());
    }
}
