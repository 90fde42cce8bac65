//! The chosen measure by month, with its target and the starts of incentive policies: what moved the numbers. Then how
//! many dossiers came by which channel. Each drawing has its table below.

use domain::metrics::{Listed, Measure, Share, Tally};
use domain::policy::Effect;
use jiff::civil::Date;
use leptos::prelude::*;

use super::key::legend_line;
use super::page::AdoptionPage;
use super::{Figure, Seen, name, percent};
use crate::explain;
use crate::format;
use crate::t;
use crate::ui::chart::along;
use crate::ui::chart::columns::{self, NARROW, Slot, WIDE};
use crate::ui::chart::scale::Scale;
use crate::ui::{Column, DataTable};
use crate::words::Lang;

/// Above the plot: room for two rows of marks of policies.
const TOP: i64 = 56;
/// Marks nearer to each other than this, in hundredths of a percent of the width, would touch on a phone.
const NEAR: i64 = 900;
/// The plot.
const PLOT: i64 = 170;
/// Below it: the months and the years.
const FOOT: i64 = 40;
/// Where the ground is.
const GROUND: i64 = TOP + PLOT;

/// One month, or what of it lies within the period.
#[derive(Clone, Debug)]
pub struct Month {
    /// The first of the month.
    pub first: Date,
    /// The chosen measure in it.
    pub figure: Figure,
    /// Dossiers received online, at the counter and by post; none where there are too few to be shown.
    pub channels: Option<[i64; 3]>,
}

/// The start of a policy that makes online filing cheaper or faster.
#[derive(Clone, Debug)]
pub struct PolicyStart {
    /// Its first day in force.
    pub on: Date,
    /// Its number: `11/2022/NQ-HĐND`.
    pub number: String,
    /// What it does.
    pub effect: Effect,
    /// Whether it favours some people alone.
    pub for_some: bool,
}

/// The channels' classes, in the order of [`Month::channels`].
const CHANNELS: [&str; 3] = ["tone-1", "tone-4", "tone-5"];

/// The chosen measure by month.
#[must_use]
pub fn shares(lang: Lang, view: &AdoptionPage) -> Option<AnyView> {
    if view.months.len() < 2 {
        return None;
    }
    let measure = view.query.measure;
    let target = view.figure(measure).and_then(|figure| figure.target);
    let starts = placed(&view.months, &view.starts, view.to);
    let title = t!(lang, "adoption.by_month", measure = name(lang, measure));
    let said = summary(lang, &view.months);
    let aim = target.map(|percent| {
        view! { <li>{target_swatch()} " " {t!(lang, "adoption.target", percent = percent)}</li> }
    });
    let marks = starts
        .iter()
        .map(|mark| {
            let said: Vec<String> = mark
                .starts
                .iter()
                .map(|start| start_words(lang, start))
                .collect();
            let day = mark
                .starts
                .first()
                .map(|start| format::date(lang, start.on));
            view! { <li>{mark_swatch(mark.number)} " " {day} ": " {said.join("; ")}</li> }
        })
        .collect_view();
    let (drawn, labels) = share_columns(lang, measure, &view.months);
    let running = view.to.last_of_month() != view.to;
    let running = running.then(|| {
        t!(
            lang,
            "adoption.month_running",
            day = format::date(lang, view.to)
        )
    });
    Some(
        view! {
            <h2 id="theo-thang">{title.clone()}</h2>
            <div class="chart">
                {share_axis()}
                <svg
                    class="plot"
                    width="100%"
                    height=TOP + PLOT + FOOT
                    role="img"
                    aria-labelledby="thang-ten thang-noi"
                >
                    <title id="thang-ten">{title}</title>
                    <desc id="thang-noi">{said}</desc>
                    {grid(&Scale::shares(PLOT))}
                    {drawn}
                    {target.map(target_line)}
                    {starts.iter().map(drawn_mark).collect_view()}
                    {labels}
                    {months(lang, &view.months)}
                </svg>
            </div>
            <ul class="legend">{aim} {marks}</ul>
            <p class="soft">{t!(lang, "adoption.chart_note")} " " {running}</p>
        }
        .into_any(),
    )
}

