//! A year at a glance: twelve months, the days that are special, what was changed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use domain::calendar::{Calendar, CalendarDay, DayKind};
use domain::territory::Territory;
use jiff::civil::{Date, DateTime, Weekday};
use leptos::prelude::*;

use super::{PATH, VI, above, change_path, kind, year_path};
use crate::ui::{
    Choice, Column, DataTable, EmptyState, FormState, Html, IntoHtml, Notice, SelectField, Tone, month_table,
};
use crate::{format, t};

/// A day of the list.
#[derive(Clone, Debug)]
pub struct DayRow {
    /// The day.
    pub day: CalendarDay,
    /// Where it holds.
    pub place: String,
    /// It is decided and past: it stays.
    pub settled: bool,
}

/// A change that was applied or is prepared.
#[derive(Clone, Debug)]
pub struct ChangeRow {
    /// Its id.
    pub id: String,
    /// Who.
    pub who: String,
    /// When.
    pub at: DateTime,
    /// What, in sentences.
    pub lines: Vec<String>,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct YearPage {
    /// The year.
    pub year: i16,
    /// The days of all places.
    pub days: Vec<DayRow>,
    /// The document that publishes the calendar.
    pub declared: Option<String>,
    /// Published, and nothing in it is only foreseen.
    pub is_final: bool,
    /// How many days the country works.
    pub working_days: u32,
    /// What was done, the newest first.
    pub applied: Vec<ChangeRow>,
    /// What is prepared, and has no effect.
    pub prepared: Vec<ChangeRow>,
    /// The places whose calendar can be looked at: path and name.
    pub places: Vec<(String, String)>,
    /// The one that is looked at; empty for all together.
    pub place: String,
    /// Today.
    pub today: Date,
    /// A sentence about what was just done.
    pub done: Option<String>,
}

/// The page.
#[must_use]
pub fn page(view: &YearPage) -> Html {
    let done = view.done.clone();
    let year = view.year;
    let link = |name: Cow<'static, str>, path: &str| {
        view! { <a class="button quiet" href=format!("{PATH}/{path}")>{name}</a> }
    };
    view! {
        {above()}
        <h1>{t!(VI, "calendar.year_title", year = year)}</h1>
        {done.map(|words| view! { <Notice tone=Tone::Done>{words}</Notice> })}
        {state(view)}
        <p class="buttons">
            <a class="button" href=format!("{PATH}/them")>{t!(VI, "calendar.add")}</a>
            {link(t!(VI, "calendar.close_area"), "them?loai=closure")}
            {link(t!(VI, "calendar.import"), "nhap")}
            {link(t!(VI, "calendar.hours"), "gio")}
            {link(t!(VI, "calendar.remote"), "vung-xa")}
        </p>
        {prepared(&view.prepared)}
        <nav class="buttons" aria-label=t!(VI, "calendar.years")>
            <a class="button quiet" rel="prev" href=year_path(year - 1)>{t!(VI, "calendar.year", year = year - 1)}</a>
            <a class="button quiet" rel="next" href=year_path(year + 1)>{t!(VI, "calendar.year", year = year + 1)}</a>
        </nav>
        {choose_place(view)}
        {months(view)}
        {legend()}
        <h2>{t!(VI, "calendar.special_days")}</h2>
        {list(view)}
        {history(&view.applied)}
    }
    .into_html()
}

fn state(view: &YearPage) -> Html {
    let year = view.year;
    let worked = t!(VI, "calendar.working_days", count = view.working_days);
    if view.is_final {
        let source = view.declared.clone().unwrap_or_default();
        return view! {
            <Notice tone=Tone::Done title=t!(VI, "calendar.final", year = year)>
                <p>{worked} " " {t!(VI, "calendar.final_by", source = source)}</p>
            </Notice>
        }
        .into_html();
    }
    let foreseen = view.days.iter().filter(|row| row.day.provisional && row.day.is_nationwide());
    let why = match (foreseen.count(), &view.declared) {
        (0, None) => t!(VI, "calendar.not_declared"),
        (count, _) => t!(VI, "calendar.some_foreseen", count = count),
    };
    view! {
        <Notice tone=Tone::Warning title=t!(VI, "calendar.not_final", year = year)>
            <p>{why} " " {worked} " " {t!(VI, "calendar.not_final_means")}</p>
            <p><a href=format!("{PATH}/chinh-thuc?nam={year}")>{t!(VI, "calendar.declare", year = year)}</a></p>
        </Notice>
    }
    .into_html()
}

