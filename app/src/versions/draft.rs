//! A draft beside the newest version: what would change, what stands against it, and the step that publishes.

use domain::mode::Mode;
use domain::procedure::{Announcement, Difference, Part, Procedure, Unfit};
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;

use super::changes::{differences, rest};
use super::words::{decision, period, reason, unfit};
use super::{VI, above, draft_path};
use crate::ui::{DateField, EmptyState, ErrorSummary, Facts, FormState, Html, IntoHtml, Notice, TextField, Tone};
use crate::{format, names, t};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct DraftPage {
    /// The draft's id.
    pub id: String,
    /// The service's id and name.
    pub service: (String, String),
    /// What it says.
    pub procedure: Procedure,
    /// Who saved it last, and when.
    pub saved: (String, DateTime),
    /// What it would follow.
    pub newest: Newest,
    /// What differs.
    pub differences: Vec<Difference>,
    /// What stands against publishing.
    pub unfit: Vec<Unfit>,
    /// The newest version isn't what the draft was copied from.
    pub moved_on: Option<MovedOn>,
    /// Publishing was asked for, but of something else than what is shown now.
    pub look_again: bool,
    /// Publishing is asked for with it.
    pub seen: String,
    /// What was typed to publish it.
    pub form: FormState,
}

/// Why the newest version isn't what a draft was copied from.
#[derive(Clone, Debug)]
pub enum MovedOn {
    /// Another was published, which changed these parts.
    Published(Vec<Part>),
    /// Its text was imported anew.
    Imported,
    /// It was withdrawn.
    Withdrawn {
        /// The first day that it would have had.
        from: Date,
        /// Why.
        reason: String,
    },
}

/// The newest version.
#[derive(Clone, Debug)]
pub struct Newest {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
    /// The decision that announced it.
    pub decision: Option<Announcement>,
    /// What it says.
    pub procedure: Procedure,
}

/// The page.
#[must_use]
pub fn page(view: &DraftPage) -> Html {
    let path = draft_path(&view.id);
    let (id, name) = &view.service;
    view! {
        {above(Some((id, name)))}
        <h1>{t!(VI, "version.draft_title", name = view.procedure.name.vi)}</h1>
        <ErrorSummary lang=VI errors=view.form.errors().to_vec()/>
        {look_again(view)}
        <p class="lead">{t!(VI, "version.draft_lead")}</p>
        {moved_on(view)}
        {against(view, &path)}
        {warnings(view)}
        {facts(view)}
        <p class="buttons"><a class="button quiet" href=format!("{path}/sua")>{t!(VI, "version.change")}</a></p>
        <h2>{t!(VI, "version.differences", count = view.differences.len())}</h2>
        {compared(view)}
        {rest(&view.procedure, &view.differences)}
        {publish(view, &path)}
        <form method="post" action=format!("{path}/bo")>
            <button class="link">{t!(VI, "version.discard")}</button>
        </form>
    }
    .into_html()
}

fn look_again(view: &DraftPage) -> Html {
    view.look_again
        .then(|| {
            view! {
                <Notice tone=Tone::Warning title=t!(VI, "version.look_again")>
                    <p>{t!(VI, "version.look_again_advice")}</p>
                </Notice>
            }
        })
        .into_html()
}

fn moved_on(view: &DraftPage) -> Option<Html> {
    let (title, what, means) = match view.moved_on.as_ref()? {
        MovedOn::Withdrawn { from, reason } => {
            let day = format::date(VI, *from);
            (
                t!(VI, "version.base_withdrawn"),
                t!(VI, "version.base_withdrawn_why", from = day, reason = reason),
                t!(VI, "version.base_withdrawn_means"),
            )
        }
        MovedOn::Imported => {
            (t!(VI, "version.moved_on"), t!(VI, "version.moved_on_import"), t!(VI, "version.moved_on_means"))
        }
        MovedOn::Published(parts) => {
            let names: Vec<_> = parts.iter().map(|part| names::part(VI, *part)).collect();
            (
                t!(VI, "version.moved_on"),
                t!(VI, "version.moved_on_parts", parts = names.join(", ")),
                t!(VI, "version.moved_on_means"),
            )
        }
    };
    Some(
        view! {
            <Notice tone=Tone::Warning title=title>
                <p>{what}</p>
                <p>{means}</p>
            </Notice>
        }
        .into_html(),
    )
}

