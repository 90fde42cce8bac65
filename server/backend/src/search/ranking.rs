//! How well a service fits what was typed.
//!
//! A service has several names: its own, in two languages, and what people call it. A name fits by how much of the
//! search it has (rare words count more), how much of it the search has, and whether the words stand side by side.
//! What is said of the service otherwise counts less.

use std::collections::HashMap;

use domain::text::{fold, spelling_keys, tokens};

use super::{
    Entry,
    postings::{Gathering, Postings},
    stop_words::is_stop_word,
    thesaurus,
    vocabulary::{FoldedId, Vocabulary, WordId},
};

/// What the parts of a name's fit count: all words there, how much of the name they are, side by side.
const THERE: f32 = 0.4;
const SHARE: f32 = 0.35;
const ADJACENT: f32 = 0.25;
/// The summary of what is offered, against a name: people's words stand there ("mở quán").
const SUMMARY: f32 = 0.8;
/// A word that stands only in a summary, or in the field, against one in a name.
const MENTIONED: f32 = 0.5;
/// The law's words for what was typed, against what was typed.
const REREAD: f32 = 0.97;
/// What is offered here, of what fits as well.
const OFFERED: f32 = 0.3;
/// A word that carries nothing, against one that does.
const STOP_WORD: f32 = 0.08;
/// With other marks; without marks among words that have them; still being typed; mistyped.
const OTHER_MARKS: f32 = 0.3;
const NO_MARKS: f32 = 0.75;
const BEGUN: f32 = 0.7;
const MISTYPED: f32 = 0.6;

/// How much of the best fit's words, and of its score, another result must have.
const COVERED_ENOUGH: f32 = 0.6;
const GOOD_ENOUGH: f32 = 0.45;
/// Below this share of what was typed, the best that was found is a guess.
const SURE: f32 = 0.55;

/// How well something fits, from 0; a code that was typed whole comes before all else.
pub(super) type Score = f32;
/// Its code or id.
const SAME_CODE: Score = 100.0;
/// A code that begins so.
const CODE_BEGINS: Score = 50.0;

/// All services' words, ready to be searched.
pub(super) struct Ranking {
    words: Vocabulary,
    /// In which services a folded word stands.
    places: Postings<FoldedId>,
    services: Vec<Service>,
}

/// A service's words.
struct Service {
    id: Box<str>,
    code: Box<str>,
    names: Box<[Name]>,
    /// What else is said of it, sorted.
    mentions: Box<[WordId]>,
    is_offered: bool,
}

/// One of a service's names, with what all of its words say and how much it counts.
struct Name {
    words: Box<[WordId]>,
    weight: f32,
    counts: f32,
}

/// What was found, with how well it fits.
pub(super) struct Found {
    /// Numbers of services, in no promised order.
    pub(super) services: Vec<(u32, Score)>,
    /// Whether nothing fits as it was typed, so that these are guesses.
    pub(super) guessed: bool,
}

impl Ranking {
    /// Of these services, which are numbered as they come.
    pub(super) fn new<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self {
        let mut words = Vocabulary::default();
        let mut places = Gathering::default();
        let mut services: Vec<Service> = Vec::new();
        for (number, entry) in (0..).zip(entries) {
            let mut learn = |text: &str| -> Box<[WordId]> {
                let pairs = spelling_keys(text).into_iter().zip(tokens(text));
                pairs
                    .map(|(spelled, folded)| {
                        let (word, folded) = words.learn(&spelled, &folded);
                        places.note(folded, number);
                        word
                    })
                    .collect()
            };
            let own = [Some(entry.name.vi.as_str()), entry.name.en.as_deref()].into_iter().flatten();
            let own = own.chain(entry.also_called.iter().map(String::as_str)).map(|name| (name, 1.0));
            let told = entry.is_offered().then_some((entry.summary.vi.as_str(), SUMMARY));
            let names: Vec<Name> =
                own.chain(told).map(|(name, counts)| Name { words: learn(name), weight: 0.0, counts }).collect();
            let said = [Some(entry.summary.vi.as_str()), entry.summary.en.as_deref(), Some(entry.field.vi.as_str())];
            let mut mentions: Vec<WordId> = said.into_iter().flatten().flat_map(learn).collect();
            mentions.sort_unstable();
            mentions.dedup();
            services.push(Service {
                id: fold(&entry.id).into(),
                code: fold(&entry.code).into(),
                names: names.into(),
                mentions: mentions.into(),
                is_offered: entry.is_offered(),
            });
        }
        let places = places.finish();
        words.finish(services.len(), |folded| places.of(&folded).len());
        for name in services.iter_mut().flat_map(|service| service.names.iter_mut()) {
            name.weight = name.words.iter().map(|word| words.weight(words.folded_of(*word))).sum();
        }
        Self { words, places, services }
    }