/// How many dossiers came, and by which channel.
#[must_use]
pub fn channels(lang: Lang, view: &AdoptionPage) -> Option<AnyView> {
    let whole: i64 = view.channels?.iter().sum();
    if whole == 0 {
        return None;
    }
    let names = channel_names(lang);
    let items = view
        .channels?
        .into_iter()
        .zip(&names)
        .zip(
            [Tally::Online, Tally::Counter, Tally::Postal]
                .into_iter()
                .zip(CHANNELS),
        )
        .map(|((count, name), (tally, class))| {
            let share = Share {
                of: count,
                all: whole,
            };
            let list = Listed::Tally(tally);
            let href = view.lists.then(|| view.query.dossiers(list, None));
            legend_line(lang, class, name, share, href)
        })
        .collect_view();
    let drawing = if view.months.len() < 2 {
        let parts: Vec<_> = view.channels?.into_iter().zip(CHANNELS).collect();
        crate::ui::chart::bars::parts(&parts)
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
        .into_any(),
    )
}

fn channel_chart(lang: Lang, list: &[Month]) -> AnyView {
    let received = |month: &Month| month.channels.map_or(0, |counts| counts.iter().sum());
    let largest = list.iter().map(received).max().unwrap_or(0);
    let scale = Scale::counts(largest, PLOT);
    let letters = format::number(lang, largest).chars().count();
    let axis = scale
        .marks()
        .map(|value| {
            let y = GROUND - scale.rise(value) + 4;
            view! { <text x="46" y=y text-anchor="end">{format::number(lang, value)}</text> }
        })
        .collect_view();
    let columns = columns::slots(list.len())
        .into_iter()
        .zip(list)
        .map(|(slot, month)| {
            let counts = month.channels.unwrap_or_default();
            let blocks = columns::stack(&scale, &counts);
            let drawn = blocks
                .into_iter()
                .zip(CHANNELS)
                .filter(|(block, _)| block.height > 0)
                .map(|(block, class)| column(slot, TOP + block.top, block.height, class))
                .collect_view();
            let label = number_label(
                slot,
                scale.rise(received(month)),
                &format::number(lang, received(month)),
                list.len(),
                letters,
            );
            let title = format!(
                "{}: {}",
                format::month(lang, month.first),
                counts_said(lang, counts)
            );
            view! { <g><title>{title}</title> {drawn} {label}</g> }
        })
        .collect_view();
    let title = t!(lang, "adoption.channels_by_month");
    view! {
        <div class="chart">
            <svg class="axis" width="50" height=TOP + PLOT + FOOT aria-hidden="true">{axis}</svg>
            <svg
                class="plot"
                width="100%"
                height=TOP + PLOT + FOOT
                role="img"
                aria-labelledby="kenh-ten kenh-noi"
            >
                <title id="kenh-ten">{title}</title>
                <desc id="kenh-noi">{t!(lang, "adoption.table_below")}</desc>
                {grid(&scale)}
                {columns}
                {months(lang, list)}
            </svg>
        </div>
    }
    .into_any()
}

