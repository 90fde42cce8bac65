//! Passwords: argon2id, away from the async threads.

use std::sync::{Arc, LazyLock};

use argon2::{Argon2, PasswordHash, PasswordVerifier, password_hash::PasswordHasher};
use domain::text::normalize;
use tokio::sync::Semaphore;
use unicode_normalization::{UnicodeNormalization, char::compose};

use crate::{
    clock::random_bytes,
    error::{AppError, FieldErrors},
};

/// Without a second factor a password has at least this many characters (TCVN 14423:2026, level 3).
pub const LEAST_PASSWORD_LENGTH: usize = 14;

/// Hashing costs the same whatever the length; a body of megabytes is still no password.
const MOST_PASSWORD_LENGTH: usize = 200;

/// A password as it is hashed: as RFC 8265 has it (`OpaqueString`), NFC and with plain blanks, so that it is the same from
/// every keyboard. What cannot be seen is left out.
fn prepared(password: &str) -> String {
    normalize(password)
}

/// The same password as it was hashed before passwords were [`prepared`]: as it was typed, or as other keyboards give
/// it: a Mac's (NFD), and Windows' Vietnamese one, whose tone marks stand behind a composed vowel.
fn as_hashed_before(password: &str) -> Vec<String> {
    let prepared = prepared(password);
    let mut forms = vec![password.to_owned(), prepared.nfd().collect(), tones_apart(&prepared)];
    forms.dedup();
    forms.retain(|form| *form != prepared);
    forms
}

/// Vowels composed, tone marks (grave, acute, tilde, hook, dot below) behind them.
fn tones_apart(text: &str) -> String {
    let is_tone = |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let apart = |c: char| {
        let (tones, letters): (Vec<char>, Vec<char>) = std::iter::once(c).nfd().partition(is_tone);
        let vowel = letters.into_iter().reduce(|vowel, mark| compose(vowel, mark).unwrap_or(vowel));
        vowel.into_iter().chain(tones)
    };
    text.chars().flat_map(apart).collect()
}

/// What is wrong with a new password, said at `field`.
pub fn check_new_password(field: &str, password: &str, login: &str, errors: &mut FieldErrors) {
    let password = &prepared(password);
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
pub async fn hash_password(password: &str) -> Result<String, AppError> {
    let password = prepared(password);
    away(move || hash(&password)).await?
}

fn hash(password: &str) -> Result<String, AppError> {
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &random_bytes::<16>())
        .map(|hash| hash.to_string())
        .map_err(|error| AppError::Internal(format!("argon2: {error}")))
}

/// How a password compares with a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Another one.
    Wrong,
    /// The same.
    Right,
    /// The same, hashed before passwords were prepared: to be hashed anew.
    Outdated,
}

/// Compares a password with a hash. Without a hash it costs the same time and says no.
///
/// # Errors
/// [`AppError::Internal`] where the worker fails.
pub async fn verify_password(password: &str, hash: Option<String>) -> Result<Verdict, AppError> {
    let (prepared, before) = (prepared(password), as_hashed_before(password));
    away(move || {
        // Any hash costs as much as the right one.
        let known = match &hash {
            Some(hash) => hash.clone(),
            None => self::hash("")?,
        };
        let is_known = |password: &String| {
            PasswordHash::new(&known)
                .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
        };
        Ok(match hash {
            Some(_) if is_known(&prepared) => Verdict::Right,
            Some(_) if before.iter().any(is_known) => Verdict::Outdated,
            Some(_) => Verdict::Wrong,
            None => {
                before.iter().for_each(|password| {
                    is_known(password);
                });
                Verdict::Wrong
            }
        })
    })
    .await?
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
        let hash = hash_password("mật khẩu rất dài").await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        for typed in [
            "mật khẩu rất dài".to_owned(),
            "mật khẩu rất dài".nfd().collect(),
            tones_apart("mật khẩu rất dài"),
            "mật\u{a0}khẩu rất dài\u{200b}".to_owned(),
        ] {
            assert_eq!(verify_password(&typed, Some(hash.clone())).await.unwrap(), Verdict::Right, "{typed:?}");
        }
        for typed in ["mat khau rat dai", "mật khẩu rất dài ", "Mật khẩu rất dài"] {
            assert_eq!(verify_password(typed, Some(hash.clone())).await.unwrap(), Verdict::Wrong, "{typed:?}");
        }
        assert_eq!(verify_password("mật khẩu rất dài", None).await.unwrap(), Verdict::Wrong);
        assert_eq!(verify_password("", None).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn a_hash_of_before_knows_its_password_from_every_keyboard() {
        let password = "Mường Hoẻn ế";
        assert_eq!(tones_apart(password), "Mươ\u{300}ng Hoe\u{309}n ê\u{301}");
        for before in [password.nfd().collect(), tones_apart(password), "Mường\u{a0}Hoẻn\u{2009}ế".to_owned()] {
            let hash = super::hash(&before).unwrap();
            assert_eq!(verify_password(&before, Some(hash.clone())).await.unwrap(), Verdict::Outdated, "{before:?}");
            if !before.contains('\u{a0}') {
                assert_eq!(verify_password(password, Some(hash)).await.unwrap(), Verdict::Outdated, "{before:?}");
            }
        }
    }
}
