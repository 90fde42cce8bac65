//! The rows of documents, fees and limits by case in a version's form: each folded under its name, empty ones at the end
//! to add more, and the buttons by which rows come and go without anything being saved.

use std::borrow::Cow;

use domain::fee::{FeeAuthority, FeeDue, FeeKind};
use domain::procedure::{Need, Original};
use leptos::prelude::*;

use super::amounts::{Of, amount, cases_hint};
use super::form::{FormPage, always_sent};
use super::words::need;
use super::{VI, draft_path};
use crate::ui::{Checkbox, Choice, Field, FormState, Html, IntoHtml, SelectField, TextArea, TextField};
use crate::{names, t};

/// The button that adds a row to a list, and leads to it.
pub(super) fn add_button(view: &FormPage, list: &str, count: usize, words: Cow<'static, str>) -> Html {
    let to = row_path(view, list, count);
    view! {
        <p><button class="button quiet" name="add" value=list.to_owned() formaction=to>{words}</button></p>
    }
    .into_html()
}

/// The button that takes a row out of a list, and leads to the row above, or to the one that takes its place.
pub(super) fn drop_button(view: &FormPage, list: &str, at: usize, words: Cow<'static, str>) -> Html {
    let to = row_path(view, list, at.saturating_sub(1));
    view! { <button class="link" name="drop" value=format!("{list}{at}") formaction=to>{words}</button> }.into_html()
}

fn row_path(view: &FormPage, list: &str, at: usize) -> String {
    let always = always_sent(list).unwrap_or_default();
    format!("{}/sua#{list}{at}_{always}", draft_path(&view.id))
}

/// A field, or what a row begins with where nothing was chosen yet.
pub(super) fn field_or(form: &FormState, name: &str, value: &str) -> Field {
    let mut field = form.field(name);
    if field.value().is_empty() && field.error.is_none() {
        field.values = vec![value.to_owned()];
    }
    field
}

/// The documents' rows.
pub(super) fn documents(view: &FormPage) -> Html {
    let form = &view.form;
    let count = form.rows("doc", "name");
    let rows = (0..count).map(|at| document(form, at)).collect_view();
    let more = add_button(view, "doc", count, t!(VI, "version.doc_more"));
    view! { {rows} {more} }.into_html()
}

fn document(form: &FormState, at: usize) -> Html {
    let name = |field: &str| format!("doc{at}_{field}");
    let of = |field: &str| form.field(&name(field));
    let needs = Need::ALL.iter().map(|one| Choice::new(one.as_str(), need(*one))).collect::<Vec<_>>();
    let originals = vec![
        Choice::new(Original::Shown.as_str(), t!(VI, "version.original_shown")),
        Choice::new(Original::HandedIn.as_str(), t!(VI, "version.original_handed_in")),
    ];
    let fields = view! {
        <TextArea lang=VI field=of("name") label=t!(VI, "version.doc_name") required=true rows=2/>
        <SelectField lang=VI field=field_or(form, &name("need"), Need::Required.as_str()) label=t!(VI, "version.doc_need") required=true choices=needs/>
        <SelectField lang=VI field=of("original") label=t!(VI, "version.doc_original") hint=t!(VI, "version.doc_original_hint") unmarked=true empty=t!(VI, "version.original_none") choices=originals/>
        <TextField lang=VI field=of("originals") label=t!(VI, "version.doc_originals") inputmode="numeric" maxlength=3_u32 width="short"/>
        <TextField lang=VI field=of("copies") label=t!(VI, "version.doc_copies") inputmode="numeric" maxlength=3_u32 width="short"/>
        <TextArea lang=VI field=of("case") label=t!(VI, "version.doc_case") hint=t!(VI, "version.doc_case_hint") rows=2/>
        <TextArea lang=VI field=of("note") label=t!(VI, "version.doc_note") rows=2/>
        <TextArea lang=VI field=of("forms") label=t!(VI, "version.doc_forms") hint=t!(VI, "version.doc_forms_hint") rows=2/>
    };
    row(form, &format!("doc{at}"), (t!(VI, "version.doc"), t!(VI, "version.doc_add")), at, fields.into_html())
}

/// The fees' rows.
pub(super) fn fees(view: &FormPage) -> Html {
    let count = view.form.rows("fee", "name");
    let rows = (0..count).map(|at| fee(view, at)).collect_view();
    let more = add_button(view, "fee", count, t!(VI, "version.fee_more"));
    view! { {rows} {more} }.into_html()
}

