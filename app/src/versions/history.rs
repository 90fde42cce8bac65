//! A service with all its versions, and the button that begins another.

use domain::procedure::Announcement;
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;

use super::list::{DraftRow, drafts};
use super::words::{decision, period};
use super::{VI, service_path, version_path, withdraw_path};
use crate::ui::{Column, DataTable, Html, IntoHtml, Notice, Tone};
use crate::{format, t};

/// A version.
#[derive(Clone, Debug)]
pub struct VersionRow {
    /// Its id.
    pub id: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
    /// The decision that announced it.
    pub decision: Option<Announcement>,
    /// Who published it here, and when; none for what was imported.
    pub published: Option<(String, DateTime)>,
}

impl VersionRow {
    /// Whether it can be withdrawn: published here, and not begun.
    pub(super) fn can_be_withdrawn(&self, today: Date) -> bool {
        self.published.is_some() && self.from > today
    }
}

/// A version that was withdrawn.
#[derive(Clone, Debug)]
pub struct WithdrawnRow {
    /// The version.
    pub version: VersionRow,
    /// Who withdrew it, and when.
    pub withdrawn: (String, DateTime),
    /// Why.
    pub reason: String,
}

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// A version was published.
    Published,
    /// A version was withdrawn.
    Withdrawn,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct HistoryPage {
    /// The service's id.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Newest first.
    pub versions: Vec<VersionRow>,
    /// Under preparation.
    pub drafts: Vec<DraftRow>,
    /// Withdrawn before they began.
    pub withdrawn: Vec<WithdrawnRow>,
    /// What is over, in force, to come.
    pub today: Date,
    /// What was just done.
    pub done: Option<Done>,
}

/// The page.
#[must_use]
pub fn page(view: &HistoryPage) -> Html {
    let done = view.done.map(|done| match done {
        Done::Published => t!(VI, "version.done_published"),
        Done::Withdrawn => t!(VI, "version.done_withdrawn"),
    });
    let done = done.map(|words| view! { <Notice tone=Tone::Done>{words}</Notice> });
    let admin = ("/quan-tri".to_owned(), t!(VI, "admin.title").into_owned());
    let list = (super::PATH.to_owned(), t!(VI, "version.title").into_owned());
    view! {
        {crate::shell::trail(VI, vec![admin, list])}
        <h1>{view.name.clone()}</h1>
        {done}
        <p>
            {t!(VI, "version.code_is", code = view.code)} " · "
            <a href=format!("/dich-vu/{}", view.id)>{t!(VI, "version.public_page")}</a>
        </p>
        <form method="post" action=format!("{}/soan", service_path(&view.id))>
            <p>{t!(VI, "version.begin_means")}</p>
            <div class="buttons"><button class="button">{t!(VI, "version.begin")}</button></div>
        </form>
        {drafts(&view.drafts)}
        <h2>{t!(VI, "version.versions")}</h2>
        {versions(view)}
        <p class="soft">{t!(VI, "version.never_rewritten")}</p>
        {withdrawn(view)}
    }
    .into_html()
}

fn versions(view: &HistoryPage) -> Html {
    let columns = vec![
        Column::words(t!(VI, "version.validity")),
        Column::words(t!(VI, "version.standing")),
        Column::words(t!(VI, "version.decision")),
        Column::words(t!(VI, "version.published_by")),
    ];
    let rows = view
        .versions
        .iter()
        .map(|row| {
            let link = view! { <a href=version_path(&view.id, &row.id)>{period(row.from, row.to)}</a> };
            let standing = if row.from > view.today {
                t!(VI, "version.to_come")
            } else if row.to.is_some_and(|last| last < view.today) {
                t!(VI, "version.is_over")
            } else {
                t!(VI, "version.in_force")
            };
            let withdraw = row.can_be_withdrawn(view.today).then(|| {
                let path = withdraw_path(&view.id, &row.id);
                view! { " · " <a href=path>{t!(VI, "version.withdraw")}</a> }
            });
            vec![
                link.into_html(),
                view! { {standing} {withdraw} }.into_html(),
                decision(row.decision.as_ref()).into_html(),
                by(row.published.as_ref()).into_html(),
            ]
        })
        .collect();
    view! { <DataTable label=t!(VI, "version.versions") columns rows/> }.into_html()
}

fn withdrawn(view: &HistoryPage) -> Option<Html> {
    let columns = vec![
        Column::words(t!(VI, "version.was_to_hold")),
        Column::words(t!(VI, "version.decision")),
        Column::words(t!(VI, "version.withdrawn_by")),
        Column::words(t!(VI, "version.withdrawn_reason")),
        Column::words(t!(VI, "version.mend")),
    ];
    let rows: Vec<_> = view
        .withdrawn
        .iter()
        .map(|row| {
            let again = view! {
                <form method="post" action=format!("{}/soan", service_path(&view.id))>
                    <input type="hidden" name="rut_lai" value=row.version.id.clone()/>
                    <button class="link">{t!(VI, "version.begin_again")}</button>
                </form>
            };
            vec![
                period(row.version.from, row.version.to).into_html(),
                decision(row.version.decision.as_ref()).into_html(),
                by(Some(&row.withdrawn)).into_html(),
                row.reason.clone().into_html(),
                again.into_html(),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2>{t!(VI, "version.withdrawn")}</h2>
            <DataTable label=t!(VI, "version.withdrawn") columns rows/>
        }
        .into_html()
    })
}

/// Who published a version, and when.
pub(super) fn by(published: Option<&(String, DateTime)>) -> String {
    match published {
        Some((name, at)) => {
            let at = format::moment(VI, *at);
            t!(VI, "version.published_at", name = name, at = at).into_owned()
        }
        None => t!(VI, "version.imported").into_owned(),
    }
}
