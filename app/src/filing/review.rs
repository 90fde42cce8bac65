//! All of it once more, each part with a way back to it, and the button that sends.

use super::step::{self, Frame, StepName, agency_field};
use crate::t;
use crate::ui::{Choice, Facts, Html, IntoHtml, Notice, TextField, Tone};
use crate::words::Lang;
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug)]
pub struct ReviewPage {
    /// What all steps share.
    pub frame: Frame,
    /// What was given, part by part.
    pub parts: Vec<ReviewPart>,
    /// The agencies that take the service here, to choose another.
    pub agencies: Vec<Choice>,
    /// What is to be paid when, in lines; empty where nothing is.
    pub payment: Vec<String>,
    /// What does not fit; the person may send it all the same.
    pub doubts: Vec<String>,
    /// The draft was changed in another window after this page was shown.
    pub changed: bool,
    /// A helper makes it for a resident, who is asked for a code before it goes out.
    pub assisted: bool,
}

/// What was given on one step.
#[derive(Clone, Debug)]
pub struct ReviewPart {
    /// The step.
    pub step: StepName,
    /// Its slug.
    pub slug: &'static str,
    /// Each question and answer.
    pub facts: Vec<(String, String)>,
    /// Whether something there is wrong or missing.
    pub wrong: bool,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &ReviewPage) -> Html {
    let frame = &view.frame;
    let address = frame.address(lang);
    let parts = view.parts.iter().map(|part| part_view(lang, &address, part)).collect_view();
    let changed = view.changed.then(|| {
        view! { <Notice tone=Tone::Warning title=t!(lang, "filing.review.changed")><p>{t!(lang, "filing.review.changed_advice")}</p></Notice> }
    });
    let doubts = (!view.doubts.is_empty()).then(|| {
        let lines = view.doubts.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
        view! { <Notice tone=Tone::Warning title=t!(lang, "filing.doubt")>{lines}</Notice> }
    });
    let payment = (!view.payment.is_empty()).then(|| {
        let lines = view.payment.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
        view! {
            <h2>{t!(lang, "filing.review.payment")}</h2>
            <ul>{lines}</ul>
            <p class="hint">{t!(lang, "filing.review.payment_note")}</p>
        }
    });
    let body = view! {
        {changed}
        {doubts}
        {parts}
        {agency(lang, view, &address)}
        {payment}
        <form method="post" action=frame.step_address(lang)>
            <input type="hidden" name="revision" value=frame.revision.to_string()/>
            {sending(lang, view)}
        </form>
    };
    step::page(lang, frame, body.into_html())
}

/// One's own is sent at once; a resident's only after their code.
fn sending(lang: Lang, view: &ReviewPage) -> Html {
    if view.assisted {
        return view! {
            <p>{t!(lang, "filing.review.assisted")}</p>
            <div class="buttons">
                <button class="button" name="go" value="send">{t!(lang, "filing.review.assisted_send")}</button>
                <a href="/ho-tro/phien">{t!(lang, "filing.review.later")}</a>
            </div>
        }
        .into_html();
    }
    let field = view.frame.form.field("guide");
    let open = !field.value().is_empty() || field.error.is_some();
    view! {
        <details open=open>
            <summary>{t!(lang, "filing.review.guide_open")}</summary>
            <TextField
                lang
                field
                label=t!(lang, "filing.review.guide")
                hint=t!(lang, "filing.review.guide_hint")
                autocomplete="off"
                maxlength=12_u32
                width="short"
            />
        </details>
        <p>{t!(lang, "filing.review.statement")}</p>
        <div class="buttons">
            <button class="button" name="go" value="send">{t!(lang, "filing.review.send")}</button>
            <a href=lang.path("/ho-so")>{t!(lang, "filing.review.later")}</a>
        </div>
    }
    .into_html()
}

fn part_view(lang: Lang, address: &str, part: &ReviewPart) -> Html {
    let title = part.step.title(lang);
    let label = t!(lang, "filing.review.change_named", part = title);
    let href = format!("{address}/{}", part.slug);
    let id = format!("part-{}", part.slug);
    let labelled = id.clone();
    let items = part
        .facts
        .iter()
        .cloned()
        .map(|(question, answer)| (question, view! { <span class="typed">{answer}</span> }.into_html()))
        .collect();
    let wrong = part.wrong.then(|| view! { <p class="error">{t!(lang, "filing.review.wrong")}</p> });
    view! {
        <section class="part" class:wrong=part.wrong aria-labelledby=labelled>
            <h2 id=id>{title}</h2>
            {wrong}
            <Facts items/>
            <p><a href=href aria-label=label>{t!(lang, "filing.review.change")}</a></p>
        </section>
    }
    .into_html()
}

fn agency(lang: Lang, view: &ReviewPage, address: &str) -> Html {
    let frame = &view.frame;
    let chosen = frame.agency.clone();
    let others = (view.agencies.len() > 1 || chosen.is_empty()).then(|| {
        let open = frame.form.error("agency").is_some();
        view! {
            <details open=open>
                <summary>{t!(lang, "filing.review.other_agency")}</summary>
                <form method="post" action=format!("{address}/co-quan")>
                    {agency_field(lang, frame.form.field("agency"), view.agencies.clone())}
                    <button class="button quiet">{t!(lang, "filing.review.take_agency")}</button>
                </form>
            </details>
        }
    });
    view! {
        <section class="part" aria-labelledby="part-agency">
            <h2 id="part-agency">{t!(lang, "filing.agency")}</h2>
            <p lang=crate::catalogue::vietnamese(lang)>{chosen}</p>
            {others}
        </section>
    }
    .into_html()
}
