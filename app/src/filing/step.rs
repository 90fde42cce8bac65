//! The frame around every step: where one is, the form with its two buttons, and fee and dates beside.

use crate::catalogue::deal::{self, Deal, Detail};
use crate::catalogue::vietnamese;
use crate::shell::trail;
use crate::ui::{
    Choice, ChoiceGroup, ErrorSummary, Field, FormState, Html, IntoHtml, Notice, SelectField, StepIndicator, Tone,
};
use crate::words::Lang;
use crate::{format, names, t};
use domain::procedure::Part;
use jiff::civil::Date;
use leptos::prelude::*;

/// From so many choices on a list that opens is easier than buttons.
const MOST_BUTTONS: usize = 6;

/// A step, as its address and the indicator name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepName {
    /// Who asks, and for whom.
    Applicant,
    /// The case's own questions.
    Form,
    /// Attachments.
    Documents,
    /// How the result goes out.
    Delivery,
    /// All of it once more.
    Review,
}

impl StepName {
    /// As the indicator and the page's title say it.
    #[must_use]
    pub fn title(self, lang: Lang) -> String {
        match self {
            Self::Applicant => t!(lang, "filing.step.applicant"),
            Self::Form => t!(lang, "filing.step.form"),
            Self::Documents => t!(lang, "filing.step.documents"),
            Self::Delivery => t!(lang, "filing.step.delivery"),
            Self::Review => t!(lang, "filing.step.review"),
        }
        .into_owned()
    }
}

/// What all steps of a draft share.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The service's id and its name in the page's language.
    pub service: (String, String),
    /// The draft's id.
    pub draft_id: String,
    /// The revision that the page shows; the form sends it back.
    pub revision: i64,
    /// The steps of this service: each with its slug, and whether it was saved before.
    pub steps: Vec<(StepName, &'static str, bool)>,
    /// The step that is now.
    pub current: StepName,
    /// The agency's name.
    pub agency: String,
    /// What it costs and when it is done.
    pub deal: Deal,
    /// The procedure became another since the draft was begun.
    pub changed: Option<ProcedureChanged>,
    /// What was typed and what is wrong with it.
    pub form: FormState,
    /// What is wrong, for the summary: each field with its message, which names what it is about.
    pub summary: Vec<(String, String)>,
}

/// That a procedure became another while somebody was filling in its form.
#[derive(Clone, Debug)]
pub struct ProcedureChanged {
    /// The first day of today's version.
    pub from: Date,
    /// The parts that differ.
    pub parts: Vec<Part>,
}

impl Frame {
    /// The draft's address, in the page's language.
    #[must_use]
    pub fn address(&self, lang: Lang) -> String {
        lang.path(&format!("/nop-ho-so/{}/{}", self.service.0, self.draft_id))
    }

    /// The address of the step that is now.
    #[must_use]
    pub fn step_address(&self, lang: Lang) -> String {
        let slug = self.steps.iter().find(|(name, ..)| *name == self.current);
        let slug = slug.map_or("", |(_, slug, _)| slug);
        format!("{}/{slug}", self.address(lang))
    }
}

/// A step whose fields stand in the one form.
#[must_use]
pub fn form_page(lang: Lang, frame: &Frame, fields: Html) -> Html {
    let body = view! {
        <form method="post" action=frame.step_address(lang) novalidate=true>
            <input type="hidden" name="revision" value=frame.revision.to_string()/>
            {fields}
            {buttons(lang)}
        </form>
    };
    page(lang, frame, body.into_html())
}

/// A step's page around its body.
#[must_use]
pub fn page(lang: Lang, frame: &Frame, body: Html) -> Html {
    let (service_id, service) = frame.service.clone();
    let above = vec![(format!("/nop-ho-so/{service_id}"), service.clone())];
    let place = frame.steps.iter().position(|(name, ..)| *name == frame.current);
    let steps = frame
        .steps
        .iter()
        .map(|(name, slug, saved)| {
            let address = format!("{}/{slug}", frame.address(lang));
            (name.title(lang), saved.then_some(address))
        })
        .collect();
    view! {
        {trail(lang, above)}
        <StepIndicator lang steps current=place.unwrap_or(0)/>
        <h1>{frame.current.title(lang)}</h1>
        <p class="soft">
            <span lang=vietnamese(lang)>{frame.agency.clone()}</span>
        </p>
        <ErrorSummary lang errors=frame.summary.clone()/>
        {frame.changed.as_ref().map(|changed| procedure_changed(lang, &service_id, changed))}
        <div class="cols">
            <div>{body}</div>
            <div class="aside">{deal::card(lang, &frame.deal, Detail::Whole, ().into_html())}</div>
        </div>
    }
    .into_html()
}

/// What was typed stays; what is asked may be another.
fn procedure_changed(lang: Lang, service_id: &str, changed: &ProcedureChanged) -> Html {
    let parts: Vec<_> = changed.parts.iter().map(|part| names::part(lang, *part).to_lowercase()).collect();
    let title = t!(lang, "filing.procedure_changed", from = format::date(lang, changed.from));
    let said = t!(lang, "filing.procedure_changed_parts", parts = parts.join(", "));
    let read = lang.path(&format!("/dich-vu/{service_id}"));
    view! {
        <Notice tone=Tone::Warning title=title>
            <p>{said}</p>
            <p><a href=read>{t!(lang, "filing.procedure_changed_read")}</a></p>
        </Notice>
    }
    .into_html()
}

/// On, or later: both keep what was typed.
#[must_use]
pub fn buttons(lang: Lang) -> Html {
    view! {
        <div class="buttons">
            <button class="button" name="go" value="next">{t!(lang, "filing.save_next")}</button>
            <button class="button quiet" name="go" value="later">{t!(lang, "filing.save_later")}</button>
        </div>
        <p class="hint">{t!(lang, "filing.saved_note")}</p>
    }
    .into_html()
}

/// With which agency: buttons for a few, a list for many.
#[must_use]
pub fn agency_field(lang: Lang, field: Field, agencies: Vec<Choice>) -> Html {
    let label = t!(lang, "filing.agency");
    let hint = t!(lang, "filing.agency_hint");
    if agencies.len() <= MOST_BUTTONS {
        view! { <ChoiceGroup lang field label hint required=true choices=agencies/> }.into_html()
    } else {
        let empty = t!(lang, "filing.agency_empty").into_owned();
        view! { <SelectField lang field label hint required=true empty choices=agencies/> }.into_html()
    }
}

/// One of a few or of many.
pub(super) fn choice(
    lang: Lang,
    field: Field,
    label: String,
    hint: String,
    required: bool,
    choices: Vec<Choice>,
) -> Html {
    if choices.len() <= MOST_BUTTONS {
        view! { <ChoiceGroup lang field label hint required choices/> }.into_html()
    } else {
        let empty = t!(lang, "filing.choose").into_owned();
        view! { <SelectField lang field label hint required empty choices/> }.into_html()
    }
}
