//! What the public is not shown, so that nobody is recognised in a small group.

/// What of a breakdown is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// For each group, in the order in which they were given.
    pub groups: Vec<bool>,
    /// The sum of all.
    pub sum: bool,
}

/// What of a breakdown is hidden, given how many dossiers each group holds.
///
/// A group of fewer than `small` is hidden, but zero stays zero. While the hidden ones could be worked out from the sum
/// and the others (there is only one, or together they are so few that each can only be one number), the next smallest
/// is hidden, too. Where that does not help, or all together are fewer than `small`, the sum is hidden as well.
pub fn hidden(counts: &[i64], small: i64) -> Hidden {
    let mut groups: Vec<bool> = counts.iter().map(|n| 0 < *n && *n < small).collect();
    let mut by_size: Vec<usize> = (0..counts.len()).filter(|i| counts[*i] >= small).collect();
    by_size.sort_by_key(|i| counts[*i]);
    let mut next = by_size.into_iter();
    while is_derivable(counts, &groups, small) {
        let Some(more) = next.next() else { break };
        groups[more] = true;
    }
    let sum: i64 = counts.iter().sum();
    Hidden { sum: (0 < sum && sum < small) || is_derivable(counts, &groups, small), groups }
}

fn is_derivable(counts: &[i64], hidden: &[bool], small: i64) -> bool {
    let of_hidden = counts.iter().zip(hidden).filter(|(_, hidden)| **hidden);
    let (many, sum) = of_hidden.fold((0, 0), |(many, sum), (count, _)| (many + 1, sum + count));
    // Each hidden one is known to be 1 at least.
    many == 1 || (many > 0 && sum < small.max(many + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Hidden, hidden};

    #[test]
    fn a_lone_small_group_takes_the_next_smallest_with_it() {
        let groups = |counts: &[i64]| {
            let hidden = hidden(counts, 5);
            assert!(!hidden.sum);
            hidden.groups
        };
        assert_eq!(groups(&[100, 3, 0, 20]), [false, true, false, true]);
        assert_eq!(groups(&[100, 3, 4, 20]), [false, true, true, false]);
        // 1 + 1 = 2: who knows the sum knows both.
        assert_eq!(groups(&[100, 1, 1, 20]), [false, true, true, true]);
        assert_eq!(groups(&[100, 5, 0]), [false; 3]);
        assert_eq!(groups(&[]), [false; 0]);
    }

    #[test]
    fn where_nothing_else_helps_the_sum_is_hidden() {
        assert!(hidden(&[3, 0], 5).sum);
        assert!(hidden(&[1, 2], 5).sum);
        // Five groups of at least one make five: each is one.
        assert!(hidden(&[1; 5], 5).sum);
        assert!(!hidden(&[1, 1, 4], 5).sum);
    }

    proptest! {
        /// From the sum and all that is shown, no hidden number follows: at least two fit.
        #[test]
        fn nothing_hidden_follows_from_what_is_shown(
            counts in prop::collection::vec(prop_oneof![0..8_i64, 0..200_i64], 0..12),
            small in 2..8_i64,
        ) {
            let Hidden { groups, sum } = hidden(&counts, small);
            let mut unknown = Vec::new();
            for (count, hidden) in counts.iter().zip(&groups) {
                prop_assert!(*hidden || *count == 0 || *count >= small, "{count} is shown");
                prop_assert!(!(*hidden && *count == 0), "zero stays zero");
                if *hidden {
                    unknown.push(*count);
                }
            }
            let all: i64 = counts.iter().sum();
            prop_assert!(sum || all == 0 || all >= small);
            if !sum && !unknown.is_empty() {
                // Each may be 1, and each may be all that the others, at 1, leave.
                let others = i64::try_from(unknown.len()).unwrap() - 1;
                prop_assert!(others >= 1);
                prop_assert!(unknown.iter().sum::<i64>() - others > 1, "{unknown:?}");
            }
        }
    }
}
