//! Chance that anybody can repeat: the same seed gives the same numbers, on every machine and for ever.
//!
//! The generator is SplitMix64 (Steele, Lea and Flood 2014); a seed is the FNV-1a hash of some words. Whole numbers
//! alone, so that no rounding differs. It must not change: the demo's past days would.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// The stream of these words.
    pub(super) fn of(words: &[&str]) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for word in words {
            // 0xff is in no text, so that ["ab", "c"] and ["a", "bc"] differ.
            for byte in word.bytes().chain([0xff]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        Self(hash)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A stream of its own, so that what is drawn from it later moves nothing here.
    pub(super) fn branch(&mut self) -> Self {
        Self(self.next())
    }

    /// From 0 to `end` − 1; 0 where `end` is 0.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        let scaled = (self.next() >> 32) * u64::from(end);
        u32::try_from(scaled >> 32).unwrap_or_default()
    }

    /// From `least` to `most`, both included.
    pub(super) fn between(&mut self, least: u32, most: u32) -> u32 {
        least + self.below(most - least + 1)
    }

    /// Yes in so many of a thousand cases.
    pub(super) fn in_thousand(&mut self, yes: u32) -> bool {
        self.below(1000) < yes
    }

    /// One of a list that is not empty.
    pub(super) fn pick<'a, T: ?Sized>(&mut self, list: &'a [&'a T]) -> &'a T {
        let end = u32::try_from(list.len()).unwrap_or(u32::MAX);
        list[self.below(end) as usize]
    }

    /// The place of one of these weights, each drawn as often as it weighs; `None` where all are 0.
    pub(super) fn weighed(&mut self, weights: &[u32]) -> Option<usize> {
        let mut left = self.below(weights.iter().sum());
        weights.iter().position(|weight| {
            let here = left < *weight;
            left = left.saturating_sub(*weight);
            here
        })
    }

    /// Random bytes.
    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.next().to_le_bytes()[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published values of SplitMix64 for the seed 0.
    #[test]
    fn the_stream_is_splitmix64() {
        let mut chance = Chance(0);
        let first = [chance.next(), chance.next()];
        assert_eq!(first, [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
    }

    #[test]
    fn draws_stay_within_and_reach_everything() {
        let mut chance = Chance::of(&["thử"]);
        let mut seen = [false; 7];
        for _ in 0..200 {
            seen[chance.below(7) as usize] = true;
            assert!((3..=5).contains(&chance.between(3, 5)));
            assert!(matches!(chance.weighed(&[0, 2, 0, 1]), Some(1 | 3)));
        }
        assert!(seen.iter().all(|seen| *seen));
        assert_eq!(chance.weighed(&[0, 0]), None);
    }
}