    /// What fits the text; `None` where it has no word to look for.
    pub(super) fn find(&self, text: &str) -> Option<Found> {
        let plain = domain::text::clean(text).to_lowercase();
        let has_marks = spelling_keys(&plain) != tokens(&plain);
        let typed = Search::new(&self.words, &plain, has_marks)?;
        let mut best: HashMap<u32, Fit> = self.fits(&typed);
        for reading in thesaurus::readings(&plain, has_marks) {
            let Some(reread) = Search::new(&self.words, &reading, has_marks) else { continue };
            for (number, fit) in self.fits(&reread) {
                let fit = Fit { score: fit.score * REREAD, ..fit };
                let known = best.entry(number).or_insert(fit);
                if known.score < fit.score {
                    *known = fit;
                }
            }
        }
        Some(self.cut(best, &plain, &typed))
    }

    /// Drops what fits much less than the best, and adds what bears the code.
    fn cut(&self, fits: HashMap<u32, Fit>, plain: &str, typed: &Search) -> Found {
        let most = |of: fn(&Fit) -> f32| fits.values().map(of).fold(0.0, f32::max);
        let (covered, score) = (most(|fit| fit.covered), most(|fit| fit.score));
        let mut services: Vec<(u32, Score)> = fits
            .into_iter()
            .filter(|(_, fit)| fit.covered >= covered * COVERED_ENOUGH && fit.score >= score * GOOD_ENOUGH)
            .map(|(number, fit)| (number, fit.score))
            .collect();
        let by_code = self.by_code(plain);
        let guessed = by_code.is_empty() && (typed.is_mistyped || covered < SURE);
        services.retain(|(number, _)| !by_code.iter().any(|(known, _)| known == number));
        services.extend(by_code);
        Found { services, guessed }
    }

    /// Those whose code or id was typed, or the beginning of the code.
    fn by_code(&self, plain: &str) -> Vec<(u32, Score)> {
        let is_number = plain.len() >= 3 && plain.starts_with(|c: char| c.is_ascii_digit());
        let score = |service: &Service| {
            if *service.code == *plain || *service.id == *plain {
                Some(SAME_CODE)
            } else {
                (is_number && service.code.starts_with(plain)).then_some(CODE_BEGINS)
            }
        };
        (0..).zip(&self.services).filter_map(|(number, service)| Some((number, score(service)?))).collect()
    }

    fn fits(&self, search: &Search) -> HashMap<u32, Fit> {
        let mut candidates: Vec<u32> =
            search.folded.iter().flat_map(|folded| self.places.of(folded)).copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut scratch = Scratch::new(search.weights.len());
        let fit = |number: u32| Some((number, self.fit(self.services.get(number as usize)?, search, &mut scratch)));
        candidates.into_iter().filter_map(fit).collect()
    }

    fn fit(&self, service: &Service, search: &Search, scratch: &mut Scratch) -> Fit {
        scratch.mentioned.fill(0.0);
        for word in &service.mentions {
            for hit in search.hits(*word) {
                let known = &mut scratch.mentioned[hit.at];
                *known = known.max(hit.likeness);
            }
        }
        let fits = service.names.iter().map(|name| name.fit(search, scratch));
        let best = fits.max_by(|a, b| a.score.total_cmp(&b.score)).unwrap_or_default();
        let offered = if service.is_offered { OFFERED * best.covered } else { 0.0 };
        Fit { score: best.score + offered, ..best }
    }
}

