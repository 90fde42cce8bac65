//! Fields that are typed into: one line, several lines, a secret, a day.

use super::form::Field;
use crate::t;
use crate::ui::html::{Html, IntoHtml};
use crate::words::Lang;
use leptos::prelude::*;

/// A field on one line.
#[component]
pub fn TextField(
    /// The page's language.
    lang: Lang,
    /// What was typed and what is wrong with it.
    field: Field,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// How to answer, in a line.
    #[prop(optional, into)]
    hint: String,
    /// Whether it must be answered; fields that needn't be say so.
    #[prop(optional)]
    required: bool,
    /// What browsers may fill in: `name`, `tel`, `email`, `address-line1`, …
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// `text` unless told: `tel`, `email`, `search`, `number`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard that phones show: `numeric`, `tel`, `email`.
    #[prop(optional, into)]
    inputmode: Option<String>,
    /// The most characters that are taken.
    #[prop(optional, into)]
    maxlength: Option<u32>,
    /// How wide the answer is: `short` (a number, a code) or nothing.
    #[prop(optional, into)]
    width: Option<String>,
) -> Html {
    let (value, described, invalid, name) =
        (field.value(), field.described_by(!hint.is_empty()), field.invalid(), field.name.clone());
    let input = view! {
        <input
            id=name.clone()
            name=name
            type=kind
            class=width
            value=value
            required=required
            autocomplete=autocomplete
            inputmode=inputmode
            maxlength=maxlength.map(|most| most.to_string())
            aria-describedby=described
            aria-invalid=invalid
        />
    };
    wrap(lang, &field, label, hint, required, input.into_html())
}

/// A field on several lines.
#[component]
pub fn TextArea(
    /// The page's language.
    lang: Lang,
    /// What was typed and what is wrong with it.
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
    /// How many lines are seen at once.
    #[prop(default = 4)]
    rows: u8,
    /// The most characters that are taken.
    #[prop(optional, into)]
    maxlength: Option<u32>,
) -> Html {
    let (value, described, invalid, name) =
        (field.value(), field.described_by(!hint.is_empty()), field.invalid(), field.name.clone());
    let input = view! {
        <textarea
            id=name.clone()
            name=name
            rows=rows.to_string()
            required=required
            maxlength=maxlength.map(|most| most.to_string())
            aria-describedby=described
            aria-invalid=invalid
        >
            {value}
        </textarea>
    };
    wrap(lang, &field, label, hint, required, input.into_html())
}

/// A password or a one-time code: never shown again after it was sent.
#[component]
pub fn SecretField(
    /// The page's language.
    lang: Lang,
    /// What is wrong with it; what was typed is not used.
    field: Field,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// How to answer, in a line.
    #[prop(optional, into)]
    hint: String,
    /// `current-password`, `new-password` or `one-time-code`.
    #[prop(into)]
    autocomplete: String,
) -> Html {
    let (described, invalid, name) = (field.described_by(!hint.is_empty()), field.invalid(), field.name.clone());
    let input = view! {
        <input
            id=name.clone()
            name=name
            type="password"
            required=true
            autocomplete=autocomplete
            aria-describedby=described
            aria-invalid=invalid
        />
    };
    wrap(lang, &field, label, hint, true, input.into_html())
}

/// Characters of a day: `ngày 15 tháng 12 năm 1990`.
const MOST_DATE: u32 = 30;

/// A day, typed as `dd/mm/yyyy`, or in eight digits where a phone's keyboard has no others: quicker than three fields
/// and kinder than a calendar for a day long ago.
#[component]
pub fn DateField(
    /// The page's language.
    lang: Lang,
    /// What was typed and what is wrong with it.
    field: Field,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// How to answer, besides how a day is written.
    #[prop(optional, into)]
    hint: String,
    /// Whether it must be answered.
    #[prop(optional)]
    required: bool,
    /// `bday` for the person's own birthday.
    #[prop(optional, into)]
    autocomplete: Option<String>,
) -> Html {
    let written = t!(lang, "ui.date_hint");
    let hint = match hint.trim_end_matches('.') {
        "" => written.into_owned(),
        own => format!("{own}. {written}"),
    };
    view! {
        <TextField
            lang
            field
            label
            hint
            required
            autocomplete=autocomplete.unwrap_or_else(|| "off".to_owned())
            inputmode="numeric"
            maxlength=MOST_DATE
            width="short"
        />
    }
    .into_html()
}

/// Puts the label, the hint and the error around an input.
pub(super) fn wrap(lang: Lang, field: &Field, label: String, hint: String, required: bool, input: Html) -> Html {
    view! {
        <div class="field" class:wrong=field.error.is_some()>
            <label for=field.name.clone()>{label} " " {optional_mark(lang, required)}</label>
            {hint_line(field, hint)}
            {error_line(lang, field)}
            {input}
        </div>
    }
    .into_html()
}

/// Says which fields may stay empty. They are fewer than those that may not, so they carry the mark.
pub(super) fn optional_mark(lang: Lang, required: bool) -> Option<Html> {
    (!required).then(|| view! { <span class="optional">{t!(lang, "ui.optional")}</span> }.into_html())
}

pub(super) fn hint_line(field: &Field, hint: String) -> Option<Html> {
    (!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{}-hint", field.name)>{hint}</p> }.into_html())
}

pub(super) fn error_line(lang: Lang, field: &Field) -> Option<Html> {
    field.error.clone().map(|message| {
        view! {
            <p class="error" id=format!("{}-error", field.name)>
                <span class="unseen">{t!(lang, "ui.error_prefix")} " "</span>
                {message}
            </p>
        }
        .into_html()
    })
}
