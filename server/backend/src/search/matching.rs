//! How well a service fits what was typed.

use domain::text::{clean, fold, spelling_keys, tokens, trigrams};
use memchr::memmem::Finder;

use super::{
    Entry,
    postings::{Gathering, Postings},
};

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
    pub(super) const NONE: Self = Self { tier: Tier::Mistyped, fine: 0 };
}

/// From the least to the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    Mistyped,
    Mentioned,
    FoldedWords,
    FoldedPhrase,
    ToldWords,
    SpelledWords,
    ToldPhrase,
    SpelledPhrase,
    SameName,
    CodeBegins,
    SameCode,
}

/// What was typed.
pub(super) struct Needle {
    plain: String,
    /// Whether it may be the beginning of a code.
    is_number: bool,
    spelled: Sought,
    folded: Sought,
}

/// The words of a text between spaces: " dang ki khai sinh ".
struct Words {
    padded: String,
    list: Vec<String>,
}

/// Words that are looked for in thousands of texts: each search is prepared once.
struct Sought {
    words: Words,
    /// As they stand, the last one perhaps the beginning of a word: people are still typing.
    phrase: Finder<'static>,
    /// As they stand, all of them whole.
    whole_phrase: Finder<'static>,
    /// One by one, the last one perhaps the beginning of a word.
    each: Vec<Finder<'static>>,
}

impl Sought {
    fn new(list: Vec<String>) -> Self {
        let words = Words::new(list);
        let finder = |text: &str| Finder::new(text).into_owned();
        let mut each: Vec<String> = words.list.iter().map(|word| format!(" {word} ")).collect();
        if let Some(last) = each.last_mut() {
            last.truncate(last.trim_end().len());
        }
        Self {
            phrase: finder(words.padded.trim_end()),
            whole_phrase: finder(&words.padded),
            each: each.iter().map(|word| finder(word)).collect(),
            words,
        }
    }

    fn are_a_phrase_of(&self, padded: &str) -> bool {
        self.phrase.find(padded.as_bytes()).is_some()
    }

    fn are_all_in(&self, padded: &str) -> bool {
        let mut each = self.each.iter();
        each.all(|word| word.find(padded.as_bytes()).is_some())
    }
}

impl Words {
    fn new(list: Vec<String>) -> Self {
        Self { padded: format!(" {} ", list.join(" ")), list }
    }
}

impl Needle {
    /// `None` where nothing was typed that could be looked for.
    pub(super) fn new(text: &str) -> Option<Self> {
        let plain = clean(text).to_lowercase();
        let folded = Sought::new(tokens(&plain));
        (!folded.words.list.is_empty()).then(|| Self {
            is_number: plain.len() >= 3 && plain.starts_with(|c: char| c.is_ascii_digit()),
            spelled: Sought::new(spelling_keys(&plain)),
            folded,
            plain,
        })
    }
}

/// A service, made ready.
pub(super) struct Haystack {
    id: String,
    code: String,
    spelled: String,
    folded: String,
    told: Option<Told>,
    words: u32,
}

/// The summary of what is offered: there stand the words that people use ("mở quán", "sổ đỏ").
struct Told {
    spelled: String,
    folded: String,
}

impl Haystack {
    pub(super) fn new(entry: &Entry) -> Self {
        let folded = Words::new(tokens(&entry.name.vi));
        Self {
            id: fold(&entry.id),
            code: fold(&entry.code),
            spelled: Words::new(spelling_keys(&entry.name.vi)).padded,
            told: entry.is_offered().then(|| Told {
                spelled: Words::new(spelling_keys(&entry.summary.vi)).padded,
                folded: Words::new(tokens(&entry.summary.vi)).padded,
            }),
            words: u32::try_from(folded.list.len()).unwrap_or(u32::MAX).max(1),
            folded: folded.padded,
        }
    }

    /// How it fits what was typed, where that is its code, its id, or the beginning of its code.
    pub(super) fn by_code(&self, needle: &Needle) -> Option<Relevance> {
        let plain = needle.plain.as_str();
        if self.code == plain || self.id == plain {
            return Some(self.relevance(Tier::SameCode, needle));
        }
        let begins = needle.is_number && self.code.starts_with(plain);
        begins.then(|| self.relevance(Tier::CodeBegins, needle))
    }

