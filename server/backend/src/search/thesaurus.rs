//! People's words and the law's: a search for "sổ đỏ" is one for "giấy chứng nhận quyền sử dụng đất", too.

use std::sync::LazyLock;

use domain::text::{spelling_keys, tokens};

/// The most ways in which one search is read.
const MOST_READINGS: usize = 4;

/// One phrase of people's and what the law says for it.
struct Pair {
    spelled: Vec<String>,
    folded: Vec<String>,
    lawful: Vec<&'static str>,
}

/// Longest first, so that "bằng lái xe" is found before "bằng lái".
static PAIRS: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    let lines = include_str!("thesaurus.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut pairs: Vec<Pair> = lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(people, law)| Pair {
            spelled: spelling_keys(people),
            folded: tokens(people),
            lawful: law.split('|').collect(),
        })
        .collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.folded.len()));
    pairs
});

/// The same search in the law's words; empty where it has none of people's.
pub(super) fn readings(text: &str, has_marks: bool) -> Vec<String> {
    let words = if has_marks { spelling_keys(text) } else { tokens(text) };
    let mut replaced: Vec<(&Pair, usize)> = Vec::new();
    let mut is_taken = vec![false; words.len()];
    for pair in PAIRS.iter() {
        let phrase = if has_marks { &pair.spelled } else { &pair.folded };
        let place = words.windows(phrase.len()).position(|window| window == phrase.as_slice());
        let Some(taken) = place.and_then(|at| is_taken.get_mut(at..at + phrase.len())) else { continue };
        if !taken.contains(&true) {
            taken.fill(true);
            replaced.push((pair, place.unwrap_or_default()));
        }
    }
    if replaced.is_empty() {
        return Vec::new();
    }
    let most = replaced.iter().map(|(pair, _)| pair.lawful.len()).max().unwrap_or(1);
    (0..most.min(MOST_READINGS)).map(|choice| reading(&words, &replaced, choice)).collect()
}

fn reading(words: &[String], replaced: &[(&Pair, usize)], choice: usize) -> String {
    let mut said: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let pair = replaced.iter().find(|(_, place)| *place == at);
        if let Some((pair, _)) = pair {
            said.extend(pair.lawful.get(choice).or(pair.lawful.first()));
            at += pair.folded.len().max(1);
        } else {
            said.push(word);
            at += 1;
        }
    }
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peoples_words_are_read_as_the_laws() {
        assert_eq!(readings("mất bằng lái xe", true), ["cấp lại giấy phép lái xe"]);
        assert_eq!(readings("so do", false), ["giấy chứng nhận quyền sử dụng đất"]);
        assert_eq!(readings("cccd", false).len(), 2);
        assert!(readings("đăng ký kết hôn", true).is_empty());
        // With marks, "sơ đồ" is no "sổ đỏ".
        assert!(readings("sơ đồ", true).is_empty());
    }
}
