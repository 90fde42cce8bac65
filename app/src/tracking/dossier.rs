//! `/ho-so/{name}`: one's own dossier. What waits for oneself comes first, then where it stands and why.

mod fee;
mod result;

use super::timeline::{self, Line};
use super::{Todo, completion, state};
use crate::explain;
use crate::format;
use crate::t;
use crate::ui::{ErrorSummary, FileItem, FileList, FormState, Html, IntoHtml, TextArea, Timeline, moment};
use crate::words::Lang;
use domain::deadline::Course;
use domain::dossier::{Completion, StateCode};
use domain::mode::Mode;
use domain::regime::Regime;
use jiff::civil::DateTime;
use leptos::prelude::*;

pub use fee::{Fee, Returning};
pub use result::{Grade, ResultPart};

/// The page.
#[derive(Clone, Debug)]
pub struct DossierPage {
    /// Its public name: the code once there is one.
    pub name: String,
    /// The service.
    pub service: String,
    /// Who handles it.
    pub agency: String,
    /// The agency that it is with now, where that is another one.
    pub held_by: Option<String>,
    /// Whom one may call.
    pub phone: Option<String>,
    /// Where it stands.
    pub state: StateCode,
    /// How far it is.
    pub completion: Completion,
    /// When it is due, and why.
    pub due: Option<Due>,
    /// What it costs.
    pub fee: Option<Fee>,
    /// Papers that are asked for.
    pub asked: Option<Asked>,
    /// What the agency answers before, while it is to be accepted.
    pub answer_by: Option<DateTime>,
    /// The result, once there is one.
    pub result: Option<ResultPart>,
    /// The rules under which it is read, those of the day of filing; and how much of the service ran online then.
    pub regime: Option<(Regime, Mode)>,
    /// What happened.
    pub lines: Vec<Line>,
    /// What was attached.
    pub files: Vec<FileItem>,
    /// What the agency issued: name, page, file; addresses without language.
    pub papers: Vec<[String; 3]>,
    /// Whether it can be withdrawn now.
    pub can_withdraw: bool,
    /// The form to say how it was; `None` where that isn't asked.
    pub rating: Option<FormState>,
    /// What was said.
    pub rated: Option<Grade>,
}

/// When a result is due.
#[derive(Clone, Debug)]
pub struct Due {
    /// What the agency promised.
    pub promised: DateTime,
    /// What the law says.
    pub statutory: DateTime,
    /// Why, a sentence each; empty where an officer set the date.
    pub reasons: Vec<String>,
    /// The days on the way to it, where they add up to it.
    pub course: Option<Course>,
    /// The date that an apology set instead of the promise.
    pub redated: Option<DateTime>,
    /// Since when the dossier waits for whoever filed it, so that the date stands still.
    pub stands_since: Option<DateTime>,
}

/// Papers that are asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Each thing.
    pub items: Vec<String>,
    /// Until when, local time.
    pub until: DateTime,
    /// The form: `note` and `files`.
    pub form: FormState,
    /// How much may be attached, in a line.
    pub limits: String,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &DossierPage) -> Html {
    let errors = view
        .asked
        .iter()
        .map(|asked| &asked.form)
        .chain(&view.rating)
        .flat_map(|form| form.errors().to_vec())
        .collect::<Vec<_>>();
    // What is to be done stands first.
    let owes = view.fee.as_ref().is_some_and(|fee| !fee.owed.is_zero());
    let boxes = if owes {
        view! { {fee::fee(lang, view)} {due(lang, view)} }.into_html()
    } else {
        view! { {due(lang, view)} {fee::fee(lang, view)} }.into_html()
    };
    view! {
        {crate::shell::trail(
            lang,
            vec![("/ho-so".to_owned(), t!(lang, "tracking.list.title").into_owned())],
        )}
        <ErrorSummary lang errors/>
        <h1>{view.service.clone()}</h1>
        <p class="lead">
            <span class="nobr">{view.name.clone()}</span> " · " {state(lang, view.state)}
        </p>
        {completion(lang, view.completion)}
        {asked(lang, view)}
        {result::result(lang, view)}
        <div class="cols">
            <div class="aside">{boxes}</div>
            <div>
                {result::rating(lang, view)}
                <h2>{t!(lang, "tracking.timeline")}</h2>
                <Timeline
                    lang
                    entries=timeline::entries(lang, &view.lines, view.state.is_final())
                />
                {papers(lang, view)} {files(lang, view)} {contact(lang, view)} {withdraw(lang, view)}
                {rules(lang, view)}
            </div>
        </div>
    }
    .into_html()
}

