//! What a change touches, and the button that applies it.

use jiff::civil::{Date, DateTime};
use leptos::prelude::*;

use super::{VI, above_calendar, change_path};
use crate::ui::{Column, DataTable, Html, IntoHtml, Notice, Tone};
use crate::{format, t};

/// A year before and after.
#[derive(Clone, Copy, Debug)]
pub struct YearRow {
    /// The year.
    pub year: i16,
    /// Worked days, before and after.
    pub working_days: (u32, u32),
    /// Whether its calendar is final, before and after.
    pub is_final: (bool, bool),
}

/// What lies at an agency.
#[derive(Clone, Debug)]
pub struct AgencyRow {
    /// Its name.
    pub name: String,
    /// Dossiers whose told date is not before the first day.
    pub promised: i64,
    /// Of those on a day that is no longer worked.
    pub on_closed_days: i64,
    /// Dossiers that wait for their applicants.
    pub waiting: i64,
    /// Dossiers that are not accepted.
    pub unaccepted: i64,
}

/// Where a change stands.
#[derive(Clone, Debug)]
pub enum Standing {
    /// It can be applied.
    Prepared,
    /// What it replaces has changed since.
    MovedOn,
    /// It was applied.
    Applied {
        /// By whom.
        who: String,
        /// When.
        at: DateTime,
    },
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct PreviewPage {
    /// The change's id.
    pub id: String,
    /// What it does, in sentences.
    pub lines: Vec<String>,
    /// Who prepared it, and when.
    pub author: (String, DateTime),
    /// Where it stands.
    pub standing: Standing,
    /// Years that change.
    pub years: Vec<YearRow>,
    /// It changes when agencies work: which ones is said.
    pub touches_work: bool,
    /// The agencies that it reaches.
    pub agencies: Vec<AgencyRow>,
    /// It reaches all of them.
    pub everywhere: bool,
    /// The first day.
    pub from: Date,
    /// The first day is past.
    pub past: bool,
}

/// The page.
#[must_use]
pub fn page(view: &PreviewPage) -> Html {
    let lines = view.lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    let (who, at) = &view.author;
    view! {
        {above_calendar()}
        <h1>{t!(VI, "calendar.preview_title")}</h1>
        {standing(view)}
        <h2>{t!(VI, "calendar.what_changes")}</h2>
        <ul>{lines}</ul>
        <p class="soft">{t!(VI, "calendar.prepared_by", who = who, at = format::moment_short(*at))}</p>
        {years(&view.years)}
        {view.touches_work.then(|| work(view))}
        {matches!(view.standing, Standing::Prepared).then(|| acts(view, true))}
        {matches!(view.standing, Standing::MovedOn).then(|| acts(view, false))}
    }
    .into_html()
}

fn standing(view: &PreviewPage) -> Html {
    match &view.standing {
        Standing::Prepared => view! { <p class="lead">{t!(VI, "calendar.preview_lead")}</p> }.into_html(),
        Standing::MovedOn => view! {
            <Notice tone=Tone::Problem title=t!(VI, "calendar.moved_on")>{t!(VI, "calendar.moved_on_more")}</Notice>
        }
        .into_html(),
        Standing::Applied { who, at } => {
            let said = t!(VI, "calendar.applied_by", who = who, at = format::moment_short(*at));
            view! { <Notice tone=Tone::Done>{said}</Notice> }.into_html()
        }
    }
}

fn years(rows: &[YearRow]) -> Html {
    let lines = rows
        .iter()
        .flat_map(|row| {
            let year = row.year;
            let (before, after) = row.working_days;
            let worked = if before == after {
                t!(VI, "calendar.days_stay", year = year, days = after)
            } else {
                t!(VI, "calendar.days_change", year = year, before = before, after = after)
            };
            let state = match row.is_final {
                (true, true) => t!(VI, "calendar.stays_final", year = year),
                (false, false) => t!(VI, "calendar.stays_foreseen", year = year),
                (false, true) => t!(VI, "calendar.becomes_final", year = year),
                (true, false) => t!(VI, "calendar.becomes_foreseen", year = year),
            };
            [worked, state]
        })
        .map(|line| view! { <li>{line}</li> })
        .collect_view();
    (!rows.is_empty()).then(|| view! { <ul>{lines}</ul> }).into_html()
}

fn work(view: &PreviewPage) -> Html {
    if view.agencies.is_empty() {
        return view! {
            <Notice tone=Tone::Warning>{t!(VI, "calendar.no_agency")}</Notice>
        }
        .into_html();
    }
    let reach = if view.everywhere {
        t!(VI, "calendar.everywhere", count = view.agencies.len()).into_owned()
    } else {
        let names: Vec<&str> = view.agencies.iter().map(|row| row.name.as_str()).collect();
        t!(VI, "calendar.reaches", names = names.join(", ")).into_owned()
    };
    view! {
        <h2>{t!(VI, "calendar.whom")}</h2>
        <p>{reach}</p>
        {dossiers(view)}
    }
    .into_html()
}

fn dossiers(view: &PreviewPage) -> Html {
    let sum = |of: fn(&AgencyRow) -> i64| view.agencies.iter().map(of).sum::<i64>();
    let count = |of| format::number(VI, sum(of));
    let from = format::date(VI, view.from);
    let on_closed = sum(|row| row.on_closed_days);
    let closed = (on_closed > 0).then(|| {
        let said = t!(VI, "calendar.on_closed", count = format::number(VI, on_closed));
        view! { <Notice tone=Tone::Warning title=said>{t!(VI, "calendar.on_closed_means")}</Notice> }
    });
    let past = view.past.then(|| view! { <Notice tone=Tone::Warning>{t!(VI, "calendar.past_means")}</Notice> });
    view! {
        <p>{t!(VI, "calendar.promised", count = count(|row| row.promised), from = from)}</p>
        {closed}
        <p>
            {t!(
                VI, "calendar.counted_anew", waiting = count(|row| row.waiting),
                unaccepted = count(|row| row.unaccepted)
            )}
        </p>
        {past}
        {table(view)}
    }
    .into_html()
}

fn table(view: &PreviewPage) -> Html {
    let any = |row: &&AgencyRow| row.promised + row.waiting + row.unaccepted > 0;
    let rows: Vec<Vec<Html>> = view
        .agencies
        .iter()
        .filter(any)
        .map(|row| {
            let numbers = [row.promised, row.on_closed_days, row.waiting, row.unaccepted];
            let numbers = numbers.map(|number| format::number(VI, number).into_html());
            std::iter::once(row.name.clone().into_html()).chain(numbers).collect()
        })
        .collect();
    if rows.len() < 2 {
        return ().into_html();
    }
    let columns = vec![
        Column::words(t!(VI, "calendar.agency")),
        Column::numbers(t!(VI, "calendar.column_promised")),
        Column::numbers(t!(VI, "calendar.column_closed")),
        Column::numbers(t!(VI, "calendar.column_waiting")),
        Column::numbers(t!(VI, "calendar.column_unaccepted")),
    ];
    view! { <DataTable label=t!(VI, "calendar.by_agency") columns rows/> }.into_html()
}

fn acts(view: &PreviewPage, can_apply: bool) -> Html {
    let path = change_path(&view.id);
    let apply = can_apply.then(|| {
        view! {
            <form method="post" action=format!("{path}/ap-dung")>
                <div class="buttons"><button class="button">{t!(VI, "calendar.apply")}</button></div>
            </form>
        }
    });
    view! {
        {apply}
        <form method="post" action=format!("{path}/bo")>
            <button class="link">{t!(VI, "calendar.discard")}</button>
        </form>
    }
    .into_html()
}
