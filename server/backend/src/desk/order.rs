//! What an officer wants done, as typed into the act's form, and whether it can be taken as it is.

use domain::{
    calendar::Calendar,
    dates::Between,
    deadline::Due,
    dossier::{Act, NotRedatable, Outcome, RedatingRule},
    money::Dong,
    text::{clean, clean_lines},
};
use jiff::{
    ToSpan,
    civil::{Date, DateTime},
};

use super::TypedAcceptance;
use crate::{
    dossier::{Dossier, Event, HandOver},
    error::{AppError, FieldErrors},
    input,
    policy::RuleBook,
};

/// The most items that are asked for at once.
pub const MOST_ITEMS: usize = 20;
/// Characters of one item.
const MOST_ITEM: usize = 500;
/// Characters of a reason.
pub(super) const MOST_REASON: usize = 4_000;
/// Characters of the number of a shipment or an authorisation.
const MOST_NUMBER: usize = 60;
/// How it is said that the applicant does not want the result.
pub(super) const DECLINED: &str = "declined";
/// What a decision may set, in đồng: more than nothing, less than a thousand billion.
const PAYABLE: std::ops::Range<i64> = 1..1_000_000_000_000;
/// Characters of a line.
pub(super) const MOST_LINE: usize = 300;

/// An act with its fields, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Accept.
    Accept(TypedAcceptance),
    /// Ask for all that is missing.
    AskSupplement {
        /// What is missing and what to do, one a field; empty ones are left out.
        items: Vec<String>,
        /// `dd/mm/yyyy`.
        until: String,
        /// What else the applicant is told; may be empty.
        guidance: String,
    },
    /// Ask for a payment.
    AskPayment(AskedPayment),
    /// Apologise and set a new date.
    Apologise {
        /// `dd/mm/yyyy`.
        until: String,
        /// Why it takes longer.
        reason: String,
    },
    /// End what waited for papers before acceptance, after their date.
    Lapse {
        /// Why.
        reason: String,
        /// On which ground in law.
        legal_ground: String,
    },
    /// Refuse at intake.
    Refuse {
        /// Why.
        reason: String,
        /// On which ground in law.
        legal_ground: String,
    },
    /// Begin the work.
    Start,
    /// Decide.
    Finish {
        /// `granted` or `denied`.
        outcome: String,
        /// The result's number, or a word to the applicant; for a denial, why.
        note: String,
    },
    /// Give the result to the applicant.
    HandOver {
        /// Who took it.
        taken_by: String,
        /// `counter` (also where nothing is said), `authorised`, `post` or `declined`.
        way: String,
        /// The number of the written authorisation, for `authorised`.
        authorisation: String,
        /// The shipment's number, for `post`.
        shipment: String,
    },
    /// End without a result.
    Stop {
        /// Why.
        reason: String,
        /// On which ground in law.
        legal_ground: String,
        /// What becomes of the fees, and what the applicant can do; may be empty.
        guidance: String,
    },
    /// Take a mistaken decision back.
    Correct {
        /// Why.
        reason: String,
    },
}

/// A payment that is asked for, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedPayment {
    /// `fees` for what the dossier owes by now, `decision` for an amount that a decision sets.
    pub kind: String,
    /// What it is for, as the receipt will say it; for a decision.
    pub name: String,
    /// In đồng; for a decision.
    pub amount: String,
    /// `dd/mm/yyyy`.
    pub until: String,
    /// Why.
    pub reason: String,
    /// On which ground in law.
    pub legal_ground: String,
}

impl Order {
    /// The act.
    pub const fn act(&self) -> Act {
        match self {
            Self::Accept(_) => Act::Accept,
            Self::AskSupplement { .. } => Act::AskSupplement,
            Self::AskPayment(_) => Act::AskPayment,
            Self::Apologise { .. } => Act::Apologise,
            Self::Lapse { .. } => Act::Lapse,
            Self::Refuse { .. } => Act::Refuse,
            Self::Start => Act::Start,
            Self::Finish { .. } => Act::Finish,
            Self::HandOver { .. } => Act::HandOver,
            Self::Stop { .. } => Act::Stop,
            Self::Correct { .. } => Act::Correct,
        }
    }
}

