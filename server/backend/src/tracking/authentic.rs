//! Whether a result file is one that an agency issued: for anybody who holds the dossier's code and the file, or its
//! checksum. Whoever holds only one of them learns nothing, not even whether there is such a dossier.

use jiff::Timestamp;
use subtle::ConstantTimeEq as _;

use super::look_up;
use crate::{
    Portal,
    catalogue::{self, Agency},
    db::Tx,
    dossier::{Dossier, store},
    error::{AppError, FieldErrors},
};

/// Letters of a SHA-256 in hex.
pub const CHECKSUM: usize = 64;

/// What is known of a file.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// An agency issued it.
    Genuine {
        /// Which.
        agency: Box<Agency>,
        /// When it decided.
        decided_at: Timestamp,
    },
    /// An agency issued it, and took it back to correct a mistake.
    TakenBack {
        /// Which.
        agency: Box<Agency>,
    },
    /// There is no such dossier, or it has no such result.
    NoMatch,
}

/// Compares a checksum, as typed, with the results of the dossier of this code, as typed.
///
/// # Errors
/// [`AppError::Invalid`] at `ma` or `sha256` where they cannot be read at all.
pub async fn check_result(portal: &Portal, code: &str, checksum: &str) -> Result<Verdict, AppError> {
    let mut errors = FieldErrors::default();
    let name = match look_up::name(code) {
        _ if code.trim().is_empty() => {
            errors.add("ma", "required");
            String::new()
        }
        Ok(name) => name,
        Err(_) => {
            errors.add("ma", "bad_code");
            String::new()
        }
    };
    let checksum = checksum_of(&mut errors, checksum);
    errors.into_result()?;
    let mut tx = portal.db.read().await?;
    let verdict = compare(&mut tx, &name, &checksum).await?;
    tx.commit().await?;
    Ok(verdict)
}

/// Hexadecimal digits, however they are grouped and written.
fn checksum_of(errors: &mut FieldErrors, typed: &str) -> String {
    let hex: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ':' | '-'))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if hex.is_empty() {
        errors.add("sha256", "file_or_checksum");
    } else if hex.len() != CHECKSUM || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        errors.add("sha256", "bad_checksum");
    }
    hex
}

/// The same look-ups, and as many comparisons as there are files, whatever is found: time tells nothing either.
async fn compare(tx: &mut Tx, name: &str, checksum: &str) -> Result<Verdict, AppError> {
    let dossier = store::by_public_name(tx, name).await?;
    let id = dossier.as_ref().map_or("", |dossier| dossier.id.as_str());
    let agency_id = dossier.as_ref().map_or("", |found| found.agency_id.as_str());
    let agency = catalogue::store::agency(tx, agency_id).await?;
    let (mut issued, mut taken_back) = (false, false);
    for (purpose, known) in super::store::result_checksums(tx, id).await? {
        let same: bool = known.as_bytes().ct_eq(checksum.as_bytes()).into();
        issued |= same && purpose == "result";
        taken_back |= same && purpose == "former_result";
    }
    let decided_at = dossier.as_ref().and_then(decided);
    Ok(match (agency.map(Box::new), decided_at) {
        (Some(agency), Some(decided_at)) if issued => Verdict::Genuine { agency, decided_at },
        (Some(agency), _) if taken_back => Verdict::TakenBack { agency },
        _ => Verdict::NoMatch,
    })
}

/// A file that waits for the decision is no result yet.
fn decided(dossier: &Dossier) -> Option<Timestamp> {
    dossier.facts.state.finish().map(|finish| finish.at)
}