impl Name {
    fn fit(&self, search: &Search, scratch: &mut Scratch) -> Fit {
        scratch.named.fill(0.0);
        let (mut own, mut pairs) = (0.0, 0.0_f32);
        let mut before: &[Hit] = &[];
        for word in &self.words {
            let hits = search.hits(*word);
            let mut likeness = 0.0_f32;
            for hit in hits {
                let known = &mut scratch.named[hit.at];
                *known = known.max(hit.likeness);
                likeness = likeness.max(hit.likeness * search.importance[hit.at]);
                if before.iter().any(|last| last.at + 1 == hit.at) {
                    pairs += search.pair_weight(hit.at) * hit.likeness;
                }
            }
            own += likeness;
            before = hits;
        }
        let (mut named, mut covered) = (0.0, 0.0);
        for (at, weight) in search.weights.iter().enumerate() {
            named += weight * scratch.named[at];
            covered += weight * scratch.named[at].max(scratch.mentioned[at] * MENTIONED);
        }
        let of = |part: f32, all: f32| if all > 0.0 { (part / all).min(1.0) } else { 0.0 };
        let (named, covered) = (of(named, search.weight), of(covered, search.weight));
        let (share, pairs) = (of(own, self.weight), of(pairs, search.pairs));
        Fit { covered, score: self.counts * (THERE * covered + named * (SHARE * share + ADJACENT * pairs)) }
    }
}

/// How well one name of a service fits one reading of a search.
#[derive(Clone, Copy, Default)]
struct Fit {
    /// How much of what was typed is said of it, from 0 to 1.
    covered: f32,
    score: Score,
}

/// How like the words of a search what was looked at is, word by word; made once for all services.
struct Scratch {
    named: Vec<f32>,
    mentioned: Vec<f32>,
}

impl Scratch {
    fn new(words: usize) -> Self {
        Self { named: vec![0.0; words], mentioned: vec![0.0; words] }
    }
}

/// A word of the vocabulary that may stand for the word at this place of the search.
#[derive(Clone, Copy)]
struct Hit {
    at: usize,
    likeness: f32,
}

/// One reading of what was typed.
struct Search {
    /// What each of its words says, less where it carries nothing.
    weights: Vec<f32>,
    /// Their sum.
    weight: f32,
    /// What each says in a name, stop word or not.
    importance: Vec<f32>,
    /// What all pairs of neighbours say.
    pairs: f32,
    /// The folded words whose services are looked at: those that say something, if any does.
    folded: Vec<FoldedId>,
    /// By the numbers of spelled words: where their hits begin and end.
    ranges: Vec<(u32, u32)>,
    hits: Vec<Hit>,
    is_mistyped: bool,
}

impl Search {
    fn new(words: &Vocabulary, text: &str, has_marks: bool) -> Option<Self> {
        let typed = parted(words, spelling_keys(text).into_iter().zip(tokens(text)).collect());
        if typed.is_empty() {
            return None;
        }
        let last = typed.len() - 1;
        let mut search = Self {
            weights: Vec::new(),
            weight: 0.0,
            importance: Vec::new(),
            pairs: 0.0,
            folded: Vec::new(),
            ranges: vec![(0, 0); words.len()],
            hits: Vec::new(),
            is_mistyped: false,
        };
        let mut gathered: Vec<(WordId, Hit)> = Vec::new();
        let all_stop = typed.iter().all(|(spelled, folded)| is_stop_word(spelled, folded, has_marks));
        for (at, (spelled, folded)) in typed.iter().enumerate() {
            let meant = Meant::new(words, spelled, folded, has_marks, at == last);
            let says = meant.folded.iter().map(|(id, _)| words.weight(*id)).fold(0.0, f32::max);
            let says = if meant.folded.is_empty() { words.unknown_weight() } else { says };
            let is_stop = !all_stop && is_stop_word(spelled, folded, has_marks);
            search.weights.push(if is_stop { says * STOP_WORD } else { says });
            search.importance.push(says);
            search.is_mistyped |= meant.is_mistyped && !is_stop;
            if !is_stop {
                search.folded.extend(meant.folded.iter().map(|(id, _)| *id));
            }
            gathered.extend(meant.words(words).map(|(word, likeness)| (word, Hit { at, likeness })));
        }
        search.weight = search.weights.iter().sum();
        search.pairs = (1..search.weights.len()).map(|at| search.pair_weight(at)).sum();
        gathered.sort_unstable_by_key(|(word, hit)| (*word, hit.at));
        for (place, (word, hit)) in (0_u32..).zip(gathered) {
            if let Some(range) = search.ranges.get_mut(word as usize) {
                let begin = if range.1 == 0 { place } else { range.0 };
                *range = (begin, place + 1);
            }
            search.hits.push(hit);
        }
        Some(search)
    }