/// The table of both drawings.
fn numbers(lang: Lang, view: &AdoptionPage) -> AnyView {
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
            let cell = |number: Option<i64>| {
                number.map_or_else(few, |number| format::number(lang, number))
            };
            let sum = month.channels.map(|counts| counts.iter().sum());
            let mut cells = vec![
                format::month(lang, month.first).into_any(),
                cell(sum).into_any(),
            ];
            cells.extend((0..3).map(|place| {
                cell(month.channels.map(|counts| counts[place])).into_any()
            }));
            let of = super::table::numbers(lang, measure, &month.figure);
            cells.push(
                view! { <b>{percent(lang, month.figure.seen)}</b> " " <small class="nobr">{of}</small> }
                    .into_any(),
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
    .into_any()
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

/// The axis of shares.
fn share_axis() -> AnyView {
    let scale = Scale::shares(PLOT);
    let marks = scale
        .marks()
        .map(|value| {
            let y = GROUND - scale.rise(value) + 4;
            view! { <text x="46" y=y text-anchor="end">{value / 100} "%"</text> }
        })
        .collect_view();
    view! { <svg class="axis" width="50" height=TOP + PLOT + FOOT aria-hidden="true">{marks}</svg> }
        .into_any()
}

fn grid(scale: &Scale) -> AnyView {
    scale
        .marks()
        .map(|value| {
            let y = GROUND - scale.rise(value);
            view! { <line class="grid" x1="0" x2="100%" y1=y y2=y></line> }
        })
        .collect_view()
        .into_any()
}

fn column(slot: Slot, top: i64, height: i64, class: &'static str) -> AnyView {
    view! {
        <rect class=class x=along(slot.left) y=top width=along(slot.width) height=height></rect>
    }
    .into_any()
}

/// The number above a column, where so many stand beside each other.
fn number_label(
    slot: Slot,
    rise: i64,
    text: &str,
    count: usize,
    letters: usize,
) -> Option<AnyView> {
    if !columns::fits(letters, count, WIDE) {
        return None;
    }
    let class = if columns::fits(letters, count, NARROW) {
        "value"
    } else {
        "value minor"
    };
    let (x, y) = (along(slot.middle), GROUND - rise - 6);
    Some(
        view! { <text class=class x=x y=y text-anchor="middle">{text.to_owned()}</text> }
            .into_any(),
    )
}

/// The columns with what they say when pointed at, and the numbers above them, which stand over every line.
fn share_columns(lang: Lang, measure: Measure, list: &[Month]) -> (AnyView, AnyView) {
    let scale = Scale::shares(PLOT);
    let mut drawn = Vec::with_capacity(list.len());
    let mut labels = Vec::with_capacity(list.len());
    for (slot, month) in columns::slots(list.len()).into_iter().zip(list) {
        let share = month.figure.seen.share().unwrap_or_default();
        let points = share.basis_points().unwrap_or(0);
        let rise = scale.rise(points);
        let reached = month.figure.target.and_then(|target| share.reaches(target));
        let class = if reached == Some(false) {
            "fill below"
        } else {
            "fill"
        };
        // Rounded down: a column never claims a target that it misses. The table has the exact share.
        let text = match month.figure.seen {
            Seen::Few => String::new(),
            Seen::Share(_) if share.all > 0 => (points / 100).to_string(),
            Seen::Share(_) => "–".to_owned(),
        };
        labels.push(number_label(slot, rise, &text, list.len(), 3));
        let title = format!(
            "{}: {} ({} / {})",
            format::month(lang, month.first),
            percent(lang, month.figure.seen),
            super::amount(lang, measure, share.of),
            super::amount(lang, measure, share.all),
        );
        drawn.push((rise > 0).then(|| {
            view! { <g><title>{title}</title> {column(slot, GROUND - rise, rise, class)}</g> }
        }));
    }
    (drawn.into_any(), labels.into_any())
}

fn target_line(percent: u32) -> AnyView {
    let y = GROUND - Scale::shares(PLOT).rise(i64::from(percent) * 100);
    view! { <line class="target" x1="0" x2="100%" y1=y y2=y></line> }.into_any()
}

fn target_swatch() -> AnyView {
    view! {
        <svg class="swatch" width="18" height="12" aria-hidden="true">
            <line class="target" x1="0" x2="18" y1="6" y2="6"></line>
        </svg>
    }
    .into_any()
}

/// A day on which policies start, as it is drawn: a line with its number on top, explained below.
struct Mark<'a> {
    /// Along the plot.
    x: i64,
    /// 0, or 1 where it would touch the mark before.
    row: i64,
    number: usize,
    starts: Vec<&'a PolicyStart>,
}

fn drawn_mark(mark: &Mark<'_>) -> AnyView {
    let x = along(mark.x);
    let top = mark.row * 24;
    view! {
        <g class="pin">
            <line x1=x.clone() x2=x.clone() y1=top + 20 y2=GROUND></line>
            <circle cx=x.clone() cy=top + 10 r="10"></circle>
            <text x=x y=top + 15 text-anchor="middle">{mark.number}</text>
        </g>
    }
    .into_any()
}

fn mark_swatch(number: usize) -> AnyView {
    view! {
        <svg class="swatch pin" width="20" height="20" aria-hidden="true">
            <circle cx="10" cy="10" r="10"></circle>
            <text x="10" y="14.5" text-anchor="middle">{number}</text>
        </svg>
    }
    .into_any()
}

/// The months below the ground, with the year where it begins.
fn months(lang: Lang, list: &[Month]) -> AnyView {
    let (narrow, wide) = (
        columns::every(3, list.len(), NARROW),
        columns::every(3, list.len(), WIDE),
    );
    columns::slots(list.len())
        .into_iter()
        .zip(list)
        .enumerate()
        .filter(|(place, _)| place % wide == 0)
        .map(|(place, (slot, month))| {
            let class = (place % narrow != 0).then_some("minor");
            let x = along(slot.middle);
            let year = (place == 0 || month.first.month() == 1).then(|| {
                view! {
                    <text class="year" x=x.clone() y=GROUND + 36 text-anchor="middle">{month.first.year()}</text>
                }
            });
            view! {
                <text class=class x=x.clone() y=GROUND + 18 text-anchor="middle">
                    {format::month_short(lang, month.first)}
                </text>
                {year}
            }
        })
        .collect_view()
        .into_any()
}

/// Where along the plot policies start, by their day within its month; those outside of the period are left out.
fn placed<'a>(list: &[Month], starts: &'a [PolicyStart], to: Date) -> Vec<Mark<'a>> {
    let slots = columns::slots(list.len());
    let mut marks: Vec<Mark<'a>> = Vec::new();
    for start in starts.iter().filter(|start| start.on <= to) {
        let month = start.on.first_of_month();
        let place = list.iter().position(|one| one.first == month);
        let Some((place, slot)) = place.and_then(|place| Some((place, *slots.get(place)?))) else {
            continue;
        };
        let end = slots.get(place + 1).map_or(10_000, |next| next.start);
        let (day, days) = (
            i64::from(start.on.day()) - 1,
            i64::from(month.days_in_month()),
        );
        // A mark on the very edge would be cut in two.
        let x = columns::within(slot, end, day, days).clamp(120, 9_880);
        match marks.last_mut() {
            Some(last) if last.x == x => last.starts.push(start),
            last => {
                let touches = last.is_some_and(|last| last.row == 0 && x - last.x < NEAR);
                marks.push(Mark {
                    x,
                    row: i64::from(touches),
                    number: marks.len() + 1,
                    starts: vec![start],
                });
            }
        }
    }
    marks
}

