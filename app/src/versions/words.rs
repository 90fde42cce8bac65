//! What a version says, in words.

use std::borrow::Cow;

use domain::channel::Channel;
use domain::fee::{Amount, FeeItem};
use domain::mode::PartialReason;
use domain::procedure::{
    Announcement, CaseFault, CaseOf, Document, FormField, LimitOf, Need, Partial, Unfit, Value, Way, Words,
};
use jiff::civil::Date;

use super::VI;
use crate::catalogue::parts::amount;
use crate::{explain, format, names, t};

/// Whether a document must be there.
pub(super) fn need(need: Need) -> Cow<'static, str> {
    match need {
        Need::Required => t!(VI, "version.need_required"),
        Need::Conditional => t!(VI, "version.need_conditional"),
        Need::Unstated => t!(VI, "version.need_unstated"),
        Need::Remark => t!(VI, "version.need_remark"),
    }
}

/// A lawful reason, as an administrator chooses it.
pub(super) fn reason(reason: PartialReason) -> Cow<'static, str> {
    match reason {
        PartialReason::PresenceRequired => t!(VI, "version.reason_presence"),
        PartialReason::SiteCheckRequired => t!(VI, "version.reason_site_check"),
        PartialReason::TechnicalFailure => t!(VI, "version.reason_failure"),
        PartialReason::TechnicalOther => t!(VI, "version.reason_technical"),
    }
}

/// Several lawful reasons.
pub(super) fn reasons(reasons: &[PartialReason]) -> String {
    let names: Vec<_> = reasons.iter().map(|one| reason(*one)).collect();
    names.join("; ")
}

/// From when to when; the day tells what is still to come.
pub(super) fn period(from: Date, to: Option<Date>) -> String {
    let from = format::date(VI, from);
    match to {
        Some(to) => t!(VI, "version.from_to", from = from, to = format::date(VI, to)).into_owned(),
        None => t!(VI, "version.from", from = from).into_owned(),
    }
}

/// `163/QĐ-BTP ngày 16/01/2026, Bộ Tư pháp`
pub(super) fn decision(decision: Option<&Announcement>) -> String {
    let Some(decision) = decision else {
        return t!(VI, "version.no_decision").into_owned();
    };
    let day = decision.date.map(|day| t!(VI, "version.dated", day = format::date(VI, day)));
    let issuer = decision.issuer.as_ref();
    format!(
        "{}{}{}",
        decision.number,
        day.map_or_else(String::new, |day| format!(" {day}")),
        issuer.map_or_else(String::new, |issuer| format!(", {issuer}"))
    )
}

/// What stands against publishing.
pub(super) fn unfit(why: &Unfit) -> String {
    match why {
        Unfit::Missing { part } => {
            let part = match part.as_str() {
                "name" => t!(VI, "name.part.name"),
                "steps" => t!(VI, "name.part.steps"),
                "ways" => t!(VI, "name.part.ways"),
                "documents" => t!(VI, "name.part.documents"),
                "limit" => t!(VI, "name.part.limits"),
                "also_called" => t!(VI, "name.part.also_called"),
                "subjects" => t!(VI, "name.part.subjects"),
                _ => t!(VI, "name.part.agency"),
            };
            t!(VI, "version.unfit_missing", part = part)
        }
        Unfit::NotFull { obstacle } => t!(
            VI,
            "version.unfit_not_full",
            what = names::obstacle(VI, obstacle),
            reasons = reasons(obstacle.reasons())
        ),
        Unfit::NoReason => t!(VI, "version.unfit_no_reason"),
        Unfit::NoNote => t!(VI, "version.unfit_no_note"),
        Unfit::NoLaw => t!(VI, "version.unfit_no_law"),
        Unfit::ReasonUnfounded { given, admitted } => {
            t!(VI, "version.unfit_reason", given = reason(*given), admitted = reasons(admitted))
        }
        Unfit::Case { fault } => case_fault(fault),
    }
    .into_owned()
}

fn case_fault(fault: &CaseFault) -> Cow<'static, str> {
    match fault {
        CaseFault::Unknown { of: CaseOf::Fee { name, .. }, label } => {
            t!(VI, "version.unfit_case_fee", case = label, fee = name)
        }
        CaseFault::Unknown { of: CaseOf::Limit, label } => t!(VI, "version.unfit_case_limit", case = label),
        CaseFault::Unpriced { name, label, .. } => {
            t!(VI, "version.unfit_case_unpriced", case = label, fee = name)
        }
    }
}

