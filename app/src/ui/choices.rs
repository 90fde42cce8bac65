//! Fields that are chosen from: radio buttons, checkboxes, a list.

use super::fields::{error_line, hint_line, optional_mark, wrap};
use super::form::Field;
use crate::ui::html::{Html, IntoHtml};
use crate::words::Lang;
use leptos::prelude::*;

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// More about it, in a line; empty for nothing.
    pub hint: String,
}

impl Choice {
    /// A choice without a hint.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new() }
    }

    /// Says more about the choice.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }
}

/// A group of radio buttons, or of checkboxes with `several`.
#[component]
pub fn ChoiceGroup(
    /// The page's language.
    lang: Lang,
    /// What was chosen and what is wrong with it.
    field: Field,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// How to answer, in a line.
    #[prop(optional, into)]
    hint: String,
    /// Whether it must be answered.
    #[prop(optional)]
    required: bool,
    /// Whether several may be chosen (checkboxes).
    #[prop(optional)]
    several: bool,
    /// What can be chosen.
    choices: Vec<Choice>,
) -> Html {
    let kind = if several { "checkbox" } else { "radio" };
    let must = required && !several;
    let described = field.described_by(!hint.is_empty());
    // The first button bears the field's own name as its id: the error summary leads there.
    let buttons = choices
        .into_iter()
        .enumerate()
        .map(|(place, choice)| {
            let id = if place == 0 { field.name.clone() } else { format!("{}-{place}", field.name) };
            let chosen = field.chose(&choice.value);
            option_line(id, field.name.clone(), kind, choice, chosen, must)
        })
        .collect_view();
    view! {
        <fieldset class="field" class:wrong=field.error.is_some() aria-describedby=described>
            <legend>{label} " " {optional_mark(lang, required)}</legend>
            {hint_line(&field, hint)}
            {error_line(lang, &field)}
            {buttons}
        </fieldset>
    }
    .into_html()
}

fn option_line(id: String, name: String, kind: &'static str, choice: Choice, chosen: bool, must: bool) -> Html {
    let hint_id = (!choice.hint.is_empty()).then(|| format!("{id}-about"));
    let hint = hint_id.clone().map(|id| view! { <span class="hint" id=id>{choice.hint}</span> });
    view! {
        <div class="option">
            <input
                id=id.clone()
                name=name
                type=kind
                value=choice.value
                checked=chosen
                required=must
                aria-describedby=hint_id
            />
            <label for=id>{choice.label}</label>
            {hint}
        </div>
    }
    .into_html()
}

/// One box to tick: a consent, a statement.
#[component]
pub fn Checkbox(
    /// The page's language.
    lang: Lang,
    /// Whether it was ticked and what is wrong with it.
    field: Field,
    /// What ticking means, in a sentence.
    #[prop(into)]
    label: String,
    /// More about it, in a line.
    #[prop(optional, into)]
    hint: String,
    /// Whether it must be ticked.
    #[prop(optional)]
    required: bool,
    /// What is sent when it is ticked.
    #[prop(default = "yes")]
    value: &'static str,
) -> Html {
    let choice = Choice::new(value, label).hint(hint);
    let chosen = field.chose(value);
    view! {
        <div class="field" class:wrong=field.error.is_some()>
            {error_line(lang, &field)}
            {option_line(field.name.clone(), field.name.clone(), "checkbox", choice, chosen, required)}
        </div>
    }
    .into_html()
}

/// A list that opens. For five choices or fewer, radio buttons are easier.
#[component]
pub fn SelectField(
    /// The page's language.
    lang: Lang,
    /// What was chosen and what is wrong with it.
    field: Field,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// How to answer, in a line.
    #[prop(optional, into)]
    hint: String,
    /// Whether it must be answered.
    #[prop(optional)]
    required: bool,
    /// Leaves out the mark "optional": a filter needs none.
    #[prop(optional)]
    unmarked: bool,
    /// What the empty first line says: `Chọn xã, phường`. Without it there is no empty line.
    #[prop(optional, into)]
    empty: Option<String>,
    /// What can be chosen.
    choices: Vec<Choice>,
) -> Html {
    // Where there is no empty line, nothing can be left unanswered.
    let must = required && empty.is_some();
    let options = choices
        .into_iter()
        .map(|choice| {
            let chosen = field.chose(&choice.value);
            view! { <option value=choice.value selected=chosen>{choice.label}</option> }
        })
        .collect_view();
    let input = view! {
        <select
            id=field.name.clone()
            name=field.name.clone()
            required=must
            aria-describedby=field.described_by(!hint.is_empty())
            aria-invalid=field.invalid()
        >
            {empty.map(|text| view! { <option value="">{text}</option> })}
            {options}
        </select>
    };
    wrap(lang, &field, label, hint, required || unmarked, input.into_html())
}