fn start_words(lang: Lang, start: &PolicyStart) -> String {
    let document = explain::document(lang, &start.number);
    let effect = match &start.effect {
        Effect::CutFee { percent, .. } if percent.get() == 100 => {
            t!(lang, "adoption.start.waive").into_owned()
        }
        Effect::CutFee { percent, .. } => {
            t!(lang, "adoption.start.cut", percent = percent.get()).into_owned()
        }
        Effect::OwnRate { .. } => t!(lang, "adoption.start.rate").into_owned(),
        Effect::ShortenDeadline { percent, .. } if percent.get() == 0 => {
            t!(lang, "adoption.start.shorten_named").into_owned()
        }
        Effect::ShortenDeadline { percent, .. } => {
            t!(lang, "adoption.start.shorten", percent = percent.get()).into_owned()
        }
        Effect::OnlineOnly => t!(lang, "adoption.start.online_only").into_owned(),
    };
    let who = start
        .for_some
        .then(|| t!(lang, "adoption.start.some"))
        .unwrap_or_default();
    t!(
        lang,
        "adoption.start",
        document = document,
        effect = effect,
        who = who
    )
    .into_owned()
}

/// From where to where the measure moved, for those who don't see the drawing.
fn summary(lang: Lang, list: &[Month]) -> String {
    let known: Vec<(&Month, i64)> = list
        .iter()
        .filter_map(|month| Some((month, month.figure.seen.share()?.basis_points()?)))
        .collect();
    match (known.first(), known.last()) {
        (Some((first, from)), Some((last, to))) => t!(
            lang,
            "adoption.trend_said",
            first = format::month(lang, first.first),
            from = format::percent(lang, *from),
            last = format::month(lang, last.first),
            to = format::percent(lang, *to)
        )
        .into_owned(),
        _ => t!(lang, "adoption.nothing_yet").into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::metrics::Share;
    use domain::money::Percent;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn policies_stand_where_they_start_and_never_on_each_other() {
        let months: Vec<Month> = (1..=12)
            .map(|month| Month {
                first: date(2026, month, 1),
                figure: Figure {
                    seen: Seen::Share(Share::default()),
                    target: None,
                    of_href: None,
                    all_href: None,
                },
                channels: None,
            })
            .collect();
        let start = |on| PolicyStart {
            on,
            number: "1/NQ-HĐND".into(),
            effect: Effect::ShortenDeadline {
                percent: Percent::ALL,
                limits: std::collections::BTreeMap::new(),
            },
            for_some: false,
        };
        let starts = [
            start(date(2025, 12, 31)),
            start(date(2026, 5, 1)),
            start(date(2026, 5, 1)),
            start(date(2026, 5, 16)),
            start(date(2026, 12, 31)),
        ];
        let marks = placed(&months, &starts, date(2026, 11, 22));
        assert_eq!(marks.len(), 2, "not those before, nor those to come");
        assert_eq!(marks[0].starts.len(), 2);
        assert_eq!((marks[0].row, marks[1].row), (0, 1));
        assert!(3_300 < marks[0].x && marks[0].x < marks[1].x && marks[1].x < 4_200);
    }
}
