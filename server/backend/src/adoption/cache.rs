//! Reports as they were counted last, kept until a counter moves or the data changes.

use std::sync::Arc;

use domain::metrics::By;
use quick_cache::{Weighter, sync::Cache};

use super::{Report, Scope};

/// All reports together take about so many bytes.
const MOST_BYTES: u64 = 3 * 1024 * 1024;
/// A row takes about so many.
const ROW_BYTES: usize = 900;

/// What a report was counted from: how often the counters have moved, which state of the data, and what was asked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) moved: i64,
    pub(super) data_version: i64,
    pub(super) scope: Scope,
    pub(super) by: By,
}

/// Reports without what changes by time alone; the least used ones go first.
pub(crate) struct CachedReports(Cache<Key, Arc<Report>, Bytewise>);

impl Default for CachedReports {
    fn default() -> Self {
        Self(Cache::with_weighter(200, MOST_BYTES, Bytewise))
    }
}

impl CachedReports {
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Report>> {
        self.0.get(key)
    }

    pub(super) fn keep(&self, key: Key, report: Arc<Report>) {
        self.0.insert(key, report);
    }
}

#[derive(Clone)]
struct Bytewise;

impl Weighter<Key, Arc<Report>> for Bytewise {
    fn weight(&self, _: &Key, report: &Arc<Report>) -> u64 {
        ((report.rows.len() + 1) * ROW_BYTES) as u64
    }
}