fn due(lang: Lang, view: &DossierPage) -> Html {
    let Some(due) = &view.due else {
        return match view.answer_by {
            Some(by) => view! {
                <section class="box" aria-labelledby="due">
                    <h2 id="due">{t!(lang, "tracking.answer_by")}</h2>
                    <p class="big">{moment(lang, by)}</p>
                    <p class="soft">{t!(lang, "tracking.answer_by_why")}</p>
                </section>
            }
            .into_html(),
            None => ().into_html(),
        };
    };
    let statutory = (due.statutory != due.promised).then(|| {
        view! {
            <p class="soft">{t!(lang, "tracking.due_law", due = format::moment(lang, due.statutory))}</p>
        }
    });
    let redated = due.redated.map(|_| {
        let before = format::moment(lang, due.promised);
        view! { <p>{t!(lang, "tracking.due_redated", due = before)}</p> }
    });
    let stands = due.stands_since.map(|from| {
        let from = format::moment(lang, from);
        view! { <p><strong>{t!(lang, "tracking.due_stands", from = from)}</strong></p> }
    });
    view! {
        <section class="box" aria-labelledby="due">
            <h2 id="due">{t!(lang, "tracking.due")}</h2>
            <p class="big">{moment(lang, due.redated.unwrap_or(due.promised))}</p>
            {redated} {stands} {statutory} {why(lang, &due.reasons, due.course.as_ref())}
        </section>
    }
    .into_html()
}

fn why(lang: Lang, reasons: &[String], course: Option<&Course>) -> Option<Html> {
    (!reasons.is_empty()).then(|| {
        let lines = reasons.iter().map(|reason| view! { <li>{reason.clone()}</li> }).collect_view();
        let days = course.map(|course| explain::calendar(lang, course));
        view! {
            <details><summary>{t!(lang, "tracking.why")}</summary><ul>{lines}</ul>{days}</details>
        }
        .into_html()
    })
}

fn asked(lang: Lang, view: &DossierPage) -> Option<Html> {
    view.asked.as_ref().map(|asked| {
        let items = asked.items.iter().map(|item| view! { <li>{item.clone()}</li> }).collect_view();
        let action = lang.path(&format!("/ho-so/{}/bo-sung", view.name));
        let until = Todo::Supply(asked.until).words(lang);
        let files = asked.form.field("files");
        let error = files.error.clone();
        let is_wrong = error.is_some();
        let described = if is_wrong { "files-hint files-error" } else { "files-hint" };
        view! {
            <section class="box strong" aria-labelledby="asked">
                <h2 id="asked">{until}</h2>
                <ul>{items}</ul>
                <form method="post" action=action enctype="multipart/form-data" novalidate>
                    <TextArea
                        lang
                        field=asked.form.field("note")
                        label=t!(lang, "tracking.supply.note")
                        rows=3
                        maxlength=1000_u32
                    />
                    <div class="field" class:wrong=is_wrong>
                        <label for="files">{t!(lang, "tracking.supply.files")}</label>
                        <p class="hint" id="files-hint">{asked.limits.clone()}</p>
                        {error.map(|message| view! { <p class="error" id="files-error">{message}</p> })}
                        <input
                            id="files"
                            name="files"
                            type="file"
                            multiple=true
                            accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx"
                            aria-describedby=described
                        />
                    </div>
                    <button class="button">{t!(lang, "tracking.supply.send")}</button>
                </form>
            </section>
        }
        .into_html()
    })
}

fn files(lang: Lang, view: &DossierPage) -> Option<Html> {
    (!view.files.is_empty()).then(|| {
        view! {
            <h2>{t!(lang, "tracking.files")}</h2>
            <FileList lang files=view.files.clone()/>
        }
        .into_html()
    })
}

fn papers(lang: Lang, view: &DossierPage) -> Option<Html> {
    let item = |[name, page, file]: &[String; 3]| {
        let label = t!(lang, "tracking.papers.file", name = name);
        view! {
            <li>
                <a href=lang.path(page) lang="vi">{name.clone()}</a>
                " · "
                <a href=lang.path(file) aria-label=label>{t!(lang, "sheet.pdf")}</a>
            </li>
        }
    };
    (!view.papers.is_empty()).then(|| {
        let items = view.papers.iter().map(item).collect_view();
        view! {
            <h2>{t!(lang, "tracking.papers")}</h2>
            <ul>{items}</ul>
        }
        .into_html()
    })
}

fn contact(lang: Lang, view: &DossierPage) -> Html {
    let phone = view.phone.clone().map(|phone| {
        let href = format!("tel:{}", phone.replace([' ', '.'], ""));
        view! { " · " <a href=href>{phone}</a> }
    });
    let held_by =
        view.held_by.clone().map(|agency| view! { <p class="soft">{t!(lang, "tracking.held_by")} " " {agency}</p> });
    view! {
        <p class="soft">{t!(lang, "tracking.agency")} " " {view.agency.clone()} {phone}</p>
        {held_by}
    }
    .into_html()
}

fn rules(lang: Lang, view: &DossierPage) -> Option<Html> {
    let (regime, mode) = view.regime.as_ref()?;
    Some(explain::regime(lang, regime, *mode))
}

fn withdraw(lang: Lang, view: &DossierPage) -> Option<Html> {
    view.can_withdraw.then(|| {
        let href = lang.path(&format!("/ho-so/{}/rut", view.name));
        view! { <p><a href=href>{t!(lang, "tracking.withdraw")}</a></p> }.into_html()
    })
}
