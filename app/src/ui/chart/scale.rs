//! From numbers to pixels, upwards.

/// The parts of hundredths of a percent in the whole.
pub const WHOLE: i64 = 10_000;

/// No province counts further; it keeps the steps within their type.
const MOST_COUNTED: i64 = 1_000_000_000_000_000;

/// What a chart's height stands for: from 0 to [`Scale::most`], in steps that people count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What the whole height stands for.
    pub most: i64,
    /// From one mark of the axis to the next.
    pub step: i64,
    /// The height, in pixels.
    pub height: i64,
}

impl Scale {
    /// Of shares, in hundredths of a percent: 0 to 100 %, a mark at each quarter.
    #[must_use]
    pub const fn shares(height: i64) -> Self {
        Self { most: WHOLE, step: WHOLE / 4, height }
    }

    /// Of counts up to the largest: at most five steps of 1, 2 or 5 times a power of ten. With nothing to show, one step.
    #[must_use]
    pub fn counts(largest: i64, height: i64) -> Self {
        let largest = largest.clamp(1, MOST_COUNTED);
        let mut power = 1;
        loop {
            for step in [power, power * 2, power * 5] {
                if step * 5 >= largest {
                    let most = (largest - 1) / step * step + step;
                    return Self { most, step, height };
                }
            }
            power *= 10;
        }
    }

    /// How high a value stands, in pixels. What is above the scale stays within it, what is there at all is seen.
    #[must_use]
    pub fn rise(&self, value: i64) -> i64 {
        if value <= 0 {
            return 0;
        }
        let value = i128::from(value.min(self.most));
        let (most, height) = (i128::from(self.most), i128::from(self.height));
        let rise = (value * height * 2 + most) / (2 * most);
        i64::try_from(rise).unwrap_or(self.height).max(1)
    }

    /// The values that the axis marks, from 0 upwards.
    pub fn marks(&self) -> impl Iterator<Item = i64> {
        let step = self.step;
        (0..=self.most / step).map(move |mark| mark * step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_few() {
        for (largest, most, step) in [
            (0, 1, 1),
            (1, 1, 1),
            (3, 3, 1),
            (7, 8, 2),
            (23, 25, 5),
            (100, 100, 20),
            (101, 150, 50),
            (2_345, 2_500, 500),
            (81_432, 100_000, 20_000),
        ] {
            let scale = Scale::counts(largest, 200);
            assert_eq!((scale.most, scale.step), (most, step), "{largest}");
            assert!(scale.marks().count() <= 6);
        }
        assert!(Scale::counts(i64::MAX, 200).most > 0, "no overflow");
    }

    #[test]
    fn the_largest_fills_the_height_and_the_smallest_is_seen() {
        let scale = Scale::shares(200);
        assert_eq!(scale.rise(10_000), 200);
        assert_eq!(scale.rise(5_000), 100);
        assert_eq!(scale.rise(1), 1, "a little is not nothing");
        assert_eq!(scale.rise(0), 0);
        assert_eq!(scale.rise(-5), 0);
        assert_eq!(scale.rise(20_000), 200, "nothing sticks out");
        assert_eq!(scale.marks().collect::<Vec<_>>(), [0, 2_500, 5_000, 7_500, 10_000]);
    }
}
