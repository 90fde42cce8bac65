//! Hours of work by agency.

use jiff::civil::Date;
use leptos::prelude::*;

use super::{PATH, VI, above_calendar, form::document, year::ChangeRow, year::history};
use crate::ui::{
    Choice, Column, DataTable, DateField, ErrorSummary, FormState, Html, IntoHtml, Notice, SelectField, TextField, Tone,
};
use crate::{format, t};

/// Hours from a day on.
#[derive(Clone, Debug)]
pub struct HoursRow {
    /// Whose; `None` for all that have none of their own.
    pub agency: Option<String>,
    /// Its id.
    pub agency_id: String,
    /// The first day.
    pub from: Date,
    /// As text: sessions, and after `|` those in which dossiers are taken in on Saturdays.
    pub hours: String,
    /// Who decided.
    pub source: String,
    /// In force today.
    pub now: bool,
    /// Not yet in force.
    pub to_come: bool,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct HoursPage {
    /// In force or to come.
    pub rows: Vec<HoursRow>,
    /// What held before.
    pub past: Vec<HoursRow>,
    /// Whose hours can be entered: id and name.
    pub agencies: Vec<(String, String)>,
    /// What was done.
    pub applied: Vec<ChangeRow>,
    /// What was typed.
    pub form: FormState,
    /// A sentence about what was just done.
    pub done: Option<String>,
}

/// The page.
#[must_use]
pub fn page(view: &HoursPage) -> Html {
    let done = view.done.clone();
    let past = (!view.past.is_empty()).then(|| {
        view! {
            <details>
                <summary>{t!(VI, "calendar.hours.past", count = view.past.len())}</summary>
                {table(&view.past)}
            </details>
        }
    });
    view! {
        {above_calendar()}
        <h1>{t!(VI, "calendar.hours")}</h1>
        {done.map(|words| view! { <Notice tone=Tone::Done>{words}</Notice> })}
        <p class="lead">{t!(VI, "calendar.hours.lead")}</p>
        <ErrorSummary lang=VI errors=view.form.errors().to_vec()/>
        {table(&view.rows)}
        {past}
        <p class="soft">{t!(VI, "calendar.hours.cut_off")}</p>
        <h2 id="them">{t!(VI, "calendar.hours.add")}</h2>
        {form(view)}
        {history(&view.applied)}
    }
    .into_html()
}

fn table(rows: &[HoursRow]) -> Html {
    let columns = vec![
        Column::words(t!(VI, "calendar.agency")),
        Column::words(t!(VI, "calendar.hours.work")),
        Column::words(t!(VI, "calendar.hours.valid_from")),
        Column::words(t!(VI, "calendar.source")),
        Column::words(t!(VI, "calendar.act")),
    ];
    let rows = rows
        .iter()
        .map(|row| {
            let whose = row.agency.clone().unwrap_or_else(|| t!(VI, "calendar.hours.all").into_owned());
            let from = if row.to_come {
                t!(VI, "calendar.hours.to_come", day = format::date(VI, row.from)).into_owned()
            } else {
                format::date(VI, row.from)
            };
            let source =
                if row.source.is_empty() { t!(VI, "calendar.no_source").into_owned() } else { row.source.clone() };
            let href = format!("{PATH}/gio?co-quan={}#them", row.agency_id);
            let label = t!(VI, "calendar.change_named", day = whose);
            let act = (row.now || row.to_come)
                .then(|| view! { <a href=href aria-label=label>{t!(VI, "calendar.change")}</a> });
            vec![
                whose.into_html(),
                in_words(&row.hours).into_html(),
                from.into_html(),
                source.into_html(),
                act.into_html(),
            ]
        })
        .collect();
    view! { <DataTable label=t!(VI, "calendar.hours") columns rows/> }.into_html()
}

fn form(view: &HoursPage) -> Html {
    let form = &view.form;
    let agencies = view.agencies.iter().map(|(id, name)| Choice::new(id, name)).collect::<Vec<_>>();
    view! {
        <form class="narrow" method="post" action=format!("{PATH}/gio") novalidate>
            <SelectField
                lang=VI field=form.field("agency") label=t!(VI, "calendar.agency") choices=agencies unmarked=true
                empty=t!(VI, "calendar.hours.all")
            />
            <TextField
                lang=VI field=form.field("morning") label=t!(VI, "calendar.hours.morning")
                hint=t!(VI, "calendar.hours.morning_hint") maxlength=40_u32 width="short"
            />
            <TextField
                lang=VI field=form.field("afternoon") label=t!(VI, "calendar.hours.afternoon")
                hint=t!(VI, "calendar.hours.afternoon_hint") maxlength=40_u32 width="short"
            />
            <TextField
                lang=VI field=form.field("saturday") label=t!(VI, "calendar.hours.saturday")
                hint=t!(VI, "calendar.hours.saturday_hint") maxlength=40_u32 width="short"
            />
            <DateField
                lang=VI field=form.field("valid_from") label=t!(VI, "calendar.hours.valid_from")
                hint=t!(VI, "calendar.hours.valid_from_hint") required=true
            />
            {document(form, false)}
            <div class="buttons"><button class="button">{t!(VI, "calendar.to_preview")}</button></div>
        </form>
    }
    .into_html()
}

/// Hours as people read them: `07:00–11:30, 13:30–17:00; sáng thứ Bảy nhận hồ sơ 07:00–11:00`.
pub(super) fn in_words(hours: &str) -> String {
    let readable = |text: &str| text.replace('-', "–").replace(',', ", ");
    let (work, saturday) = hours.split_once('|').unwrap_or((hours, ""));
    let lists: Vec<String> = work.split(';').map(readable).collect();
    let days = [
        t!(VI, "calendar.hours.mon"),
        t!(VI, "calendar.hours.tue"),
        t!(VI, "calendar.hours.wed"),
        t!(VI, "calendar.hours.thu"),
        t!(VI, "calendar.hours.fri"),
        t!(VI, "calendar.hours.made_up"),
    ];
    let work = if lists.len() == days.len() {
        let each = days.iter().zip(&lists);
        let each: Vec<String> = each.map(|(day, list)| format!("{day} {list}")).collect();
        each.join("; ")
    } else {
        lists.join("; ")
    };
    if saturday.is_empty() {
        return work;
    }
    let intake = t!(VI, "calendar.hours.intake", hours = readable(saturday));
    format!("{work}; {intake}")
}
