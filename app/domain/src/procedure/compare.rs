//! Two versions of a procedure, part by part: what came, what went, what changed. Where something was read, and what
//! the import found odd, is no part of what a procedure says.

mod sequence;

use super::full_online::needs;
use super::{Document, FormField, LegalText, Obstacle, Partial, Procedure, Way, Words};
use crate::channel::Channel;
use crate::coded::coded_enum;
use crate::deadline::{Limit, Longer};
use crate::fee::FeeItem;
use crate::mode::{Level, Mode};
use crate::quote::OwnClocks;

coded_enum! {
    /// A part of what a procedure says, in the order in which people read it.
    pub enum Part {
        /// Its name.
        Name => "name",
        /// Lĩnh vực.
        Field => "field",
        /// What it is for.
        Summary => "summary",
        /// What people call it.
        AlsoCalled => "also_called",
        /// How much of it runs online.
        Mode => "mode",
        /// Why it is only partial.
        Reason => "partial",
        /// What needs a visit.
        Visits => "visits",
        /// Where it is handled.
        Levels => "levels",
        /// Who handles it.
        Agency => "agency",
        /// Whether any unit of the province takes it.
        Anywhere => "non_territorial",
        /// Who may ask for it.
        Subjects => "subjects",
        /// How it can be filed.
        Ways => "ways",
        /// What is handed in.
        Documents => "documents",
        /// How many sets.
        Sets => "sets",
        /// The law's time limits.
        Limits => "limits",
        /// What it costs.
        Fees => "fees",
        /// What happens, in order.
        Steps => "steps",
        /// What comes of it.
        Results => "results",
        /// Conditions.
        Requirements => "requirements",
        /// The law that it rests on.
        LegalBasis => "legal_basis",
        /// The case's own questions.
        Questions => "form",
    }
}

impl Part {
    /// The name under which [`Procedure::sources`] keeps where the part was read, where it has one of its own.
    pub const fn source(self) -> Option<&'static str> {
        Some(match self {
            Self::Documents | Self::Sets => "documents",
            Self::Steps => "steps",
            Self::Ways | Self::Limits => "limit",
            Self::Fees => "fees",
            Self::Agency | Self::Levels | Self::Subjects | Self::Results => "agency",
            Self::Requirements => "requirements",
            Self::LegalBasis => "legal_basis",
            _ => return None,
        })
    }

    /// Whether its entries are known by their words alone, so that one in another's place is that one changed.
    const fn is_text(self) -> bool {
        matches!(self, Self::AlsoCalled | Self::Subjects | Self::Steps | Self::Results | Self::LegalBasis)
    }
}

/// One thing that a part says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words, as typed.
    Text(String),
    /// Words in two languages.
    Words(Words),
    /// How much runs online.
    Mode(Mode),
    /// Why it is only partial.
    Reason(Partial),
    /// What needs a visit.
    Visit(Obstacle),
    /// A level of administration.
    Level(Level),
    /// Yes.
    Yes,
    /// How many.
    Count(u8),
    /// A way to file.
    Way(Way),
    /// A document.
    Document(Box<Document>),
    /// A time limit, and what it is of.
    Limit(LimitOf, Limit),
    /// How much longer it may take in some places.
    Longer(Longer),
    /// What the clock does while the applicant supplements or pays.
    Clocks(OwnClocks),
    /// A fee.
    Fee(Box<FeeItem>),
    /// A law.
    Law(LegalText),
    /// A question of the form.
    Question(Box<FormField>),
}

/// What a time limit is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitOf {
    /// Of a way to file.
    Channel(Channel),
    /// Of a case, as people read it.
    Case(String),
}

/// One thing that a part says, with what it is known by from one version to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its key within the part, or its words.
    pub key: String,
    /// The thing.
    pub value: Value,
}

impl Entry {
    fn new(key: impl Into<String>, value: Value) -> Self {
        let key = key.into();
        Self { key, value }
    }
}

/// What became of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The new version has it alone.
    Added(Value),
    /// The old version has it alone.
    Removed(Value),
    /// It is another than it was.
    Changed {
        /// As it was.
        old: Value,
        /// As it is.
        new: Value,
    },
    /// It is as it was, in another place.
    Moved(Value),
}

/// A part that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub part: Part,
    /// What became of what it says, in the new order.
    pub changes: Vec<Change>,
    /// How many things of it stayed.
    pub kept: usize,
}

