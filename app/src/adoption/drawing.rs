//! A chart along the months: its axis, its lines, its months; the columns come from whoever draws.

use crate::ui::{Html, IntoHtml};
use leptos::prelude::*;

use super::trend::Month;
use crate::format;
use crate::ui::chart::along;
use crate::ui::chart::columns::{self, NARROW, Slot, WIDE};
use crate::ui::chart::scale::Scale;
use crate::words::Lang;

/// Below the ground: the months and the years, in pixels.
const FOOT: i64 = 40;
/// How wide the axis is, in pixels.
const AXIS: i64 = 50;

/// Where a chart is drawn. Along it everything stands in percent, upwards in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Canvas {
    /// What the plot's height stands for.
    pub scale: Scale,
    /// Room above the plot, in pixels.
    pub top: i64,
}

/// What a chart says to those who don't see it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Part of its ids.
    pub id: &'static str,
    /// What it shows.
    pub title: String,
    /// What there is to see, and where the numbers are.
    pub said: String,
}

impl Canvas {
    /// Where the ground is.
    #[must_use]
    pub const fn ground(self) -> i64 {
        self.top + self.scale.height
    }

    /// Where a value stands.
    #[must_use]
    pub fn y(self, value: i64) -> i64 {
        self.ground() - self.scale.rise(value)
    }

    /// The chart around what is drawn in it; `axis` writes the axis' values.
    #[must_use]
    pub fn chart(self, lang: Lang, named: Named, axis: impl Fn(i64) -> String, list: &[Month], content: Html) -> Html {
        let height = self.ground() + FOOT;
        let marks = self.scale.marks().map(|value| {
            let y = self.y(value) + 4;
            view! { <text x=AXIS - 4 y=y text-anchor="end">{axis(value)}</text> }
        });
        let lines = self.scale.marks().map(|value| {
            let y = self.y(value);
            view! { <line class="grid" x1="0" x2="100%" y1=y y2=y></line> }
        });
        let (title_id, said_id) = (format!("{}-ten", named.id), format!("{}-noi", named.id));
        let said_by = format!("{title_id} {said_id}");
        view! {
            <div class="chart">
                <svg class="axis" width=AXIS height=height aria-hidden="true">
                    {marks.collect_view()}
                </svg>
                <svg
                    class="plot"
                    width="100%"
                    height=height
                    role="img"
                    aria-labelledby=said_by
                >
                    <title id=title_id>{named.title}</title>
                    <desc id=said_id>{named.said}</desc>
                    {lines.collect_view()}
                    {content}
                    {self.months(lang, list)}
                </svg>
            </div>
        }
        .into_html()
    }

    /// The number above a column, where so many stand beside each other.
    #[must_use]
    pub fn number(self, slot: Slot, value: i64, text: String, count: usize, letters: usize) -> Option<Html> {
        if !columns::fits(letters, count, WIDE) {
            return None;
        }
        let class = if columns::fits(letters, count, NARROW) { "value" } else { "value minor" };
        let (x, y) = (along(slot.middle), self.y(value) - 6);
        Some(view! { <text class=class x=x y=y text-anchor="middle">{text}</text> }.into_html())
    }

    /// The months below the ground, with the year where it begins.
    fn months(self, lang: Lang, list: &[Month]) -> Html {
        let (narrow, wide) = (columns::every(3, list.len(), NARROW), columns::every(3, list.len(), WIDE));
        columns::slots(list.len())
            .into_iter()
            .zip(list)
            .enumerate()
            .filter(|(place, _)| place % wide == 0)
            .map(|(place, (slot, month))| {
                let class = (place % narrow != 0).then_some("minor");
                let x = along(slot.middle);
                let (first, second) = (self.ground() + 18, self.ground() + 36);
                let year = (place == 0 || month.first.month() == 1).then(|| {
                    view! { <text x=x.clone() y=second text-anchor="middle">{month.first.year()}</text> }
                });
                view! {
                    <text class=class x=x.clone() y=first text-anchor="middle">
                        {format::month_short(lang, month.first)}
                    </text>
                    {year}
                }
            })
            .collect_view()
            .into_html()
    }
}

/// A column, or a block of one.
#[must_use]
pub fn column(slot: Slot, top: i64, height: i64, class: &'static str) -> Html {
    view! {
        <rect class=class x=along(slot.left) y=top width=along(slot.width) height=height></rect>
    }
    .into_html()
}
