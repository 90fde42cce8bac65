//! What happened to a dossier, in plain words.

use crate::format;
use crate::names::HandedOver;
use crate::t;
use crate::ui::{TimelineEntry, TimelineState};
use crate::words::Lang;
use domain::money::Dong;
use jiff::civil::DateTime;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Sent.
    Sent,
    /// A helper of this team sat beside.
    Guided(String),
    /// Accepted under this code, with the promised date.
    Accepted(String, DateTime),
    /// Not accepted: why, and on which ground.
    Refused(String, String),
    /// Asked for papers until then.
    Asked(Vec<String>, DateTime),
    /// Papers came, with a word.
    Supplied(String),
    /// Work began.
    Started,
    /// Decided: granted or not, with a word.
    Finished(bool, String),
    /// The result is with this person, or went out so.
    HandedOver(String, HandedOver),
    /// Withdrawn.
    Withdrawn(String),
    /// Ended without a result: why, and on which ground.
    Stopped(String, String),
    /// Money came.
    Paid(Dong),
    /// Money goes back.
    Refund(Dong),
    /// Rated.
    Rated,
    /// A decision was taken back.
    Corrected(String),
    /// A payment was asked for: what for, how much, until when, why, on which ground.
    PaymentAsked {
        /// What for; empty where it is about the dossier's fees.
        name: String,
        /// What a decision set.
        amount: Dong,
        /// Until when.
        until: DateTime,
        /// Why.
        reason: String,
        /// On which ground.
        ground: String,
    },
    /// Everything that was asked for is paid, and the work goes on.
    PaymentMet,
    /// The agency apologised: the date before, the new one, why.
    Redated(DateTime, DateTime, String),
    /// It is now with this agency.
    Passed(String),
}

/// A time in which the agency waited for the applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waited {
    /// Since when, local time.
    pub from: DateTime,
    /// Until when.
    pub to: DateTime,
    /// When the result is due now.
    pub due: Option<DateTime>,
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Whoever filed it.
    Applicant,
    /// An officer of this agency.
    Officer(String),
    /// A community team.
    Helper,
    /// The portal itself.
    Portal,
}

/// A line of the log.
#[derive(Clone, Debug)]
pub struct Line {
    /// When, local time.
    pub at: DateTime,
    /// What.
    pub happened: Happened,
    /// Who.
    pub by: By,
    /// The wait that ended with it.
    pub waited: Option<Waited>,
}

/// The lines for the timeline; the last is now while the dossier is under way.
#[must_use]
pub fn entries(lang: Lang, lines: &[Line], over: bool) -> Vec<TimelineEntry> {
    let last = lines.len().saturating_sub(1);
    lines
        .iter()
        .enumerate()
        .map(|(place, line)| TimelineEntry {
            title: title(lang, &line.happened),
            at: Some(line.at),
            by: by(lang, &line.by),
            note: note(lang, line),
            state: if place == last && !over {
                TimelineState::Now
            } else {
                TimelineState::Past
            },
        })
        .collect()
}

fn title(lang: Lang, happened: &Happened) -> String {
    match happened {
        Happened::Sent => t!(lang, "tracking.event.sent"),
        Happened::Guided(_) => t!(lang, "tracking.event.guided"),
        Happened::Accepted(..) => t!(lang, "tracking.event.accepted"),
        Happened::Refused(..) => t!(lang, "tracking.event.refused"),
        Happened::Asked(..) => t!(lang, "tracking.event.asked"),
        Happened::Supplied(_) => t!(lang, "tracking.event.supplied"),
        Happened::Started => t!(lang, "tracking.event.started"),
        Happened::Finished(true, _) => t!(lang, "tracking.event.granted"),
        Happened::Finished(false, _) => t!(lang, "tracking.event.denied"),
        Happened::HandedOver(..) => t!(lang, "tracking.event.handed_over"),
        Happened::Withdrawn(_) => t!(lang, "tracking.event.withdrawn"),
        Happened::Stopped(..) => t!(lang, "tracking.event.stopped"),
        Happened::Paid(amount) => t!(
            lang,
            "tracking.event.paid",
            amount = format::dong(lang, *amount)
        ),
        Happened::Refund(amount) => {
            t!(
                lang,
                "tracking.event.refund",
                amount = format::dong(lang, *amount)
            )
        }
        Happened::Rated => t!(lang, "tracking.event.rated"),
        Happened::Corrected(_) => t!(lang, "tracking.event.corrected"),
        Happened::PaymentAsked { .. } => t!(lang, "tracking.event.payment_asked"),
        Happened::PaymentMet => t!(lang, "tracking.event.payment_met"),
        Happened::Redated(..) => t!(lang, "tracking.event.redated"),
        Happened::Passed(agency) => t!(lang, "tracking.event.passed", agency = agency),
    }
    .into_owned()
}

