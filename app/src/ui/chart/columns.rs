//! Columns along the time: where each stands, what is stacked in it, and which labels have room.

use super::scale::{Scale, WHOLE};

/// The plot's width on a narrow phone, in pixels: 360 without the page's margins and the axis.
pub const NARROW: usize = 280;
/// The plot's width where there is room.
pub const WIDE: usize = 900;
/// A digit or letter of a chart's label takes so many pixels.
const LETTER: usize = 8;

/// The room of one column, in hundredths of a percent of the plot's width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Where the room begins.
    pub start: i64,
    /// Where its middle is.
    pub middle: i64,
    /// Where the column within begins.
    pub left: i64,
    /// How wide the column is.
    pub width: i64,
}

/// Shares the width among so many columns; a quarter of each room stays free.
#[must_use]
pub fn slots(count: usize) -> Vec<Slot> {
    let all = i64::try_from(count).unwrap_or(WHOLE).clamp(1, WHOLE);
    (0..all.min(i64::try_from(count).unwrap_or(all)))
        .map(|place| {
            // Borders are worked out from the whole, so that rounding never adds up.
            let (start, end) = (place * WHOLE / all, (place + 1) * WHOLE / all);
            let width = (end - start) * 3 / 4;
            Slot { start, middle: i64::midpoint(start, end), left: start + (end - start - width) / 2, width }
        })
        .collect()
}

/// Where something within a column's room lies: `part` of `whole` along it.
#[must_use]
pub const fn within(slot: Slot, end: i64, part: i64, whole: i64) -> i64 {
    slot.start + (end - slot.start) * part / whole
}

/// A block of a column, in pixels from the plot's upper edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The upper edge.
    pub top: i64,
    /// How high it is; 0 for nothing.
    pub height: i64,
}

/// Stacks values from the bottom up. Edges are worked out from the sums, so that the column is as high as their sum.
#[must_use]
pub fn stack(scale: &Scale, values: &[i64]) -> Vec<Block> {
    let mut below = 0;
    values
        .iter()
        .map(|value| {
            let (bottom, top) = (scale.rise(below), scale.rise(below + value));
            below += value;
            Block { top: scale.height - top, height: top - bottom }
        })
        .collect()
}

/// Whether labels of so many letters stand beside each other over so many columns.
#[must_use]
pub const fn fits(letters: usize, columns: usize, plot: usize) -> bool {
    letters * LETTER * columns <= plot
}

/// Every how many-th label is shown so that they don't run into each other.
#[must_use]
pub fn every(letters: usize, columns: usize, plot: usize) -> usize {
    (letters * LETTER * columns).div_ceil(plot).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_width_and_never_touch() {
        for count in [1, 2, 3, 7, 12, 13, 60] {
            let slots = slots(count);
            assert_eq!(slots.len(), count);
            assert_eq!(slots[0].start, 0);
            let last = slots[count - 1];
            assert!(last.left + last.width <= WHOLE);
            for pair in slots.windows(2) {
                assert!(pair[0].left + pair[0].width < pair[1].left);
                assert!(pair[0].middle < pair[1].start);
            }
        }
        assert!(slots(0).is_empty());
    }

    #[test]
    fn a_stack_is_as_high_as_its_sum() {
        let scale = Scale::counts(90, 100);
        let blocks = stack(&scale, &[30, 0, 60]);
        assert_eq!(blocks[1].height, 0);
        let all: i64 = blocks.iter().map(|block| block.height).sum();
        assert_eq!(all, scale.rise(90));
        assert_eq!(blocks[0].top + blocks[0].height, 100, "from the ground");
        assert_eq!(blocks[2].top + blocks[2].height, blocks[0].top);
    }

    #[test]
    fn a_day_lies_within_its_month() {
        let slots = slots(12);
        let august = slots[7];
        let end = slots[8].start;
        assert_eq!(within(august, end, 0, 31), august.start);
        let middle = within(august, end, 14, 31);
        assert!(august.start < middle && middle < end);
    }

    #[test]
    fn labels_without_room_are_left_out() {
        assert!(fits(2, 12, NARROW));
        assert!(!fits(5, 12, NARROW));
        assert!(fits(5, 12, WIDE));
        assert_eq!(every(3, 12, NARROW), 2);
        assert_eq!(every(3, 60, WIDE), 2);
        assert_eq!(every(2, 12, NARROW), 1);
    }
}