/// A reason with its legal ground, both of which must be there (Nghị định 61/2018/NĐ-CP, Điều 17).
pub(super) fn reasoned(reason: &str, ground: &str) -> Result<(String, String), AppError> {
    let mut errors = FieldErrors::default();
    let reason = words(&mut errors, "reason", &clean_lines(reason), MOST_REASON);
    let ground = words(&mut errors, "legal_ground", &clean(ground), MOST_LINE);
    errors.into_result()?;
    Ok((reason, ground))
}

/// A reason alone.
pub(super) fn reason(reason: &str) -> Result<String, AppError> {
    let mut errors = FieldErrors::default();
    let reason = words(&mut errors, "reason", &clean_lines(reason), MOST_REASON);
    errors.into_result()?;
    Ok(reason)
}

/// What is asked for, and until when.
pub(super) fn supplement(
    items: &[String],
    until: &str,
    today: Date,
    rules: &RuleBook,
    agency_id: &str,
) -> Result<(Vec<String>, DateTime), AppError> {
    let mut errors = FieldErrors::default();
    let asked: Vec<String> = items.iter().map(|item| clean_lines(item)).filter(|item| !item.is_empty()).collect();
    if asked.is_empty() {
        errors.add("item-1", "required");
    }
    for (place, item) in items.iter().enumerate() {
        if place >= MOST_ITEMS || item.chars().count() > MOST_ITEM {
            errors.add(format!("item-{}", place + 1), "too_long");
        }
    }
    let until = day_to_come(&mut errors, "until", until, today);
    errors.into_result()?;
    let until = until.unwrap_or(today);
    let closing = rules.hours(Some(agency_id), until)?.closing(until);
    Ok((asked, closing))
}

/// What else the applicant is told.
pub(super) fn guidance(field: &str, text: &str) -> Result<String, AppError> {
    let text = clean_lines(text);
    if text.chars().count() > MOST_REASON {
        return Err(AppError::field(field, "too_long"));
    }
    Ok(text)
}

/// What is to be paid, until when: the fees that are owed by now, or an amount that a decision sets.
pub(super) fn payment(
    asked: &AskedPayment,
    dossier: &Dossier,
    today: Date,
    rules: &RuleBook,
) -> Result<Event, AppError> {
    let mut errors = FieldErrors::default();
    let (mut name, mut amount) = (String::new(), Dong::ZERO);
    match asked.kind.as_str() {
        "fees" if dossier.facts.owed().is_zero() => errors.add("pay_kind", "nothing_owed"),
        "fees" => {}
        "decision" => {
            name = words(&mut errors, "pay_name", &clean(&asked.name), MOST_LINE);
            match input::required_dong(&mut errors, "pay_amount", &asked.amount) {
                Some(set) if !PAYABLE.contains(&set.get()) => errors.add("pay_amount", "bad_money"),
                set => amount = set.unwrap_or(Dong::ZERO),
            }
        }
        _ => errors.add("pay_kind", "choose"),
    }
    let until = day_to_come(&mut errors, "pay_until", &asked.until, today);
    let reason = words(&mut errors, "pay_reason", &clean_lines(&asked.reason), MOST_REASON);
    let ground = clean(&asked.legal_ground);
    let legal_ground = words(&mut errors, "pay_ground", &ground, MOST_LINE);
    errors.into_result()?;
    let until = until.unwrap_or(today);
    Ok(Event::PaymentAsked {
        name,
        amount,
        until: rules.hours(Some(&dossier.agency_id), until)?.closing(until),
        reason,
        legal_ground,
    })
}

