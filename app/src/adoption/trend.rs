//! The chosen measure by month, with its target and the starts of incentive policies: what moved the numbers.

use crate::ui::{Html, IntoHtml};
use domain::metrics::Measure;
use domain::policy::Effect;
use jiff::civil::Date;
use leptos::prelude::*;

use super::drawing::{Canvas, Named, column};
use super::page::AdoptionPage;
use super::{Figure, Seen, name, percent};
use crate::explain;
use crate::format;
use crate::t;
use crate::ui::chart::scale::Scale;
use crate::ui::chart::{along, columns};
use crate::words::Lang;

/// How high the plot is, in pixels.
pub(super) const PLOT: i64 = 170;
/// Above the plot: room for two rows of marks of policies, or for the number on the highest column.
const TOP: i64 = 56;
const TOP_BARE: i64 = 22;
/// Marks nearer to each other than this, in hundredths of a percent of the width, would touch on a phone.
const NEAR: i64 = 900;

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

/// The chosen measure by month.
#[must_use]
pub fn shares(lang: Lang, view: &AdoptionPage) -> Option<Html> {
    if view.months.len() < 2 {
        return None;
    }
    let measure = view.query.measure;
    let target = view.figure(measure).and_then(|figure| figure.target);
    let starts = placed(&view.months, &view.starts, view.to);
    let title = t!(lang, "adoption.by_month", measure = name(lang, measure));
    let aim = target.map(|percent| {
        view! { <li>{target_swatch()} " " {t!(lang, "adoption.target", percent = percent)}</li> }
    });
    let marks = starts
        .iter()
        .map(|mark| {
            let said: Vec<String> = mark.starts.iter().map(|start| start_words(lang, start)).collect();
            let day = mark.starts.first().map(|start| format::date(lang, start.on));
            view! { <li>{mark_swatch(mark.number)} " " {day} ": " {said.join("; ")}</li> }
        })
        .collect_view();
    let canvas = Canvas { scale: Scale::shares(PLOT), top: if starts.is_empty() { TOP_BARE } else { TOP } };
    let (drawn, labels) = share_columns(lang, measure, &view.months, canvas);
    let named = Named { id: "bieu-do-thang", title: title.to_string(), said: summary(lang, &view.months) };
    let content = view! {
        {drawn}
        {target.map(|percent| target_line(percent, canvas))}
        {starts.iter().map(|mark| drawn_mark(mark, canvas)).collect_view()}
        {labels}
    };
    let chart = canvas.chart(lang, named, |value| format!("{}%", value / 100), &view.months, content.into_html());
    let running = view.to.last_of_month() != view.to;
    let running = running.then(|| t!(lang, "adoption.month_running", day = format::date(lang, view.to)));
    Some(
        view! {
            <h2 id="theo-thang">{title}</h2>
            {chart}
            <ul class="legend">{aim} {marks}</ul>
            <p class="soft">{t!(lang, "adoption.chart_note")} " " {running}</p>
        }
        .into_html(),
    )
}

/// The columns with what they say when pointed at, and the numbers above them, which stand over every line.
fn share_columns(lang: Lang, measure: Measure, list: &[Month], canvas: Canvas) -> (Html, Html) {
    let mut drawn = Vec::with_capacity(list.len());
    let mut labels = Vec::with_capacity(list.len());
    for (slot, month) in columns::slots(list.len()).into_iter().zip(list) {
        let share = month.figure.seen.share().unwrap_or_default();
        let points = share.basis_points().unwrap_or(0);
        let reached = month.figure.target.and_then(|target| share.reaches(target));
        let class = if reached == Some(false) { "fill below" } else { "fill" };
        // Rounded down: a column never claims a target that it misses. The table has the exact share.
        let text = match month.figure.seen {
            Seen::Few => String::new(),
            Seen::Share(_) if share.all > 0 => (points / 100).to_string(),
            Seen::Share(_) => "–".to_owned(),
        };
        labels.push(canvas.number(slot, points, text, list.len(), 3));
        let title = format!(
            "{}: {} ({} / {})",
            format::month(lang, month.first),
            percent(lang, month.figure.seen),
            super::amount(lang, measure, share.of),
            super::amount(lang, measure, share.all),
        );
        drawn.push((points > 0).then(|| {
            let (top, height) = (canvas.y(points), canvas.scale.rise(points));
            view! { <g><title>{title}</title> {column(slot, top, height, class)}</g> }
        }));
    }
    (drawn.into_html(), labels.into_html())
}

