//! How well a service fits what was typed.

use domain::text::{clean, fold, spelling_keys, tokens, trigrams};

use super::Entry;

/// How alike a mistyped name must be: the share of the needle's trigrams that it has, in thousandths.
const ALIKE: u32 = 500;

/// How well something fits: the tier, then how well within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Relevance {
    pub(super) tier: Tier,
    pub(super) fine: u32,
}

impl Relevance {
    /// Of what was found without any words.
    pub(super) const NONE: Self = Self {
        tier: Tier::Mistyped,
        fine: 0,
    };
}

/// From the least to the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    Mistyped,
    Mentioned,
    FoldedWords,
    FoldedPhrase,
    SpelledWords,
    SpelledPhrase,
    SameName,
    CodeBegins,
    SameCode,
}

/// What was typed.
pub(super) struct Needle {
    plain: String,
    spelled: Words,
    folded: Words,
    grams: Vec<u64>,
}

/// The words of a text between spaces: " dang ki khai sinh ".
struct Words {
    padded: String,
    list: Vec<String>,
}

impl Words {
    fn new(list: Vec<String>) -> Self {
        Self {
            padded: format!(" {} ", list.join(" ")),
            list,
        }
    }

    /// Without the last space: the last word may be the beginning of one, for people are still typing.
    fn open(&self) -> &str {
        self.padded.trim_end()
    }
}

impl Needle {
    /// `None` where nothing was typed that could be looked for.
    pub(super) fn new(text: &str) -> Option<Self> {
        let plain = clean(text).to_lowercase();
        let folded = Words::new(tokens(&plain));
        (!folded.list.is_empty()).then(|| Self {
            spelled: Words::new(spelling_keys(&plain)),
            grams: grams(&folded.padded),
            folded,
            plain,
        })
    }
}

/// A service, made ready.
pub(super) struct Haystack {
    id: String,
    code: String,
    name: String,
    spelled: String,
    folded: String,
    words: u32,
    all: String,
    grams: Vec<u64>,
}

impl Haystack {
    pub(super) fn new(entry: &Entry) -> Self {
        let folded = Words::new(tokens(&entry.name.vi));
        let said = [
            Some(entry.name.vi.as_str()),
            entry.name.en.as_deref(),
            Some(entry.summary.vi.as_str()),
            entry.summary.en.as_deref(),
            Some(entry.field.vi.as_str()),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
        Self {
            id: fold(&entry.id),
            code: fold(&entry.code),
            name: clean(&entry.name.vi).to_lowercase(),
            spelled: Words::new(spelling_keys(&entry.name.vi)).padded,
            words: u32::try_from(folded.list.len()).unwrap_or(u32::MAX).max(1),
            grams: grams(&folded.padded),
            folded: folded.padded,
            all: Words::new(tokens(&said)).padded,
        }
    }

    /// How it fits what was typed, if it does.
    pub(super) fn relevance(&self, needle: &Needle) -> Option<Relevance> {
        let tier = self.tier(needle)?;
        // The more of the name was typed, the better; a name that begins with it is better still.
        let typed = u32::try_from(needle.folded.list.len()).unwrap_or(u32::MAX);
        let share = typed.saturating_mul(100) / self.words;
        let begins = self.folded.starts_with(needle.folded.open());
        let whole = self.folded.contains(&needle.folded.padded);
        Some(Relevance {
            tier,
            fine: share.min(100) + u32::from(begins) * 100 + u32::from(whole) * 200,
        })
    }

    fn tier(&self, needle: &Needle) -> Option<Tier> {
        let plain = needle.plain.as_str();
        if self.code == plain || self.id == plain {
            return Some(Tier::SameCode);
        }
        let is_number = plain.starts_with(|c: char| c.is_ascii_digit());
        if is_number && plain.len() >= 3 && self.code.starts_with(plain) {
            return Some(Tier::CodeBegins);
        }
        if self.name == plain {
            return Some(Tier::SameName);
        }
        if self.spelled.contains(needle.spelled.open()) {
            return Some(Tier::SpelledPhrase);
        }
        if has_all(&self.spelled, &needle.spelled.list) {
            return Some(Tier::SpelledWords);
        }
        if self.folded.contains(needle.folded.open()) {
            return Some(Tier::FoldedPhrase);
        }
        if has_all(&self.folded, &needle.folded.list) {
            return Some(Tier::FoldedWords);
        }
        has_all(&self.all, &needle.folded.list).then_some(Tier::Mentioned)
    }

    /// How alike it is to what may have been mistyped, if it is alike enough.
    pub(super) fn likeness(&self, needle: &Needle) -> Option<Relevance> {
        let of = u32::try_from(needle.grams.len()).ok()?.max(1);
        let share = common(&needle.grams, &self.grams) * 1_000 / of;
        (share >= ALIKE).then_some(Relevance {
            tier: Tier::Mistyped,
            fine: share,
        })
    }
}

/// Whether each word is there, whole; the last may be the beginning of one.
fn has_all(padded: &str, words: &[String]) -> bool {
    let Some((last, whole)) = words.split_last() else {
        return false;
    };
    begins_a_word(padded, last) && whole.iter().all(|word| is_a_word(padded, word))
}

fn is_a_word(padded: &str, word: &str) -> bool {
    padded
        .match_indices(word)
        .any(|(at, _)| padded[..at].ends_with(' ') && padded[at + word.len()..].starts_with(' '))
}

fn begins_a_word(padded: &str, word: &str) -> bool {
    padded
        .match_indices(word)
        .any(|(at, _)| padded[..at].ends_with(' '))
}

/// Trigrams, each packed into a number: a character takes at most 21 bits.
fn grams(folded: &str) -> Vec<u64> {
    let mut grams: Vec<u64> = trigrams(folded)
        .into_iter()
        .map(|gram| {
            gram.into_iter()
                .fold(0, |packed, c| packed << 21 | u64::from(u32::from(c)))
        })
        .collect();
    grams.sort_unstable();
    grams
}

/// How many are in both sorted lists.
fn common(a: &[u64], b: &[u64]) -> u32 {
    let (mut a, mut b, mut n) = (a.iter().peekable(), b.iter().peekable(), 0);
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                n += 1;
                a.next();
                b.next();
            }
        }
    }
    n
}