/// The parts in which two versions differ; nothing: they say the same.
pub fn compare(old: &Procedure, new: &Procedure) -> Vec<Difference> {
    let differences = Part::ALL.iter().filter_map(|part| {
        let (changes, kept) = sequence::changes(content(old, *part), content(new, *part), part.is_text());
        (!changes.is_empty()).then_some(Difference { part: *part, changes, kept })
    });
    differences.collect()
}

/// What a part of a procedure says; nothing where it is empty.
pub fn content(of: &Procedure, part: Part) -> Vec<Entry> {
    match part {
        Part::Name => words(&of.name),
        Part::Field => words(&of.field),
        Part::Summary => words(&of.summary),
        Part::AlsoCalled => texts(&of.also_called),
        Part::Mode => one(Value::Mode(of.mode)),
        Part::Reason => of.partial.iter().flat_map(|partial| one(Value::Reason(partial.clone()))).collect(),
        Part::Visits => needs(of).into_iter().map(visit).collect(),
        Part::Levels => of.levels.iter().map(|level| Entry::new(level.as_str(), Value::Level(*level))).collect(),
        Part::Agency => words(&of.agency),
        Part::Anywhere if of.non_territorial => one(Value::Yes),
        Part::Anywhere => Vec::new(),
        Part::Subjects => texts(&of.subjects),
        Part::Ways => of.ways.iter().map(|way| Entry::new(way.channel.as_str(), Value::Way(way.clone()))).collect(),
        Part::Documents => of
            .documents
            .iter()
            .map(|document| Entry::new(&document.key, Value::Document(Box::new(document.clone()))))
            .collect(),
        Part::Sets => one(Value::Count(of.sets)),
        Part::Limits => limits(of),
        Part::Fees => of.terms.fees.iter().map(|fee| Entry::new(&fee.key, Value::Fee(Box::new(fee.clone())))).collect(),
        Part::Steps => texts(&of.steps),
        Part::Results => texts(&of.results),
        Part::Requirements => of.requirements.iter().flat_map(|text| one(Value::Text(text.clone()))).collect(),
        Part::LegalBasis => of
            .legal_basis
            .iter()
            .map(|law| {
                let key = format!("{} {}", law.number, law.title);
                Entry::new(key, Value::Law(law.clone()))
            })
            .collect(),
        Part::Questions => {
            of.form.iter().map(|field| Entry::new(&field.key, Value::Question(Box::new(field.clone())))).collect()
        }
    }
}

fn one(value: Value) -> Vec<Entry> {
    vec![Entry::new("", value)]
}

fn words(words: &Words) -> Vec<Entry> {
    if words.is_empty() && words.en.is_none() {
        return Vec::new();
    }
    one(Value::Words(words.clone()))
}

fn texts(texts: &[String]) -> Vec<Entry> {
    texts.iter().map(|text| Entry::new(text, Value::Text(text.clone()))).collect()
}

/// A visit is known by what needs it, whatever number the step has now.
fn visit(obstacle: Obstacle) -> Entry {
    let key = match &obstacle {
        Obstacle::Presence { words, .. } => format!("presence {words}"),
        Obstacle::SiteCheck { words, .. } => format!("site {words}"),
        Obstacle::Original { document, .. } => format!("original {document}"),
        Obstacle::CounterFee { fee, .. } => format!("fee {fee}"),
        Obstacle::Result => "result".to_owned(),
        Obstacle::Identity => "identity".to_owned(),
        Obstacle::NoOnlineWay => "online".to_owned(),
    };
    Entry::new(key, Value::Visit(obstacle))
}

fn limits(of: &Procedure) -> Vec<Entry> {
    let limits = &of.terms.limits;
    let by_channel = Channel::ALL.iter().filter_map(|channel| {
        let limit = limits.of(*channel)?.clone();
        let value = Value::Limit(LimitOf::Channel(*channel), limit);
        Some(Entry::new(channel.as_str(), value))
    });
    let by_case = limits.cases.iter().map(|case| {
        let value = Value::Limit(LimitOf::Case(case.label.clone()), case.limit.clone());
        Entry::new(format!("case {}", case.key), value)
    });
    let longer = limits.remote.iter();
    let longer = longer.map(|longer| Entry::new("remote", Value::Longer(longer.clone())));
    let clocks = Some(of.terms.clocks).filter(|clocks| *clocks != OwnClocks::default());
    let clocks = clocks.map(|clocks| Entry::new("clocks", Value::Clocks(clocks)));
    by_channel.chain(by_case).chain(longer).chain(clocks).collect()
}

#[cfg(test)]
mod tests;
