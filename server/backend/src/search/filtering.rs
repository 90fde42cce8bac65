//! Filters, and what each of their values would leave.

use std::collections::{BTreeMap, HashMap};

use domain::mode::{Level, Mode};

use super::Entry;

/// What results must be; each that is set narrows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// How much runs online.
    pub mode: Option<Mode>,
    /// A field's key, or its name.
    pub field: Option<String>,
    /// Handled on this level, perhaps among others.
    pub level: Option<Level>,
    /// Offered by this agency.
    pub agency: Option<String>,
    /// Listed under this life event.
    pub life_event: Option<String>,
    /// Costs less online.
    pub cheaper_online: bool,
    /// Comes earlier online.
    pub faster_online: bool,
    /// Offered here, or not.
    pub offered: Option<bool>,
}

/// How many results each value of a filter would leave, with the other filters as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// By mode.
    pub modes: BTreeMap<Mode, usize>,
    /// By the field's key.
    pub fields: BTreeMap<String, usize>,
    /// By level.
    pub levels: BTreeMap<Level, usize>,
    /// By the id of the agency that offers it.
    pub agencies: BTreeMap<String, usize>,
    /// By life event.
    pub life_events: BTreeMap<String, usize>,
    /// Cheaper online.
    pub cheaper_online: usize,
    /// Faster online.
    pub faster_online: usize,
    /// Offered here.
    pub offered: usize,
}

const MODE: u8 = 1;
const FIELD: u8 = 1 << 1;
const LEVEL: u8 = 1 << 2;
const AGENCY: u8 = 1 << 3;
const LIFE_EVENT: u8 = 1 << 4;
const CHEAPER: u8 = 1 << 5;
const FASTER: u8 = 1 << 6;
const OFFERED: u8 = 1 << 7;

impl Filters {
    /// The filters that an entry fails, one bit each.
    pub(super) fn failed_by(&self, entry: &Entry) -> u8 {
        let bit = |fails: bool, bit: u8| if fails { bit } else { 0 };
        bit(self.mode.is_some_and(|mode| mode != entry.mode), MODE)
            | bit(self.field.as_ref().is_some_and(|field| *field != entry.field_key), FIELD)
            | bit(self.level.is_some_and(|level| !entry.levels.contains(&level)), LEVEL)
            | bit(self.agency.as_ref().is_some_and(|agency| !entry.agencies.contains(agency)), AGENCY)
            | bit(self.life_event.is_some() && self.life_event != entry.life_event, LIFE_EVENT)
            | bit(self.cheaper_online && !entry.saving.is_cheaper(), CHEAPER)
            | bit(self.faster_online && !entry.saving.is_faster(), FASTER)
            | bit(self.offered.is_some_and(|offered| offered != entry.is_offered()), OFFERED)
    }
}

/// The same while it is counted, under names that stay where they are.
#[derive(Default)]
pub(super) struct Tally<'a> {
    counts: Counts,
    fields: HashMap<&'a str, usize>,
    agencies: HashMap<&'a str, usize>,
    life_events: HashMap<&'a str, usize>,
}

impl<'a> Tally<'a> {
    /// Counts an entry for each filter but for which it passes all.
    pub(super) fn add(&mut self, entry: &'a Entry, failed: u8) {
        let passes_but_for = |filter: u8| failed & !filter == 0;
        if passes_but_for(MODE) {
            *self.counts.modes.entry(entry.mode).or_default() += 1;
        }
        if passes_but_for(FIELD) {
            *self.fields.entry(&entry.field_key).or_default() += 1;
        }
        if passes_but_for(LEVEL) {
            for level in &entry.levels {
                *self.counts.levels.entry(*level).or_default() += 1;
            }
        }
        if passes_but_for(AGENCY) {
            for agency in &entry.agencies {
                *self.agencies.entry(agency).or_default() += 1;
            }
        }
        if let Some(event) = entry.life_event.as_ref().filter(|_| passes_but_for(LIFE_EVENT)) {
            *self.life_events.entry(event).or_default() += 1;
        }
        let counts = &mut self.counts;
        counts.cheaper_online += usize::from(passes_but_for(CHEAPER) && entry.saving.is_cheaper());
        counts.faster_online += usize::from(passes_but_for(FASTER) && entry.saving.is_faster());
        counts.offered += usize::from(passes_but_for(OFFERED) && entry.is_offered());
    }
    /// Under names of its own.
    pub(super) fn finish(self) -> Counts {
        let owned = |counted: HashMap<&str, usize>| {
            let counted = counted.into_iter();
            counted.map(|(name, n)| (name.to_owned(), n)).collect()
        };
        Counts {
            fields: owned(self.fields),
            agencies: owned(self.agencies),
            life_events: owned(self.life_events),
            ..self.counts
        }
    }
}