fn by(lang: Lang, by: &By) -> String {
    match by {
        By::Applicant => t!(lang, "tracking.by.applicant").into_owned(),
        By::Officer(agency) => t!(lang, "tracking.by.officer", agency = agency).into_owned(),
        By::Helper => t!(lang, "tracking.by.helper").into_owned(),
        By::Portal => t!(lang, "tracking.by.portal").into_owned(),
    }
}

fn note(lang: Lang, line: &Line) -> String {
    let about = match &line.happened {
        Happened::Accepted(code, due) => t!(
            lang,
            "tracking.event.accepted_about",
            code = code,
            due = format::moment(lang, *due)
        )
        .into_owned(),
        Happened::Refused(reason, ground) if reason.is_empty() => {
            let reason = t!(lang, "tracking.event.lapsed");
            t!(
                lang,
                "tracking.event.ground",
                reason = reason,
                ground = ground
            )
            .into_owned()
        }
        Happened::PaymentAsked {
            name,
            amount,
            until,
            reason,
            ground,
        } => {
            let amount = format::dong(lang, *amount);
            let set = (!name.is_empty()).then(|| format!("{name}: {amount}. "));
            let until = format::moment(lang, *until);
            let until = t!(lang, "tracking.event.payment_until", until = until);
            let why = t!(
                lang,
                "tracking.event.ground",
                reason = reason,
                ground = ground
            );
            format!("{}{until} {why}", set.unwrap_or_default())
        }
        Happened::Redated(from, to, reason) => t!(
            lang,
            "tracking.event.redated_about",
            from = format::moment(lang, *from),
            to = format::moment(lang, *to),
            reason = reason
        )
        .into_owned(),
        Happened::Refused(reason, ground) | Happened::Stopped(reason, ground) => t!(
            lang,
            "tracking.event.ground",
            reason = reason,
            ground = ground
        )
        .into_owned(),
        Happened::Asked(items, until) => t!(
            lang,
            "tracking.event.asked_about",
            items = items.join("; "),
            until = format::moment(lang, *until)
        )
        .into_owned(),
        Happened::Guided(text)
        | Happened::Supplied(text)
        | Happened::Finished(_, text)
        | Happened::Withdrawn(text)
        | Happened::Corrected(text) => text.clone(),
        Happened::HandedOver(taken_by, noted) => {
            let taken = Some(taken_by.clone()).filter(|name| !name.is_empty());
            taken
                .into_iter()
                .chain(noted.words(lang))
                .collect::<Vec<_>>()
                .join(". ")
        }
        Happened::Sent
        | Happened::PaymentMet
        | Happened::Passed(_)
        | Happened::Started
        | Happened::Paid(_)
        | Happened::Refund(_)
        | Happened::Rated => String::new(),
    };
    let waited = line.waited.as_ref().map(|waited| {
        let (from, to) = (waited.from, waited.to);
        let said = t!(
            lang,
            "tracking.event.waited",
            from = format::moment(lang, from),
            to = format::moment(lang, to)
        );
        let due = waited.due.map(|due| {
            let due = format::moment(lang, due);
            format!(" {}", t!(lang, "tracking.event.due_now", due = due))
        });
        format!("{said}{}", due.unwrap_or_default())
    });
    let parts = [about, waited.unwrap_or_default()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts
        .iter()
        .enumerate()
        .map(|(place, part)| {
            let ends = place + 1 == parts.len() || part.ends_with('.');
            format!("{part}{}", if ends { "" } else { "." })
        })
        .collect::<Vec<_>>()
        .join(" ")
}
