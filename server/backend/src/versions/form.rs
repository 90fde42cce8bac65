//! What an administrator types of a version, read over what the draft said before; and back, to be changed.
//!
//! What the form doesn't ask stays as it was: the case's own questions, the rates of some applicants, what goes back of
//! a fee. What was left as it stood stays letter by letter, however it was written.

mod amounts;
mod cases;
mod fees;
mod rows;
mod typing;

use std::str::FromStr;

use domain::{
    channel::Channel,
    deadline::Limit,
    mode::Mode,
    procedure::{LegalText, Partial, Procedure, Visits, Way, Words, settle_flags},
    quote::Limits,
    text::{clean, clean_lines},
};

use cases::Cases;
pub use typing::typed;

use crate::{
    catalogue::notation,
    error::{AppError, FieldErrors},
    input::Values,
};

/// The most documents, and the most fees, that are read. The longest procedure of the national portal has 224; what a
/// longer one would have beyond stays as it was.
const MOST_ROWS: usize = 256;

/// The longest text of one field.
const MOST_TEXT: usize = 20_000;
/// The longest name, line or note.
const MOST_LINE: usize = 2_000;

/// A version as typed, over what the draft said before.
///
/// # Errors
/// [`AppError::Invalid`] with all that cannot be read, in the order of the page.
pub fn read(before: &Procedure, typed: &Values) -> Result<Procedure, AppError> {
    let mut form = Reader { typed, before, cases: Cases::of(before), errors: FieldErrors::default() };
    let mut procedure = Procedure {
        name: form.words("name", &before.name),
        summary: form.words("summary", &before.summary),
        ..before.clone()
    };
    if procedure.name.is_empty() {
        form.errors.add("name", "required");
    }
    procedure.also_called = form.lines("also_called", &before.also_called);
    procedure.mode = form.one("mode").unwrap_or(before.mode);
    procedure.partial = form.partial(procedure.mode);
    procedure.levels = form.several("level");
    procedure.agency = form.words("agency", &before.agency);
    procedure.non_territorial = form.ticked("anywhere");
    procedure.subjects = form.lines("subjects", &before.subjects);
    let channels: Vec<Channel> = form.several("way");
    procedure.terms.limits = form.limits(&channels);
    let (documents, originals) = form.documents();
    procedure.documents = documents;
    procedure.sets = form.sets();
    let (fees, counter_fees) = form.fees();
    procedure.fee_names_en.retain(|key, _| same_fee_name(before, &fees, key));
    procedure.terms.fees = fees;
    (procedure.terms.limits.cases, procedure.terms.limits.remote) = form.more_limits(&procedure);
    procedure.ways = form.ways(&channels, &procedure);
    procedure.steps = form.lines("steps", &before.steps);
    procedure.visits = Visits {
        presence: form.steps_named("presence", procedure.steps.len()),
        site_checks: form.steps_named("site_checks", procedure.steps.len()),
        originals,
        counter_fees,
        result: form.ticked("result_visit"),
        identity: form.ticked("identity_visit"),
    };
    procedure.results = form.lines("results", &before.results);
    procedure.requirements = form.optional("requirements", before.requirements.as_deref());
    procedure.legal_basis = form.laws();
    form.errors.into_result()?;
    settle_flags(&mut procedure);
    Ok(procedure)
}

fn same_fee_name(before: &Procedure, fees: &[domain::fee::FeeItem], key: &str) -> bool {
    let old = before.terms.fees.iter().find(|fee| fee.key == key);
    let new = fees.iter().find(|fee| fee.key == key);
    old.zip(new).is_some_and(|(old, new)| old.name == new.name)
}

struct Reader<'a> {
    typed: &'a Values,
    before: &'a Procedure,
    cases: Cases,
    errors: FieldErrors,
}

