//! The calendar as the pages show it.

use app::{
    calendar::{
        StepView, lines,
        preview::{AgencyRow, PreviewPage, Standing, YearRow},
        year::{ChangeRow, DayRow, YearPage},
    },
    t,
    words::Lang,
};
use backend::{
    calendar::{Change, Places, Preview, Step, Year},
    clock::local,
};
use domain::calendar::{NATIONWIDE, check_removal};
use std::collections::BTreeMap;

/// What a scope is called.
pub fn place(places: &Places, scope: &str) -> String {
    if scope == NATIONWIDE { t!(Lang::Vi, "calendar.nationwide").into_owned() } else { places.name(scope).to_owned() }
}

pub fn year(year: Year, place_asked: String, done: Option<String>) -> YearPage {
    let (places, today) = (&year.places, year.today);
    let days = year.days.iter().map(|day| DayRow {
        place: place(places, &day.scope),
        settled: check_removal(day, today).is_err(),
        day: day.clone(),
    });
    let (applied, prepared): (Vec<_>, Vec<_>) = year.changes.iter().partition(|change| change.applied.is_some());
    let rows = |changes: Vec<&Change>| {
        let row = |one| change_row(one, places, &BTreeMap::new());
        changes.into_iter().map(row).collect()
    };
    YearPage {
        year: year.year,
        days: days.collect(),
        declared: year.declared.clone(),
        is_final: year.is_final,
        working_days: year.working_days,
        applied: rows(applied),
        prepared: rows(prepared),
        places: year.places.choices.clone(),
        place: place_asked,
        today,
        done,
    }
}

/// A change in a list, with whoever did it last.
pub fn change_row(change: &Change, places: &Places, names: &BTreeMap<String, String>) -> ChangeRow {
    let (who, at) = match &change.applied {
        Some((who, at)) => (who.clone(), *at),
        None => (change.author.clone(), change.prepared_at),
    };
    ChangeRow { id: change.id.clone(), who, at: local(at), lines: said(change, places, names) }
}

fn said(change: &Change, places: &Places, names: &BTreeMap<String, String>) -> Vec<String> {
    let steps: Vec<_> = change.steps.iter().map(|one| step(one, places, names)).collect();
    lines(&steps)
}

fn step(step: &Step, places: &Places, names: &BTreeMap<String, String>) -> StepView {
    match step.clone() {
        Step::Put { day, was } => StepView::Put { place: place(places, &day.scope), day, was },
        Step::Remove { was } => StepView::Remove { place: place(places, &was.scope), was },
        Step::Declare { year, legal_source } => StepView::Declare { year, source: legal_source },
        Step::Hours { agency_id, valid_from, hours, legal_source, was } => StepView::Hours {
            agency: (!agency_id.is_empty()).then(|| names.get(&agency_id).cloned().unwrap_or(agency_id)),
            from: valid_from,
            hours: hours.to_string(),
            was: was.map(|was| was.to_string()),
            source: legal_source,
        },
        Step::Remote { unit_code, valid_from, valid_to, legal_source, ends } => StepView::Remote {
            unit: places.unit(&unit_code).unwrap_or(&unit_code).to_owned(),
            day: valid_to.unwrap_or(valid_from),
            ends,
            source: legal_source,
        },
    }
}

pub fn preview(preview: Preview) -> PreviewPage {
    let change = &preview.change;
    let standing = match &change.applied {
        Some((who, at)) => Standing::Applied { who: who.clone(), at: local(*at) },
        None if preview.moved_on => Standing::MovedOn,
        None => Standing::Prepared,
    };
    let touches_work = change.steps.iter().any(|step| !matches!(step, Step::Declare { .. }));
    PreviewPage {
        id: change.id.clone(),
        lines: said(change, &preview.places, &preview.names),
        author: (change.author.clone(), local(change.prepared_at)),
        standing,
        years: preview
            .years
            .iter()
            .map(|year| YearRow { year: year.year, working_days: year.working_days, is_final: year.is_final })
            .collect(),
        touches_work,
        agencies: preview
            .agencies
            .into_iter()
            .map(|agency| AgencyRow {
                name: agency.name,
                promised: agency.promised,
                on_closed_days: agency.on_closed_days,
                waiting: agency.waiting,
                unaccepted: agency.unaccepted,
            })
            .collect(),
        everywhere: preview.everywhere,
        from: preview.from,
        past: touches_work && preview.from < preview.today,
    }
}