    fn hits(&self, word: WordId) -> &[Hit] {
        let (begin, end) = self.ranges.get(word as usize).copied().unwrap_or_default();
        self.hits.get(begin as usize..end as usize).unwrap_or_default()
    }

    /// What it says that the words at `at` and before it stand side by side.
    fn pair_weight(&self, at: usize) -> f32 {
        let weight = |at: usize| self.weights.get(at).copied().unwrap_or_default();
        at.checked_sub(1).map_or(0.0, |before| (weight(before) + weight(at)) / 2.0)
    }
}

/// The words as typed; one that is unknown and two known ones written together is those two.
fn parted(words: &Vocabulary, typed: Vec<(String, String)>) -> Vec<(String, String)> {
    let is_unknown = |folded: &str| words.folded(folded).is_none() && words.beginning(folded).next().is_none();
    let part = |(spelled, folded): (String, String)| match words.joined(&folded).filter(|_| is_unknown(&folded)) {
        Some((first, second)) => vec![(first.clone(), first), (second.clone(), second)],
        None => vec![(spelled, folded)],
    };
    typed.into_iter().flat_map(part).collect()
}

/// The words of the vocabulary that a typed word may mean.
struct Meant {
    spelled: Option<WordId>,
    /// Without marks, each with how like what was typed it is.
    folded: Vec<(FoldedId, f32)>,
    is_mistyped: bool,
}

impl Meant {
    fn new(words: &Vocabulary, spelled: &str, folded: &str, has_marks: bool, is_last: bool) -> Self {
        let likeness = match (has_marks, spelled == folded) {
            (false, _) => 1.0,
            (true, true) => NO_MARKS,
            (true, false) => OTHER_MARKS,
        };
        let mut meant: Vec<(FoldedId, f32)> = words.folded(folded).map(|id| (id, likeness)).into_iter().collect();
        if is_last && folded.chars().count() >= 2 {
            let same = meant.first().map(|(id, _)| *id);
            let begun = words.beginning(folded).filter(|id| Some(*id) != same);
            meant.extend(begun.map(|id| (id, likeness * BEGUN)));
        }
        let is_mistyped = meant.is_empty();
        // A word that hardly any service has may be another one, mistyped.
        if meant.iter().all(|(id, _)| words.is_rare(*id)) {
            let near = words.mistyped(folded).into_iter().filter(|near| meant.iter().all(|(id, _)| id != near));
            let near: Vec<_> = near.map(|id| (id, MISTYPED)).collect();
            meant.extend(near);
        }
        Self { spelled: words.spelled(spelled), folded: meant, is_mistyped }
    }

    fn words<'a>(&'a self, words: &'a Vocabulary) -> impl Iterator<Item = (WordId, f32)> + 'a {
        let spelled = self.spelled;
        self.folded.iter().flat_map(move |(folded, likeness)| {
            words.spellings(*folded).iter().map(move |word| {
                let likeness = if Some(*word) == spelled { 1.0 } else { *likeness };
                (*word, likeness)
            })
        })
    }
}
