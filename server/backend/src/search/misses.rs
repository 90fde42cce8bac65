//! What people searched for and did not find: words and how often, by day, never who. Administrators see it, and add
//! the words to the service that was meant.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use domain::text::clean;
use jiff::{ToSpan as _, civil::Date};

use super::store;
use crate::{Portal, db::Tx, error::AppError, write_tx};

/// The longest text that is kept; a longer one is no search.
const MOST_LETTERS: usize = 60;
/// How many texts are kept between two writes: whoever sends nonsense fills no table.
const MOST_WAITING: usize = 200;
/// How many are shown.
const MOST_SHOWN: i64 = 50;
/// Days that are looked back, and kept.
const DAYS: i64 = 30;

/// A search that found nothing, over the last [`DAYS`] days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// What was typed, in lower case.
    pub words: String,
    /// How often.
    pub searches: i64,
    /// On which day last.
    pub last: Date,
}

/// Searches without success that are not written yet.
#[derive(Default)]
pub struct Misses(Mutex<HashMap<String, i64>>);

impl Misses {
    /// Counts a search without success. What may name a person is passed over: long numbers, addresses, long texts.
    pub fn count(&self, text: &str) {
        let Some(words) = impersonal(text) else { return };
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < MOST_WAITING || waiting.contains_key(&words) {
            *waiting.entry(words).or_default() += 1;
        }
    }

    /// Writes what was counted, and forgets what is old.
    ///
    /// # Errors
    /// The database fails; the counts then wait for the next time.
    pub async fn write(&self, portal: &Portal) -> Result<(), AppError> {
        let counted = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if counted.is_empty() {
            return Ok(());
        }
        let today = portal.clock.today();
        // Always in one order, so that two servers don't wait for each other.
        let mut rows: Vec<(&String, &i64)> = counted.iter().collect();
        rows.sort_unstable();
        let written = write_tx!(&portal.db, |tx| {
            store::forget_misses(tx, first_day(today)).await?;
            for (words, searches) in &rows {
                store::add_misses(tx, today, words, **searches).await?;
            }
            Ok(())
        });
        if written.is_err() {
            let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            for (words, searches) in counted {
                *waiting.entry(words).or_default() += searches;
            }
        }
        written
    }
}

/// The searches without success of the last [`DAYS`] days, the most frequent first.
///
/// # Errors
/// The database fails.
pub async fn misses(tx: &mut Tx, today: Date) -> Result<Vec<Miss>, AppError> {
    store::misses(tx, first_day(today), MOST_SHOWN).await
}

fn first_day(today: Date) -> Date {
    today.saturating_sub(DAYS.days())
}

fn impersonal(text: &str) -> Option<String> {
    let words = clean(text).to_lowercase();
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let is_personal = digits > 4 || words.contains('@');
    let is_search = words.chars().any(char::is_alphabetic) && words.chars().count() <= MOST_LETTERS;
    (is_search && !is_personal).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{office, on_each_engine};

    #[test]
    fn what_may_name_a_person_is_passed_over() {
        assert_eq!(impersonal("  Xe  ôm công nghệ "), Some("xe ôm công nghệ".into()));
        assert_eq!(impersonal("trợ cấp 75 tuổi"), Some("trợ cấp 75 tuổi".into()));
        for personal in ["0905123456", "căn cước 051204000001", "a@b.vn", "12", "!!", &"dài ".repeat(40)] {
            assert_eq!(impersonal(personal), None, "{personal}");
        }
    }

    #[tokio::test]
    async fn misses_are_counted_by_day_and_forgotten_after_a_month() {
        on_each_engine(|db| async move {
            let folder = tempfile::tempdir().unwrap();
            let portal = office::portal(&db, &folder).await;
            let today = portal.clock.today();
            let misses = Misses::default();
            misses.count("xe ôm");
            misses.count("Xe ôm");
            misses.count("cho thuê mèo");
            misses.write(&portal).await.unwrap();
            misses.count("xe ôm");
            misses.write(&portal).await.unwrap();
            let shown = async |day| {
                let mut tx = portal.db.read().await.unwrap();
                super::misses(&mut tx, day).await.unwrap()
            };
            let miss = |words: &str, searches| Miss { words: words.into(), searches, last: today };
            assert_eq!(shown(today).await, [miss("xe ôm", 3), miss("cho thuê mèo", 1)]);
            assert!(shown(today.saturating_add(31.days())).await.is_empty());
        })
        .await;
    }
}
