//! The administrators' first page: what is in force, who works here, what needs a look. In Vietnamese alone.

use crate::adoption::watch::{self, Watch};
use crate::catalogue::query::ListQuery;
use crate::format;
use crate::t;
use crate::ui::{Column, DataTable, EmptyState, Facts, Html, IntoHtml, Notice, Tone};
use crate::words::Lang;
use domain::calendar::CalendarDay;
use domain::money::Dong;
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;

const LANG: Lang = Lang::Vi;

/// An agency and who works there.
#[derive(Clone, Debug)]
pub struct AgencyRow {
    /// Its name.
    pub name: String,
    /// The identifier of its dossier codes.
    pub code: String,
    /// How many officers it has.
    pub officers: usize,
}

/// Somebody with a role.
#[derive(Clone, Debug)]
pub struct StaffRow {
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// The role's code.
    pub role: &'static str,
    /// At which agency.
    pub agency: Option<String>,
}

/// Money that must go back.
#[derive(Clone, Debug)]
pub struct RefundRow {
    /// Of which dossier.
    pub dossier: String,
    /// How much.
    pub amount: Dong,
    /// Why, in words.
    pub reason: String,
    /// To be given at the agency's counter.
    pub at_counter: bool,
    /// The gateway refuses it: somebody must look.
    pub stuck: bool,
    /// Since when.
    pub at: DateTime,
}

/// How many dossiers of an agency are late, or were brought before its head.
#[derive(Clone, Debug)]
pub struct LateRow {
    /// The agency's name.
    pub agency: String,
    /// The list of what its figures count as overdue.
    pub path: String,
    /// Past the date told to the applicant, or the law's.
    pub late: i64,
    /// Of those, past the law's.
    pub by_law: i64,
    /// Brought before the head.
    pub escalated: i64,
}

