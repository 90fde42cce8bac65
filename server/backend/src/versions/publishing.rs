//! A draft becomes a version: from a day on, by a decision.

use domain::procedure::{Announcement, Confidence, Difference, Procedure, Source, Unfit, settle_flags};
use jiff::civil::Date;

use super::{Comparison, comparison_in, store};
use crate::{
    Portal,
    actor::{Actor, RoleKind},
    catalogue::{saving::Content, store::writing},
    db,
    error::{AppError, FieldErrors},
    input::{Values, date, line, typed_date},
    write_tx,
};

/// The fields of the step that publishes.
pub const PUBLISH_FIELDS: [&str; 4] = ["valid_from", "number", "date", "issuer"];

/// What became of publishing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Publication {
    /// The version holds from its day on.
    Done {
        /// Of this service.
        service_id: String,
    },
    /// It must not be published as it is.
    Unfit(Vec<Unfit>),
    /// The draft or the newest version is no longer what was compared: it has to be looked through again.
    MovedOn,
}

/// The day from which a version holds, and the decision that announces it.
struct Announced {
    valid_from: Date,
    decision: Announcement,
}

/// Publishes a draft as it was compared: `seen` is [`Comparison::seen`] of what was shown.
///
/// # Errors
/// [`AppError::Invalid`] for a day before today or not after the newest version's first, a decision of a day to come,
/// what is empty, and a draft without any difference; [`AppError::NotFound`] where the draft is gone or published
/// already; [`AppError::Forbidden`] to all but administrators.
pub async fn publish(
    portal: &Portal,
    actor: &Actor,
    id: &str,
    seen: &str,
    typed: &Values,
) -> Result<Publication, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let (now, today) = portal.clock.now_and_today();
    write_tx!(&portal.db, |tx| {
        let compared = comparison_in(tx, id).await?;
        if compared.seen() != seen {
            return Ok(Publication::MovedOn);
        }
        if !compared.unfit.is_empty() {
            return Ok(Publication::Unfit(compared.unfit));
        }
        let announced = read(typed, &compared, today)?;
        let Comparison { draft, newest, differences, .. } = compared;
        let procedure = announce(draft.procedure, &differences, announced.decision, today);
        let content = Content::new(announced.valid_from, &procedure)?;
        let last_day = announced.valid_from.yesterday().map_err(internal)?;
        let before = &newest.version;
        if before.valid_to.is_none_or(|last| last > last_day) {
            let last_day = last_day.to_string();
            writing::end_version(tx, &before.id, Some(&last_day)).await?;
        }
        let by = (actor.person.full_name.as_str(), now);
        store::insert_version(tx, id, &draft.service_id, &content, by).await?;
        if announced.valid_from <= today {
            store::rename(tx, &draft.service_id, &procedure.name.vi).await?;
        }
        store::delete_draft(tx, id).await?;
        db::touch_data(tx).await?;
        Ok(Publication::Done { service_id: draft.service_id })
    })
}

fn read(typed: &Values, compared: &Comparison, today: Date) -> Result<Announced, AppError> {
    let mut errors = FieldErrors::default();
    let first = compared.newest.version.valid_from;
    let valid_from = day(typed, "valid_from", &mut errors);
    match valid_from {
        _ if compared.differences.is_empty() => errors.add("valid_from", "version_same"),
        Some(from) if from < today => errors.add("valid_from", "date_past"),
        Some(from) if from <= first => {
            let first = typed_date(first);
            errors.add_with("valid_from", "version_after", vec![("first", first)]);
        }
        _ => {}
    }
    let number = text(typed, "number", &mut errors);
    let date = day(typed, "date", &mut errors);
    if date.is_some_and(|date| date > today) {
        errors.add("date", "future_date");
    }
    let issuer = text(typed, "issuer", &mut errors);
    errors.into_result()?;
    let valid_from = valid_from.ok_or_else(|| AppError::Internal("a field was neither read nor refused".into()))?;
    Ok(Announced { valid_from, decision: Announcement { number, date, issuer: Some(issuer) } })
}

fn day(typed: &Values, name: &'static str, errors: &mut FieldErrors) -> Option<Date> {
    let text = typed.text(name);
    if text.is_empty() {
        errors.add(name, "required");
        return None;
    }
    date(text).map_err(|code| errors.add(name, code)).ok()
}

fn text(typed: &Values, name: &'static str, errors: &mut FieldErrors) -> String {
    let read = line(typed.text(name)).map_err(|code| errors.add(name, code));
    if read.as_ref().is_ok_and(String::is_empty) {
        errors.add(name, "required");
    }
    read.unwrap_or_default()
}

/// The decision becomes the version's own, and the source of each part that it changed.
fn announce(mut procedure: Procedure, differences: &[Difference], decision: Announcement, today: Date) -> Procedure {
    let issuer = decision.issuer.as_deref().unwrap_or_default();
    let source = Source {
        title: format!("Quyết định {}, {issuer}", decision.number),
        url: None,
        checked: today,
        confidence: Confidence::Sure,
    };
    let changed = differences.iter().filter_map(|one| one.part.source());
    for part in changed {
        procedure.sources.insert(part.to_owned(), source.clone());
    }
    procedure.decision = Some(decision);
    settle_flags(&mut procedure);
    procedure
}

fn internal(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(error.to_string())
}

/// Calls services by the names that their published versions of today have: a version's name holds from its own day.
///
/// # Errors
/// The database fails.
pub async fn follow_names(portal: &Portal) -> Result<(), AppError> {
    let today = portal.clock.today();
    let mut tx = portal.db.read().await?;
    let published = store::published_on(&mut tx, today).await?;
    tx.commit().await?;
    let mut renamed = Vec::new();
    for (id, name, body) in published {
        let procedure: Procedure = serde_json::from_str(&body)?;
        if procedure.name.vi != name {
            renamed.push((id, procedure.name.vi));
        }
    }
    if renamed.is_empty() {
        return Ok(());
    }
    write_tx!(&portal.db, |tx| {
        for (id, name) in &renamed {
            store::rename(tx, id, name).await?;
        }
        db::touch_data(tx).await
    })
}
