//! Days from a table: the columns, the form, and every line that is wrong.

use leptos::prelude::*;

use super::{PATH, VI, above_calendar};
use crate::t;
use crate::ui::{Checkbox, Column, DataTable, ErrorSummary, FormState, Html, IntoHtml, Notice, TextArea, Tone};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct ImportPage {
    /// What was typed, or stood in the file.
    pub form: FormState,
    /// Lines that are wrong, in words.
    pub wrong: Vec<String>,
    /// The table was right, and everything in it is there.
    pub nothing_new: bool,
    /// Where days can hold: path and name.
    pub places: Vec<(String, String)>,
    /// The first lines of a table.
    pub example: String,
}

/// Above so many lines the rest are counted.
const MOST_WRONG: usize = 50;

/// The page.
#[must_use]
pub fn page(view: &ImportPage) -> Html {
    let form = &view.form;
    let file_error = form.error("file").map(str::to_owned);
    let is_wrong = file_error.is_some();
    view! {
        {above_calendar()}
        <h1>{t!(VI, "calendar.import")}</h1>
        <p class="lead">{t!(VI, "calendar.import_lead")}</p>
        <ErrorSummary lang=VI errors=form.errors().to_vec()/>
        {wrong(&view.wrong)}
        {view.nothing_new.then(|| view! { <Notice tone=Tone::Done>{t!(VI, "calendar.nothing_new")}</Notice> })}
        <form class="narrow" method="post" action=format!("{PATH}/nhap") enctype="multipart/form-data" novalidate>
            <div class="field" class:wrong=is_wrong>
                <label for="file">{t!(VI, "calendar.file")}</label>
                <p class="hint" id="file-hint">{t!(VI, "calendar.file_hint")}</p>
                {file_error.map(|error| view! { <p class="error" id="file-error">{error}</p> })}
                <input
                    type="file" id="file" name="file" accept=".csv,text/csv" aria-describedby="file-hint"
                    aria-invalid=is_wrong.then_some("true")
                />
            </div>
            <TextArea
                lang=VI field=form.field("text") label=t!(VI, "calendar.text") hint=t!(VI, "calendar.text_hint") rows=8
            />
            <Checkbox
                lang=VI field=form.field("whole") label=t!(VI, "calendar.whole") hint=t!(VI, "calendar.whole_hint")
            />
            <div class="buttons"><button class="button">{t!(VI, "calendar.check")}</button></div>
        </form>
        {columns(view)}
    }
    .into_html()
}

fn wrong(lines: &[String]) -> Html {
    if lines.is_empty() {
        return ().into_html();
    }
    let rest = lines.len().saturating_sub(MOST_WRONG);
    let shown = lines.iter().take(MOST_WRONG).map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    view! {
        <Notice tone=Tone::Problem title=t!(VI, "calendar.wrong_lines", count = lines.len())>
            <ul>{shown}</ul>
            {(rest > 0).then(|| view! { <p>{t!(VI, "calendar.more_wrong", count = rest)}</p> })}
        </Notice>
    }
    .into_html()
}

fn columns(view: &ImportPage) -> Html {
    let columns = [
        ("day", t!(VI, "calendar.csv.day")),
        ("kind", t!(VI, "calendar.csv.kind")),
        ("name", t!(VI, "calendar.csv.name")),
        ("legal_source", t!(VI, "calendar.csv.legal_source")),
        ("provisional", t!(VI, "calendar.csv.provisional")),
        ("scope", t!(VI, "calendar.csv.scope")),
    ];
    let rows = columns
        .into_iter()
        .map(|(name, means)| vec![view! { <code>{name}</code> }.into_html(), means.into_html()])
        .collect();
    let heads = vec![Column::words(t!(VI, "calendar.csv.column")), Column::words(t!(VI, "calendar.csv.means"))];
    let places = view
        .places
        .iter()
        .map(|(path, name)| view! { <li><code>{path.clone()}</code> " " {name.clone()}</li> })
        .collect_view();
    view! {
        <h2>{t!(VI, "calendar.csv.title")}</h2>
        <DataTable label=t!(VI, "calendar.csv.title") columns=heads rows/>
        <p>
            <a href=format!("{PATH}/mau.csv") download="lich-mau.csv">{t!(VI, "calendar.csv.example")}</a>
        </p>
        <pre class="scroll example" tabindex="0">{view.example.clone()}</pre>
        <details>
            <summary>{t!(VI, "calendar.csv.places")}</summary>
            <ul><li><code>"VN"</code> " " {t!(VI, "calendar.nationwide")}</li>{places}</ul>
        </details>
    }
    .into_html()
}