fn target_line(percent: u32, canvas: Canvas) -> Html {
    let y = canvas.y(i64::from(percent) * 100);
    view! { <line class="target" x1="0" x2="100%" y1=y y2=y></line> }.into_html()
}

fn target_swatch() -> Html {
    view! {
        <svg class="swatch" width="18" height="12" aria-hidden="true">
            <line class="target" x1="0" x2="18" y1="6" y2="6"></line>
        </svg>
    }
    .into_html()
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

fn drawn_mark(mark: &Mark<'_>, canvas: Canvas) -> Html {
    let x = along(mark.x);
    let top = mark.row * 24;
    view! {
        <g class="pin">
            <line x1=x.clone() x2=x.clone() y1=top + 20 y2=canvas.ground()></line>
            <circle cx=x.clone() cy=top + 10 r="10"></circle>
            <text x=x y=top + 15 text-anchor="middle">{mark.number}</text>
        </g>
    }
    .into_html()
}

fn mark_swatch(number: usize) -> Html {
    view! {
        <svg class="swatch pin" width="20" height="20" aria-hidden="true">
            <circle cx="10" cy="10" r="10"></circle>
            <text x="10" y="14.5" text-anchor="middle">{number}</text>
        </svg>
    }
    .into_html()
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
        let (day, days) = (i64::from(start.on.day()) - 1, i64::from(month.days_in_month()));
        // A mark on the very edge would be cut in two.
        let x = columns::within(slot, end, day, days).clamp(120, 9_880);
        match marks.last_mut() {
            Some(last) if last.x == x => last.starts.push(start),
            last => {
                let touches = last.is_some_and(|last| last.row == 0 && x - last.x < NEAR);
                marks.push(Mark { x, row: i64::from(touches), number: marks.len() + 1, starts: vec![start] });
            }
        }
    }
    marks
}

fn start_words(lang: Lang, start: &PolicyStart) -> String {
    let document = explain::document(lang, &start.number);
    let effect = match &start.effect {
        Effect::CutFee { percent, .. } if percent.get() == 100 => t!(lang, "adoption.start.waive").into_owned(),
        Effect::CutFee { percent, .. } => t!(lang, "adoption.start.cut", percent = percent.get()).into_owned(),
        Effect::OwnRate { .. } => t!(lang, "adoption.start.rate").into_owned(),
        Effect::ShortenDeadline { percent, .. } if percent.get() == 0 => {
            t!(lang, "adoption.start.shorten_named").into_owned()
        }
        Effect::ShortenDeadline { percent, .. } => {
            t!(lang, "adoption.start.shorten", percent = percent.get()).into_owned()
        }
        Effect::OnlineOnly => t!(lang, "adoption.start.online_only").into_owned(),
    };
    let who = if start.for_some { t!(lang, "adoption.start.some") } else { "".into() };
    t!(lang, "adoption.start", document = document, effect = effect, who = who).into_owned()
}

/// From where to where the measure moved, for those who don't see the drawing.
fn summary(lang: Lang, list: &[Month]) -> String {
    let known: Vec<(&Month, i64)> =
        list.iter().filter_map(|month| Some((month, month.figure.seen.share()?.basis_points()?))).collect();
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
                figure: Figure { seen: Seen::Share(Share::default()), target: None, of_href: None, all_href: None },
                channels: None,
            })
            .collect();
        let start = |on| PolicyStart {
            on,
            number: "1/NQ-HĐND".into(),
            effect: Effect::ShortenDeadline { percent: Percent::ALL, limits: std::collections::BTreeMap::new() },
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