fn against(view: &DraftPage, path: &str) -> Html {
    if view.unfit.is_empty() {
        return ().into_html();
    }
    let lines = view.unfit.iter().map(|why| view! { <li>{unfit(why)}</li> }).collect_view();
    let is_full = |why: &Unfit| matches!(why, Unfit::NotFull { .. });
    let law = view.unfit.iter().any(is_full).then(|| view! { <p>{t!(VI, "version.unfit_law")}</p> });
    let change = format!("{path}/sua#mode");
    view! {
        <Notice tone=Tone::Problem title=t!(VI, "version.unfit")>
            <ul>{lines}</ul>
            {law}
            <p><a href=change>{t!(VI, "version.unfit_change")}</a></p>
        </Notice>
    }
    .into_html()
}

/// What was partial by a law becomes full-online: the law must have gone, not only the words.
fn warnings(view: &DraftPage) -> Option<Html> {
    let partial = view.newest.procedure.partial.as_ref()?;
    (view.procedure.mode == Mode::FullOnline).then(|| {
        let words = t!(VI, "version.was_partial", reason = reason(partial.reason), note = partial.note.vi);
        view! { <Notice tone=Tone::Warning>{words}</Notice> }.into_html()
    })
}

fn facts(view: &DraftPage) -> Html {
    let (author, at) = &view.saved;
    let newest = &view.newest;
    let saved = t!(VI, "version.saved_by", name = author, at = format::moment(VI, *at));
    let follows = format!("{}; {}", period(newest.from, newest.to), decision(newest.decision.as_ref()));
    let items = vec![
        (t!(VI, "version.follows").into_owned(), follows.into_html()),
        (t!(VI, "version.saved").into_owned(), saved.into_html()),
    ];
    view! { <Facts items/> }.into_html()
}

fn compared(view: &DraftPage) -> Html {
    if view.differences.is_empty() {
        return view! {
            <EmptyState title=t!(VI, "version.no_difference")><p>{t!(VI, "version.no_difference_advice")}</p></EmptyState>
        }
        .into_html();
    }
    differences(&view.differences)
}

fn publish(view: &DraftPage, path: &str) -> Html {
    let heading = view! { <h2 id="cong-bo">{t!(VI, "version.publish")}</h2> };
    if !view.unfit.is_empty() || view.differences.is_empty() {
        return view! { {heading} <p>{t!(VI, "version.publish_not_yet")}</p> }.into_html();
    }
    let form = &view.form;
    view! {
        {heading}
        <form class="narrow" method="post" action=format!("{path}/cong-bo") novalidate>
            <input type="hidden" name="seen" value=view.seen.clone()/>
            <p>{t!(VI, "version.publish_means")}</p>
            <DateField
                lang=VI field=form.field("valid_from") label=t!(VI, "version.valid_from")
                hint=t!(VI, "version.valid_from_hint") required=true
            />
            <TextField
                lang=VI field=form.field("number") label=t!(VI, "version.number")
                hint=t!(VI, "version.number_hint") required=true maxlength=60_u32
            />
            <DateField lang=VI field=form.field("date") label=t!(VI, "version.date") hint=t!(VI, "version.date_hint") required=true/>
            <TextField
                lang=VI field=form.field("issuer") label=t!(VI, "version.issuer")
                hint=t!(VI, "version.issuer_hint") required=true maxlength=120_u32
            />
            <div class="buttons"><button class="button">{t!(VI, "version.publish_do")}</button></div>
        </form>
    }
    .into_html()
}
