//! One-time codes: six digits to the resident's phone; the store knows only a keyed hash of them.

use jiff::SignedDuration;
use subtle::ConstantTimeEq as _;

use super::store::{self, CodeRow, Row};
use crate::{Portal, clock::random_bytes, db::Tx, error::AppError, files::Files, hmac::hmac_hex};

/// How long a code is good.
pub const CODE_LIFETIME: SignedDuration = SignedDuration::from_mins(10);
/// How often a code may be mistyped.
pub const MOST_TRIES: i64 = 5;
/// How many codes for one thing: the first and two more.
const MOST_CODES: i64 = 3;
/// A second click is not a second code.
const LEAST_PAUSE: SignedDuration = SignedDuration::from_secs(30);

/// What came of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Checked {
    /// Right, and used up. The draft's revision that the resident was told of.
    Right(i64),
    /// Not right: the code of the field error. What counts the tries must be kept.
    Wrong(&'static str),
}

/// Six digits, each as likely as any other.
pub(super) fn draw() -> String {
    loop {
        let number = u32::from_be_bytes(random_bytes());
        // What lies past the last whole million would make some codes likelier.
        if number < 4_294_000_000 {
            return format!("{:06}", number % 1_000_000);
        }
    }
}

fn hash(files: &Files, session_id: &str, subject: &str, code: &str) -> String {
    hmac_hex(files, &["code", session_id, subject, code])
}

/// Whether one more code may go out for this now. `Ok(false)`: one went out a moment ago, which is good still.
///
/// # Errors
/// [`AppError::Invalid`] at `code` where there were too many, for this or to this phone.
pub(super) async fn may_issue(
    tx: &mut Tx,
    portal: &Portal,
    session: &Row,
    subject: &str,
    revision: i64,
) -> Result<bool, AppError> {
    let now = portal.clock.now();
    let session_id = &session.id;
    if let Some(live) = store::live_code(tx, session_id, subject).await?
        && live.revision == revision
        && now.duration_since(live.sent_at) < LEAST_PAUSE
    {
        return Ok(false);
    }
    if store::count_codes(tx, session_id, subject).await? >= MOST_CODES {
        return Err(AppError::field("code", "codes_many"));
    }
    must_not_flood(tx, portal, &session.phone_key, "code").await?;
    Ok(true)
}

/// No phone gets more codes in an hour than the rule allows, whoever asks for them.
pub(super) async fn must_not_flood(tx: &mut Tx, portal: &Portal, phone_key: &str, field: &str) -> Result<(), AppError> {
    let (now, today) = portal.clock.now_and_today();
    let rules = crate::policy::rules(portal, tx).await?;
    let most: i64 = rules.rule("assist_codes_hour", today)?;
    let since = now - SignedDuration::from_hours(1);
    if store::codes_to(tx, phone_key, since).await? >= most {
        return Err(AppError::field(field, "codes_many"));
    }
    Ok(())
}

/// Puts a code in force, in the place of an earlier one.
pub(super) async fn issue(
    tx: &mut Tx,
    portal: &Portal,
    session_id: &str,
    subject: &str,
    revision: i64,
    code: &str,
) -> Result<(), AppError> {
    let now = portal.clock.now();
    store::close_codes(tx, session_id, subject, now).await?;
    let row = CodeRow {
        id: crate::db::new_id(),
        revision,
        hash: hash(&portal.files, session_id, subject, code),
        sent_at: now,
        expires_at: now + CODE_LIFETIME,
        tries: 0,
    };
    store::insert_code(tx, session_id, subject, &row).await
}

/// Compares what was typed with the code in force, and uses it up where it is right.
pub(super) async fn check(
    tx: &mut Tx,
    portal: &Portal,
    session_id: &str,
    subject: &str,
    typed: &str,
) -> Result<Checked, AppError> {
    let now = portal.clock.now();
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    if typed.is_empty() {
        return Ok(Checked::Wrong("required"));
    }
    let Some(live) = store::live_code(tx, session_id, subject).await? else {
        return Ok(Checked::Wrong("code_gone"));
    };
    if live.expires_at <= now {
        return Ok(Checked::Wrong("code_gone"));
    }
    let given = hash(&portal.files, session_id, subject, &typed);
    if bool::from(given.as_bytes().ct_eq(live.hash.as_bytes())) {
        store::close_codes(tx, session_id, subject, now).await?;
        return Ok(Checked::Right(live.revision));
    }
    if live.tries + 1 >= MOST_TRIES {
        store::close_codes(tx, session_id, subject, now).await?;
        return Ok(Checked::Wrong("code_tries"));
    }
    store::count_try(tx, &live.id).await?;
    Ok(Checked::Wrong("code_wrong"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_have_six_digits() {
        for _ in 0..100 {
            let code = super::draw();
            assert_eq!(code.len(), 6);
            assert!(code.bytes().all(|b| b.is_ascii_digit()));
        }
    }
}
