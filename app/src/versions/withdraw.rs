//! A published version that has not begun, to be withdrawn: what that means, why it is done, and the last word.

use leptos::prelude::*;

use super::history::{VersionRow, by};
use super::words::{decision, period};
use super::{VI, above, service_path, version_path, withdraw_path};
use crate::t;
use crate::ui::{ErrorSummary, Facts, FormState, Html, IntoHtml, Notice, TextArea, Tone};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct WithdrawPage {
    /// The service's id and name.
    pub service: (String, String),
    /// The version.
    pub version: VersionRow,
    /// The one before it, as it would hold again.
    pub before: VersionRow,
    /// It has begun: it stays.
    pub begun: bool,
    /// How many drafts began as a copy of it.
    pub drafts: usize,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[must_use]
pub fn page(view: &WithdrawPage) -> Html {
    let (id, name) = &view.service;
    let version = &view.version;
    let shown = view! {
        <a href=version_path(id, &version.id)>{period(version.from, version.to)}</a>
    };
    let mut items = vec![
        (t!(VI, "version.version").into_owned(), shown.into_html()),
        (t!(VI, "version.decision").into_owned(), decision(version.decision.as_ref()).into_html()),
        (t!(VI, "version.published_by").into_owned(), by(version.published.as_ref()).into_html()),
    ];
    if !view.begun {
        let before = &view.before;
        let instead = format!("{}; {}", period(before.from, version.to), decision(before.decision.as_ref()));
        items.push((t!(VI, "version.holds_instead").into_owned(), instead.into_html()));
    }
    view! {
        {above(Some((id, name)))}
        <h1>{t!(VI, "version.withdraw_title")}</h1>
        <ErrorSummary lang=VI errors=view.form.errors().to_vec()/>
        <Facts items/>
        {if view.begun { begun(id) } else { form(view) }}
    }
    .into_html()
}

fn begun(service: &str) -> Html {
    let versions = service_path(service);
    view! {
        <Notice tone=Tone::Warning title=t!(VI, "version.withdraw_begun")>
            <p>{t!(VI, "version.withdraw_begun_advice")}</p>
            <p><a href=versions>{t!(VI, "version.to_versions")}</a></p>
        </Notice>
    }
    .into_html()
}

fn form(view: &WithdrawPage) -> Html {
    let (id, _) = &view.service;
    let drafts = (view.drafts > 0).then(|| view! { <li>{t!(VI, "version.withdraw_drafts", count = view.drafts)}</li> });
    view! {
        <ul>
            <li>{t!(VI, "version.withdraw_holds")}</li>
            <li>{t!(VI, "version.withdraw_nobody")}</li>
            {drafts}
            <li>{t!(VI, "version.withdraw_kept")}</li>
        </ul>
        <form class="narrow" method="post" action=withdraw_path(id, &view.version.id) novalidate>
            <TextArea
                lang=VI field=view.form.field("reason") label=t!(VI, "version.withdraw_reason")
                hint=t!(VI, "version.withdraw_reason_hint") required=true rows=2 maxlength=200_u32
            />
            <div class="buttons">
                <button class="button">{t!(VI, "version.withdraw_do")}</button>
                <a href=service_path(id)>{t!(VI, "version.withdraw_not")}</a>
            </div>
        </form>
    }
    .into_html()
}
