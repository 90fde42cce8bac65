//! Who asks, and for whom. The part about the other person shows when the person files for one (by style alone: a
//! browser that does not know `:has` shows it always).

use super::step::{self, Frame};
use crate::names;
use crate::t;
use crate::ui::{Choice, ChoiceGroup, DateField, FormState, Html, IntoHtml, Notice, TextField, Tone};
use crate::words::Lang;
use domain::groups::ApplicantGroup;
use domain::identity::NumberWarning;
use domain::mode::ActingMode;
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug)]
pub struct ApplicantPage {
    /// What all steps share.
    pub frame: Frame,
    /// The groups that pay less for this service.
    pub groups: Vec<ApplicantGroup>,
    /// The dossier that details were taken from, where some were.
    pub from_dossier: Option<String>,
    /// Whether details were taken from the account.
    pub from_account: bool,
    /// A helper fills it in for the resident beside them.
    pub assisted: bool,
    /// Numbers that do not fit: the field, and why.
    pub doubts: Vec<(String, NumberWarning)>,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &ApplicantPage) -> Html {
    let form = &view.frame.form;
    let fields = view! {
        {view.assisted.then(|| view! { <Notice><p>{t!(lang, "filing.assisted")}</p></Notice> })}
        {taken_from(lang, view)}
        {acting(lang, form)}
        <fieldset class="group">
            <legend>{t!(lang, "filing.applicant.me")}</legend>
            {me(lang, form)}
            {doubts(lang, view, "personal_number")}
        </fieldset>
        <fieldset class="group other">
            <legend>{t!(lang, "filing.applicant.other")}</legend>
            <p class="hint">{t!(lang, "filing.applicant.other_hint")}</p>
            {other(lang, form)}
            {doubts(lang, view, "other_number")}
        </fieldset>
        {groups(lang, view)}
    };
    step::form_page(lang, &view.frame, fields.into_html())
}

fn taken_from(lang: Lang, view: &ApplicantPage) -> Option<Html> {
    let said = match (&view.from_dossier, view.from_account) {
        (Some(name), _) => t!(lang, "filing.from_dossier", name = name),
        (None, true) => t!(lang, "filing.from_account"),
        (None, false) => return None,
    };
    Some(view! { <Notice><p>{said}</p></Notice> }.into_html())
}

fn acting(lang: Lang, form: &FormState) -> Html {
    let choices = vec![
        Choice::new(ActingMode::SelfFiled.as_str(), t!(lang, "filing.acting.self")),
        Choice::new(ActingMode::Representative.as_str(), t!(lang, "filing.acting.representative"))
            .hint(t!(lang, "filing.acting.representative_hint")),
        Choice::new(ActingMode::Authorised.as_str(), t!(lang, "filing.acting.authorised"))
            .hint(t!(lang, "filing.acting.authorised_hint")),
    ];
    view! { <ChoiceGroup lang field=form.field("acting") label=t!(lang, "filing.acting") required=true choices/> }
        .into_html()
}

fn genders(lang: Lang) -> Vec<Choice> {
    vec![Choice::new("male", t!(lang, "filing.gender.male")), Choice::new("female", t!(lang, "filing.gender.female"))]
}

fn me(lang: Lang, form: &FormState) -> Html {
    view! {
        <TextField lang field=form.field("full_name") label=t!(lang, "filing.full_name") required=true autocomplete="name" maxlength=100_u32/>
        <TextField
            lang
            field=form.field("personal_number")
            label=t!(lang, "filing.personal_number")
            hint=t!(lang, "filing.personal_number_hint")
            required=true
            autocomplete="off"
            inputmode="numeric"
            maxlength=20_u32
            width="short"
        />
        <DateField lang field=form.field("birth_date") label=t!(lang, "filing.birth_date") required=true autocomplete="bday"/>
        <ChoiceGroup lang field=form.field("gender") label=t!(lang, "filing.gender") choices=genders(lang)/>
        <TextField
            lang
            field=form.field("phone")
            label=t!(lang, "filing.phone")
            hint=t!(lang, "filing.phone_hint")
            required=true
            kind="tel"
            autocomplete="tel"
            maxlength=30_u32
            width="short"
        />
        <TextField
            lang
            field=form.field("email")
            label=t!(lang, "filing.email")
            kind="email"
            autocomplete="email"
            maxlength=254_u32
        />
        <TextField
            lang
            field=form.field("address")
            label=t!(lang, "filing.address")
            hint=t!(lang, "filing.address_hint")
            required=true
            autocomplete="address-line1"
            maxlength=200_u32
        />
    }
    .into_html()
}

/// Who is whom decides what must be answered, so no field here is marked: the errors say what is missing.
fn other(lang: Lang, form: &FormState) -> Html {
    view! {
        <TextField lang field=form.field("other_name") label=t!(lang, "filing.full_name") required=true autocomplete="off" maxlength=100_u32/>
        <TextField
            lang
            field=form.field("other_number")
            label=t!(lang, "filing.personal_number")
            hint=t!(lang, "filing.other_number_hint")
            required=true
            autocomplete="off"
            inputmode="numeric"
            maxlength=20_u32
            width="short"
        />
        <DateField lang field=form.field("other_birth") label=t!(lang, "filing.birth_date") required=true/>
        <ChoiceGroup lang field=form.field("other_gender") label=t!(lang, "filing.gender") choices=genders(lang)/>
        <TextField
            lang
            field=form.field("relation")
            label=t!(lang, "filing.relation")
            hint=t!(lang, "filing.relation_hint")
            required=true
            autocomplete="off"
            maxlength=200_u32
        />
        <TextField
            lang
            field=form.field("other_phone")
            label=t!(lang, "filing.phone")
            kind="tel"
            autocomplete="off"
            maxlength=30_u32
            width="short"
        />
        <TextField
            lang
            field=form.field("other_address")
            label=t!(lang, "filing.address")
            hint=t!(lang, "filing.other_address_hint")
            required=true
            autocomplete="off"
            maxlength=200_u32
        />
    }
    .into_html()
}

fn groups(lang: Lang, view: &ApplicantPage) -> Option<Html> {
    let choices: Vec<Choice> = view
        .groups
        .iter()
        .map(|group| {
            let name = names::group(lang, *group);
            let mut letters = name.chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string());
            let choice = Choice::new(group.as_str(), first.unwrap_or_default() + letters.as_str());
            if group.is_of_age() { choice.hint(t!(lang, "filing.groups_age")) } else { choice }
        })
        .collect();
    (!choices.is_empty()).then(|| {
        let field = view.frame.form.field("group");
        let hint = t!(lang, "filing.groups_hint");
        view! { <ChoiceGroup lang field label=t!(lang, "filing.groups") hint several=true choices/> }.into_html()
    })
}

fn doubts(lang: Lang, view: &ApplicantPage, field: &str) -> Option<Html> {
    let said: Vec<_> = view.doubts.iter().filter(|(of, _)| of == field).map(|(_, why)| doubt(lang, *why)).collect();
    (!said.is_empty()).then(|| {
        let lines = said.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
        view! { <Notice tone=Tone::Warning title=t!(lang, "filing.doubt")>{lines}</Notice> }.into_html()
    })
}

/// What does not fit, in a sentence.
#[must_use]
pub fn doubt(lang: Lang, why: NumberWarning) -> String {
    match why {
        NumberWarning::UnknownPrefix => t!(lang, "filing.doubt.prefix"),
        NumberWarning::OtherSex => t!(lang, "filing.doubt.sex"),
        NumberWarning::OtherCentury | NumberWarning::OtherYear => t!(lang, "filing.doubt.year"),
    }
    .into_owned()
}
