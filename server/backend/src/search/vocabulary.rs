//! The words of all services: how they are spelled, which of them are one but for their marks, and how rare they are.

use std::collections::HashMap;

/// Numbers a word as it is spelled.
pub(super) type WordId = u32;
/// Numbers a word without its marks.
pub(super) type FoldedId = u32;

/// In so few services a word may be another one, mistyped.
const RARE: usize = 2;

/// Words and what is known of them.
#[derive(Default)]
pub(super) struct Vocabulary {
    spelled: HashMap<Box<str>, WordId>,
    /// The folded form of each spelled word.
    folded_of: Vec<FoldedId>,
    folded: HashMap<Box<str>, FoldedId>,
    /// The spelled words of each folded form.
    spellings: Vec<Vec<WordId>>,
    /// Folded forms in order, for words that are still being typed.
    sorted: Vec<(Box<str>, FoldedId)>,
    /// How much a folded form says: the rarer, the more.
    weights: Vec<f32>,
    /// Whether hardly any service has it.
    rare: Vec<bool>,
}

impl Vocabulary {
    /// The number of a word, which is new or known.
    pub(super) fn learn(&mut self, spelled: &str, folded: &str) -> (WordId, FoldedId) {
        let next = self.spellings.len();
        let folded_id = *self.folded.entry(folded.into()).or_insert(number(next));
        if folded_id as usize == next {
            self.spellings.push(Vec::new());
        }
        let next = self.folded_of.len();
        let word = *self.spelled.entry(spelled.into()).or_insert(number(next));
        if word as usize == next {
            self.folded_of.push(folded_id);
            if let Some(spellings) = self.spellings.get_mut(folded_id as usize) {
                spellings.push(word);
            }
        }
        (word, folded_id)
    }

    /// No more words come; `services_with` says in how many of `services` a folded form stands.
    pub(super) fn finish(&mut self, services: usize, services_with: impl Fn(FoldedId) -> usize) {
        let with_each: Vec<usize> = (0..number(self.spellings.len())).map(services_with).collect();
        self.weights = with_each.iter().map(|with_it| rarity(services, *with_it)).collect();
        self.rare = with_each.iter().map(|with_it| *with_it <= RARE).collect();
        self.sorted = self.folded.iter().map(|(word, id)| (word.clone(), *id)).collect();
        self.sorted.sort_unstable();
        for spellings in &mut self.spellings {
            spellings.shrink_to_fit();
        }
    }

    /// How many spelled words there are.
    pub(super) const fn len(&self) -> usize {
        self.folded_of.len()
    }

    /// A word as spelled.
    pub(super) fn spelled(&self, word: &str) -> Option<WordId> {
        self.spelled.get(word).copied()
    }

    /// A word without marks.
    pub(super) fn folded(&self, word: &str) -> Option<FoldedId> {
        self.folded.get(word).copied()
    }

    /// The folded form of a spelled word.
    pub(super) fn folded_of(&self, word: WordId) -> FoldedId {
        self.folded_of.get(word as usize).copied().unwrap_or_default()
    }

    /// All spellings of a folded form.
    pub(super) fn spellings(&self, folded: FoldedId) -> &[WordId] {
        self.spellings.get(folded as usize).map_or(&[], Vec::as_slice)
    }

    /// How much a folded form says.
    pub(super) fn weight(&self, folded: FoldedId) -> f32 {
        self.weights.get(folded as usize).copied().unwrap_or_default()
    }

    /// Whether hardly any service has it.
    pub(super) fn is_rare(&self, folded: FoldedId) -> bool {
        self.rare.get(folded as usize).copied().unwrap_or(true)
    }

    /// What a word says that stands nowhere: half of what the rarest does.
    pub(super) fn unknown_weight(&self) -> f32 {
        self.weights.iter().copied().fold(0.0, f32::max) / 2.0
    }

    /// The folded forms that begin so.
    pub(super) fn beginning<'a>(&'a self, start: &'a str) -> impl Iterator<Item = FoldedId> + 'a {
        let first = self.sorted.partition_point(|(word, _)| &**word < start);
        self.sorted.iter().skip(first).take_while(move |(word, _)| word.starts_with(start)).map(|(_, id)| *id)
    }

    /// The folded forms that a finger may have missed, nearest first.
    pub(super) fn mistyped(&self, folded: &str) -> Vec<FoldedId> {
        let letters: Vec<char> = folded.chars().collect();
        let most = match letters.len() {
            0..3 => return Vec::new(),
            3..6 => 1,
            _ => 2,
        };
        if letters.iter().any(char::is_ascii_digit) {
            return Vec::new();
        }
        let mut near: Vec<(usize, FoldedId)> = self
            .sorted
            .iter()
            .filter_map(|(word, id)| Some((distance(&letters, word, most)?, *id)))
            .filter(|(distance, _)| *distance > 0)
            .collect();
        near.sort_unstable();
        let nearest = near.first().map_or(0, |(distance, _)| *distance);
        near.into_iter().take_while(|(distance, _)| *distance == nearest).map(|(_, id)| id).take(8).collect()
    }

    /// Two known words that were typed as one.
    pub(super) fn joined(&self, folded: &str) -> Option<(String, String)> {
        let cuts = folded.char_indices().map(|(at, _)| at).filter(|at| *at >= 2 && folded.len() - at >= 2);
        let known = cuts.map(|at| folded.split_at(at)).filter_map(|(a, b)| {
            let says = |word| self.folded(word).map(|id| self.weight(id));
            Some((says(a)?.min(says(b)?), a, b))
        });
        known.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, a, b)| (a.to_owned(), b.to_owned()))
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Inverse document frequency, as BM25 has it.
fn rarity(services: usize, with_it: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "some thousand services")]
    let (all, with_it) = (services as f32, with_it as f32);
    (1.0 + (all - with_it + 0.5).max(0.0) / (with_it + 0.5)).ln()
}

/// How many letters were left out, added, mistaken or exchanged with their neighbour; `None` beyond `most`.
fn distance(typed: &[char], word: &str, most: usize) -> Option<usize> {
    let word: Vec<char> = word.chars().collect();
    if typed.len().abs_diff(word.len()) > most {
        return None;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=word.len()).collect();
    for (row, letter) in typed.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, other) in word.iter().enumerate() {
            let changed = last[column] + usize::from(letter != other);
            let mut best = changed.min(last[column + 1] + 1).min(next[column] + 1);
            if row > 0 && column > 0 && *letter == word[column - 1] && typed[row - 1] == *other {
                best = best.min(before_last[column - 1] + 1);
            }
            next.push(best);
        }
        before_last = std::mem::replace(&mut last, next);
    }
    last.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_finger_is_one_mistake() {
        let near = |typed: &str, word| distance(&typed.chars().collect::<Vec<_>>(), word, 2);
        assert_eq!(near("khia", "khai"), Some(1));
        assert_eq!(near("dungg", "dung"), Some(1));
        assert_eq!(near("sih", "sinh"), Some(1));
        assert_eq!(near("passpo", "passport"), Some(2));
        assert_eq!(near("khai", "sinh"), None);
    }

    #[test]
    fn words_that_were_typed_as_one_are_parted() {
        let mut words = Vocabulary::default();
        for word in ["khai", "sinh", "sin"] {
            words.learn(word, word);
        }
        words.finish(3, |_| 1);
        assert_eq!(words.joined("khaisinh"), Some(("khai".into(), "sinh".into())));
        assert_eq!(words.joined("khaitu"), None);
    }
}
