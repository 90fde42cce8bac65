//! `/quan-tri/chi-tieu`: what administrators aim at. In Vietnamese alone.

use domain::metrics::Measure;
use domain::mode::Level;
use jiff::civil::Date;
use leptos::prelude::*;

use super::name;
use crate::format;
use crate::names;
use crate::shell::trail;
use crate::t;
use crate::ui::{
    Choice, Column, DataTable, DateField, EmptyState, ErrorSummary, FormState, Html, IntoHtml, Notice, SelectField,
    TextField, Tone,
};
use crate::words::Lang;

const LANG: Lang = Lang::Vi;

/// The targets, and the form for one more.
#[derive(Clone, Debug)]
pub struct TargetsPage {
    /// The targets, those in force first.
    pub targets: Vec<TargetRow>,
    /// The agencies to choose from.
    pub agencies: Vec<Choice>,
    /// What was typed.
    pub form: FormState,
    /// What was just done; empty for nothing.
    pub done: Option<Done>,
}

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// One more target.
    Added,
    /// A target was given its end.
    Ended,
}

/// A target.
#[derive(Clone, Debug)]
pub struct TargetRow {
    /// Its id.
    pub id: String,
    /// For whom: an agency's name; none for all, or all of a level.
    pub agency: Option<String>,
    /// For the agencies of one level.
    pub level: Option<Level>,
    /// Of what.
    pub measure: Measure,
    /// So many percent.
    pub percent: u32,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
    /// The document that sets it.
    pub source: String,
    /// Whether it can still be ended.
    pub open: bool,
}

/// The page.
#[must_use]
pub fn page(view: &TargetsPage) -> Html {
    let above = vec![("/quan-tri".to_owned(), t!(LANG, "admin.title").into_owned())];
    let done = view.done.map(|done| {
        let words = match done {
            Done::Added => t!(LANG, "admin.target.added"),
            Done::Ended => t!(LANG, "admin.target.ended"),
        };
        view! { <Notice tone=Tone::Done>{words}</Notice> }
    });
    view! {
        {trail(LANG, above)}
        <h1>{t!(LANG, "admin.target.title")}</h1>
        {done}
        <ErrorSummary lang=LANG errors=view.form.errors().to_vec()/>
        <p class="lead">{t!(LANG, "admin.target.lead")}</p>
        {list(&view.targets)}
        <h2 id="them">{t!(LANG, "admin.target.add")}</h2>
        {form(view)}
    }
    .into_html()
}

fn list(targets: &[TargetRow]) -> Html {
    if targets.is_empty() {
        return view! {
            <EmptyState title=t!(LANG, "admin.target.none")>
                <p>{t!(LANG, "admin.target.none_more")}</p>
            </EmptyState>
        }
        .into_html();
    }
    let columns = vec![
        Column::words(t!(LANG, "admin.target.measure")),
        Column::words(t!(LANG, "admin.target.whom")),
        Column::numbers(t!(LANG, "admin.target.percent_head")),
        Column::words(t!(LANG, "admin.validity")),
        Column::words(t!(LANG, "admin.target.source")),
        Column::words(t!(LANG, "admin.target.act")),
    ];
    let rows = targets
        .iter()
        .map(|row| {
            let until = row.to.map_or_else(|| t!(LANG, "admin.open_end").into_owned(), |day| format::date(LANG, day));
            vec![
                name(LANG, row.measure).into_html(),
                whom(row).into_html(),
                format!("{}%", row.percent).into_html(),
                format!("{} – {until}", format::date(LANG, row.from)).into_html(),
                row.source.clone().into_html(),
                end(row).into_html(),
            ]
        })
        .collect();
    view! { <DataTable label=t!(LANG, "admin.target.title") columns rows/> }.into_html()
}

fn whom(row: &TargetRow) -> String {
    match (&row.agency, row.level) {
        (Some(agency), _) => agency.clone(),
        (None, Some(level)) => t!(LANG, "admin.target.of_level", level = names::level(LANG, level)).into_owned(),
        (None, None) => t!(LANG, "admin.target.everybody").into_owned(),
    }
}

/// Ends a target at the close of today: what was aimed at before stays as it was.
fn end(row: &TargetRow) -> Option<Html> {
    row.open.then(|| {
        let action = format!("/quan-tri/chi-tieu/{}/ket-thuc", row.id);
        let label = format!("{}: {}, {}", t!(LANG, "admin.target.end"), name(LANG, row.measure), whom(row));
        view! {
            <form method="post" action=action>
                <button class="link" aria-label=label>{t!(LANG, "admin.target.end")}</button>
            </form>
        }
        .into_html()
    })
}

fn form(view: &TargetsPage) -> Html {
    let form = &view.form;
    let measures = Measure::ALL.iter().map(|measure| Choice::new(measure.as_str(), name(LANG, *measure))).collect();
    let levels = [Level::Province, Level::Commune]
        .into_iter()
        .map(|level| Choice::new(level.as_str(), names::level(LANG, level)))
        .collect();
    let all = || t!(LANG, "admin.target.everybody").into_owned();
    let choose = t!(LANG, "admin.target.choose").into_owned();
    view! {
        <form method="post" action="/quan-tri/chi-tieu" class="narrow" novalidate>
            <SelectField
                lang=LANG field=form.field("measure") label=t!(LANG, "admin.target.measure")
                required=true empty=choose choices=measures
            />
            <SelectField
                lang=LANG field=form.field("agency") label=t!(LANG, "admin.target.agency")
                hint=t!(LANG, "admin.target.agency_hint") empty=all() choices=view.agencies.clone()
            />
            <SelectField
                lang=LANG field=form.field("level") label=t!(LANG, "admin.target.level")
                empty=all() choices=levels
            />
            <TextField
                lang=LANG field=form.field("percent") label=t!(LANG, "admin.target.percent")
                hint=t!(LANG, "admin.target.percent_hint") required=true inputmode="numeric" maxlength=3_u32 width="short"
            />
            <DateField lang=LANG field=form.field("from") label=t!(LANG, "admin.target.from") required=true/>
            <DateField lang=LANG field=form.field("to") label=t!(LANG, "admin.target.to")/>
            <TextField
                lang=LANG field=form.field("legal_source") label=t!(LANG, "admin.target.source")
                hint=t!(LANG, "admin.target.source_hint") required=true maxlength=300_u32
            />
            <div class="buttons"><button class="button">{t!(LANG, "admin.target.add")}</button></div>
        </form>
    }
    .into_html()
}
