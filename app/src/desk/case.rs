//! One dossier at the desk: who asks for what, what came with it, what is due, what happened, what can be done.

mod content;
mod money;
mod terms;

use domain::channel::Channel;
use domain::deadline::{Course, Deadline, Due};
use domain::dossier::{StateCode, Warning};
use domain::fee::FeeDue;
use domain::mode::{ActingMode, Mode};
use domain::money::Dong;
use domain::quote::FeeQuote;
use domain::regime::Regime;
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;

use super::acts::{self, ActForms};
use super::inside::{self, InsideForms, SheetLine};
use super::log::log;
pub use super::log::{LogLine, Role};
use super::words::{self, Urgency, Wait};
use super::{VI, case_path};
use crate::shell::trail;
use crate::t;
use crate::ui::{ErrorSummary, Facts, FileItem, Html, IntoHtml, Notice, Tone};
use crate::{explain, format, names};
pub use money::{CashBack, Money, ReceiptRow};

/// A dossier as the desk shows it.
#[derive(Clone, Debug)]
pub struct CasePage {
    /// The code once there is one, else the reference.
    pub name: String,
    /// The public reference.
    pub reference: String,
    /// The service's name and code.
    pub service: (String, String),
    /// The agency's name.
    pub agency: String,
    /// Its state.
    pub state: StateCode,
    /// How it came.
    pub channel: Channel,
    /// Who filed it, in law and in fact.
    pub acting_mode: ActingMode,
    /// When it was sent.
    pub submitted_at: DateTime,
    /// When something must be done next.
    pub next_due: Option<DateTime>,
    /// How that stands to now.
    pub urgency: Option<Urgency>,
    /// The dates that acceptance fixed.
    pub due: Option<Due>,
    /// Why they are what they are.
    pub deadline: Option<Deadline>,
    /// The days on the way to them, where they add up to them.
    pub course: Option<Course>,
    /// The rules under which it is read, those of the day of filing; and how much of the service ran online then.
    pub regime: Option<(Regime, Mode)>,
    /// The date that an apology set.
    pub redated: Option<DateTime>,
    /// Times in which it waited for the applicant.
    pub waits: Vec<Wait>,
    /// Until when a supplement may come.
    pub waits_until: Option<DateTime>,
    /// Every limit before it, the first to come first.
    pub warnings: Vec<Warning>,
    /// The agency that holds it, where that is not the competent one.
    pub held_by: Option<String>,
    /// Whose it is to work on.
    pub officer: Option<String>,
    /// When the head was told.
    pub escalated_at: Option<DateTime>,
    /// Those whom it is about.
    pub people: Vec<PersonCard>,
    /// The form's questions and answers.
    pub answers: Vec<(String, String)>,
    /// How the result goes out, a line each.
    pub delivery: Vec<String>,
    /// Files, by what they are.
    pub files: Vec<FileGroup>,
    /// The fees; `None` where they are not known.
    pub fee: Option<FeeQuote>,
    /// Fees and what decisions set: name, when it is due, how much.
    pub fee_lines: Vec<(String, FeeDue, Dong)>,
    /// All that is to be paid over its life.
    pub payable: Dong,
    /// Until when what is owed is to be paid, where that was said.
    pub pay_until: Option<DateTime>,
    /// What was paid.
    pub paid: Dong,
    /// What is owed now.
    pub owed: Dong,
    /// Receipts, what goes back in cash, and the form that replaces a receipt.
    pub money: Money,
    /// Its papers: name, page, file.
    pub prints: Vec<[String; 3]>,
    /// The log.
    pub log: Vec<LogLine>,
    /// What can be done.
    pub acts: ActForms,
    /// What can be done inside the agency.
    pub inside: InsideForms,
    /// The control sheet; empty where it never went to another agency.
    pub sheet: Vec<SheetLine>,
    /// The officer filed it or helped to, so that a colleague must handle it.
    pub own: bool,
    /// Who helped to file it: name, team, commune, and whether they typed it.
    pub assisted: Option<(String, String, String, bool)>,
    /// What is said above everything.
    pub notice: Option<CaseNotice>,
}

/// What is said above everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseNotice {
    /// The act is done.
    Done,
    /// Somebody was faster; what was typed is kept.
    Moved,
}

/// In which part somebody has in the dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Who asks.
    Applicant,
    /// Whom it is about.
    Subject,
    /// Who sent it.
    Filer,
}

/// Somebody, with what the portal knows of them.
#[derive(Clone, Debug)]
pub struct PersonCard {
    /// Their part.
    pub part: Part,
    /// Full name.
    pub name: String,
    /// Số định danh.
    pub number: Option<String>,
    /// Date of birth.
    pub birth: Option<Date>,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Address.
    pub address: Option<String>,
}

/// Files of one kind: a document's, a supplement's, the result's.
#[derive(Clone, Debug)]
pub struct FileGroup {
    /// What they are.
    pub name: String,
    /// The files; none for a document that is missing.
    pub files: Vec<FileItem>,
}

/// The dossier.
#[must_use]
pub fn page(page: &CasePage) -> Html {
    let above = vec![("/can-bo".to_owned(), t!(VI, "desk.title").into_owned())];
    let mut errors = page.acts.form.errors().to_vec();
    errors.extend(page.inside.form.errors().iter().cloned());
    errors.extend(page.money.form.errors().iter().cloned());
    view! {
        <div class="desk">
            {trail(VI, above)}
            <h1>{page.service.0.clone()}</h1>
            {head(page)}
            <ErrorSummary lang=VI errors/>
            {notice(page)}
            {warnings(page)}
            <div class="cols">
                <div class="aside">{todo(page)} {inside::forms(&page.inside)}</div>
                <div>
                    {content::people(page)}
                    {content::answers(page)}
                    {content::files(page)}
                    {money::fees(page)}
                    {terms::dates(page)}
                    {inside::sheet(&page.sheet)}
                    <section>
                        <h2>{t!(VI, "desk.log")}</h2>
                        {log(&page.log)}
                    </section>
                    {page.regime.as_ref().map(|(regime, mode)| explain::regime(VI, regime, *mode))}
                </div>
            </div>
        </div>
    }
    .into_html()
}

