//! How many dossiers came, and by which channel; with the table of everything by month.

use domain::metrics::{Listed, Share, Tally};
use leptos::prelude::*;

use super::drawing::{Canvas, Named, column};
use super::key::legend_line;
use super::page::AdoptionPage;
use super::trend::{Month, PLOT};
use super::{name, percent};
use crate::format;
use crate::t;
use crate::ui::chart::scale::Scale;
use crate::ui::chart::{bars, columns};
use crate::ui::{Column, DataTable, Html, IntoHtml};
use crate::words::Lang;

/// Above the plot: room for the number on the highest column, in pixels.
const TOP: i64 = 22;

/// The channels' classes, in the order of [`Month::channels`].
const CHANNELS: [&str; 3] = ["tone-1", "tone-4", "tone-5"];

/// How many dossiers came, and by which channel.
#[must_use]
pub fn channels(lang: Lang, view: &AdoptionPage) -> Option<Html> {
    let whole: i64 = view.channels?.iter().sum();
    if whole == 0 {
        return None;
    }
    let names = channel_names(lang);
    let items = view
        .channels?
        .into_iter()
        .zip(&names)
        .zip([Tally::Online, Tally::Counter, Tally::Postal].into_iter().zip(CHANNELS))
        .map(|((count, name), (tally, class))| {
            let share = Share { of: count, all: whole };
            let list = Listed::Tally(tally);
            let href = view.lists.then(|| view.query.dossiers(list, None));
            legend_line(lang, class, name, share, href)
        })
        .collect_view();
    let drawing = if view.months.len() < 2 {
        let parts: Vec<_> = view.channels?.into_iter().zip(CHANNELS).collect();
        bars::parts(&parts)
    } else {
        channel_chart(lang, &view.months)
    };
    let count = format::number(lang, whole);
    Some(
        view! {
            <h2 id="kenh">{t!(lang, "adoption.channels", count = count)}</h2>
            {drawing}
            <ul class="legend">{items}</ul>
            {numbers(lang, view)}
        }
        .into_html(),
    )
}

fn channel_chart(lang: Lang, list: &[Month]) -> Html {
    let received = |month: &Month| month.channels.map_or(0, |counts| counts.iter().sum());
    let largest = list.iter().map(received).max().unwrap_or(0);
    let letters = format::number(lang, largest).chars().count();
    let canvas = Canvas { scale: Scale::counts(largest, PLOT), top: TOP };
    let drawn = columns::slots(list.len())
        .into_iter()
        .zip(list)
        .map(|(slot, month)| {
            let counts = month.channels.unwrap_or_default();
            let blocks = columns::stack(&canvas.scale, &counts)
                .into_iter()
                .zip(CHANNELS)
                .filter(|(block, _)| block.height > 0)
                .map(|(block, class)| column(slot, TOP + block.top, block.height, class))
                .collect_view();
            let sum = received(month);
            let number = canvas.number(slot, sum, format::number(lang, sum), list.len(), letters);
            let title = format!("{}: {}", format::month(lang, month.first), counts_said(lang, counts));
            view! { <g><title>{title}</title> {blocks} {number}</g> }
        })
        .collect_view();
    let named = Named {
        id: "bieu-do-kenh",
        title: t!(lang, "adoption.channels_by_month").into_owned(),
        said: t!(lang, "adoption.table_below").into_owned(),
    };
    let axis = |value| format::number(lang, value);
    canvas.chart(lang, named, axis, list, drawn.into_html())
}

/// The table of both drawings.
fn numbers(lang: Lang, view: &AdoptionPage) -> Html {
    let [online, counter, postal] = channel_names(lang);
    let measure = view.query.measure;
    let columns = vec![
        Column::words(t!(lang, "adoption.col.month")),
        Column::numbers(t!(lang, "adoption.col.received")),
        Column::numbers(online),
        Column::numbers(counter),
        Column::numbers(postal),
        Column::numbers(name(lang, measure)),
    ];
    let rows = view
        .months
        .iter()
        .map(|month| {
            let few = || t!(lang, "adoption.few").into_owned();
            let cell = |number: Option<i64>| number.map_or_else(few, |number| format::number(lang, number));
            let sum = month.channels.map(|counts| counts.iter().sum());
            let mut cells = vec![format::month(lang, month.first).into_html(), cell(sum).into_html()];
            cells.extend((0..3).map(|place| cell(month.channels.map(|counts| counts[place])).into_html()));
            let of = super::table::numbers(lang, measure, &month.figure);
            cells.push(
                view! { <b>{percent(lang, month.figure.seen)}</b> " " <small class="nobr">{of}</small> }.into_html(),
            );
            cells
        })
        .collect();
    let label = t!(lang, "adoption.numbers_by_month").into_owned();
    view! {
        <details>
            <summary>{label.clone()}</summary>
            <DataTable label columns rows/>
        </details>
    }
    .into_html()
}

fn channel_names(lang: Lang) -> [String; 3] {
    use domain::channel::Channel::{Counter, Online, Postal};
    [Online, Counter, Postal].map(|channel| crate::names::channel(lang, channel).into_owned())
}

fn counts_said(lang: Lang, counts: [i64; 3]) -> String {
    let parts: Vec<String> = channel_names(lang)
        .iter()
        .zip(counts)
        .map(|(name, count)| format!("{name} {}", format::number(lang, count)))
        .collect();
    parts.join(", ")
}
