//! The rows of documents and fees in a version's form: each folded under its name, empty ones at the end to add more.

use domain::fee::{Amount, FeeAuthority, FeeDue, FeeItem, FeeKind};
use domain::procedure::{Need, Original};
use leptos::prelude::*;

use super::VI;
use super::form::FormPage;
use super::words::need;
use crate::catalogue::parts::amount;
use crate::ui::{Checkbox, Choice, Field, FormState, SelectField, TextArea, TextField};
use crate::{names, t};

/// How many rows of a kind the form holds: they are numbered without a gap.
fn count(form: &FormState, kind: &str) -> usize {
    let has = |at: &usize| !form.values(&format!("{kind}{at}_name")).is_empty();
    (0..).take_while(has).count()
}

/// A field, or what a row begins with where nothing was chosen yet.
fn field_or(form: &FormState, name: &str, value: &str) -> Field {
    let mut field = form.field(name);
    if field.value().is_empty() && field.error.is_none() {
        field.values = vec![value.to_owned()];
    }
    field
}

/// The documents' rows.
pub(super) fn documents(view: &FormPage) -> AnyView {
    let form = &view.form;
    let rows = (0..count(form, "doc")).map(|at| document(form, at));
    rows.collect_view().into_any()
}

fn document(form: &FormState, at: usize) -> AnyView {
    let name = |field: &str| format!("doc{at}_{field}");
    let of = |field: &str| form.field(&name(field));
    let needs = Need::ALL
        .iter()
        .map(|one| Choice::new(one.as_str(), need(*one)))
        .collect::<Vec<_>>();
    let originals = vec![
        Choice::new(Original::Shown.as_str(), t!(VI, "version.original_shown")),
        Choice::new(
            Original::HandedIn.as_str(),
            t!(VI, "version.original_handed_in"),
        ),
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
    row(
        form,
        &format!("doc{at}"),
        (t!(VI, "version.doc"), t!(VI, "version.doc_add")),
        at,
        fields.into_any(),
    )
}

/// The fees' rows.
pub(super) fn fees(view: &FormPage) -> AnyView {
    let form = &view.form;
    let rows = (0..count(form, "fee")).map(|at| {
        let key = form.value(&format!("fee{at}_key"));
        let known = view.fees.iter().find(|fee| fee.key == key);
        fee(form, at, known)
    });
    rows.collect_view().into_any()
}

fn fee(form: &FormState, at: usize, known: Option<&FeeItem>) -> AnyView {
    let name = |field: &str| format!("fee{at}_{field}");
    let of = |field: &str| form.field(&name(field));
    let kinds = FeeKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.as_str(), names::fee_kind(VI, *kind)))
        .collect::<Vec<_>>();
    let authorities = FeeAuthority::ALL
        .iter()
        .map(|one| Choice::new(one.as_str(), names::fee_authority(VI, *one)))
        .collect::<Vec<_>>();
    let dues = FeeDue::ALL
        .iter()
        .map(|due| Choice::new(due.as_str(), names::fee_due(VI, *due)))
        .collect::<Vec<_>>();
    let fields = view! {
        <TextField lang=VI field=of("name") label=t!(VI, "version.fee_name") required=true/>
        {amounts(form, at, known)}
        <SelectField lang=VI field=field_or(form, &name("kind"), FeeKind::Duty.as_str()) label=t!(VI, "version.fee_kind") required=true choices=kinds/>
        <SelectField lang=VI field=field_or(form, &name("set_by"), FeeAuthority::Council.as_str()) label=t!(VI, "version.fee_set_by") required=true choices=authorities/>
        <SelectField lang=VI field=field_or(form, &name("due"), FeeDue::AfterAcceptance.as_str()) label=t!(VI, "version.fee_due") required=true choices=dues/>
        <TextField lang=VI field=of("source") label=t!(VI, "version.fee_source") hint=t!(VI, "version.fee_source_hint") required=true/>
        <Checkbox lang=VI field=of("counter") label=t!(VI, "version.fee_counter")/>
    };
    row(
        form,
        &format!("fee{at}"),
        (t!(VI, "version.fee"), t!(VI, "version.fee_add")),
        at,
        fields.into_any(),
    )
}

/// One amount, or so much a unit; what is by case or by steps is said and stays.
fn amounts(form: &FormState, at: usize, known: Option<&FeeItem>) -> AnyView {
    let of = |field: &str| form.field(&format!("fee{at}_{field}"));
    let kept =
        known.filter(|fee| matches!(fee.amount, Amount::ByCase { .. } | Amount::Stepped { .. }));
    let stays = |words: String| view! { <p>{t!(VI, "version.amount_kept", amount = words)}</p> };
    let plain = match kept {
        Some(fee) => stays(amount(VI, &fee.amount)).into_any(),
        None => view! {
            <TextField lang=VI field=of("amount") label=t!(VI, "version.fee_amount") hint=t!(VI, "version.fee_amount_hint") required=true inputmode="numeric" maxlength=20_u32 width="short"/>
            <TextField lang=VI field=of("unit") label=t!(VI, "version.fee_unit") hint=t!(VI, "version.fee_unit_hint") maxlength=40_u32 width="short"/>
        }
        .into_any(),
    };
    let online = known
        .and_then(|fee| fee.online.as_ref())
        .filter(|rate| !matches!(rate, Amount::Free | Amount::Fixed { .. }));
    let online = match online {
        Some(rate) => stays(amount(VI, rate)).into_any(),
        None => view! {
            <TextField lang=VI field=of("online") label=t!(VI, "version.fee_online") hint=t!(VI, "version.fee_online_hint") inputmode="numeric" maxlength=20_u32 width="short"/>
        }
        .into_any(),
    };
    view! {
        {plain}
        {online}
    }
    .into_any()
}

/// A row, folded under what it is; open where something is wrong in it.
fn row(
    form: &FormState,
    prefix: &str,
    (kind, add): (
        std::borrow::Cow<'static, str>,
        std::borrow::Cow<'static, str>,
    ),
    at: usize,
    fields: AnyView,
) -> AnyView {
    let mine = format!("{prefix}_");
    let wrong = form
        .errors()
        .iter()
        .any(|(field, _)| field.starts_with(&mine));
    let name = form.value(&format!("{prefix}_name")).trim().to_owned();
    let key = form.value(&format!("{prefix}_key")).to_owned();
    let number = at + 1;
    let title = if name.is_empty() && key.is_empty() {
        add.into_owned()
    } else {
        format!("{kind} {number}: {name}")
    };
    let remove = (!key.is_empty()).then(|| {
        view! { <Checkbox lang=VI field=form.field(&format!("{prefix}_remove")) label=t!(VI, "version.remove")/> }
    });
    let legend = title.clone();
    view! {
        <details class="row" open=wrong>
            <summary>{title}</summary>
            <fieldset>
                <legend class="unseen">{legend}</legend>
                <input type="hidden" name=format!("{prefix}_key") value=key/>
                {fields}
                {remove}
            </fieldset>
        </details>
    }
    .into_any()
}