fn fee(view: &FormPage, at: usize) -> Html {
    let form = &view.form;
    let name = |field: &str| format!("fee{at}_{field}");
    let of = |field: &str| form.field(&name(field));
    let kinds =
        FeeKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), names::fee_kind(VI, *kind))).collect::<Vec<_>>();
    let authorities = FeeAuthority::ALL
        .iter()
        .map(|one| Choice::new(one.as_str(), names::fee_authority(VI, *one)))
        .collect::<Vec<_>>();
    let dues = FeeDue::ALL.iter().map(|due| Choice::new(due.as_str(), names::fee_due(VI, *due))).collect::<Vec<_>>();
    let fields = view! {
        <TextField lang=VI field=of("name") label=t!(VI, "version.fee_name") required=true/>
        {amount(view, &name(""), Of::Counter)}
        {amount(view, &name("on_"), Of::Online)}
        <SelectField lang=VI field=field_or(form, &name("kind"), FeeKind::Duty.as_str()) label=t!(VI, "version.fee_kind") required=true choices=kinds/>
        <SelectField lang=VI field=field_or(form, &name("set_by"), FeeAuthority::Council.as_str()) label=t!(VI, "version.fee_set_by") required=true choices=authorities/>
        <SelectField lang=VI field=field_or(form, &name("due"), FeeDue::AfterAcceptance.as_str()) label=t!(VI, "version.fee_due") required=true choices=dues/>
        <TextField lang=VI field=of("source") label=t!(VI, "version.fee_source") hint=t!(VI, "version.fee_source_hint") required=true/>
        <Checkbox lang=VI field=of("counter") label=t!(VI, "version.fee_counter")/>
    };
    row(form, &format!("fee{at}"), (t!(VI, "version.fee"), t!(VI, "version.fee_add")), at, fields.into_html())
}

/// The limits of single cases, and how much longer they are in some places.
pub(super) fn more_limits(view: &FormPage) -> Html {
    let form = &view.form;
    let count = form.rows("case_limit", "label").max(1);
    let rows = (0..count)
        .map(|at| {
            let number = at + 1;
            let name = |field: &str| format!("case_limit{at}_{field}");
            let key = form.value(&name("key")).to_owned();
            let drop = || {
                let words = t!(VI, "version.case_drop", number = number);
                drop_button(view, "case_limit", at, words)
            };
            view! {
                <li class="twin">
                    <input type="hidden" name=name("key") value=key/>
                    <TextField lang=VI field=form.field(&name("label")) label=t!(VI, "version.case", number = number) maxlength=200_u32/>
                    <TextField lang=VI field=form.field(&name("limit")) label=t!(VI, "version.case_limit", number = number) maxlength=200_u32 width="short"/>
                    {(count > 1).then(drop)}
                </li>
            }
        })
        .collect_view();
    let add = t!(VI, "version.case_add");
    view! {
        <p class="soft">{t!(VI, "version.case_limits_means")} " " {cases_hint(view)}</p>
        <ul class="twins">{rows}</ul>
        {add_button(view, "case_limit", count, add)}
        <TextField lang=VI field=form.field("longer_by") label=t!(VI, "version.longer_by") hint=t!(VI, "version.longer_by_hint") maxlength=200_u32 width="short"/>
        <TextField lang=VI field=form.field("longer_source") label=t!(VI, "version.longer_source") hint=t!(VI, "version.fee_source_hint") maxlength=400_u32/>
    }
    .into_html()
}

/// A row, folded under what it is; open where something is wrong in it.
fn row(
    form: &FormState,
    prefix: &str,
    (kind, add): (Cow<'static, str>, Cow<'static, str>),
    at: usize,
    fields: Html,
) -> Html {
    let mine = format!("{prefix}_");
    let wrong = form.errors().iter().any(|(field, _)| field.starts_with(&mine));
    // A row of its own came or went, or it came itself: it has just been worked on.
    let (added, dropped) = (form.value("add"), form.value("drop"));
    let list = prefix.trim_end_matches(|c: char| c.is_ascii_digit());
    let new = added == list && form.rows(list, "name") == at + 1;
    let open = wrong || new || added.starts_with(&mine) || dropped.starts_with(&mine);
    let name = form.value(&format!("{prefix}_name")).trim().to_owned();
    let key = form.value(&format!("{prefix}_key")).to_owned();
    let number = at + 1;
    let title = if name.is_empty() && key.is_empty() { add.into_owned() } else { format!("{kind} {number}: {name}") };
    let remove = (!key.is_empty()).then(|| {
        view! { <Checkbox lang=VI field=form.field(&format!("{prefix}_remove")) label=t!(VI, "version.remove")/> }
    });
    let legend = title.clone();
    view! {
        <details class="row" open=open>
            <summary>{title}</summary>
            <fieldset>
                <legend class="unseen">{legend}</legend>
                <input type="hidden" name=format!("{prefix}_key") value=key/>
                {fields}
                {remove}
            </fieldset>
        </details>
    }
    .into_html()
}
