//! An amount in a version's form: how it is worked out, and the fields that this needs. The others hide where the
//! browser can (`style/compare.css`); what was typed into them stays.

use domain::fee::AmountKind;
use leptos::prelude::*;

use super::VI;
use super::form::FormPage;
use super::rows::{add_button, drop_button, field_or};
use crate::t;
use crate::ui::{Choice, Html, IntoHtml, SelectField, TextField};

/// Which of a fee's two amounts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// What the counter asks.
    Counter,
    /// The fee's own rate online, where its text has one.
    Online,
}

/// The fields of the amount whose names begin with `prefix`.
pub(super) fn amount(view: &FormPage, prefix: &str, of: Of) -> Html {
    let form = &view.form;
    let how = format!("{prefix}how");
    let unknown = form.value(&how) == AmountKind::Unknown.as_str();
    let kinds = AmountKind::ALL
        .iter()
        .filter(|kind| unknown || **kind != AmountKind::Unknown)
        .map(|kind| {
            let words = match kind {
                AmountKind::Single => t!(VI, "version.how_single"),
                AmountKind::PerUnit => t!(VI, "version.how_per_unit"),
                AmountKind::Stepped => t!(VI, "version.how_stepped"),
                AmountKind::ByCase => t!(VI, "version.how_by_case"),
                AmountKind::Unknown => t!(VI, "version.how_unknown"),
            };
            Choice::new(kind.as_str(), words)
        })
        .collect::<Vec<_>>();
    let chosen = match of {
        Of::Counter => {
            let field = field_or(form, &how, AmountKind::Single.as_str());
            view! { <SelectField lang=VI field label=t!(VI, "version.fee_how") required=true choices=kinds/> }
        }
        Of::Online => view! {
            <SelectField
                lang=VI field=form.field(&how) label=t!(VI, "version.fee_online_how") unmarked=true
                hint=t!(VI, "version.fee_online_hint") empty=t!(VI, "version.online_none") choices=kinds
            />
        },
    };
    let label = match of {
        Of::Counter => t!(VI, "version.fee_amount"),
        Of::Online => t!(VI, "version.fee_online"),
    };
    let single = format!("{prefix}amount");
    let unit = format!("{prefix}unit");
    view! {
        <div class="amount">
            {chosen}
            <div class="of-one">
                <TextField lang=VI field=form.field(&single) label hint=t!(VI, "version.fee_amount_hint") required=true inputmode="numeric" maxlength=20_u32 width="short"/>
            </div>
            <div class="of-unit">
                <TextField lang=VI field=form.field(&unit) label=t!(VI, "version.fee_unit") hint=t!(VI, "version.fee_unit_hint") required=true maxlength=40_u32 width="short"/>
            </div>
            <div class="of-steps">{steps(view, prefix)}</div>
            <div class="of-cases">{cases(view, prefix)}</div>
        </div>
    }
    .into_html()
}

/// Prices that change with the count, and the most that one copy costs.
fn steps(view: &FormPage, prefix: &str) -> Html {
    let form = &view.form;
    let list = format!("{prefix}step");
    let count = form.rows(&list, "from").max(1);
    let rows = (0..count)
        .map(|at| {
            let number = at + 1;
            let name = |field: &str| format!("{list}{at}_{field}");
            let from = if at == 0 {
                field_or(form, &name("from"), "1")
            } else {
                form.field(&name("from"))
            };
            view! {
                <li class="twin">
                    <TextField lang=VI field=from label=t!(VI, "version.step_from", number = number) required=true inputmode="numeric" maxlength=9_u32 width="short"/>
                    <TextField lang=VI field=form.field(&name("each")) label=t!(VI, "version.step_each", number = number) required=true inputmode="numeric" maxlength=20_u32 width="short"/>
                    {(count > 1).then(|| drop_button(view, &list, at, t!(VI, "version.step_drop", number = number)))}
                </li>
            }
        })
        .collect_view();
    let cap = form.field(&format!("{prefix}cap"));
    view! {
        <p class="soft">{t!(VI, "version.steps_means")}</p>
        <ul class="twins">{rows}</ul>
        {add_button(view, &list, count, t!(VI, "version.step_add"))}
        <TextField lang=VI field=cap label=t!(VI, "version.fee_cap") hint=t!(VI, "version.fee_cap_hint") inputmode="numeric" maxlength=20_u32 width="short"/>
    }
    .into_html()
}

/// An amount for each case.
fn cases(view: &FormPage, prefix: &str) -> Html {
    let form = &view.form;
    let list = format!("{prefix}case");
    let count = form.rows(&list, "label").max(1);
    let rows = (0..count)
        .map(|at| {
            let number = at + 1;
            let name = |field: &str| format!("{list}{at}_{field}");
            let key = form.value(&name("key")).to_owned();
            view! {
                <li class="twin">
                    <input type="hidden" name=name("key") value=key/>
                    <TextField lang=VI field=form.field(&name("label")) label=t!(VI, "version.case", number = number) required=true maxlength=200_u32/>
                    <TextField lang=VI field=form.field(&name("dong")) label=t!(VI, "version.case_dong", number = number) required=true inputmode="numeric" maxlength=20_u32 width="short"/>
                    {(count > 1).then(|| drop_button(view, &list, at, t!(VI, "version.case_drop", number = number)))}
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="soft">{cases_hint(view)}</p>
        <ul class="twins">{rows}</ul>
        {add_button(view, &list, count, t!(VI, "version.case_add"))}
    }
    .into_html()
}

/// Which cases there are: those that the form asks for, if it does.
pub(super) fn cases_hint(view: &FormPage) -> String {
    if view.asked.is_empty() {
        return t!(VI, "version.cases_free").into_owned();
    }
    t!(VI, "version.cases_asked", cases = view.asked.join("; ")).into_owned()
}