fn prepared(rows: &[ChangeRow]) -> Html {
    if rows.is_empty() {
        return ().into_html();
    }
    let lines = rows
        .iter()
        .map(|row| {
            let what = row.lines.first().cloned().unwrap_or_default();
            let at = format::moment_short(row.at);
            view! {
                <li>
                    <a href=change_path(&row.id)>{what}</a> " "
                    <small>{t!(VI, "calendar.prepared_by", who = row.who, at = at)}</small>
                </li>
            }
        })
        .collect_view();
    view! {
        <Notice title=t!(VI, "calendar.prepared", count = rows.len())><ul>{lines}</ul></Notice>
    }
    .into_html()
}

fn choose_place(view: &YearPage) -> Html {
    let form = FormState::typed([("noi", view.place.clone())]);
    let places = view.places.iter().map(|(path, name)| Choice::new(path, name)).collect::<Vec<_>>();
    view! {
        <form class="narrow" method="get" action=PATH>
            <input type="hidden" name="nam" value=view.year.to_string()/>
            <SelectField
                lang=VI field=form.field("noi") label=t!(VI, "calendar.of_place") choices=places unmarked=true
                empty=t!(VI, "calendar.all_places")
            />
            <button class="button quiet">{t!(VI, "calendar.look")}</button>
        </form>
    }
    .into_html()
}

fn months(view: &YearPage) -> Html {
    let days = || view.days.iter().map(|row| row.day.clone());
    let place = Territory::new(view.place.as_str());
    let place = (!view.place.is_empty()).then_some(&place);
    let calendar = Calendar::new(days(), place);
    // Of all places together a day off of one is shown where the country has none.
    let mut elsewhere: BTreeMap<Date, CalendarDay> = BTreeMap::new();
    if place.is_none() {
        for day in days().filter(|day| !day.is_nationwide()) {
            elsewhere.entry(day.date).or_insert(day);
        }
    }
    let tables = (1..=12)
        .filter_map(|month| Date::new(view.year, month, 1).ok())
        .map(|first| {
            let dates: Vec<Date> =
                first.series(jiff::Span::new().days(1)).take_while(|day| day.month() == first.month()).collect();
            month_table(VI, &dates, |date| {
                let listed = calendar.listed(date).or_else(|| elsewhere.get(&date));
                Some(cell(date, listed, date == view.today))
            })
        })
        .collect_view();
    view! { <div class="course year"><div class="months">{tables}</div></div> }.into_html()
}

fn cell(date: Date, listed: Option<&CalendarDay>, is_today: bool) -> Html {
    let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    let (class, word) = match listed.map(|day| day.kind) {
        Some(DayKind::Holiday) => ("holiday", Some(t!(VI, "course.holiday"))),
        Some(DayKind::Compensation) => ("holiday", Some(t!(VI, "course.compensation"))),
        Some(DayKind::SwapOff) => ("holiday", Some(t!(VI, "course.swapped"))),
        Some(DayKind::MakeUp) => ("counted", Some(t!(VI, "calendar.make_up_short"))),
        Some(DayKind::Closure) => ("closed", Some(t!(VI, "course.closed"))),
        None if weekend => ("off", None),
        None => ("", None),
    };
    let name = listed.map(|day| day.name.clone());
    let foreseen = listed.is_some_and(|day| day.provisional);
    let unseen = (word.is_none() && weekend).then(|| view! { <span class="unseen">{t!(VI, "course.off")}</span> });
    view! {
        <td class=class class:foreseen=foreseen class:end=is_today title=name>
            <time datetime=date.to_string()>{date.day()}</time>
            {word.map(|word| view! { <span>{word}</span> })}
            {unseen}
            {foreseen.then(|| view! { <span>{t!(VI, "calendar.provisional")}</span> })}
            {is_today.then(|| view! { <span class="unseen">{t!(VI, "calendar.today")}</span> })}
        </td>
    }
    .into_html()
}

