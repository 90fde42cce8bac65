//! `/tinh-hinh/ho-so`: the dossiers that a figure counts, for officers of the agency and administrators.

use std::borrow::Cow;
use std::sync::Arc;

use domain::channel::Channel;
use domain::dossier::StateCode;
use domain::metrics::{Listed, Tally};
use domain::money::Dong;
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;

use super::page::{Scope, scope_name};
use super::query::AdoptionQuery;
use crate::format;
use crate::names;
use crate::shell::{PageFrame, Person, Place, Site, trail};
use crate::t;
use crate::tracking;
use crate::ui::{EmptyState, Html, IntoHtml};
use crate::words::Lang;

/// A page of the dossiers.
#[derive(Clone, Debug)]
pub struct DossiersPage {
    /// The figures that they belong to.
    pub query: AdoptionQuery,
    /// What is counted.
    pub listed: Listed,
    /// The period.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// What the figures are narrowed to.
    pub scope: Scope,
    /// The figure: the sum of what the dossiers of all pages add to it.
    pub total: i64,
    /// Whether this is the first page.
    pub is_first: bool,
    /// Where the next page begins.
    pub next: Option<String>,
    /// The dossiers of this page.
    pub rows: Vec<DossierRow>,
}

/// A dossier that is counted.
#[derive(Clone, Debug)]
pub struct DossierRow {
    /// Its code.
    pub code: String,
    /// Its place at the desk, for the agency's officers.
    pub href: Option<String>,
    /// The service's name.
    pub service: String,
    /// The agency's name.
    pub agency: String,
    /// Accepted when.
    pub accepted: DateTime,
    /// Due by the law.
    pub due: Option<DateTime>,
    /// Ended when.
    pub ended: Option<DateTime>,
    /// How it came.
    pub channel: Channel,
    /// Where it stands.
    pub state: StateCode,
    /// What it adds to the figure: 1, an amount in đồng, or hours.
    pub number: i64,
    /// Made up by the demo.
    pub demo: bool,
}

/// The page's frame: no search engine lists it.
#[must_use]
pub fn frame(site: Arc<Site>, lang: Lang, view: &DossiersPage, person: Option<Person>) -> PageFrame {
    let address = view.query.dossiers(view.listed, None);
    PageFrame::private(site, lang, address, title(lang, view.listed), person).place(Place::Adoption)
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &DossiersPage) -> Html {
    let back = view.query.address();
    let said = t!(
        lang,
        "adoption.listed",
        total = number(lang, view.listed, view.total),
        from = format::date(lang, view.from),
        to = format::date(lang, view.to)
    );
    let scope = scope_name(lang, &view.query, &view.scope).map(|scope| format!("{scope}: "));
    let first = (!view.is_first).then(|| {
        let address = lang.path(&view.query.dossiers(view.listed, None));
        view! { <li><a href=address>{t!(lang, "adoption.first_page")}</a></li> }
    });
    let next = view.next.as_ref().map(|after| {
        let address = lang.path(&view.query.dossiers(view.listed, Some(after)));
        view! { <li><a rel="next" href=address>{t!(lang, "ui.next")}</a></li> }
    });
    view! {
        {trail(lang, vec![(back.clone(), t!(lang, "adoption.title").into_owned())])}
        <h1>{title(lang, view.listed)}</h1>
        <p class="lead">{scope} {said}</p>
        {rows(lang, view.listed, &view.rows)}
        <nav class="pages" aria-label=t!(lang, "ui.pages")><ul>{first} {next}</ul></nav>
        <p><a href=lang.path(&back)>{t!(lang, "adoption.back")}</a></p>
    }
    .into_html()
}

fn rows(lang: Lang, listed: Listed, rows: &[DossierRow]) -> Html {
    if rows.is_empty() {
        return view! {
            <EmptyState title=t!(lang, "adoption.listed_none")>
                <p>{t!(lang, "adoption.listed_none_more")}</p>
            </EmptyState>
        }
        .into_html();
    }
    let lines = rows.iter().map(|row| line(lang, listed, row)).collect_view();
    let adds = adds_more(listed).then(|| view! { <th scope="col" class="r">{t!(lang, "adoption.col.adds")}</th> });
    view! {
        <table class="queue">
            <caption class="unseen">{t!(lang, "adoption.listed_caption")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!(lang, "adoption.col.dossier")}</th>
                    <th scope="col">{t!(lang, "adoption.col.service")}</th>
                    <th scope="col">{t!(lang, "adoption.col.accepted")}</th>
                    <th scope="col">{t!(lang, "adoption.col.due")}</th>
                    <th scope="col">{t!(lang, "adoption.col.ended")}</th>
                    <th scope="col">{t!(lang, "adoption.col.state")}</th>
                    {adds}
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_html()
}

fn line(lang: Lang, listed: Listed, row: &DossierRow) -> Html {
    let code = match row.href.clone() {
        Some(path) => view! { <a href=path>{row.code.clone()}</a> }.into_html(),
        None => view! { <span class="nobr">{row.code.clone()}</span> }.into_html(),
    };
    // On a phone the heads of the columns are gone, so each moment says what it is.
    let moment = |at: Option<DateTime>, what: Cow<'static, str>| {
        at.map(|at| {
            view! {
                <span class="on-phone">{what} ": "</span>
                <span class="nobr">{format::moment_short(at)}</span>
            }
        })
    };
    let demo = row.demo.then(|| view! { " · " {t!(lang, "adoption.demo_mark")} });
    let adds = adds_more(listed).then(|| view! { <td class="r">{number(lang, listed, row.number)}</td> });
    let due = moment(row.due, t!(lang, "adoption.col.due"));
    let ended = moment(row.ended, t!(lang, "adoption.col.ended"));
    view! {
        <tr>
            <th scope="row">{code} <small>{names::channel(lang, row.channel)} {demo}</small></th>
            <td>{row.service.clone()} <small>{row.agency.clone()}</small></td>
            <td>{moment(Some(row.accepted), t!(lang, "adoption.col.accepted"))}</td>
            <td>{due}</td>
            <td>{ended}</td>
            <td>{tracking::state(lang, row.state)}</td>
            {adds}
        </tr>
    }
    .into_html()
}