/// A dossier that is late, or was brought before the head.
#[derive(Clone, Debug)]
pub struct LateDossierRow {
    /// Code or reference.
    pub name: String,
    /// The agency's name.
    pub agency: String,
    /// The service's name.
    pub service: String,
    /// When it was due, where that is known.
    pub due: Option<DateTime>,
    /// Past the law's date.
    pub by_law: bool,
    /// Brought before the head.
    pub escalated: bool,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct AdminPage {
    /// What is late or escalated, by agency.
    pub late: Vec<LateRow>,
    /// The first of them.
    pub late_dossiers: Vec<LateDossierRow>,
    /// What to look at in the figures.
    pub watch: Watch,
    /// Agencies of today.
    pub agencies: Vec<AgencyRow>,
    /// Who has a role.
    pub staff: Vec<StaffRow>,
    /// Days off and make-up days to come.
    pub days: Vec<CalendarDay>,
    /// Messages waiting for their next try.
    pub waiting: i64,
    /// Messages given up.
    pub given_up: i64,
    /// Refunds that are not done.
    pub refunds: Vec<RefundRow>,
    /// What was searched for without success in the last thirty days: the words, how often, on which day last.
    pub misses: Vec<(String, i64, Date)>,
}

/// The page.
#[must_use]
pub fn page(view: &AdminPage) -> Html {
    let given_up = view.given_up;
    view! {
        <h1>{t!(LANG, "admin.title")}</h1>
        {areas()}
        {(given_up > 0)
            .then(|| {
                view! {
                    <Notice tone=Tone::Problem title=t!(LANG, "admin.given_up_title")>
                        {t!(LANG, "admin.given_up", count = given_up)}
                    </Notice>
                }
            })}
        <Facts items=vec![
            (t!(LANG, "admin.agencies").into_owned(), view.agencies.len().into_html()),
            (t!(LANG, "admin.staff").into_owned(), view.staff.len().into_html()),
            (t!(LANG, "admin.messages_waiting").into_owned(), view.waiting.into_html()),
            (t!(LANG, "admin.refunds").into_owned(), view.refunds.len().into_html()),
        ]/>
        {late(view)}
        {watch::list(&view.watch)}
        <h2>{t!(LANG, "admin.refunds")}</h2>
        {refunds(&view.refunds)}
        {misses(&view.misses)}
        <h2>{t!(LANG, "admin.lists")}</h2>
        {folded(t!(LANG, "admin.days").into_owned(), view.days.len(), days(&view.days))}
        {folded(t!(LANG, "admin.agencies").into_owned(), view.agencies.len(), agencies(&view.agencies))}
        {folded(t!(LANG, "admin.staff").into_owned(), view.staff.len(), staff(&view.staff))}
    }
    .into_html()
}

/// What is done on pages of its own, before the lists.
fn areas() -> Html {
    let links = [
        (crate::policy::PATH, t!(LANG, "policy.title"), t!(LANG, "admin.about_policies")),
        (crate::versions::PATH, t!(LANG, "version.title"), t!(LANG, "admin.about_procedures")),
        (crate::calendar::PATH, t!(LANG, "calendar.title"), t!(LANG, "admin.about_days")),
        ("/quan-tri/chi-tieu", t!(LANG, "admin.target.title"), t!(LANG, "admin.about_targets")),
    ];
    let links = links
        .map(|(path, name, about)| view! { <li><a href=path>{name}</a> <small>{about}</small></li> })
        .collect_view();
    view! { <nav aria-label=t!(LANG, "admin.title")><ul class="list columns">{links}</ul></nav> }.into_html()
}

/// A long list that opens.
fn folded(title: String, count: usize, list: Html) -> Html {
    view! { <details><summary>{title} " (" {count} ")"</summary> {list}</details> }.into_html()
}

fn late(view: &AdminPage) -> Html {
    let title = t!(LANG, "admin.late");
    if view.late.is_empty() {
        return view! { <h2 id="tre-han">{title}</h2> <EmptyState title=t!(LANG, "admin.late.none")>""</EmptyState> }
            .into_html();
    }
    let count = |number: i64| format::number(LANG, number).into_html();
    let agencies = view
        .late
        .iter()
        .map(|row| {
            vec![
                view! { <a href=row.path.clone()>{row.agency.clone()}</a> }.into_html(),
                count(row.late),
                count(row.by_law),
                count(row.escalated),
            ]
        })
        .collect();
    let columns = vec![
        Column::words(t!(LANG, "admin.agencies")),
        Column::numbers(t!(LANG, "admin.late.late")),
        Column::numbers(t!(LANG, "admin.late.by_law")),
        Column::numbers(t!(LANG, "admin.late.escalated")),
    ];
    let dossiers = view.late_dossiers.iter().map(late_dossier).collect();
    let each = vec![
        Column::words(t!(LANG, "admin.dossier")),
        Column::words(t!(LANG, "admin.agencies")),
        Column::words(t!(LANG, "admin.late.service")),
        Column::words(t!(LANG, "admin.late.due")),
        Column::words(t!(LANG, "admin.late.why")),
    ];
    view! {
        <h2 id="tre-han">{title}</h2>
        <p class="soft">{t!(LANG, "admin.late.hint")}</p>
        <DataTable label=t!(LANG, "admin.late.by_agency") columns rows=agencies/>
        <DataTable label=t!(LANG, "admin.late.first", count = view.late_dossiers.len()) columns=each rows=dossiers/>
    }
    .into_html()
}

fn late_dossier(row: &LateDossierRow) -> Vec<Html> {
    let by_law = row.by_law.then(|| t!(LANG, "admin.late.past_law"));
    let escalated = row.escalated.then(|| t!(LANG, "admin.late.told_head"));
    let mut why: Vec<_> = by_law.into_iter().chain(escalated).collect();
    if why.is_empty() {
        why.push(t!(LANG, "admin.late.past_promise"));
    }
    vec![
        row.name.clone().into_html(),
        row.agency.clone().into_html(),
        row.service.clone().into_html(),
        row.due.map(|due| format::moment(LANG, due)).into_html(),
        why.join("; ").into_html(),
    ]
}

fn refunds(rows: &[RefundRow]) -> Html {
    if rows.is_empty() {
        return view! { <EmptyState title=t!(LANG, "admin.no_refunds")>""</EmptyState> }.into_html();
    }
    let columns = vec![
        Column::words(t!(LANG, "admin.dossier")),
        Column::numbers(t!(LANG, "admin.amount")),
        Column::words(t!(LANG, "admin.why")),
        Column::words(t!(LANG, "admin.since")),
    ];
    let rows = rows
        .iter()
        .map(|row| {
            vec![
                row.dossier.clone().into_html(),
                format::dong(LANG, row.amount).into_html(),
                refund_words(row).into_html(),
                format::moment(LANG, row.at).into_html(),
            ]
        })
        .collect();
    view! { <DataTable label=t!(LANG, "admin.refunds") columns rows/> }.into_html()
}

fn refund_words(row: &RefundRow) -> String {
    let stands = if row.stuck {
        t!(LANG, "admin.refund_stuck")
    } else if row.at_counter {
        t!(LANG, "admin.refund_counter")
    } else {
        return row.reason.clone();
    };
    format!("{}. {stands}", row.reason)
}

/// Each leads to its search; who knows what was meant adds the words to that procedure.
fn misses(rows: &[(String, i64, Date)]) -> Option<Html> {
    let columns = vec![
        Column::words(t!(LANG, "admin.misses.words")),
        Column::numbers(t!(LANG, "admin.misses.searches")),
        Column::words(t!(LANG, "admin.misses.last")),
    ];
    let row = |(words, searches, last): &(String, i64, Date)| {
        let query = ListQuery { words: words.clone(), ..ListQuery::default() };
        vec![
            view! { <a href=query.address()>{words.clone()}</a> }.into_html(),
            format::number(LANG, *searches).into_html(),
            format::date(LANG, *last).into_html(),
        ]
    };
    let list: Vec<_> = rows.iter().map(row).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2>{t!(LANG, "admin.misses")}</h2>
            <p class="soft">{t!(LANG, "admin.misses.hint")}</p>
            <DataTable label=t!(LANG, "admin.misses") columns rows=list/>
        }
        .into_html()
    })
}

