//! Mountainous communes, islands and the like, where some limits are longer.

use jiff::civil::Date;
use leptos::prelude::*;

use super::{PATH, VI, above_calendar, form::document, year::ChangeRow, year::history};
use crate::ui::{
    Choice, Column, DataTable, DateField, EmptyState, ErrorSummary, FormState, Html, IntoHtml, Notice, SelectField,
    Tone,
};
use crate::{format, t};

/// A commune.
#[derive(Clone, Debug)]
pub struct RemoteRow {
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Option<Date>,
    /// Who decided.
    pub source: String,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct RemotePage {
    /// The communes.
    pub rows: Vec<RemoteRow>,
    /// Those that can be entered: code and name.
    pub units: Vec<(String, String)>,
    /// What was done.
    pub applied: Vec<ChangeRow>,
    /// What was typed.
    pub form: FormState,
    /// A sentence about what was just done.
    pub done: Option<String>,
}

/// The page.
#[must_use]
pub fn page(view: &RemotePage) -> Html {
    let form = &view.form;
    let done = view.done.clone();
    let units = view.units.iter().map(|(code, name)| Choice::new(code, name)).collect::<Vec<_>>();
    view! {
        {above_calendar()}
        <h1>{t!(VI, "calendar.remote")}</h1>
        {done.map(|words| view! { <Notice tone=Tone::Done>{words}</Notice> })}
        <p class="lead">{t!(VI, "calendar.remote.lead")}</p>
        <ErrorSummary lang=VI errors=form.errors().to_vec()/>
        {table(&view.rows)}
        <h2>{t!(VI, "calendar.remote.change")}</h2>
        <form class="narrow" method="post" action=format!("{PATH}/vung-xa") novalidate>
            <SelectField
                lang=VI field=form.field("unit") label=t!(VI, "calendar.remote.unit") choices=units required=true
                empty=t!(VI, "calendar.remote.choose")
            />
            <DateField
                lang=VI field=form.field("valid_from") label=t!(VI, "calendar.remote.from")
                hint=t!(VI, "calendar.remote.from_hint")
            />
            <DateField
                lang=VI field=form.field("last_day") label=t!(VI, "calendar.remote.last_day")
                hint=t!(VI, "calendar.remote.last_day_hint")
            />
            {document(form, false)}
            <div class="buttons"><button class="button">{t!(VI, "calendar.to_preview")}</button></div>
        </form>
        {history(&view.applied)}
    }
    .into_html()
}

fn table(rows: &[RemoteRow]) -> Html {
    if rows.is_empty() {
        return view! { <EmptyState title=t!(VI, "calendar.remote.none")>""</EmptyState> }.into_html();
    }
    let columns = vec![
        Column::words(t!(VI, "calendar.remote.unit")),
        Column::words(t!(VI, "calendar.remote.code")),
        Column::words(t!(VI, "calendar.remote.validity")),
        Column::words(t!(VI, "calendar.source")),
    ];
    let rows = rows
        .iter()
        .map(|row| {
            let from = format::date(VI, row.from);
            let span = match row.to {
                Some(to) => format!("{from} – {}", format::date(VI, to)),
                None => t!(VI, "calendar.remote.since", day = from).into_owned(),
            };
            vec![
                row.name.clone().into_html(),
                row.code.clone().into_html(),
                span.into_html(),
                row.source.clone().into_html(),
            ]
        })
        .collect();
    view! { <DataTable label=t!(VI, "calendar.remote") columns rows/> }.into_html()
}
