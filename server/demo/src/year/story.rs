//! What becomes of a planned dossier: its whole log, under the rules of each day, told until a moment and no further.
//!
//! The numbers of codes and receipts are given later, where it is known what came before (`numbers.rs`).

mod steps;
mod teller;

use jiff::Timestamp;

use self::teller::{Stop, Teller};
use super::{
    answers,
    cast::{self, Cast},
    plan::Planned,
    setting::Setting,
    words,
};
use crate::chance::Chance;
use backend::{
    clock::instant,
    dossier::{Body, Dossier, Entry, Event, Facts, Ground, deadlines::acknowledge_by},
    error::AppError,
    quoting,
};

/// A dossier with its log so far.
#[derive(Clone, Debug)]
pub(super) struct Story<'a> {
    /// As planned.
    pub(super) planned: &'a Planned<'a>,
    /// Who is in it.
    pub(super) cast: Cast,
    /// As the log so far makes it, but for the numbers.
    pub(super) dossier: Dossier,
    /// The log, with numbers of codes and receipts to be given.
    pub(super) log: Vec<Entry>,
}

/// Tells what happened to a planned dossier before `until`; `None` where it has not come yet.
///
/// # Errors
/// The rules are incomplete.
pub(super) fn story<'a>(
    setting: &'a Setting,
    planned: &'a Planned<'a>,
    until: Timestamp,
) -> Result<Option<Story<'a>>, AppError> {
    if instant(planned.at) >= until {
        return Ok(None);
    }
    let mut chance = planned.chance.clone();
    let cast = Cast::of(planned, &mut chance);
    let (dossier, first) = submitted(setting, planned, &cast, &mut chance)?;
    let mut teller =
        Teller { setting, until, owed_since: None, chance, story: Story { planned, cast, dossier, log: vec![first] } };
    teller.note_debt();
    match teller.tell() {
        Ok(()) | Err(Stop::Later) => Ok(Some(teller.story)),
        Err(Stop::Broken(error)) => Err(error),
    }
}

fn submitted(
    setting: &Setting,
    planned: &Planned<'_>,
    cast: &Cast,
    chance: &mut Chance,
) -> Result<(Dossier, Entry), AppError> {
    let rules = &setting.rules;
    let (agency, version) = (&planned.desk.agency, planned.version);
    let (at, today) = (planned.at, planned.at.date());
    let procedure = &version.procedure;
    let (form, wish) = answers::answers(planned, cast, chance);
    let quote = quoting::quote(rules, procedure, Some(agency), planned.channel, at, &wish)?;
    let acknowledge_by = if cast.is_online() { acknowledge_by(rules, agency, at)? } else { at };
    let first = Entry {
        number: 1,
        at: instant(at),
        who: cast.sender.clone(),
        event: Event::Submitted { fee: quote.fee.ok(), deadline: quote.deadline.ok(), acknowledge_by },
        ground: Ground::default(),
    };
    let prefix: String = rules.rule("reference_prefix", today)?;
    let dossier = Dossier {
        id: cast::id(first.at, chance),
        reference: words::reference(&prefix, chance)?,
        code: None,
        submission: planned.key.clone(),
        service_id: version.service_id.clone(),
        version_id: version.id.clone(),
        mode: procedure.mode,
        agency_id: agency.id.clone(),
        channel: planned.channel,
        acting_mode: planned.mode,
        filer_id: cast.filer_id.clone(),
        last_event: 1,
        submitted_at: first.at,
        body: Body {
            applicant: cast.applicant.clone(),
            subject: cast.subject.clone(),
            filer: cast.delegate.clone(),
            form,
            wish,
            delivery: cast.delivery.clone(),
            lang: "vi".to_owned(),
            received: cast.received.clone(),
        },
        facts: Facts::begin(&first).map_err(|error| AppError::Internal(error.to_string()))?,
        demo: true,
    };
    Ok((dossier, first))
}

/// The id of what goes back in cash: of a dossier's payments at most one is cash.
pub(super) fn cash_refund(dossier: &Dossier) -> String {
    dossier.id.clone()
}