impl Reader<'_> {
    /// What a field holds, several lines and all; where it says what it said before, as that was written.
    fn text(&mut self, name: &str, before: &str, most: usize) -> String {
        let text = self.typed.text(name);
        if clean(text) == clean(before) {
            return before.to_owned();
        }
        if text.chars().count() > most {
            self.errors.add(name, "too_long");
        }
        clean_lines(text)
    }

    /// Nothing where it is empty.
    fn optional(&mut self, name: &str, before: Option<&str>) -> Option<String> {
        let text = self.text(name, before.unwrap_or_default(), MOST_TEXT);
        Some(text).filter(|text| !text.is_empty())
    }

    fn line(&mut self, name: &str, before: &str) -> String {
        let text = self.text(name, before, MOST_LINE);
        if text == before { text } else { clean(&text) }
    }

    /// Vietnamese from the field, English from that with `_en`.
    fn words(&mut self, name: &str, before: &Words) -> Words {
        let vi = self.text(name, &before.vi, MOST_LINE);
        let before_en = before.en.as_deref().unwrap_or_default();
        let en = self.text(&format!("{name}_en"), before_en, MOST_LINE);
        Words { vi, en: Some(en).filter(|en| !en.is_empty()) }
    }

    fn one<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let read = self.typed.text(name).parse().ok();
        if read.is_none() {
            self.errors.add(name, "choose");
        }
        read
    }

    fn several<T: FromStr>(&mut self, name: &'static str) -> Vec<T> {
        let codes = self.typed.all(name).iter();
        let read: Option<Vec<T>> = codes.map(|code| code.parse().ok()).collect();
        if read.is_none() {
            self.errors.add(name, "choose");
        }
        read.unwrap_or_default()
    }

    fn ticked(&self, name: &str) -> bool {
        !self.typed.text(name).is_empty()
    }

    /// One thing a line; a line that says what it said before is kept as it was written.
    fn lines(&mut self, name: &'static str, before: &[String]) -> Vec<String> {
        let lines: Vec<String> = self.lines_of(name);
        lines
            .into_iter()
            .map(|line| {
                let same = before.iter().find(|old| clean(old) == line);
                same.cloned().unwrap_or(line)
            })
            .collect()
    }

    fn lines_of(&mut self, name: &'static str) -> Vec<String> {
        let lines = self.typed.text(name).lines().map(clean);
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        if lines.iter().any(|line| line.chars().count() > MOST_TEXT) {
            self.errors.add(name, "too_long");
        }
        lines
    }

    /// Lines like `60/2014/QH13 Luật Hộ tịch`.
    fn laws(&mut self) -> Vec<LegalText> {
        let before = &self.before.legal_basis;
        let lines = self.lines_of("legal_basis").into_iter();
        lines
            .map(|line| {
                let same = before.iter().find(|law| typing::law(law) == line);
                same.cloned().unwrap_or_else(|| {
                    let (number, title) = line.split_once(' ').unwrap_or((&line, ""));
                    LegalText { number: number.to_owned(), title: title.to_owned() }
                })
            })
            .collect()
    }

    /// A draft may lack the reason; but no note is dropped for want of one.
    fn partial(&mut self, mode: Mode) -> Option<Partial> {
        if mode != Mode::Partial {
            return None;
        }
        let before = self.before.partial.as_ref();
        let nothing = Words::default();
        let note = before.map_or(&nothing, |partial| &partial.note);
        let note = self.words("partial_note", note);
        let legal = before.map_or("", |partial| &partial.legal_basis);
        let legal_basis = self.line("partial_legal", legal);
        let unsaid = note.is_empty() && legal_basis.is_empty();
        if unsaid && self.typed.text("partial_reason").is_empty() {
            return None;
        }
        Some(Partial { reason: self.one("partial_reason")?, note, legal_basis })
    }

    /// The ways in the order of the channels. The source's words about time and fee go when these change.
    fn ways(&mut self, channels: &[Channel], new: &Procedure) -> Vec<Way> {
        let before = self.before;
        let chosen = Channel::ALL.iter().filter(|channel| channels.contains(channel));
        let mut ways: Vec<Way> = chosen
            .map(|channel| {
                let old = before.ways.iter().find(|way| way.channel == *channel);
                let words = old.and_then(|way| way.description.as_deref());
                let limits = (&before.terms.limits, &new.terms.limits);
                let same_limit = limits.0.of(*channel) == limits.1.of(*channel);
                let same_fees = before.terms.fees == new.terms.fees;
                Way {
                    channel: *channel,
                    limit_words: old.and_then(|way| way.limit_words.clone()).filter(|_| same_limit),
                    fee_words: old.and_then(|way| way.fee_words.clone()).filter(|_| same_fees),
                    description: self.optional(&format!("way_{channel}"), words),
                }
            })
            .collect();
        let place = |way: &Way| {
            let known = before.ways.iter();
            known.map(|old| old.channel).position(|channel| channel == way.channel)
        };
        ways.sort_by_key(|way| place(way).unwrap_or(usize::MAX));
        ways
    }

    fn limits(&mut self, channels: &[Channel]) -> Limits {
        let before = &self.before.terms.limits;
        let mut of = |channel: Channel| {
            let old = before.of(channel);
            channels.contains(&channel).then(|| self.limit(&format!("limit_{channel}"), old))?
        };
        Limits {
            online: of(Channel::Online),
            counter: of(Channel::Counter),
            postal: of(Channel::Postal),
            ..before.clone()
        }
    }

    /// `3 ngày làm việc`; one that has no such words stays unless others are typed.
    fn limit(&mut self, name: &str, before: Option<&Limit>) -> Option<Limit> {
        let words = clean(self.typed.text(name));
        if let Some(before) = before
            && notation::words(before).map_or(words.is_empty(), |old| clean(&old) == words)
        {
            return Some(before.clone());
        }
        if words.is_empty() {
            self.errors.add(name, "required");
            return None;
        }
        let limit = notation::limit(&words.to_lowercase());
        if limit.is_none() {
            self.errors.add(name, "bad_limit");
        }
        limit
    }

    fn sets(&mut self) -> u8 {
        let read = self.typed.text("sets").parse().ok();
        if read.is_none() {
            self.errors.add("sets", "bad_quantity");
        }
        read.unwrap_or_default()
    }

    /// Numbers of steps, as `2, 4`.
    fn steps_named(&mut self, name: &'static str, steps: usize) -> Vec<u16> {
        let text = self.typed.text(name);
        let numbers = text.split([',', ';', ' ']).filter(|part| !part.is_empty());
        let read: Option<Vec<u16>> = numbers.map(|part| part.parse().ok()).collect();
        let is_step = |number: &u16| (1..=steps).contains(&usize::from(*number));
        match read.filter(|numbers| numbers.iter().all(is_step)) {
            Some(mut numbers) => {
                numbers.sort_unstable();
                numbers.dedup();
                numbers
            }
            None => {
                let values = vec![("steps", steps.to_string())];
                self.errors.add_with(name, "bad_steps", values);
                Vec::new()
            }
        }
    }
}
