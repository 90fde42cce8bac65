//! The log as a control sheet tells it: who handed what to whom, when, and whether in time.

use app::{
    format,
    papers::{Step, Timing},
    t,
    words::Lang,
};
use backend::{
    clock::local,
    dossier::{ActorRole, Event, LogLine},
    papers::Papers,
};
use domain::dossier::{Due, Outcome};
use jiff::civil::DateTime;

use crate::happened::noted;

const VI: Lang = Lang::Vi;

/// The steps, in order; payments and ratings are no part of the work.
pub fn steps(papers: &Papers) -> Vec<Step> {
    let is_accepted = |number: i64| {
        let accepted = |line: &&LogLine| matches!(line.entry.event, Event::Accepted { .. });
        let first = papers.log.iter().find(accepted);
        first.is_some_and(|line| line.entry.number < number)
    };
    papers.log.iter().filter_map(|line| step(papers, line, is_accepted(line.entry.number))).collect()
}

fn step(papers: &Papers, line: &LogLine, is_accepted: bool) -> Option<Step> {
    let facts = &papers.dossier.facts;
    let at = local(line.entry.at);
    let desk = || t!(VI, "papers.step.desk").into_owned();
    let applicant = || t!(VI, "papers.step.applicant").into_owned();
    // Until acceptance the agency answers in its working hours (Nghị định 45/2020/NĐ-CP, Điều 11).
    let answered = (!is_accepted).then(|| Timing::of(at, facts.acknowledge_by));
    let nothing = String::new;
    let (what, to, timing, note) = match &line.entry.event {
        Event::Submitted { .. } => (t!(VI, "papers.step.sent"), desk(), None, nothing()),
        Event::Accepted { .. } => (t!(VI, "papers.step.accepted"), nothing(), answered, nothing()),
        Event::Refused { .. } => (t!(VI, "papers.step.refused"), applicant(), answered, nothing()),
        Event::SupplementAsked { until, .. } => {
            let until = format::moment_short(*until);
            let note = t!(VI, "papers.step.until", until = until).into_owned();
            (t!(VI, "papers.step.asked"), applicant(), answered, note)
        }
        Event::PaymentAsked { until, .. } => {
            let until = format::moment_short(*until);
            let note = t!(VI, "papers.step.pay_until", until = until).into_owned();
            (t!(VI, "papers.step.payment_asked"), applicant(), None, note)
        }
        Event::PaymentMet { .. } => (t!(VI, "papers.step.payment_met"), desk(), None, nothing()),
        Event::Redated { from, to, .. } => {
            let to = format::moment_short(*to);
            let note = t!(VI, "papers.step.new_date", to = to).into_owned();
            let timing = Some(Timing::of(at, *from));
            (t!(VI, "papers.step.redated"), applicant(), timing, note)
        }
        Event::Passed { from, to, until, .. } => {
            // In time by what was set when this agency got it.
            let held = papers.dossier.facts.holdings.iter();
            let held = held
                .filter(|held| held.agency_id == *from && held.to == Some(line.entry.at))
                .find_map(|held| held.until);
            let note = until.map(|until| {
                let until = format::moment_short(until);
                t!(VI, "papers.step.handle_until", until = until).into_owned()
            });
            (
                t!(VI, "papers.step.passed"),
                papers.place(to),
                held.map(|until| Timing::of(at, until)),
                note.unwrap_or_default(),
            )
        }
        Event::Supplied { .. } => (t!(VI, "papers.step.supplied"), desk(), None, nothing()),
        Event::Started => (t!(VI, "papers.step.started"), nothing(), None, nothing()),
        Event::Finished { outcome, .. } => {
            let what = match outcome {
                Outcome::Granted => t!(VI, "papers.step.granted"),
                Outcome::Denied => t!(VI, "papers.step.denied"),
            };
            let (timing, note) = finished(at, facts.due());
            (what, desk(), timing, note)
        }
        Event::HandedOver { taken_by, way } => {
            let (to, note) = if taken_by.is_empty() {
                (applicant(), t!(VI, "papers.step.downloaded").into_owned())
            } else {
                let noted = noted(way.clone()).words(VI);
                (taken_by.clone(), noted.unwrap_or_default())
            };
            (t!(VI, "papers.step.handed_over"), to, None, note)
        }
        Event::Withdrawn { .. } => (t!(VI, "papers.step.withdrawn"), desk(), None, nothing()),
        Event::Stopped { .. } => (t!(VI, "papers.step.stopped"), applicant(), None, nothing()),
        Event::Corrected { .. } => (t!(VI, "papers.step.corrected"), desk(), None, nothing()),
        _ => return None,
    };
    let by = match (&line.actor, line.entry.who.role) {
        (Some(name), _) => name.clone(),
        (None, ActorRole::System) => t!(VI, "papers.step.portal").into_owned(),
        (None, _) => applicant(),
    };
    Some(Step { what: what.into_owned(), by, to, at, timing, note })
}

/// Against the promise; past it, whether it is still within the law.
fn finished(at: DateTime, due: Option<Due>) -> (Option<Timing>, String) {
    let Some(due) = due else {
        return (None, String::new());
    };
    let timing = Timing::of(at, due.promised);
    let within = timing == Timing::Late && at <= due.statutory;
    let note = within.then(|| t!(VI, "papers.step.in_law").into_owned());
    (Some(timing), note.unwrap_or_default())
}
