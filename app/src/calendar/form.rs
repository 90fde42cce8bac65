//! Days as they are entered or changed, and a year as it is published.

use domain::calendar::{CalendarDay, DayKind, NATIONWIDE};
use jiff::civil::Date;
use leptos::prelude::*;

use super::{PATH, VI, above_calendar, kind, year_path};
use crate::ui::{
    Checkbox, Choice, ChoiceGroup, DateField, ErrorSummary, Facts, FormState, Html, IntoHtml, Notice, SelectField,
    TextField, Tone,
};
use crate::{format, t};

/// What the page for days shows.
#[derive(Clone, Debug)]
pub struct DayPage {
    /// The day that is changed, and where it holds; none for new ones.
    pub changes: Option<(Date, String)>,
    /// Where days can hold: path and name.
    pub places: Vec<(String, String)>,
    /// What was typed.
    pub form: FormState,
}

/// What the page that publishes a year shows.
#[derive(Clone, Debug)]
pub struct DeclarePage {
    /// The year.
    pub year: i16,
    /// The country's days that are only foreseen.
    pub foreseen: Vec<CalendarDay>,
    /// What was typed.
    pub form: FormState,
}

/// The page for days.
#[must_use]
pub fn days(view: &DayPage) -> Html {
    let form = &view.form;
    let title = match &view.changes {
        Some(_) => t!(VI, "calendar.change_title"),
        None if form.value("kind") == DayKind::Closure.as_str() => t!(VI, "calendar.close_area"),
        None => t!(VI, "calendar.add"),
    };
    view! {
        {above_calendar()}
        <h1>{title}</h1>
        <p class="lead">{t!(VI, "calendar.form_lead")}</p>
        <ErrorSummary lang=VI errors=form.errors().to_vec()/>
        <form class="narrow" method="post" action=format!("{PATH}/them") novalidate>
            {when(view)}
            <h2>{t!(VI, "calendar.part_what")}</h2>
            {what(form)}
            <h2>{t!(VI, "calendar.part_document")}</h2>
            {document(form, true)}
            <div class="buttons"><button class="button">{t!(VI, "calendar.to_preview")}</button></div>
        </form>
    }
    .into_html()
}

fn when(view: &DayPage) -> Html {
    let form = &view.form;
    if let Some((day, place)) = &view.changes {
        let items = vec![
            (t!(VI, "calendar.day").into_owned(), format::weekday_date(VI, *day).into_html()),
            (t!(VI, "calendar.scope").into_owned(), place.clone().into_html()),
        ];
        let hidden = ["from", "to", "scope"]
            .map(|name| {
                let value = form.value(name).to_owned();
                view! { <input type="hidden" name=name value=value/> }
            })
            .collect_view();
        return view! {
            <Facts items/>
            {hidden}
            <input type="hidden" name="changes" value="yes"/>
        }
        .into_html();
    }
    let places = view.places.iter().map(|(path, name)| Choice::new(path, name));
    let nation = Choice::new(NATIONWIDE, t!(VI, "calendar.nationwide"));
    let places = std::iter::once(nation).chain(places).collect::<Vec<_>>();
    view! {
        <h2>{t!(VI, "calendar.part_when")}</h2>
        <DateField lang=VI field=form.field("from") label=t!(VI, "calendar.from") required=true/>
        <DateField lang=VI field=form.field("to") label=t!(VI, "calendar.to") hint=t!(VI, "calendar.to_hint")/>
        <SelectField
            lang=VI field=form.field("scope") label=t!(VI, "calendar.scope") hint=t!(VI, "calendar.scope_hint")
            required=true choices=places
        />
    }
    .into_html()
}

fn what(form: &FormState) -> Html {
    let hint = |kind: DayKind| match kind {
        DayKind::Holiday => t!(VI, "calendar.kind.holiday_hint"),
        DayKind::Compensation => t!(VI, "calendar.kind.compensation_hint"),
        DayKind::SwapOff => t!(VI, "calendar.kind.swap_off_hint"),
        DayKind::MakeUp => t!(VI, "calendar.kind.make_up_hint"),
        DayKind::Closure => t!(VI, "calendar.kind.closure_hint"),
    };
    let kinds =
        DayKind::ALL.iter().map(|one| Choice::new(one.as_str(), kind(*one)).hint(hint(*one))).collect::<Vec<_>>();
    view! {
        <ChoiceGroup lang=VI field=form.field("kind") label=t!(VI, "calendar.kind") required=true choices=kinds/>
        <TextField
            lang=VI field=form.field("name") label=t!(VI, "calendar.name") hint=t!(VI, "calendar.name_hint")
            required=true maxlength=200_u32
        />
        <Checkbox
            lang=VI field=form.field("provisional") label=t!(VI, "calendar.provisional_label")
            hint=t!(VI, "calendar.provisional_hint")
        />
    }
    .into_html()
}

/// The document that decides: number, date, issuer. `foreseen`: it may be left out where nobody has decided yet.
pub(super) fn document(form: &FormState, foreseen: bool) -> Html {
    let (hint, issuer_hint) = if foreseen {
        (t!(VI, "calendar.number_hint_foreseen"), t!(VI, "calendar.issuer_hint_closure"))
    } else {
        (t!(VI, "calendar.number_hint"), t!(VI, "calendar.issuer_hint"))
    };
    view! {
        <TextField
            lang=VI field=form.field("number") label=t!(VI, "calendar.number") hint=hint required=true maxlength=120_u32
        />
        <DateField lang=VI field=form.field("date") label=t!(VI, "calendar.date") required=true/>
        <TextField
            lang=VI field=form.field("issuer") label=t!(VI, "calendar.issuer") hint=issuer_hint
            maxlength=120_u32
        />
    }
    .into_html()
}

/// The page that publishes a year.
#[must_use]
pub fn declare(view: &DeclarePage) -> Html {
    let (form, year) = (&view.form, view.year);
    let days = view
        .foreseen
        .iter()
        .map(|day| {
            let label = format!("{}: {}", format::weekday_date(VI, day.date), day.name);
            Choice::new(day.date.to_string(), label).hint(day.legal_source.clone())
        })
        .collect::<Vec<_>>();
    let choose = (!days.is_empty()).then(|| {
        view! {
            <ChoiceGroup
                lang=VI field=form.field("keep") label=t!(VI, "calendar.keep") hint=t!(VI, "calendar.keep_hint")
                several=true choices=days
            />
        }
    });
    view! {
        {above_calendar()}
        <h1>{t!(VI, "calendar.declare", year = year)}</h1>
        <p class="lead">{t!(VI, "calendar.declare_lead", year = year)}</p>
        <ErrorSummary lang=VI errors=form.errors().to_vec()/>
        <Notice tone=Tone::Info>
            {t!(VI, "calendar.declare_first")} " "
            <a href=format!("{PATH}/them")>{t!(VI, "calendar.add")}</a> ", "
            <a href=format!("{PATH}/nhap")>{t!(VI, "calendar.import")}</a> ", "
            <a href=year_path(year)>{t!(VI, "calendar.year", year = year)}</a> "."
        </Notice>
        <form class="narrow" method="post" action=format!("{PATH}/chinh-thuc") novalidate>
            <input type="hidden" name="nam" value=year.to_string()/>
            {choose}
            {document(form, false)}
            <div class="buttons"><button class="button">{t!(VI, "calendar.to_preview")}</button></div>
        </form>
    }
    .into_html()
}
