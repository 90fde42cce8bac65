//! When a dossier is due.

use leptos::prelude::*;

use super::CasePage;
use crate::desk::{VI, words};
use crate::t;
use crate::ui::{Facts, Html, IntoHtml};
use crate::{explain, format};

pub(super) fn dates(page: &CasePage) -> Html {
    let Some(due) = page.due else {
        return ().into_html();
    };
    let why = match &page.deadline {
        Some(deadline) => {
            explain::deadline(VI, deadline).into_iter().map(|line| view! { <li>{line}</li> }).collect_view().into_html()
        }
        None => view! { <li>{t!(VI, "desk.set_by_officer")}</li> }.into_html(),
    };
    // After a supplement the dates are worked out anew, and no longer what acceptance explained.
    let moved = page
        .deadline
        .as_ref()
        .is_some_and(|deadline| deadline.due() != due)
        .then(|| view! { <p>{t!(VI, "desk.due_moved")}</p> });
    let redated = page.redated.map(|to| {
        let told = t!(VI, "desk.redated", to = format::moment(VI, to));
        view! { <p><strong>{told}</strong></p> }
    });
    let waits = page.waits.iter().map(|wait| view! { <li>{words::wait(wait)}</li> }).collect_view();
    let waits =
        (!page.waits.is_empty()).then(|| view! { <h3>{t!(VI, "desk.waits")}</h3> <ul class="why">{waits}</ul> });
    let facts = vec![
        (t!(VI, "desk.promised").into_owned(), format::moment(VI, due.promised).into_html()),
        (t!(VI, "desk.statutory").into_owned(), format::moment(VI, due.statutory).into_html()),
    ];
    view! {
        <section>
            <h2>{t!(VI, "desk.dates")}</h2>
            {redated}
            <Facts items=facts/>
            {moved}
            {waits}
            <details>
                <summary>{t!(VI, "desk.why")}</summary>
                <ul class="why">{why}</ul>
                {page.course.as_ref().map(|course| explain::calendar(VI, course))}
            </details>
        </section>
    }
    .into_html()
}
