//! `/ho-so/{name}`: one's own dossier. What waits for oneself comes first, then where it stands and why.

use super::timeline::{self, Line};
use super::{Todo, completion, state};
use crate::explain;
use crate::format;
use crate::names;
use crate::t;
use crate::ui::{
    Choice, ChoiceGroup, ErrorSummary, Facts, FileItem, FileList, FormState, Notice, TextArea,
    Timeline, Tone, moment,
};
use crate::words::Lang;
use domain::deadline::Course;
use domain::dossier::{Completion, StateCode};
use domain::mode::Mode;
use domain::money::Dong;
use domain::policy::GroupCheck;
use domain::regime::Regime;
use jiff::civil::DateTime;
use leptos::prelude::*;

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

/// How satisfied somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Rất hài lòng.
    Very,
    /// Hài lòng.
    Satisfied,
    /// Chưa hài lòng.
    Not,
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

/// What it costs.
#[derive(Clone, Debug)]
pub struct Fee {
    /// Fee by fee: its name, when it is due, how much.
    pub lines: Vec<(String, String, Dong)>,
    /// Paid so far.
    pub paid: Dong,
    /// To be paid now.
    pub owed: Dong,
    /// Something of it cannot be paid online: it is paid at the counter.
    pub at_counter: bool,
    /// Until when, where that was said.
    pub until: Option<DateTime>,
    /// Not paid at filing at the counter.
    pub saved: Dong,
    /// Why, a sentence each.
    pub reasons: Vec<String>,
    /// What an officer found about the groups that the applicant claims.
    pub checks: Vec<GroupCheck>,
    /// What was told at filing and what is to be paid, where the findings changed it.
    pub changed: Option<(Dong, Dong)>,
    /// A payment of which no word came yet: its address, without language.
    pub waiting: Option<String>,
    /// Receipts: what they are called, where they are, without language, and which stands in their place.
    pub receipts: Vec<(String, String, Option<String>)>,
    /// What goes back, and where that stands.
    pub refunds: Vec<(Dong, Returning)>,
    /// Why, fee by fee: what goes back and what stays.
    pub refund_reasons: Vec<String>,
}

/// Where money stands that goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returning {
    /// To be ordered at the gateway.
    Queued,
    /// The gateway has taken it on.
    Ordered,
    /// To be fetched at the counter.
    AtCounter,
    /// Given at the counter.
    Given,
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

/// The result.
#[derive(Clone, Debug)]
pub struct ResultPart {
    /// Its number, or a word of the agency.
    pub note: String,
    /// Its files; empty until it is released.
    pub files: Vec<FileItem>,
    /// Each file's SHA-256, in the files' order.
    pub checksums: Vec<String>,
    /// Kept back until everything is paid.
    pub kept_back: bool,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &DossierPage) -> AnyView {
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
        view! { {fee(lang, view)} {due(lang, view)} }.into_any()
    } else {
        view! { {due(lang, view)} {fee(lang, view)} }.into_any()
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
        {result(lang, view)}
        <div class="cols">
            <div class="aside">{boxes}</div>
            <div>
                {rating(lang, view)}
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
    .into_any()
}

