//! In which entries something stands: words and trigrams, each with the numbers of its entries.

use std::collections::HashMap;
use std::hash::Hash;

/// Keys in their order, each with the ascending numbers of the entries that hold it.
pub(super) struct Postings<K> {
    keys: Vec<K>,
    /// Where the numbers of the key at the same place end.
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

/// Gathers what stands where, entry after entry.
pub(super) struct Gathering<K>(HashMap<K, Vec<u32>>);

impl<K> Default for Gathering<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Hash + Ord> Gathering<K> {
    /// Notes that the entry of this number, which is the newest, holds the key.
    pub(super) fn note(&mut self, key: K, number: u32) {
        let numbers = self.0.entry(key).or_default();
        if numbers.last() != Some(&number) {
            numbers.push(number);
        }
    }

    pub(super) fn finish(self) -> Postings<K> {
        let mut gathered: Vec<(K, Vec<u32>)> = self.0.into_iter().collect();
        gathered.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let mut postings = Postings {
            keys: Vec::with_capacity(gathered.len()),
            ends: Vec::with_capacity(gathered.len()),
            numbers: Vec::with_capacity(gathered.iter().map(|(_, numbers)| numbers.len()).sum()),
        };
        for (key, numbers) in gathered {
            postings.keys.push(key);
            postings.numbers.extend(numbers);
            let end = u32::try_from(postings.numbers.len()).unwrap_or(u32::MAX);
            postings.ends.push(end);
        }
        postings
    }
}

impl<K: Ord> Postings<K> {
    /// The entries that hold this key.
    pub(super) fn of<Q: Ord + ?Sized>(&self, key: &Q) -> &[u32]
    where
        K: std::borrow::Borrow<Q>,
    {
        self.keys.binary_search_by(|known| known.borrow().cmp(key)).map_or(&[], |at| self.at(at))
    }

    fn at(&self, key: usize) -> &[u32] {
        let place = |key: usize| self.ends.get(key).map_or(0, |end| *end as usize);
        let start = key.checked_sub(1).map_or(0, place);
        self.numbers.get(start..place(key)).unwrap_or_default()
    }
}