/// One thing that a part says.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Words(words) => both(words),
        Value::Mode(mode) => names::mode_means(VI, *mode).into_owned(),
        Value::Reason(partial) => partial_words(partial),
        Value::Visit(obstacle) => names::obstacle(VI, obstacle),
        Value::Level(level) => names::level(VI, *level).into_owned(),
        Value::Yes => t!(VI, "version.yes").into_owned(),
        Value::Count(count) => t!(VI, "version.sets_count", count = count).into_owned(),
        Value::Way(way) => way_words(way),
        Value::Document(document) => document_words(document),
        Value::Limit(of, limit) => {
            let of = match of {
                LimitOf::Channel(channel) => names::channel(VI, *channel).into_owned(),
                LimitOf::Case(label) => label.clone(),
            };
            format!("{of}: {}", explain::limit(VI, limit))
        }
        Value::Longer(longer) => {
            t!(VI, "version.longer", limit = explain::limit(VI, &longer.by), source = longer.source).into_owned()
        }
        Value::Clocks(_) => t!(VI, "version.own_clocks").into_owned(),
        Value::Fee(fee) => fee_words(fee),
        Value::Law(law) => format!("{} {}", law.number, law.title).trim().to_owned(),
        Value::Question(question) => question_words(question),
    }
}

fn both(words: &Words) -> String {
    match &words.en {
        Some(en) => t!(VI, "version.with_english", vi = words.vi, en = en).into_owned(),
        None => words.vi.clone(),
    }
}

fn partial_words(partial: &Partial) -> String {
    let parts = [reason(partial.reason).into_owned(), both(&partial.note), partial.legal_basis.clone()];
    joined(parts)
}

fn way_words(way: &Way) -> String {
    let parts = [&way.description, &way.limit_words, &way.fee_words];
    let words = joined(parts.map(|part| part.clone().unwrap_or_default()));
    let name = names::channel(VI, way.channel);
    if words.is_empty() { name.into_owned() } else { format!("{name}: {words}") }
}

fn document_words(document: &Document) -> String {
    let case = document.case.as_ref();
    let parts = [
        both(&document.name),
        need(document.need).into_owned(),
        t!(VI, "version.originals_count", count = document.originals).into_owned(),
        t!(VI, "version.copies_count", count = document.copies).into_owned(),
        case.map_or_else(String::new, |case| t!(VI, "version.in_case", case = case).into_owned()),
        document.note.clone().unwrap_or_default(),
        document.forms.join("; "),
    ];
    joined(parts)
}

/// A line for each thing that the fee says, so that what changed is found at a glance.
fn fee_words(fee: &FeeItem) -> String {
    let rates = fee.applicants.len();
    let refunds = fee.refunds.len();
    let law = joined([
        names::fee_kind(VI, fee.kind).into_owned(),
        names::fee_authority(VI, fee.set_by).into_owned(),
        names::fee_due(VI, fee.due).into_owned(),
    ]);
    let mut lines = vec![fee.name.clone()];
    lines.extend(amount_lines(t!(VI, "version.at_counter"), &fee.amount));
    if let Some(rate) = &fee.online {
        lines.extend(amount_lines(t!(VI, "version.online"), rate));
    }
    lines.push(law);
    lines.push(joined([
        some(rates, |count| t!(VI, "version.own_rates", count = count)),
        some(refunds, |count| t!(VI, "version.refund_rules", count = count)),
    ]));
    lines.push(fee.source.clone());
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// An amount on one line; by steps or by case on a line each.
fn amount_lines(of: Cow<'static, str>, of_fee: &Amount) -> Vec<String> {
    let words = amount(VI, of_fee);
    if !matches!(of_fee, Amount::Stepped { .. } | Amount::ByCase { .. }) {
        return vec![format!("{of}: {words}")];
    }
    let each = match of_fee {
        Amount::ByCase { cases } => {
            cases.iter().map(|case| format!("– {}: {}", case.label, format::dong(VI, case.dong))).collect()
        }
        _ => words.split("; ").map(|step| format!("– {step}")).collect::<Vec<_>>(),
    };
    let mut lines = vec![format!("{of}:")];
    lines.extend(each);
    lines
}

fn some(count: usize, words: impl Fn(usize) -> Cow<'static, str>) -> String {
    if count == 0 { String::new() } else { words(count).into_owned() }
}

fn question_words(question: &FormField) -> String {
    let required = if question.required { t!(VI, "version.need_required").into_owned() } else { String::new() };
    joined([both(&question.label), required])
}

/// What isn't empty, with points between.
fn joined<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// The ways to file, in the order of the form.
pub(super) const CHANNELS: [Channel; 3] = [Channel::Online, Channel::Counter, Channel::Postal];