fn days(list: &[CalendarDay]) -> Html {
    let columns = vec![
        Column::words(t!(LANG, "admin.day")),
        Column::words(t!(LANG, "admin.what")),
        Column::words(t!(LANG, "admin.source")),
    ];
    let rows = list
        .iter()
        .map(|day| {
            let mark = if day.provisional {
                t!(LANG, "admin.provisional")
            } else if day.kind.is_worked() {
                t!(LANG, "admin.worked")
            } else {
                t!(LANG, "admin.off")
            };
            vec![
                format::weekday_date(LANG, day.date).into_html(),
                format!("{} ({mark})", day.name).into_html(),
                day.legal_source.clone().into_html(),
            ]
        })
        .collect();
    view! { <DataTable label=t!(LANG, "admin.days") columns rows/> }.into_html()
}

fn agencies(list: &[AgencyRow]) -> Html {
    let columns = vec![
        Column::words(t!(LANG, "admin.name")),
        Column::words(t!(LANG, "admin.code")),
        Column::numbers(t!(LANG, "admin.officers")),
    ];
    let rows = list
        .iter()
        .map(|row| vec![row.name.clone().into_html(), row.code.clone().into_html(), row.officers.into_html()])
        .collect();
    view! { <DataTable label=t!(LANG, "admin.agencies") columns rows/> }.into_html()
}

fn staff(list: &[StaffRow]) -> Html {
    let columns = vec![
        Column::words(t!(LANG, "admin.login")),
        Column::words(t!(LANG, "admin.name")),
        Column::words(t!(LANG, "admin.role")),
        Column::words(t!(LANG, "admin.agency")),
    ];
    let rows = list
        .iter()
        .map(|row| {
            let role = match row.role {
                "officer" => t!(LANG, "admin.role_officer"),
                "head" => t!(LANG, "admin.role_head"),
                "helper" => t!(LANG, "admin.role_helper"),
                _ => t!(LANG, "admin.role_admin"),
            };
            vec![
                row.login.clone().into_html(),
                row.name.clone().into_html(),
                role.into_html(),
                row.agency.clone().unwrap_or_else(|| "–".to_owned()).into_html(),
            ]
        })
        .collect();
    view! { <DataTable label=t!(LANG, "admin.staff") columns rows/> }.into_html()
}