    /// How it fits what was typed, where all words of that stand somewhere in what is said of it.
    pub(super) fn by_words(&self, entry: &Entry, needle: &Needle) -> Relevance {
        self.relevance(self.tier(entry, needle), needle)
    }

    fn relevance(&self, tier: Tier, needle: &Needle) -> Relevance {
        // The more of the name was typed, the better; a name that begins with it is better still.
        let typed = u32::try_from(needle.folded.words.list.len()).unwrap_or(u32::MAX);
        let share = typed.saturating_mul(100) / self.words;
        let begins = self.folded.starts_with(needle.folded.words.padded.trim_end());
        let whole = needle.folded.whole_phrase.find(self.folded.as_bytes());
        Relevance { tier, fine: share.min(100) + u32::from(begins) * 100 + u32::from(whole.is_some()) * 200 }
    }

    fn tier(&self, entry: &Entry, needle: &Needle) -> Tier {
        let alike = self.folded == needle.folded.words.padded;
        let told = self.told.as_ref();
        if alike && clean(&entry.name.vi).to_lowercase() == needle.plain {
            Tier::SameName
        } else if needle.spelled.are_a_phrase_of(&self.spelled) {
            Tier::SpelledPhrase
        } else if told.is_some_and(|told| needle.spelled.are_a_phrase_of(&told.spelled)) {
            Tier::ToldPhrase
        } else if needle.spelled.are_all_in(&self.spelled) {
            Tier::SpelledWords
        } else if told.is_some_and(|told| needle.spelled.are_all_in(&told.spelled)) {
            Tier::ToldWords
        } else if needle.folded.are_a_phrase_of(&self.folded) {
            Tier::FoldedPhrase
        } else if needle.folded.are_all_in(&self.folded)
            || told.is_some_and(|told| needle.folded.are_all_in(&told.folded))
        {
            Tier::FoldedWords
        } else {
            Tier::Mentioned
        }
    }
}

/// Where the words and trigrams of all services stand, so that most of them need not be looked at.
pub(super) struct Places {
    words: Postings<String>,
    grams: Postings<u64>,
}

impl Places {
    pub(super) fn new<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self {
        let (mut words, mut grams) = (Gathering::default(), Gathering::default());
        for (number, entry) in (0..).zip(entries) {
            let name = Words::new(tokens(&entry.name.vi));
            for gram in trigrams_packed(&name.padded) {
                grams.note(gram, number);
            }
            let more = [
                entry.name.en.as_deref(),
                Some(entry.summary.vi.as_str()),
                entry.summary.en.as_deref(),
                Some(entry.field.vi.as_str()),
            ];
            let more = more.into_iter().flatten().flat_map(tokens);
            for word in name.list.into_iter().chain(more) {
                words.note(word, number);
            }
        }
        Self { words: words.finish(), grams: grams.finish() }
    }

    /// The numbers of the services of which all words are said, ascending; the last may be the beginning of one.
    pub(super) fn with_words(&self, needle: &Needle) -> Vec<u32> {
        self.words.with_all(&needle.folded.words.list)
    }

    /// The services that are not found yet and whose names are like what may have been mistyped, with how alike.
    pub(super) fn alike(&self, needle: &Needle, is_found: &[bool]) -> Vec<(usize, Relevance)> {
        let grams: Vec<u64> = trigrams_packed(&needle.folded.words.padded).collect();
        let of = u32::try_from(grams.len()).unwrap_or(u32::MAX).max(1);
        let mut common = vec![0_u32; is_found.len()];
        for gram in &grams {
            for number in self.grams.of(gram) {
                if let Some(count) = common.get_mut(*number as usize) {
                    *count += 1;
                }
            }
        }
        common
            .into_iter()
            .map(|count| count * 1_000 / of)
            .zip(is_found)
            .enumerate()
            .filter(|(_, (share, is_found))| !**is_found && *share >= ALIKE)
            .map(|(number, (fine, _))| {
                let tier = Tier::Mistyped;
                (number, Relevance { tier, fine })
            })
            .collect()
    }
}

/// Trigrams, each packed into a number: a character takes at most 21 bits.
fn trigrams_packed(folded: &str) -> impl Iterator<Item = u64> + use<> {
    trigrams(folded)
        .into_iter()
        .map(|gram| gram.into_iter().fold(0, |packed, c| packed << 21 | u64::from(u32::from(c))))
}