/// What the cells mean, each drawn as it is above.
fn legend() -> Html {
    let entries = [
        ("", "12", t!(VI, "calendar.legend.worked")),
        ("off", "12", t!(VI, "calendar.legend.weekend")),
        ("holiday", "12", t!(VI, "calendar.legend.holiday")),
        ("counted", "12", t!(VI, "calendar.legend.make_up")),
        ("foreseen", "12", t!(VI, "calendar.legend.foreseen")),
        ("closed", "12", t!(VI, "calendar.legend.closed")),
        ("end", "12", t!(VI, "calendar.legend.today")),
    ];
    let lines = entries
        .into_iter()
        .map(|(class, number, means)| {
            view! { <li><span class=format!("day {class}") aria-hidden="true">{number}</span> " " {means}</li> }
        })
        .collect_view();
    view! { <ul class="legend year">{lines}</ul> }.into_html()
}

fn list(view: &YearPage) -> Html {
    let shown = view
        .days
        .iter()
        .filter(|row| view.place.is_empty() || row.day.holds_at(Some(&Territory::new(view.place.as_str()))));
    let rows: Vec<Vec<Html>> = shown.map(row).collect();
    if rows.is_empty() {
        return view! {
            <EmptyState title=t!(VI, "calendar.no_days")><p>{t!(VI, "calendar.no_days_more")}</p></EmptyState>
        }
        .into_html();
    }
    let columns = vec![
        Column::words(t!(VI, "calendar.day")),
        Column::words(t!(VI, "calendar.name")),
        Column::words(t!(VI, "calendar.kind")),
        Column::words(t!(VI, "calendar.scope")),
        Column::words(t!(VI, "calendar.source")),
        Column::words(t!(VI, "calendar.state")),
        Column::words(t!(VI, "calendar.act")),
    ];
    view! { <DataTable label=t!(VI, "calendar.special_days") columns rows/> }.into_html()
}

fn row(row: &DayRow) -> Vec<Html> {
    let day = &row.day;
    let state = if day.provisional {
        view! { <strong>{t!(VI, "calendar.provisional")}</strong> }.into_html()
    } else {
        t!(VI, "calendar.decided").into_html()
    };
    vec![
        format::weekday_date(VI, day.date).into_html(),
        day.name.clone().into_html(),
        kind(day.kind).into_html(),
        row.place.clone().into_html(),
        day.legal_source.clone().into_html(),
        state,
        acts(row),
    ]
}

fn acts(row: &DayRow) -> Html {
    let day = &row.day;
    let named = format!("{}, {}", format::date(VI, day.date), day.name);
    let change = format!("{PATH}/sua?ngay={}&noi={}", day.date, day.scope);
    let remove = (!row.settled).then(|| {
        view! {
            <form method="post" action=format!("{PATH}/bo")>
                <input type="hidden" name="day" value=day.date.to_string()/>
                <input type="hidden" name="scope" value=day.scope.clone()/>
                <button class="link" aria-label=t!(VI, "calendar.remove_named", day = named)>
                    {t!(VI, "calendar.remove")}
                </button>
            </form>
        }
    });
    view! {
        <a href=change aria-label=t!(VI, "calendar.change_named", day = named)>{t!(VI, "calendar.change")}</a>
        {remove}
    }
    .into_html()
}

/// What was done, by whom: the newest first.
pub(super) fn history(rows: &[ChangeRow]) -> Html {
    if rows.is_empty() {
        return ().into_html();
    }
    let lines = rows
        .iter()
        .map(|row| {
            let head = t!(VI, "calendar.applied_by", who = row.who, at = format::moment_short(row.at));
            let said = row.lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
            view! { <li><a href=change_path(&row.id)>{head}</a> <ul>{said}</ul></li> }
        })
        .collect_view();
    view! { <h2>{t!(VI, "calendar.history")}</h2> <ul>{lines}</ul> }.into_html()
}
