//! Two lists set against each other: what stays in its order, what moved, came, went or changed.

use std::collections::{HashMap, HashSet, VecDeque};

use super::{Change, Entry};

/// What became of the entries, in the new order (what went stands where it stood), and how many stayed as they were.
/// With `in_place`, what came where something went is that thing changed.
pub(super) fn changes(old: Vec<Entry>, new: Vec<Entry>, in_place: bool) -> (Vec<Change>, usize) {
    if old == new {
        return (Vec::new(), new.len());
    }
    let common = common(&old, &new);
    let mut moved = moved(&old, &new, &common);
    let elsewhere: HashSet<usize> = moved.values().copied().collect();
    let mut changes = Vec::new();
    let mut kept = 0;
    let (mut at_old, mut at_new) = (0, 0);
    let end = (old.len(), new.len());
    for (next_old, next_new) in common.into_iter().chain([end]) {
        let mut gone: VecDeque<usize> = (at_old..next_old).filter(|at| !elsewhere.contains(at)).collect();
        for (at, entry) in new.iter().enumerate().take(next_new).skip(at_new) {
            let value = entry.value.clone();
            changes.push(match moved.remove(&at) {
                Some(from) => match old[from].value.clone() {
                    before if before == value => Change::Moved(value),
                    before => Change::Changed { old: before, new: value },
                },
                None => match in_place.then(|| gone.pop_front()).flatten() {
                    Some(before) => Change::Changed { old: old[before].value.clone(), new: value },
                    None => Change::Added(value),
                },
            });
        }
        let gone = gone.into_iter();
        changes.extend(gone.map(|at| Change::Removed(old[at].value.clone())));
        if let (Some(before), Some(after)) = (old.get(next_old), new.get(next_new)) {
            if before.value == after.value {
                kept += 1;
            } else {
                changes.push(Change::Changed { old: before.value.clone(), new: after.value.clone() });
            }
        }
        (at_old, at_new) = (next_old + 1, next_new + 1);
    }
    (changes, kept)
}

/// The longest common sequence of keys: pairs of places, both rising.
fn common(old: &[Entry], new: &[Entry]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    // How long the longest is of the rests that begin at each pair of places.
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i].key == new[j].key {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if old[i].key == new[j].key {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// The places in the new list of what stood elsewhere in the old one, and where it stood.
fn moved(old: &[Entry], new: &[Entry], common: &[(usize, usize)]) -> HashMap<usize, usize> {
    let mut left: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, entry) in old.iter().enumerate().rev() {
        if !common.iter().any(|(i, _)| *i == at) {
            left.entry(&entry.key).or_default().push(at);
        }
    }
    let mut moved = HashMap::new();
    for (at, entry) in new.iter().enumerate() {
        if common.iter().any(|(_, j)| *j == at) {
            continue;
        }
        if let Some(from) = left.get_mut(entry.key.as_str()).and_then(Vec::pop) {
            moved.insert(at, from);
        }
    }
    moved
}