/// The apology and the new date (Nghị định 61/2018/NĐ-CP, Điều 19): a worked day after the one that was told.
pub(super) fn apology(
    until: &str,
    reason: &str,
    dossier: &Dossier,
    rule: RedatingRule,
    today: Date,
    (rules, calendar): (&RuleBook, &Calendar),
) -> Result<Event, AppError> {
    let Some(from) = dossier.facts.expected() else {
        return Err(AppError::Conflict("state_moved"));
    };
    let mut errors = FieldErrors::default();
    let day = match rule.check(dossier.facts.redatings.len(), from, today) {
        Ok(()) => day_to_come(&mut errors, "new_date", until, today),
        Err(why) => {
            let code = match why {
                NotRedatable::Again => "redated_already",
                NotRedatable::TooLate => "apology_late",
            };
            errors.add("new_date", code);
            None
        }
    };
    match day {
        Some(day) if day <= from.date() => errors.add("new_date", "date_not_later"),
        Some(day) if !calendar.is_working(day) => errors.add("new_date", "day_off"),
        _ => {}
    }
    let reason = words(&mut errors, "apology_reason", &clean_lines(reason), MOST_REASON);
    errors.into_result()?;
    let day = day.unwrap_or(today);
    Ok(Event::Redated { from, to: rules.hours(Some(&dossier.agency_id), day)?.closing(day), reason })
}

/// The decision; a denial says why.
pub(super) fn decision(outcome: &str, note: &str) -> Result<(Outcome, String), AppError> {
    let mut errors = FieldErrors::default();
    let decided: Option<Outcome> = outcome.parse().ok();
    if decided.is_none() {
        errors.add("outcome", "choose");
    }
    let note = clean_lines(note);
    if note.chars().count() > MOST_REASON {
        errors.add("note", "too_long");
    }
    if decided == Some(Outcome::Denied) && note.is_empty() {
        errors.add("note", "required");
    }
    errors.into_result()?;
    Ok((decided.unwrap_or(Outcome::Denied), note))
}

/// Who took the result, and how: what is taken in another's name names its authorisation, what is sent its shipment.
pub(super) fn hand_over(
    taken_by: &str,
    way: &str,
    authorisation: &str,
    shipment: &str,
) -> Result<(String, HandOver), AppError> {
    let mut errors = FieldErrors::default();
    let taken_by = words(&mut errors, "taken_by", &clean(taken_by), MOST_LINE);
    let way = match way {
        "" | "counter" => HandOver::Counter,
        DECLINED => HandOver::Declined,
        "authorised" => {
            let number = clean(authorisation);
            HandOver::Authorised { authorisation: words(&mut errors, "authorisation", &number, MOST_NUMBER) }
        }
        "post" => {
            let number = clean(shipment).to_uppercase();
            HandOver::Post { shipment: words(&mut errors, "shipment", &number, MOST_NUMBER) }
        }
        _ => {
            errors.add("way", "choose");
            HandOver::Counter
        }
    };
    errors.into_result()?;
    Ok((taken_by, way))
}

/// The due date that an officer sets, where the rules tell none; law and promise are then the same.
pub(super) fn due(
    errors: &mut FieldErrors,
    typed: &str,
    today: Date,
    rules: &RuleBook,
    agency_id: &str,
) -> Result<Due, AppError> {
    let day = day_to_come(errors, "due", typed, today).unwrap_or(today);
    let closing = rules.hours(Some(agency_id), day)?.closing(day);
    Ok(Due { statutory: closing, promised: closing })
}

pub(super) fn words(errors: &mut FieldErrors, field: &str, text: &str, most: usize) -> String {
    if text.is_empty() {
        errors.add(field, "required");
    } else if text.chars().count() > most {
        errors.add(field, "too_long");
    }
    text.to_owned()
}

/// A day from today on, within ten years.
pub(super) fn day_to_come(errors: &mut FieldErrors, field: &str, typed: &str, today: Date) -> Option<Date> {
    if typed.is_empty() {
        errors.add(field, "required");
        return None;
    }
    let within = Between { first: today, last: today.saturating_add(10.years()) };
    let day = input::date_within(typed, within);
    day.map_err(|wrong| errors.add(field, if wrong.code == "date_early" { "date_past".into() } else { wrong })).ok()
}
