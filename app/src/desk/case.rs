//! One dossier at the desk: who asks for what, what came with it, what is due, what happened, what can be done.

use domain::channel::Channel;
use domain::deadline::{Course, Deadline, Due};
use domain::dossier::StateCode;
use domain::mode::{ActingMode, Mode};
use domain::money::Dong;
use domain::quote::FeeQuote;
use domain::regime::Regime;
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;

use super::acts::{self, ActForms};
use super::log::log;
pub use super::log::{Happened, LogLine, Role};
use super::words::{self, Urgency};
use super::{VI, case_path};
use crate::shell::trail;
use crate::t;
use crate::ui::{ErrorSummary, Facts, FileItem, FileList, Notice, Tone};
use crate::{explain, format, names};

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
    /// Until when a supplement may come.
    pub waits_until: Option<DateTime>,
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
    /// What was paid.
    pub paid: Dong,
    /// What is owed now.
    pub owed: Dong,
    /// Its papers: name, page, file.
    pub prints: Vec<[String; 3]>,
    /// The log.
    pub log: Vec<LogLine>,
    /// What can be done.
    pub acts: ActForms,
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
pub fn page(page: &CasePage) -> AnyView {
    let above = vec![("/can-bo".to_owned(), t!(VI, "desk.title").into_owned())];
    let errors = page.acts.form.errors().to_vec();
    view! {
        <div class="desk">
            {trail(VI, above)}
            <h1>{page.service.0.clone()}</h1>
            {head(page)}
            <ErrorSummary lang=VI errors/>
            {notice(page)}
            <div class="cols">
                <div class="aside">{todo(page)}</div>
                <div>
                    {people(page)}
                    {answers(page)}
                    {files(page)}
                    {money(page)}
                    {dates(page)}
                    <section>
                        <h2>{t!(VI, "desk.log")}</h2>
                        {log(&page.log)}
                    </section>
                    {page.regime.as_ref().map(|(regime, mode)| explain::regime(VI, regime, *mode))}
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn head(page: &CasePage) -> AnyView {
    let next = match (page.next_due, page.waits_until) {
        (Some(at), _) => Some(words::due(at, page.urgency)),
        (None, Some(until)) => Some(
            t!(VI, "desk.waits_until", until = format::moment_short(until))
                .into_owned()
                .into_any(),
        ),
        (None, None) => None,
    };
    let mut facts = vec![
        (
            t!(VI, "desk.name").into_owned(),
            view! { <strong class="n">{page.name.clone()}</strong> }.into_any(),
        ),
        (
            t!(VI, "desk.state_label").into_owned(),
            view! { <strong>{words::state(page.state)}</strong> }.into_any(),
        ),
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
    facts.push((t!(VI, "desk.sent_label").into_owned(), sent.into_any()));
    if let Some((helper, team, agency, typed)) = &page.assisted {
        let said = if *typed {
            t!(
                VI,
                "desk.assisted_typed",
                helper = helper,
                team = team,
                agency = agency
            )
        } else {
            t!(
                VI,
                "desk.assisted_beside",
                helper = helper,
                team = team,
                agency = agency
            )
        };
        facts.push((
            t!(VI, "desk.assisted").into_owned(),
            said.into_owned().into_any(),
        ));
    }
    if page.name != page.reference {
        let reference = page.reference.clone().into_any();
        facts.push((t!(VI, "desk.reference").into_owned(), reference));
    }
    let agency = format!("{} · {}", page.agency, page.service.1);
    facts.push((t!(VI, "desk.agency").into_owned(), agency.into_any()));
    view! { <Facts items=facts/> }.into_any()
}

fn notice(page: &CasePage) -> AnyView {
    match page.notice {
        Some(CaseNotice::Done) => {
            view! { <Notice tone=Tone::Done><p>{t!(VI, "desk.done")}</p></Notice> }.into_any()
        }
        Some(CaseNotice::Moved) => view! {
            <Notice tone=Tone::Problem title=t!(VI, "desk.moved_title")>
                <p>{t!(VI, "desk.moved")}</p>
            </Notice>
        }
        .into_any(),
        None => ().into_any(),
    }
}

/// What can be done now, and what can be printed.
fn todo(page: &CasePage) -> AnyView {
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
        view! { <Notice tone=Tone::Warning><p>{t!(VI, "desk.own_dossier")}</p></Notice> }.into_any()
    } else if page.acts.acts.is_empty() {
        let words = if page.state.is_final() {
            t!(VI, "desk.over")
        } else {
            t!(VI, "desk.wait_for_applicant")
        };
        view! { <p class="soft">{words}</p> }.into_any()
    } else {
        acts::forms(&page.acts)
    };
    view! {
        <section class="todo" aria-labelledby="todo">
            <h2 id="todo">{t!(VI, "desk.todo")}</h2>
            {cash(page)}
            {body}
            {prints}
        </section>
    }
    .into_any()
}

/// Takes what is owed, in cash.
fn cash(page: &CasePage) -> Option<AnyView> {
    (!page.own && !page.owed.is_zero()).then(|| {
        let amount = format::dong(VI, page.owed);
        let action = format!("{}/thu-tien", case_path(&page.name));
        view! {
            <details class="act">
                <summary>{t!(VI, "desk.cash")}</summary>
                <form method="post" action=action>
                    <input type="hidden" name="amount" value=page.owed.get().to_string()/>
                    <p>{t!(VI, "desk.cash_means", amount = amount)}</p>
                    <div class="buttons">
                        <button class="button quiet">{t!(VI, "desk.cash_button", amount = amount)}</button>
                    </div>
                </form>
            </details>
        }
        .into_any()
    })
}

fn people(page: &CasePage) -> AnyView {
    let cards = page.people.iter().map(person).collect_view();
    view! { <section><h2>{t!(VI, "desk.people")}</h2>{cards}</section> }.into_any()
}

fn person(card: &PersonCard) -> AnyView {
    let part = match card.part {
        Part::Applicant => t!(VI, "desk.part.applicant"),
        Part::Subject => t!(VI, "desk.part.subject"),
        Part::Filer => t!(VI, "desk.part.filer"),
    };
    let mut facts = vec![(
        part.into_owned(),
        view! { <strong>{card.name.clone()}</strong> }.into_any(),
    )];
    let mut add = |name: String, fact: Option<String>| {
        if let Some(fact) = fact {
            facts.push((name, fact.into_any()));
        }
    };
    add(t!(VI, "desk.number").into_owned(), card.number.clone());
    let birth = card.birth.map(|day| format::date(VI, day));
    add(t!(VI, "desk.birth").into_owned(), birth);
    add(t!(VI, "desk.phone").into_owned(), card.phone.clone());
    add(t!(VI, "desk.email").into_owned(), card.email.clone());
    add(t!(VI, "desk.address").into_owned(), card.address.clone());
    view! { <Facts items=facts/> }.into_any()
}

fn answers(page: &CasePage) -> AnyView {
    let facts = page
        .answers
        .iter()
        .map(|(question, answer)| {
            let answer = answer.clone();
            (
                question.clone(),
                view! { <span class="lines">{answer}</span> }.into_any(),
            )
        })
        .collect::<Vec<_>>();
    let form = (!facts.is_empty()).then(
        || view! { <section><h2>{t!(VI, "desk.answers")}</h2><Facts items=facts/></section> },
    );
    let delivery = page
        .delivery
        .iter()
        .map(|line| view! { <p>{line.clone()}</p> })
        .collect_view();
    view! {
        {form}
        <section><h2>{t!(VI, "desk.delivery")}</h2>{delivery}</section>
    }
    .into_any()
}

fn files(page: &CasePage) -> AnyView {
    let groups = page
        .files
        .iter()
        .map(|group| {
            let files = if group.files.is_empty() {
                view! { <p class="soft">{t!(VI, "desk.no_file")}</p> }.into_any()
            } else {
                view! { <FileList lang=VI files=group.files.clone()/> }.into_any()
            };
            view! { <h3>{group.name.clone()}</h3> {files} }
        })
        .collect_view();
    let none = page
        .files
        .is_empty()
        .then(|| view! { <p class="soft">{t!(VI, "desk.no_files")}</p> });
    view! { <section><h2>{t!(VI, "desk.files")}</h2>{groups} {none}</section> }.into_any()
}

fn money(page: &CasePage) -> AnyView {
    let Some(fee) = &page.fee else {
        return view! { <section><h2>{t!(VI, "desk.fee")}</h2><p>{t!(VI, "desk.fee_unknown")}</p></section> }
            .into_any();
    };
    let lines = fee
        .items
        .iter()
        .map(|item| {
            view! {
                <tr>
                    <th scope="row">{item.name.clone()}</th>
                    <td>{names::fee_due(VI, item.due)}</td>
                    <td class="r">{format::dong(VI, item.payable)}</td>
                </tr>
            }
        })
        .collect_view();
    let state = if fee.payable.is_zero() {
        t!(VI, "desk.fee_none").into_owned()
    } else if page.owed.is_zero() && page.paid >= fee.payable {
        t!(VI, "desk.paid_all", amount = format::dong(VI, page.paid)).into_owned()
    } else if page.owed.is_zero() {
        t!(VI, "desk.due_later").into_owned()
    } else {
        t!(VI, "desk.owes", amount = format::dong(VI, page.owed)).into_owned()
    };
    let why = explain::fee(VI, fee, "")
        .into_iter()
        .map(|line| view! { <li>{line}</li> })
        .collect_view();
    view! {
        <section>
            <h2>{t!(VI, "desk.fee")}</h2>
            <p><strong>{state}</strong></p>
            <div class="scroll"><table><tbody>{lines}</tbody></table></div>
            <details><summary>{t!(VI, "desk.why")}</summary><ul class="why">{why}</ul></details>
        </section>
    }
    .into_any()
}

fn dates(page: &CasePage) -> AnyView {
    let Some(due) = page.due else {
        return ().into_any();
    };
    let why = match &page.deadline {
        Some(deadline) => explain::deadline(VI, deadline)
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect_view()
            .into_any(),
        None => view! { <li>{t!(VI, "desk.set_by_officer")}</li> }.into_any(),
    };
    // After a supplement the dates are worked out anew, and no longer what acceptance explained.
    let moved = page
        .deadline
        .as_ref()
        .is_some_and(|deadline| deadline.due() != due)
        .then(|| view! { <p>{t!(VI, "desk.due_moved")}</p> });
    let facts = vec![
        (
            t!(VI, "desk.promised").into_owned(),
            format::moment(VI, due.promised).into_any(),
        ),
        (
            t!(VI, "desk.statutory").into_owned(),
            format::moment(VI, due.statutory).into_any(),
        ),
    ];
    view! {
        <section>
            <h2>{t!(VI, "desk.dates")}</h2>
            <Facts items=facts/>
            {moved}
            <details>
                <summary>{t!(VI, "desk.why")}</summary>
                <ul class="why">{why}</ul>
                {page.course.as_ref().map(|course| explain::calendar(VI, course))}
            </details>
        </section>
    }
    .into_any()
}

/// The address of a file of a dossier.
#[must_use]
pub fn file_path(name: &str, file: &str) -> String {
    format!("{}/tep/{file}", case_path(name))
}
