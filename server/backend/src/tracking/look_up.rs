//! What anybody may know of a dossier: code and degree of completion (Thông tư 01/2018/TT-VPCP, Điều 16).

use domain::{
    code::{DossierCode, Reference, ReferenceError},
    dossier::Completion,
    text::clean_code,
};

use crate::{Portal, dossier::store, error::AppError};

/// The public part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Public {
    /// From submission on.
    pub reference: String,
    /// From acceptance on.
    pub code: Option<String>,
    /// How far it is.
    pub completion: Completion,
}

/// What a look-up finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookUp {
    /// A dossier.
    Found(Public),
    /// No dossier bears this name; no more is told.
    NotFound,
    /// A reference with a typing error: its check character doesn't fit.
    Typo,
    /// Neither a reference nor a code.
    Unreadable,
}

/// Looks a dossier up by what somebody typed or pasted: case, blanks and hyphens don't matter, nor words before it.
///
/// # Errors
/// The database fails.
pub async fn look_up(portal: &Portal, typed: &str) -> Result<LookUp, AppError> {
    let name = match name(typed) {
        Ok(name) => name,
        Err(why) => return Ok(why),
    };
    let mut tx = portal.db.read().await?;
    let dossier = store::by_public_name(&mut tx, &name).await?;
    tx.commit().await?;
    Ok(dossier.map_or(LookUp::NotFound, |dossier| {
        LookUp::Found(Public {
            completion: dossier.facts.state.completion(),
            reference: dossier.reference,
            code: dossier.code,
        })
    }))
}

/// The reference or code that was meant.
pub(super) fn name(typed: &str) -> Result<String, LookUp> {
    // Of a link, its end.
    let typed = typed.trim_end_matches('/').rsplit(['/', '=']).next().unwrap_or(typed);
    match typed.parse::<Reference>() {
        Ok(reference) => return Ok(reference.to_string()),
        Err(ReferenceError::Typo | ReferenceError::Character(_)) => return Err(LookUp::Typo),
        Err(ReferenceError::Shape) => {}
    }
    code(typed).map(|code| code.to_string()).ok_or(LookUp::Unreadable)
}

/// A dossier code, as it is printed or without its hyphens.
fn code(typed: &str) -> Option<DossierCode> {
    let plain = clean_code(typed);
    if let Ok(code) = plain.parse() {
        return Some(code);
    }
    let bare: String = plain.chars().filter(|c| *c != '-').collect();
    if !bare.is_ascii() {
        return None;
    }
    // Four digits of number and six of day; a fifth digit of number on a very busy day.
    [4, 5].into_iter().find_map(|length| {
        let (rest, number) = bare.split_at_checked(bare.len().checked_sub(length)?)?;
        let (agency, day) = rest.split_at_checked(rest.len().checked_sub(6)?)?;
        format!("{agency}-{day}-{number}").parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_references_are_read_as_people_type_them() {
        let reference = Reference::new("QN", [1, 2, 3, 4, 5, 6, 7]).unwrap().to_string();
        let sloppy = format!(" {} ", reference.to_lowercase().replace('-', " "));
        assert_eq!(name(&sloppy), Ok(reference.clone()));
        for typed in [
            "000.00.53.H48-220921-0099",
            "000.00.53.h48 220921 0099",
            "000.00.53.H482209210099",
            "000.00.53.H48–220921–0099",
            "Mã hồ sơ: 000.00.53.H48-220921-0099.",
            "mã số hồ sơ 000.00.53.h48\u{a0}220921\u{2011}0099",
            "０００．００．５３．Ｈ４８－２２０９２１－００９９",
            "https://portal.example.vn/tra-cuu?ma=000.00.53.H48-220921-0099",
            "https://portal.example.vn/ho-so/000.00.53.H48-220921-0099/",
        ] {
            assert_eq!(name(typed), Ok("000.00.53.H48-220921-0099".into()), "{typed}");
        }
        let last = if reference.ends_with('A') { "B" } else { "A" };
        let wrong = format!("{}{last}", &reference[..reference.len() - 1]);
        assert_eq!(name(&wrong), Err(LookUp::Typo));
        for typed in ["", "nguyễn văn an", "0905000111", "'; DROP TABLE dossier; --"] {
            assert_eq!(name(typed), Err(LookUp::Unreadable), "{typed}");
        }
    }
}