fn due(lang: Lang, view: &DossierPage) -> AnyView {
    let Some(due) = &view.due else {
        return match view.answer_by {
            Some(by) => view! {
                <section class="box" aria-labelledby="due">
                    <h2 id="due">{t!(lang, "tracking.answer_by")}</h2>
                    <p class="big">{moment(lang, by)}</p>
                    <p class="soft">{t!(lang, "tracking.answer_by_why")}</p>
                </section>
            }
            .into_any(),
            None => ().into_any(),
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
    .into_any()
}

fn why(lang: Lang, reasons: &[String], course: Option<&Course>) -> Option<AnyView> {
    (!reasons.is_empty()).then(|| {
        let lines = reasons
            .iter()
            .map(|reason| view! { <li>{reason.clone()}</li> })
            .collect_view();
        let days = course.map(|course| explain::calendar(lang, course));
        view! {
            <details><summary>{t!(lang, "tracking.why")}</summary><ul>{lines}</ul>{days}</details>
        }
        .into_any()
    })
}

fn fee(lang: Lang, view: &DossierPage) -> Option<AnyView> {
    view.fee.as_ref().map(|fee| {
        let lines = fee
            .lines
            .iter()
            .map(|(name, when, amount)| {
                (
                    name.clone(),
                    view! { {format::dong(lang, *amount)} <br/> <small>{when.clone()}</small> }
                        .into_any(),
                )
            })
            .collect::<Vec<_>>();
        let saved = (!fee.saved.is_zero()).then(|| {
            view! {
                <p class="saved">{t!(lang, "tracking.fee.saved", amount = format::dong(lang, fee.saved))}</p>
            }
        });
        let paid = (!fee.paid.is_zero()).then(|| {
            view! { <p>{t!(lang, "tracking.fee.paid", amount = format::dong(lang, fee.paid))}</p> }
        });
        view! {
            <section class="box" aria-labelledby="fee">
                <h2 id="fee">{t!(lang, "tracking.fee")}</h2>
                {checked(lang, fee)}
                {pay(lang, view, fee)}
                <Facts items=lines/>
                {saved} {paid} {receipts(lang, fee)} {why(lang, &fee.reasons, None)}
            </section>
        }
        .into_any()
    })
}

/// What was found about the groups, and what that does to the fee.
fn checked(lang: Lang, fee: &Fee) -> Option<AnyView> {
    let found = fee
        .checks
        .iter()
        .map(|check| view! { <p class="lines">{names::check(lang, check)}</p> })
        .collect_view();
    let changed = fee.changed.map(|(told, now)| {
        let (told, now) = (format::dong(lang, told), format::dong(lang, now));
        view! { <p>{t!(lang, "tracking.fee.changed", told = told, now = now)}</p> }
    });
    let is_refused = !fee.checks.iter().all(GroupCheck::is_confirmed);
    let tone = if is_refused {
        Tone::Warning
    } else {
        Tone::Info
    };
    let ask = is_refused.then(|| view! { <p>{t!(lang, "tracking.fee.checked_ask")}</p> });
    (!fee.checks.is_empty()).then(|| {
        view! { <Notice tone title=t!(lang, "tracking.fee.checked")>{changed} {found} {ask}</Notice> }
            .into_any()
    })
}

fn pay(lang: Lang, view: &DossierPage, fee: &Fee) -> Option<AnyView> {
    (!fee.owed.is_zero()).then(|| {
        let action = lang.path(&format!("/thanh-toan/{}", view.name));
        let waiting = fee.waiting.clone().map(|path| {
            view! {
                <p>
                    {t!(lang, "tracking.fee.waiting")} " "
                    <a href=lang.path(&path)>{t!(lang, "tracking.fee.see")}</a>
                </p>
            }
        });
        let until = fee.until.map(|until| {
            let until = format::moment(lang, until);
            view! { <p><strong>{t!(lang, "tracking.fee.until", until = until)}</strong></p> }
        });
        let way = if fee.at_counter {
            view! { <p>{t!(lang, "tracking.fee.at_counter")}</p> }.into_any()
        } else {
            view! {
                <form method="post" action=action>
                    <button class="button wide">{t!(lang, "tracking.fee.pay")}</button>
                </form>
            }
            .into_any()
        };
        view! {
            <p class="big money">{format::dong(lang, fee.owed)}</p>
            {until}
            {way}
            {waiting}
        }
        .into_any()
    })
}

fn receipts(lang: Lang, fee: &Fee) -> AnyView {
    let receipts = fee
        .receipts
        .iter()
        .map(|(name, path, replaced)| {
            let replaced = replaced.as_ref().map(|number| {
                view! { " " <small>{t!(lang, "payment.replaced_by", number = number)}</small> }
            });
            view! { <li><a href=lang.path(path)>{name.clone()}</a> {replaced}</li> }
        })
        .collect_view();
    let refunds = fee
        .refunds
        .iter()
        .map(|(amount, returning)| {
            let amount = format::dong(lang, *amount);
            let words = match returning {
                Returning::Queued => t!(lang, "tracking.fee.refund", amount = amount),
                Returning::Ordered => t!(lang, "tracking.fee.refunded", amount = amount),
                Returning::AtCounter => t!(lang, "tracking.fee.refund_counter", amount = amount),
                Returning::Given => t!(lang, "tracking.fee.refund_given", amount = amount),
            };
            view! { <li>{words}</li> }
        })
        .collect_view();
    let reasons = fee
        .refund_reasons
        .iter()
        .map(|reason| view! { <p>{reason.clone()}</p> })
        .collect_view();
    let any = !(fee.receipts.is_empty() && fee.refunds.is_empty());
    view! { {any.then(|| view! { <ul>{receipts} {refunds}</ul> })} {reasons} }.into_any()
}

fn asked(lang: Lang, view: &DossierPage) -> Option<AnyView> {
    view.asked.as_ref().map(|asked| {
        let items = asked
            .items
            .iter()
            .map(|item| view! { <li>{item.clone()}</li> })
            .collect_view();
        let action = lang.path(&format!("/ho-so/{}/bo-sung", view.name));
        let until = Todo::Supply(asked.until).words(lang);
        let files = asked.form.field("files");
        let error = files.error.clone();
        let is_wrong = error.is_some();
        let described = if is_wrong {
            "files-hint files-error"
        } else {
            "files-hint"
        };
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
        .into_any()
    })
}

fn result(lang: Lang, view: &DossierPage) -> Option<AnyView> {
    view.result.as_ref().map(|result| {
        let note = (!result.note.is_empty()).then(|| view! { <p>{result.note.clone()}</p> });
        let kept_back = result.kept_back.then(|| {
            view! { <Notice tone=Tone::Warning><p>{t!(lang, "tracking.result.kept_back")}</p></Notice> }
        });
        let files = (!result.files.is_empty())
            .then(|| view! { <FileList lang files=result.files.clone()/> });
        view! {
            <section class="box strong" aria-labelledby="result">
                <h2 id="result">{t!(lang, "tracking.result")}</h2>
                {note} {kept_back} {files} {checksums(lang, view, result)}
            </section>
        }
        .into_any()
    })
}

/// By which others check that a file is genuine.
fn checksums(lang: Lang, view: &DossierPage, result: &ResultPart) -> Option<AnyView> {
    let line = |(file, checksum): (&FileItem, &String)| {
        let query = format!("/kiem-tra-ket-qua?ma={}&sha256={checksum}", view.name);
        view! {
            <li>
                {file.name.clone()} <br/> <code class="checksum">{checksum.clone()}</code> <br/>
                <a href=lang.path(&query)>{t!(lang, "tracking.result.check")}</a>
            </li>
        }
    };
    (!result.checksums.is_empty()).then(|| {
        let lines = result.files.iter().zip(&result.checksums).map(line);
        let lines = lines.collect_view();
        view! {
            <details>
                <summary>{t!(lang, "tracking.result.checksum")}</summary>
                <p class="soft">{t!(lang, "tracking.result.checksum_means")}</p>
                <ul>{lines}</ul>
            </details>
        }
        .into_any()
    })
}

fn rating(lang: Lang, view: &DossierPage) -> Option<AnyView> {
    if let Some(grade) = view.rated {
        let words = match grade {
            Grade::Very => t!(lang, "tracking.rate.very"),
            Grade::Satisfied => t!(lang, "tracking.rate.satisfied"),
            Grade::Not => t!(lang, "tracking.rate.not"),
        };
        return Some(
            view! { <p class="soft">{t!(lang, "tracking.rate.said", grade = words)}</p> }
                .into_any(),
        );
    }
    view.rating.as_ref().map(|form| {
        let action = lang.path(&format!("/ho-so/{}/danh-gia", view.name));
        let choices = vec![
            Choice::new("very_satisfied", t!(lang, "tracking.rate.very")),
            Choice::new("satisfied", t!(lang, "tracking.rate.satisfied")),
            Choice::new("dissatisfied", t!(lang, "tracking.rate.not")),
        ];
        view! {
            <section class="box">
                <form method="post" action=action novalidate>
                    <ChoiceGroup
                        lang
                        field=form.field("grade")
                        label=t!(lang, "tracking.rate.title")
                        required=true
                        choices
                    />
                    <TextArea
                        lang
                        field=form.field("comment")
                        label=t!(lang, "tracking.rate.comment")
                        rows=2
                        maxlength=1000_u32
                    />
                    <button class="button quiet">{t!(lang, "tracking.rate.send")}</button>
                </form>
            </section>
        }
        .into_any()
    })
}

fn files(lang: Lang, view: &DossierPage) -> Option<AnyView> {
    (!view.files.is_empty()).then(|| {
        view! {
            <h2>{t!(lang, "tracking.files")}</h2>
            <FileList lang files=view.files.clone()/>
        }
        .into_any()
    })
}

fn papers(lang: Lang, view: &DossierPage) -> Option<AnyView> {
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
        .into_any()
    })
}

fn contact(lang: Lang, view: &DossierPage) -> AnyView {
    let phone = view.phone.clone().map(|phone| {
        let href = format!("tel:{}", phone.replace([' ', '.'], ""));
        view! { " · " <a href=href>{phone}</a> }
    });
    let held_by = view
        .held_by
        .clone()
        .map(|agency| view! { <p class="soft">{t!(lang, "tracking.held_by")} " " {agency}</p> });
    view! {
        <p class="soft">{t!(lang, "tracking.agency")} " " {view.agency.clone()} {phone}</p>
        {held_by}
    }
    .into_any()
}

fn rules(lang: Lang, view: &DossierPage) -> Option<AnyView> {
    let (regime, mode) = view.regime.as_ref()?;
    Some(explain::regime(lang, regime, *mode))
}

fn withdraw(lang: Lang, view: &DossierPage) -> Option<AnyView> {
    view.can_withdraw.then(|| {
        let href = lang.path(&format!("/ho-so/{}/rut", view.name));
        view! { <p><a href=href>{t!(lang, "tracking.withdraw")}</a></p> }.into_any()
    })
}
