//! Search over all services, in memory: some thousand entries, rebuilt when the data or the day changes.
//!
//! By code, then by how well the names fit that the law and people have for a service ([`ranking`]). Each filter counts
//! what it would leave if it alone were changed.

mod building;
mod filtering;
mod misses;
mod postings;
mod ranking;
mod stop_words;
mod store;
mod thesaurus;
mod vocabulary;

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    mode::{Level, Mode},
    money::Dong,
    procedure::{Filing, Words},
    text::slug,
};
use jiff::civil::Date;

use crate::{Portal, cache::Cached, error::AppError};
use filtering::Tally;
pub use filtering::{Counts, Filters};
pub use misses::{Miss, Misses, misses};
use ranking::{Ranking, Score};

/// The most entries on a page.
pub const MOST_PER_PAGE: usize = 100;

/// A service as lists show it, on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Part of its address.
    pub id: String,
    /// Procedure code.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// What people call it.
    pub also_called: Vec<String>,
    /// What it is for; empty for imported ones.
    pub summary: Words,
    /// Lĩnh vực.
    pub field: Words,
    /// The field in addresses: its name's [`slug`].
    pub field_key: String,
    /// Where it is handled.
    pub levels: Vec<Level>,
    /// How much of it runs online.
    pub mode: Mode,
    /// Who handles it, in words.
    pub agency: Words,
    /// The ids of the agencies here that offer it today.
    pub agencies: Vec<String>,
    /// Where it is filed, if it is offered.
    pub filing: Option<Filing>,
    /// The life event under which people look for it.
    pub life_event: Option<String>,
    /// Its place among the popular ones, or 0.
    pub popular: i64,
    /// Shown as illustration.
    pub illustration: bool,
    /// What online filing saves today.
    pub saving: Saving,
}

impl Entry {
    /// Whether an agency of this portal offers it today.
    pub fn is_offered(&self) -> bool {
        !self.agencies.is_empty()
    }
}

/// What online filing saves over the counter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Saving {
    /// What the counter asks, and what online filing costs; none where either is unknown.
    pub fee: Option<(Dong, Dong)>,
    /// Working hours by which the result comes earlier.
    pub working_hours: u32,
}

impl Saving {
    /// Whether it costs less online.
    pub fn is_cheaper(&self) -> bool {
        self.fee.is_some_and(|(counter, online)| online < counter)
    }

    /// Whether the result comes earlier.
    pub const fn is_faster(&self) -> bool {
        self.working_hours > 0
    }
}

/// What somebody looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Words, a code, or nothing.
    pub text: String,
    /// What the results must be.
    pub filters: Filters,
    /// From 1; 0 is taken as 1.
    pub page: usize,
    /// At most [`MOST_PER_PAGE`]; 0 is taken as 20.
    pub per_page: usize,
}

/// A page of results.
#[derive(Debug, Clone)]
pub struct Results {
    /// All results, on all pages.
    pub total: usize,
    /// This page, from 1.
    pub page: usize,
    /// Entries to a page.
    pub per_page: usize,
    /// The entries of this page.
    pub items: Vec<Arc<Entry>>,
    /// What each filter's values would leave.
    pub counts: Counts,
    /// Whether nothing fits as it was typed, so that these are guesses.
    pub guessed: bool,
}

/// All services on one day, ready to be searched.
pub struct SearchIndex {
    entries: Vec<Arc<Entry>>,
    ranking: Ranking,
    fields: BTreeMap<String, Words>,
}

impl SearchIndex {
    fn new(entries: Vec<Entry>) -> Self {
        let mut fields: BTreeMap<String, Words> = BTreeMap::new();
        for entry in &entries {
            let words = fields.entry(entry.field_key.clone()).or_default();
            if words.is_empty() || (words.en.is_none() && entry.field.en.is_some()) {
                *words = entry.field.clone();
            }
        }
        let ranking = Ranking::new(entries.iter());
        let mut entries: Vec<Arc<Entry>> = entries.into_iter().map(Arc::new).collect();
        // They were collected where the entries lay, which is much larger.
        entries.shrink_to_fit();
        Self { entries, ranking, fields }
    }

