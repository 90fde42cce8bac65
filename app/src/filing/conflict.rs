//! A step that was changed in another window meanwhile: what is stored and what was typed, side by side. Nothing is
//! lost until the person chooses.

use super::step::{self, Frame};
use crate::t;
use crate::ui::{Html, IntoHtml, Notice, Tone};
use crate::words::Lang;
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug)]
pub struct ConflictPage {
    /// What all steps share; its revision is the one that is stored.
    pub frame: Frame,
    /// The fields that differ: the question, what is stored, what was typed.
    pub differences: Vec<(String, String, String)>,
    /// All that was typed, to be sent again.
    pub typed: Vec<(String, String)>,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &ConflictPage) -> Html {
    let shown = |text: String| match text.is_empty() {
        true => view! { <span class="soft">{t!(lang, "filing.conflict.empty")}</span> }.into_html(),
        false => view! { <span class="typed">{text}</span> }.into_html(),
    };
    let rows = view
        .differences
        .iter()
        .cloned()
        .map(|(question, stored, typed)| {
            view! { <tr><th scope="row">{question}</th><td>{shown(stored)}</td><td>{shown(typed)}</td></tr> }
        })
        .collect_view();
    let kept = view
        .typed
        .iter()
        .cloned()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let address = view.frame.step_address(lang);
    let body = view! {
        <Notice tone=Tone::Warning title=t!(lang, "filing.conflict.title")><p>{t!(lang, "filing.conflict.advice")}</p></Notice>
        <div class="scroll" role="region" tabindex="0" aria-label=t!(lang, "filing.conflict.table")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "filing.conflict.question")}</th>
                        <th scope="col">{t!(lang, "filing.conflict.stored")}</th>
                        <th scope="col">{t!(lang, "filing.conflict.typed")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <form method="post" action=view.frame.step_address(lang)>
            <input type="hidden" name="revision" value=view.frame.revision.to_string()/>
            {kept}
            <div class="buttons">
                <button class="button" name="go" value="next">{t!(lang, "filing.conflict.take_mine")}</button>
                <a class="button quiet" href=address>{t!(lang, "filing.conflict.take_stored")}</a>
            </div>
        </form>
    };
    step::page(lang, &view.frame, body.into_html())
}
