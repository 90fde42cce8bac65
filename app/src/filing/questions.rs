//! The case's own questions, which the service describes as data, in their sections.

use super::step::{self, Frame, choice};
use crate::catalogue::vietnamese;
use crate::format;
use crate::t;
use crate::ui::{Choice, DateField, FormState, Html, IntoHtml, TextArea, TextField};
use crate::words::Lang;
use domain::identity::Phone;
use domain::procedure::{FieldKind, FormField};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The page.
#[derive(Clone, Debug)]
pub struct QuestionsPage {
    /// What all steps share.
    pub frame: Frame,
    /// The questions, in order.
    pub fields: Vec<FormField>,
    /// Fields whose answer an earlier dossier offers: the field's name on the page, to the answer and the dossier.
    pub earlier: BTreeMap<String, (String, String)>,
    /// The name of a question's field on the page.
    pub name_of: fn(&str) -> String,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &QuestionsPage) -> Html {
    let mut sections: Vec<(Option<String>, Vec<Html>)> = Vec::new();
    for field in &view.fields {
        let section = field.section.as_ref().map(|words| words.in_language(lang == Lang::En).to_owned());
        let question = question(lang, view, field);
        match sections.last_mut() {
            Some((known, list)) if *known == section => list.push(question),
            _ => sections.push((section, vec![question])),
        }
    }
    let fields = sections
        .into_iter()
        .map(|(section, questions)| match section {
            Some(title) => view! { <fieldset class="group"><legend>{title}</legend>{questions}</fieldset> }.into_html(),
            None => questions.into_html(),
        })
        .collect_view();
    step::form_page(lang, &view.frame, fields.into_html())
}

fn question(lang: Lang, view: &QuestionsPage, field: &FormField) -> Html {
    let english = lang == Lang::En;
    let name = (view.name_of)(&field.key);
    let mut hints: Vec<String> = Vec::new();
    if let Some(hint) = &field.hint {
        hints.push(hint.in_language(english).to_owned());
    }
    hints.extend(offered(lang, &view.frame.form, &name, view.earlier.get(&name)));
    let hint = hints.join(" ");
    let label = field.label.in_language(english).to_owned();
    let state = view.frame.form.field(&name);
    let is_foreign = field.label.en.is_none();
    let input = input(lang, field, state, label, hint);
    view! { <div lang=is_foreign.then(|| vietnamese(lang)).flatten()>{input}</div> }.into_html()
}

/// Where an answer comes from, or what an earlier dossier says where something else stands.
fn offered(lang: Lang, form: &FormState, name: &str, earlier: Option<&(String, String)>) -> Option<String> {
    let (answer, dossier) = earlier?;
    let said = if form.value(name) == answer {
        t!(lang, "filing.earlier.taken", name = dossier)
    } else {
        t!(lang, "filing.earlier.says", name = dossier, answer = answer)
    };
    Some(said.into_owned())
}

fn input(lang: Lang, field: &FormField, state: crate::ui::Field, label: String, hint: String) -> Html {
    let required = field.required;
    let english = lang == Lang::En;
    match field.kind {
        FieldKind::Textarea => {
            view! { <TextArea lang field=state label hint required maxlength=4000_u32/> }.into_html()
        }
        FieldKind::Date => view! { <DateField lang field=state label hint required/> }.into_html(),
        FieldKind::Choice => {
            let choices = field
                .options
                .iter()
                .map(|option| Choice::new(&*option.value, option.label.in_language(english)))
                .collect();
            choice(lang, state, label, hint, required, choices)
        }
        FieldKind::YesNo => {
            let choices = vec![Choice::new("yes", t!(lang, "filing.yes")), Choice::new("no", t!(lang, "filing.no"))];
            choice(lang, state, label, hint, required, choices)
        }
        kind => one_line(lang, kind, state, label, hint, required),
    }
}

fn one_line(lang: Lang, kind: FieldKind, state: crate::ui::Field, label: String, hint: String, required: bool) -> Html {
    let (input_kind, inputmode, width) = match kind {
        FieldKind::Number => ("text", Some("decimal".to_owned()), Some("short".to_owned())),
        FieldKind::Money | FieldKind::PersonalNumber => ("text", Some("numeric".to_owned()), Some("short".to_owned())),
        FieldKind::Phone => ("tel", Some("tel".to_owned()), Some("short".to_owned())),
        _ => ("text", None, None),
    };
    let hint = match (hint.is_empty(), kind) {
        (true, FieldKind::Money) => t!(lang, "filing.money_hint").into_owned(),
        (true, FieldKind::PersonalNumber) => t!(lang, "filing.personal_number_hint").into_owned(),
        _ => hint,
    };
    view! {
        <TextField
            lang
            field=state
            label
            hint
            required
            autocomplete="off"
            kind=input_kind
            inputmode=inputmode.unwrap_or_else(|| "text".to_owned())
            width=width.unwrap_or_default()
            maxlength=200_u32
        />
    }
    .into_html()
}

/// An answer as the store keeps it, for people to read: `22/11/2026`, `50.000 đồng`, `Có`.
#[must_use]
pub fn answer(lang: Lang, field: &FormField, kept: &str) -> String {
    match field.kind {
        FieldKind::Date => kept.parse().map_or_else(|_| kept.to_owned(), |day| format::date(lang, day)),
        FieldKind::Phone => Phone::parse(kept).map_or_else(|_| kept.to_owned(), |phone| phone.national()),
        FieldKind::Money => kept
            .parse()
            .ok()
            .and_then(|amount| domain::money::Dong::new(amount).ok())
            .map_or_else(|| kept.to_owned(), |amount| format::dong(lang, amount)),
        FieldKind::Number if lang == Lang::Vi => kept.replace('.', ","),
        FieldKind::YesNo if kept == "yes" => t!(lang, "filing.yes").into_owned(),
        FieldKind::YesNo => t!(lang, "filing.no").into_owned(),
        FieldKind::Choice => {
            let option = field.options.iter().find(|option| option.value == kept);
            option.map_or_else(|| kept.to_owned(), |option| option.label.in_language(lang == Lang::En).to_owned())
        }
        _ => kept.to_owned(),
    }
}