/// Whether a dossier adds something else than 1: an amount, or hours.
const fn adds_more(listed: Listed) -> bool {
    use Tally::{PaidDong, PaidOnlineDong, SavedDong, SavedHours, StandardDong};
    matches!(listed, Listed::Tally(PaidDong | PaidOnlineDong | StandardDong | SavedDong | SavedHours))
}

/// What is added up, with its unit.
fn number(lang: Lang, listed: Listed, number: i64) -> String {
    match listed {
        Listed::Tally(Tally::SavedHours) => {
            t!(lang, "adoption.hours", hours = format::number(lang, number)).into_owned()
        }
        _ if adds_more(listed) => format::dong(lang, Dong::new(number).unwrap_or_default()),
        _ => t!(lang, "adoption.dossiers", count = format::number(lang, number)).into_owned(),
    }
}

/// What is listed: `Hồ sơ nộp trực tuyến`.
#[must_use]
pub fn title(lang: Lang, listed: Listed) -> Cow<'static, str> {
    match listed {
        Listed::Tally(tally) => tally_title(lang, tally),
        Listed::OverdueLaw => t!(lang, "adoption.l.overdue_law"),
        Listed::OverduePromise => t!(lang, "adoption.l.overdue_promise"),
        Listed::OnTimeLaw => t!(lang, "adoption.l.on_time_law"),
        Listed::OnTimePromise => t!(lang, "adoption.l.on_time_promise"),
        Listed::ServicesUsed => t!(lang, "adoption.m.services_used"),
        Listed::ServicesOffered => t!(lang, "adoption.l.services_offered"),
    }
}

fn tally_title(lang: Lang, tally: Tally) -> Cow<'static, str> {
    match tally {
        Tally::Received => t!(lang, "adoption.l.received"),
        Tally::Online => t!(lang, "adoption.m.online"),
        Tally::Counter => t!(lang, "adoption.l.counter"),
        Tally::Postal => t!(lang, "adoption.l.postal"),
        Tally::SelfFiled => t!(lang, "adoption.l.self_filed"),
        Tally::Guided => t!(lang, "adoption.l.guided"),
        Tally::Assisted => t!(lang, "adoption.m.assisted"),
        Tally::Authorised => t!(lang, "adoption.l.authorised"),
        Tally::Representative => t!(lang, "adoption.l.representative"),
        Tally::FullEligible => t!(lang, "adoption.l.full_eligible"),
        Tally::FullOnline => t!(lang, "adoption.l.full_online"),
        Tally::Ended => t!(lang, "adoption.l.ended"),
        Tally::LateLaw => t!(lang, "adoption.l.late_law"),
        Tally::LatePromise => t!(lang, "adoption.l.late_promise"),
        Tally::WithFee => t!(lang, "adoption.l.with_fee"),
        Tally::PaidOnline => t!(lang, "adoption.m.paid_online"),
        Tally::PaidDong => t!(lang, "adoption.l.paid_dong"),
        Tally::PaidOnlineDong => t!(lang, "adoption.m.paid_online_dong"),
        Tally::Cheaper => t!(lang, "adoption.l.cheaper"),
        Tally::StandardDong => t!(lang, "adoption.l.standard_dong"),
        Tally::SavedDong => t!(lang, "adoption.m.fees_saved"),
        Tally::Shortened => t!(lang, "adoption.m.days_saved"),
        Tally::SavedHours => t!(lang, "adoption.l.saved_hours"),
        Tally::Rated => t!(lang, "adoption.l.rated"),
        Tally::Content => t!(lang, "adoption.l.content"),
        Tally::VerySatisfied => t!(lang, "adoption.l.very_satisfied"),
    }
}
