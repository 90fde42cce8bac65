//! What the page tells the person: errors, notices, that there is nothing.

use crate::t;
use crate::ui::html::{Html, IntoHtml};
use crate::words::Lang;
use leptos::prelude::*;

/// Everything that is wrong with a form, above it, each message leading to its field. It takes the focus: pages with
/// errors are opened at `#errors`, and screen readers announce it. Shows nothing when nothing is wrong.
#[component]
pub fn ErrorSummary(
    /// The page's language.
    lang: Lang,
    /// `form.errors().to_vec()`
    errors: Vec<(String, String)>,
) -> Html {
    if errors.is_empty() {
        return ().into_html();
    }
    let lines = errors
        .into_iter()
        .map(|(field, message)| view! { <li><a href=format!("#{field}")>{message}</a></li> })
        .collect_view();
    view! {
        <div class="summary" id="errors" role="alert" tabindex="-1" autofocus=true aria-labelledby="errors-title">
            <h2 id="errors-title">{t!(lang, "ui.errors_title")}</h2>
            <p>{t!(lang, "ui.errors_kept")}</p>
            <ul>{lines}</ul>
        </div>
    }
    .into_html()
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// Something was done.
    Done,
    /// Something to do, or to be careful about.
    Warning,
    /// Something went wrong.
    Problem,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "notice",
            Self::Done => "notice done",
            Self::Warning => "notice warning",
            Self::Problem => "notice problem",
        }
    }
}

/// A box that says one thing.
#[component]
pub fn Notice(
    /// How it is meant.
    #[prop(optional)]
    tone: Tone,
    /// The thing, in a few words; empty for none.
    #[prop(optional, into)]
    title: String,
    /// More about it.
    children: Html,
) -> Html {
    view! {
        <div class=tone.class() role=(tone == Tone::Done).then_some("status")>
            {(!title.is_empty()).then(|| view! { <p class="title">{title}</p> })}
            {children}
        </div>
    }
    .into_html()
}

/// Says that there is nothing here, and what to do about it.
#[component]
pub fn EmptyState(
    /// What there is not.
    #[prop(into)]
    title: String,
    /// What to do.
    children: Html,
) -> Html {
    view! { <div class="empty"><p class="title">{title}</p> {children}</div> }.into_html()
}

/// A short mark on a thing. `class`: `full` (green), `gold` (saves something), `warning`, `problem`, or nothing.
#[component]
pub fn Tag(
    /// What it says.
    #[prop(into)]
    text: String,
    /// How it looks.
    #[prop(optional)]
    class: &'static str,
) -> Html {
    view! { <li class=class>{text}</li> }.into_html()
}
