//! A published version: what it changed over the one before it, by which decision, and who published it.

use domain::procedure::{Difference, Procedure};
use jiff::civil::Date;
use leptos::prelude::*;

use super::changes::{differences, rest};
use super::history::{VersionRow, by};
use super::words::{decision, period};
use super::{VI, above, withdraw_path};
use crate::t;
use crate::ui::{Facts, Html, IntoHtml};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct SuccessionPage {
    /// The service's id and name.
    pub service: (String, String),
    /// The version.
    pub version: VersionRow,
    /// What it says.
    pub procedure: Procedure,
    /// The one before it; none for the first.
    pub before: Option<VersionRow>,
    /// What differs.
    pub differences: Vec<Difference>,
    /// Whether it has begun.
    pub today: Date,
}

/// The page.
#[must_use]
pub fn page(view: &SuccessionPage) -> Html {
    let (id, name) = &view.service;
    let version = &view.version;
    let public = format!("/dich-vu/{id}?ngay={}", version.from);
    let link = view! { <a href=public>{t!(VI, "version.as_public")}</a> };
    let items = vec![
        (t!(VI, "version.service").into_owned(), name.clone().into_html()),
        (t!(VI, "version.decision").into_owned(), decision(version.decision.as_ref()).into_html()),
        (t!(VI, "version.published_by").into_owned(), by(version.published.as_ref()).into_html()),
        (t!(VI, "version.public_page").into_owned(), link.into_html()),
    ];
    let withdraw = version.can_be_withdrawn(view.today).then(|| {
        let path = withdraw_path(id, &version.id);
        view! { <p class="buttons"><a class="button quiet" href=path>{t!(VI, "version.withdraw")}</a></p> }
    });
    let title = t!(VI, "version.version_title", period = period(version.from, version.to));
    view! {
        {above(Some((id, name)))}
        <h1>{title}</h1>
        <Facts items/>
        {withdraw}
        {changed(view)}
        {rest(&view.procedure, &view.differences)}
    }
    .into_html()
}

fn changed(view: &SuccessionPage) -> Html {
    let Some(before) = &view.before else {
        return view! { <p>{t!(VI, "version.first")}</p> }.into_html();
    };
    let heading = t!(VI, "version.over_before", period = period(before.from, before.to));
    let nothing = view.differences.is_empty().then(|| view! { <p>{t!(VI, "version.no_difference")}</p> });
    view! {
        <h2>{heading}</h2>
        {nothing}
        {differences(&view.differences)}
    }
    .into_html()
}
