//! Work inside the agency and between agencies: whose a dossier is, what colleagues say, who holds it, what the head
//! is told. All of it stands in the log; what stays inside is never shown to the applicant.

use domain::text::clean_lines;
use jiff::{Timestamp, civil::Date};

use super::{
    Acted,
    act::{Since, since},
    order::{MOST_REASON, day_to_come, words},
    own, store,
};
use crate::{
    Portal,
    actor::Actor,
    catalogue,
    clock::local,
    db::Tx,
    dossier::{Dossier, Event, Who, must_be_impartial, record},
    error::{AppError, FieldErrors},
    policy, write_tx,
};

/// What is done inside, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inside {
    /// Make it an officer's to work on, or nobody's.
    Assign {
        /// The officer's account, or nothing.
        to: String,
    },
    /// Say something to colleagues.
    Comment {
        /// What.
        text: String,
    },
    /// Pass it on to another agency, or back.
    Pass {
        /// The agency's id.
        to: String,
        /// `dd/mm/yyyy`, or nothing.
        until: String,
        /// What is to be done there.
        note: String,
    },
    /// Tell the head.
    Escalate {
        /// Why.
        note: String,
    },
}

impl Inside {
    /// Whether an event records it.
    const fn is(&self, event: &Event) -> bool {
        matches!(
            (self, event),
            (Self::Assign { .. }, Event::Assigned { .. })
                | (Self::Comment { .. }, Event::Commented { .. })
                | (Self::Pass { .. }, Event::Passed { .. })
                | (Self::Escalate { .. }, Event::Escalated { .. })
        )
    }
}

/// Does it, if nothing that the applicant or a colleague did since `expected` stands against it.
///
/// # Errors
/// As [`act`](super::act).
pub async fn inside(
    portal: &Portal,
    actor: &Actor,
    name: &str,
    expected: i64,
    work: &Inside,
) -> Result<Acted, AppError> {
    let now = portal.clock.now();
    write_tx!(&portal.db, |tx| {
        let dossier = own(tx, actor, name).await?;
        must_be_impartial(tx, actor, &dossier).await?;
        let comments = matches!(work, Inside::Comment { .. });
        match since(tx, &dossier, actor, expected, |event| work.is(event)).await? {
            Since::Repeated => return Ok(Acted::Done(Box::new(dossier))),
            // Something to say is worth saying whatever happened meanwhile.
            Since::Moved if !comments => return Ok(Acted::Moved),
            Since::Moved | Since::Nothing => {}
        }
        if dossier.facts.state.code().is_final() && !comments {
            return Err(AppError::Conflict("state_moved"));
        }
        let who = Who::officer(&actor.account_id, dossier.desk_of(actor)?);
        let event = match work {
            Inside::Assign { to } => assigned(tx, &dossier, actor, to, now).await?,
            Inside::Comment { text } => {
                let mut errors = FieldErrors::default();
                let text = words(&mut errors, "text", &clean_lines(text), MOST_REASON);
                errors.into_result()?;
                Event::Commented { text }
            }
            Inside::Pass { to, until, note } => passed(portal, tx, &dossier, actor, (to, until, note), now).await?,
            Inside::Escalate { note } => {
                let mut errors = FieldErrors::default();
                let note = words(&mut errors, "escalation", &clean_lines(note), MOST_REASON);
                errors.into_result()?;
                Event::Escalated { note }
            }
        };
        let dossier = record(tx, dossier, &who, event, now).await?;
        Ok(Acted::Done(Box::new(dossier)))
    })
}

async fn assigned(tx: &mut Tx, dossier: &Dossier, actor: &Actor, to: &str, now: Timestamp) -> Result<Event, AppError> {
    if to.is_empty() {
        return Ok(Event::Assigned { to: None });
    }
    let here = dossier.desk_of(actor)?;
    let officers = store::officers(tx, here, local(now).date()).await?;
    // Nobody handles what they filed themselves.
    let fit = officers.iter().any(|(id, _)| id == to && dossier.filer_id.as_deref() != Some(to));
    if !fit {
        return Err(AppError::field("to", "choose"));
    }
    Ok(Event::Assigned { to: Some(to.to_owned()) })
}

/// Whoever holds it passes it on; the competent agency may also take it back.
async fn passed(
    portal: &Portal,
    tx: &mut Tx,
    dossier: &Dossier,
    actor: &Actor,
    (to, until, note): (&str, &str, &str),
    now: Timestamp,
) -> Result<Event, AppError> {
    let today: Date = local(now).date();
    let from = dossier.desks().next().unwrap_or(&dossier.agency_id);
    let holds = actor.must_be_officer_of(from).is_ok();
    let mut errors = FieldErrors::default();
    let agency = catalogue::store::agency(tx, to).await?;
    let open = agency.is_some_and(|agency| agency.valid_to.is_none_or(|last| last >= today));
    if !open || to == from || (!holds && to != dossier.agency_id) {
        errors.add("pass_to", "choose");
    }
    let day = match until {
        "" => None,
        typed => day_to_come(&mut errors, "pass_until", typed, today),
    };
    let note = words(&mut errors, "pass_note", &clean_lines(note), MOST_REASON);
    errors.into_result()?;
    let until = match day {
        Some(day) => {
            let rules = policy::rules(portal, tx).await?;
            Some(rules.hours(Some(to), day)?.closing(day))
        }
        None => None,
    };
    Ok(Event::Passed { from: from.to_owned(), to: to.to_owned(), until, note })
}
