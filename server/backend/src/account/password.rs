//! Passwords: argon2id, away from the async threads.

use std::sync::{Arc, LazyLock};

use argon2::{Argon2, PasswordHash, PasswordVerifier, password_hash::PasswordHasher};
use tokio::sync::Semaphore;

use crate::{clock::random_bytes, error::AppError};

/// Without a second factor a password has at least this many characters (TCVN 14423:2026, level 3).
pub const LEAST_PASSWORD_LENGTH: usize = 14;

/// Each hash takes 19 MB: two at once keep the portal small whatever comes in.
static AT_ONCE: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(2)));

async fn away<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let _permit = AT_ONCE
        .clone()
        .acquire_owned()
        .await
        .map_err(|error| AppError::Internal(error.to_string()))?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| AppError::Internal(error.to_string()))
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
        PasswordHash::new(&hash).is_ok_and(|parsed| {
            Argon2::default()
                .verify_password(password.as_bytes(), &parsed)
                .is_ok()
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let hash = hash_password("mật khẩu rất dài".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(
            verify_password("mật khẩu rất dài".into(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(
            !verify_password("mat khau rat dai".into(), Some(hash))
                .await
                .unwrap()
        );
        assert!(
            !verify_password("mật khẩu rất dài".into(), None)
                .await
                .unwrap()
        );
    }
}