fn head(page: &CasePage) -> Html {
    let next = match (page.next_due, page.waits_until) {
        (Some(at), _) => Some(words::due(at, page.urgency)),
        (None, Some(until)) => {
            Some(t!(VI, "desk.waits_until", until = format::moment_short(until)).into_owned().into_html())
        }
        (None, None) => None,
    };
    let mut facts = vec![
        (t!(VI, "desk.name").into_owned(), view! { <strong class="n">{page.name.clone()}</strong> }.into_html()),
        (t!(VI, "desk.state_label").into_owned(), view! { <strong>{words::state(page.state)}</strong> }.into_html()),
    ];
    if let Some(next) = next {
        facts.push((t!(VI, "desk.col.due").into_owned(), next));
    }
    let sent = format!(
        "{} · {} · {}",
        format::moment_short(page.submitted_at),
        names::channel(VI, page.channel),
        words::acting_mode(page.acting_mode),
    );
    facts.push((t!(VI, "desk.sent_label").into_owned(), sent.into_html()));
    if let Some((helper, team, agency, typed)) = &page.assisted {
        let said = if *typed {
            t!(VI, "desk.assisted_typed", helper = helper, team = team, agency = agency)
        } else {
            t!(VI, "desk.assisted_beside", helper = helper, team = team, agency = agency)
        };
        facts.push((t!(VI, "desk.assisted").into_owned(), said.into_owned().into_html()));
    }
    if page.name != page.reference {
        let reference = page.reference.clone().into_html();
        facts.push((t!(VI, "desk.reference").into_owned(), reference));
    }
    let agency = format!("{} · {}", page.agency, page.service.1);
    facts.push((t!(VI, "desk.agency").into_owned(), agency.into_html()));
    if let Some(held_by) = page.held_by.clone() {
        let held_by = view! { <strong>{held_by}</strong> }.into_html();
        facts.push((t!(VI, "desk.held_by").into_owned(), held_by));
    }
    if let Some(officer) = page.officer.clone() {
        facts.push((t!(VI, "desk.officer").into_owned(), officer.into_html()));
    }
    if let Some(at) = page.escalated_at {
        let at = format::moment_short(at).into_html();
        facts.push((t!(VI, "desk.escalated").into_owned(), at));
    }
    view! { <Facts items=facts/> }.into_html()
}

fn notice(page: &CasePage) -> Html {
    match page.notice {
        Some(CaseNotice::Done) => view! { <Notice tone=Tone::Done><p>{t!(VI, "desk.done")}</p></Notice> }.into_html(),
        Some(CaseNotice::Moved) => view! {
            <Notice tone=Tone::Problem title=t!(VI, "desk.moved_title")>
                <p>{t!(VI, "desk.moved")}</p>
            </Notice>
        }
        .into_html(),
        None => ().into_html(),
    }
}

/// Every limit in words with what is left of it, the first to come first.
fn warnings(page: &CasePage) -> Option<Html> {
    let badges = page
        .warnings
        .iter()
        .map(|warning| {
            view! { <li>{words::badge(warning)} " " <small>{format::moment_short(warning.at)}</small></li> }
        })
        .collect_view();
    (!page.warnings.is_empty())
        .then(|| view! { <ul class="warnings" aria-label=t!(VI, "desk.limits")>{badges}</ul> }.into_html())
}

/// What the officer may wait for, where the next step is the applicant's.
fn waiting(page: &CasePage) -> Option<Html> {
    let for_applicant = matches!(page.state, StateCode::IntakeSupplement | StateCode::Supplement | StateCode::Payment);
    for_applicant.then(|| view! { <p><strong>{t!(VI, "desk.wait_for_applicant")}</strong></p> }.into_html())
}

/// What can be done now, and what can be printed.
fn todo(page: &CasePage) -> Html {
    let prints = page
        .prints
        .iter()
        .map(|[name, page, file]| {
            let label = format!("{name} (PDF)");
            view! {
                <li>
                    <a href=page.clone()>{name.clone()}</a> " "
                    <a href=file.clone() aria-label=label>"PDF"</a>
                </li>
            }
        })
        .collect_view();
    let prints = (!page.prints.is_empty()).then(|| {
        view! { <h3 id="prints">{t!(VI, "desk.prints")}</h3> <ul class="prints" aria-labelledby="prints">{prints}</ul> }
    });
    let body = if page.own {
        view! { <Notice tone=Tone::Warning><p>{t!(VI, "desk.own_dossier")}</p></Notice> }.into_html()
    } else if page.acts.acts.is_empty() {
        let words = if page.state.is_final() { t!(VI, "desk.over") } else { t!(VI, "desk.nothing_now") };
        view! { <p class="soft">{words}</p> }.into_html()
    } else {
        acts::forms(&page.acts)
    };
    view! {
        <section class="todo" aria-labelledby="todo">
            <h2 id="todo">{t!(VI, "desk.todo")}</h2>
            {waiting(page)}
            {body}
            {money::cash(page)}
            {money::give_back(page)}
            {money::replace(page)}
            {prints}
        </section>
    }
    .into_html()
}

/// The address of a file of a dossier.
#[must_use]
pub fn file_path(name: &str, file: &str) -> String {
    format!("{}/tep/{file}", case_path(name))
}