    /// All entries, in no promised order.
    pub fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.entries.iter()
    }

    /// The entry of a service.
    pub fn entry(&self, id: &str) -> Option<&Arc<Entry>> {
        self.entries().find(|entry| entry.id == id)
    }

    /// The fields by their keys.
    pub const fn fields(&self) -> &BTreeMap<String, Words> {
        &self.fields
    }

    /// The popular services that are offered, in their order.
    pub fn popular(&self, at_most: usize) -> Vec<Arc<Entry>> {
        let mut popular: Vec<Arc<Entry>> =
            self.entries().filter(|entry| entry.popular > 0 && entry.is_offered()).cloned().collect();
        popular.sort_by_key(|entry| entry.popular);
        popular.truncate(at_most);
        popular
    }

    /// Searches.
    pub fn search(&self, query: &Query) -> Results {
        let (found, guessed) = self.find(&query.text);
        let filters = Filters { field: query.filters.field.as_deref().map(slug), ..query.filters.clone() };
        let mut tally = Tally::default();
        let mut hits: Vec<(Score, &Arc<Entry>)> = Vec::new();
        for (score, entry) in found {
            let failed = filters.failed_by(entry);
            tally.add(entry, failed);
            if failed == 0 {
                hits.push((score, entry));
            }
        }
        let per_page = match query.per_page {
            0 => 20,
            n => n.min(MOST_PER_PAGE),
        };
        let page = query.page.max(1);
        let by_order = |(a, left): &(Score, &Arc<Entry>), (b, right): &(Score, &Arc<Entry>)| {
            b.total_cmp(a).then_with(|| order(left).cmp(&order(right)))
        };
        // What comes after this page needs no order.
        let shown = page.saturating_mul(per_page);
        if shown < hits.len() {
            hits.select_nth_unstable_by(shown, by_order);
        }
        let until = shown.min(hits.len());
        hits[..until].sort_unstable_by(by_order);
        let items = hits
            .iter()
            .skip((page - 1).saturating_mul(per_page))
            .take(per_page)
            .map(|(_, entry)| Arc::clone(entry))
            .collect();
        Results {
            total: hits.len(),
            page,
            per_page,
            items,
            counts: tally.finish(),
            guessed: guessed && !hits.is_empty(),
        }
    }

    /// What fits the words, and whether only a guess does.
    fn find(&self, text: &str) -> (Vec<(Score, &Arc<Entry>)>, bool) {
        let Some(found) = self.ranking.find(text) else {
            return (self.entries().map(|entry| (0.0, entry)).collect(), false);
        };
        let entry = |(number, score): (u32, Score)| Some((score, self.entries.get(number as usize)?));
        (found.services.into_iter().filter_map(entry).collect(), found.guessed)
    }
}

/// Of what fits as well: what is offered, how popular it is, and its name.
fn order(entry: &Entry) -> impl Ord + use<'_> {
    let popular = if entry.popular > 0 { entry.popular } else { i64::MAX };
    (!entry.is_offered(), popular, &entry.name.vi, &entry.id)
}

/// Holds the index, and makes a new one when the data or the day has changed.
#[derive(Default)]
pub struct Searcher {
    index: Cached<SearchIndex, Date>,
    /// What was searched for without success.
    pub misses: Misses,
}

impl Searcher {
    /// The index of today.
    ///
    /// # Errors
    /// The database fails.
    pub async fn index(&self, portal: &Portal) -> Result<Arc<SearchIndex>, AppError> {
        let today = portal.clock.today();
        let version = portal.db.recent_data_version().await?;
        let make = building::build(&portal.db, today);
        self.index.since(version, today, make).await
    }
}

#[cfg(test)]
mod tests;
