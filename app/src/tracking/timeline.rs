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
    }
    .into_owned()
}

fn note(lang: Lang, line: &Line) -> String {
    let by = match &line.by {
        By::Applicant => t!(lang, "tracking.by.applicant").into_owned(),
        By::Officer(agency) => t!(lang, "tracking.by.officer", agency = agency).into_owned(),
        By::Helper => t!(lang, "tracking.by.helper").into_owned(),
        By::Portal => t!(lang, "tracking.by.portal").into_owned(),
    };
    let about = match &line.happened {
        Happened::Accepted(code, due) => t!(
            lang,
            "tracking.event.accepted_about",
            code = code,
            due = format::moment(lang, *due)
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
        | Happened::Started
        | Happened::Paid(_)
        | Happened::Refund(_)
        | Happened::Rated => String::new(),
    };
    if about.is_empty() {
        by
    } else {
        format!("{by}. {about}")
    }
}
