//! Where is my dossier: the look-up for everybody, one's own dossiers, and one of them with all that belongs to it.

pub mod authentic;
pub mod dossier;
pub mod list;
pub mod look_up;
pub mod timeline;
mod todo;
pub mod withdraw;

use crate::t;
use crate::ui::{Html, IntoHtml};
use crate::words::Lang;
use domain::dossier::{Completion, Stage, StateCode};
use leptos::prelude::*;
use std::borrow::Cow;

pub use todo::Todo;

/// How far a dossier is, in words for the public.
#[must_use]
pub fn stage(lang: Lang, stage: Stage) -> Cow<'static, str> {
    match stage {
        Stage::Sent => t!(lang, "tracking.stage.sent"),
        Stage::InProgress => t!(lang, "tracking.stage.in_progress"),
        Stage::WaitingForApplicant => t!(lang, "tracking.stage.waiting"),
        Stage::ResultReady => t!(lang, "tracking.stage.ready"),
        Stage::Closed => t!(lang, "tracking.stage.closed"),
    }
}

/// What a dossier's state means for whoever filed it.
#[must_use]
pub fn state(lang: Lang, state: StateCode) -> Cow<'static, str> {
    match state {
        StateCode::Registered => t!(lang, "tracking.state.registered"),
        StateCode::IntakeSupplement | StateCode::Supplement => {
            t!(lang, "tracking.state.supplement")
        }
        StateCode::Refused => t!(lang, "tracking.state.refused"),
        StateCode::Accepted => t!(lang, "tracking.state.accepted"),
        StateCode::Processing => t!(lang, "tracking.state.processing"),
        StateCode::Payment => t!(lang, "tracking.state.payment"),
        StateCode::Withdrawn => t!(lang, "tracking.state.withdrawn"),
        StateCode::Stopped => t!(lang, "tracking.state.stopped"),
        StateCode::Finished => t!(lang, "tracking.state.finished"),
        StateCode::HandedOver => t!(lang, "tracking.state.handed_over"),
    }
}

/// The degree of completion: a bar, and the same in words.
#[must_use]
pub fn completion(lang: Lang, completion: Completion) -> Html {
    let percent = completion.percent.to_string();
    let label = t!(lang, "tracking.completion");
    view! {
        <div class="completion">
            <progress max="100" value=percent.clone() aria-label=label>{format!("{percent}%")}</progress>
            <p>
                <strong>{stage(lang, completion.stage)}</strong> " · "
                <span class="n">{format!("{percent}%")}</span>
            </p>
        </div>
    }
    .into_html()
}
