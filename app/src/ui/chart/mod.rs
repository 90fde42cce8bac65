//! Charts as SVG, drawn by the server. They need no script, no `style` attribute and no `viewBox`: along the page
//! everything is placed in percent, upwards in pixels, so that a chart is as wide as the screen while its text keeps its
//! size. What a chart shows always stands in a table, too; the table is the truth.
//!
//! - [`scale`]: from numbers to pixels, and the marks of the axis.
//! - [`columns`]: where the columns of a chart along the time stand, and which labels have room.
//! - [`bars`]: a bar within a table's row, with its target.
//!
//! Colours come by class (`style/chart.css`), and never alone: a share below its target is
//! outlined and says so in words, segments are named.

pub mod bars;
pub mod columns;
pub mod scale;

/// A place or a length along the chart's width, from hundredths of a percent: 6124 is `61.24%`.
#[must_use]
pub fn along(basis_points: i64) -> String {
    let (whole, rest) = (basis_points / 100, (basis_points % 100).abs());
    match rest {
        0 => format!("{whole}%"),
        rest if rest % 10 == 0 => format!("{whole}.{}%", rest / 10),
        rest => format!("{whole}.{rest:02}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::along;

    #[test]
    fn places_are_written_as_svg_wants_them() {
        assert_eq!(along(0), "0%");
        assert_eq!(along(6124), "61.24%");
        assert_eq!(along(5), "0.05%");
        assert_eq!(along(1250), "12.5%");
        assert_eq!(along(10_000), "100%");
    }
}
