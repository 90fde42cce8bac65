//! The parts of a service that the law has published (Nghị định 63/2010 Điều 8 khoản 2): name, steps, ways, documents
//! and number of sets, time limit, who, agency; and forms, results, conditions, fees where there are any. Each with its
//! source.

use super::vietnamese;
use crate::explain;
use crate::format;
use crate::names;
use crate::t;
use crate::ui::Facts;
use crate::words::Lang;
use domain::channel::Channel;
use domain::deadline::Limit;
use domain::fee::{Amount, FeeItem};
use jiff::civil::Date;
use leptos::prelude::*;

/// A part with where it was read.
#[derive(Clone, Debug, Default)]
pub struct Part<T> {
    /// The part.
    pub value: T,
    /// Where and when it was read.
    pub source: Option<Source>,
}

/// Where something was read, and when.
#[derive(Clone, Debug)]
pub struct Source {
    /// The document or the site, as people name it.
    pub name: String,
    /// Its address.
    pub href: Option<String>,
    /// The day on which it was read.
    pub checked: Option<Date>,
}

/// What the law has published of a service. Empty: the source doesn't say, and the page says that.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// The steps, in order (trình tự thực hiện).
    pub steps: Part<Vec<String>>,
    /// The ways to file, each with its limit (cách thức thực hiện, thời hạn giải quyết).
    pub ways: Part<Vec<Way>>,
    /// What to hand in (thành phần hồ sơ).
    pub documents: Part<Vec<Document>>,
    /// How many sets of it (số lượng hồ sơ).
    pub sets: Option<u32>,
    /// Who may ask for it (đối tượng thực hiện).
    pub who: Part<Vec<String>>,
    /// Who handles it (cơ quan giải quyết).
    pub agency: Part<String>,
    /// What one gets (kết quả).
    pub results: Part<Vec<String>>,
    /// What must be fulfilled (yêu cầu, điều kiện), in paragraphs.
    pub conditions: Part<Vec<String>>,
    /// What is paid (phí, lệ phí).
    pub fees: Part<Vec<FeeItem>>,
    /// The laws that it stands on (căn cứ pháp lý).
    pub legal_basis: Part<Vec<LegalText>>,
    /// The decision that announced it: number and day.
    pub decision: Option<(String, Option<Date>)>,
}

/// A way to file.
#[derive(Clone, Debug)]
pub struct Way {
    /// Which.
    pub channel: Channel,
    /// How long it takes by law.
    pub limit: Limit,
    /// More about it; empty for nothing.
    pub note: String,
}

/// Something to hand in.
#[derive(Clone, Debug)]
pub struct Document {
    /// The case in which it is asked for; empty for always.
    pub case: String,
    /// What it is.
    pub name: String,
    /// How many originals.
    pub originals: u32,
    /// How many copies.
    pub copies: u32,
    /// Whether it is filled in online, so that nothing needs attaching.
    pub filled_online: bool,
    /// Its blank forms: name and address.
    pub forms: Vec<(String, Option<String>)>,
}

/// A law.
#[derive(Clone, Debug)]
pub struct LegalText {
    /// `Luật Hộ tịch số 60/2014/QH13`
    pub name: String,
    /// Where it can be read.
    pub href: Option<String>,
}

/// A part: its heading, what it says, where it was read.
fn part(
    lang: Lang,
    id: &'static str,
    title: String,
    body: AnyView,
    source: Option<&Source>,
) -> AnyView {
    view! {
        <section class="part" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {body}
            {source.map(|source| source_line(lang, source))}
        </section>
    }
    .into_any()
}

fn source_line(lang: Lang, source: &Source) -> AnyView {
    let name = source.name.clone();
    let name = match source.href.clone() {
        Some(href) => view! { <a href=href rel="external">{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let checked = source
        .checked
        .map(|day| t!(lang, "service.checked", day = format::date(lang, day)));
    view! { <p class="source">{t!(lang, "service.source")} " " <span lang=vietnamese(lang)>{name}</span> {checked}</p> }
        .into_any()
}

fn missing(lang: Lang) -> AnyView {
    view! { <p class="soft">{t!(lang, "service.missing")}</p> }.into_any()
}

/// Paragraphs of the source; what is long opens on demand.
fn paragraphs(lang: Lang, texts: &[String]) -> AnyView {
    const SHOWN: usize = 4;
    if texts.is_empty() {
        return missing(lang);
    }
    let say = |text: &String| view! { <p>{text.clone()}</p> };
    let rest = texts
        .get(SHOWN..)
        .filter(|rest| !rest.is_empty())
        .map(|rest| {
            view! {
                <details class="more">
                    <summary lang=lang.code()>{t!(lang, "service.more")}</summary>
                    {rest.iter().map(say).collect_view()}
                </details>
            }
        });
    view! { <div class="prose" lang=vietnamese(lang)>{texts.iter().take(SHOWN).map(say).collect_view()} {rest}</div> }
        .into_any()
}

/// What to hand in: the first thing that people ask.
#[must_use]
pub fn documents(lang: Lang, parts: &Parts) -> AnyView {
    let mut groups: Vec<(&str, Vec<&Document>)> = Vec::new();
    for document in &parts.documents.value {
        match groups.iter_mut().find(|(case, _)| *case == document.case) {
            Some((_, group)) => group.push(document),
            None => groups.push((&document.case, vec![document])),
        }
    }
    let body = groups
        .into_iter()
        .map(|(case, group)| {
            let heading = (!case.is_empty())
                .then(|| view! { <h3 lang=vietnamese(lang)>{case.to_owned()}</h3> });
            let lines = group
                .into_iter()
                .map(|document| document_line(lang, document))
                .collect_view();
            view! {
                {heading}
                <ul class="list">{lines}</ul>
            }
        })
        .collect_view();
    let body = if parts.documents.value.is_empty() {
        missing(lang)
    } else {
        body.into_any()
    };
    let sets = parts
        .sets
        .map(|count| view! { <p>{t!(lang, "service.sets", count = count)}</p> });
    let body = view! {
        {body}
        {sets}
    };
    part(
        lang,
        "giay-to",
        t!(lang, "service.documents").into_owned(),
        body.into_any(),
        parts.documents.source.as_ref(),
    )
}

fn document_line(lang: Lang, document: &Document) -> AnyView {
    let mut asked: Vec<String> = Vec::new();
    if document.filled_online {
        asked.push(t!(lang, "service.filled_online").into_owned());
    }
    if document.originals > 0 {
        asked.push(t!(lang, "service.originals", count = document.originals).into_owned());
    }
    if document.copies > 0 {
        asked.push(t!(lang, "service.copies", count = document.copies).into_owned());
    }
    let forms = document
        .forms
        .iter()
        .map(|(name, href)| {
            let name = name.clone();
            match href.clone() {
                Some(href) => {
                    view! { <a class="whole" href=href>{t!(lang, "service.form")} " " {name}</a> }
                        .into_any()
                }
                None => view! { <small>{t!(lang, "service.form")} " " {name}</small> }.into_any(),
            }
        })
        .collect_view();
    view! {
        <li>
            <span class="whole" lang=vietnamese(lang)>{document.name.clone()}</span>
            {(!asked.is_empty()).then(|| view! { <small>{asked.join(" · ")}</small> })}
            {forms}
        </li>
    }
    .into_any()
}

/// The steps.
#[must_use]
pub fn steps(lang: Lang, parts: &Parts) -> AnyView {
    let lines = &parts.steps.value;
    let body = match lines.len() {
        0 => missing(lang),
        // A source's single block of text is no list.
        1 => paragraphs(lang, lines),
        2..=12 => {
            let items = lines
                .iter()
                .map(|step| view! { <li>{step.clone()}</li> })
                .collect_view();
            view! { <ol class="steps" lang=vietnamese(lang)>{items}</ol> }.into_any()
        }
        _ => paragraphs(lang, lines),
    };
    part(
        lang,
        "cac-buoc",
        t!(lang, "service.steps").into_owned(),
        body,
        parts.steps.source.as_ref(),
    )
}

/// The ways to file and how long each takes by law.
#[must_use]
pub fn ways(lang: Lang, parts: &Parts) -> AnyView {
    let items: Vec<(String, AnyView)> = parts
        .ways
        .value
        .iter()
        .map(|way| {
            let note = (!way.note.is_empty())
                .then(|| view! { <br/><small lang=vietnamese(lang)>{way.note.clone()}</small> });
            let said = view! {
                {explain::limit(lang, &way.limit)}
                {note}
            };
            (
                names::channel(lang, way.channel).into_owned(),
                said.into_any(),
            )
        })
        .collect();
    let body = if items.is_empty() {
        missing(lang)
    } else {
        view! { <Facts items/> }.into_any()
    };
    part(
        lang,
        "cach-nop",
        t!(lang, "service.ways").into_owned(),
        body,
        parts.ways.source.as_ref(),
    )
}

/// What is paid, fee by fee, with who sets it and when it is due.
#[must_use]
pub fn fees(lang: Lang, parts: &Parts) -> AnyView {
    let lines = parts
        .fees
        .value
        .iter()
        .map(|fee| {
            let online = fee
                .online
                .as_ref()
                .map(|rate| view! { <small>{t!(lang, "service.fee_online", amount = amount(lang, rate))}</small> });
            let about = format!(
                "{} · {}{}",
                t!(lang, "service.set_by", authority = names::fee_authority(lang, fee.set_by)),
                names::fee_due(lang, fee.due),
                if fee.source.is_empty() { String::new() } else { format!(" · {}", fee.source) },
            );
            view! {
                <li>
                    <span lang=vietnamese(lang)>{fee.name.clone()}</span>
                    <span class="money">{amount(lang, &fee.amount)}</span>
                    {online}
                    <small>{about}</small>
                </li>
            }
        })
        .collect_view();
    let body = if parts.fees.value.is_empty() {
        view! { <p>{t!(lang, "explain.no_fee")}</p> }.into_any()
    } else {
        view! { <ul class="list">{lines}</ul> }.into_any()
    };
    part(
        lang,
        "phi",
        t!(lang, "service.fees").into_owned(),
        body,
        parts.fees.source.as_ref(),
    )
}

/// How an amount is worked out: `8.000 đồng mỗi bản`.
fn amount(lang: Lang, amount: &Amount) -> String {
    match amount {
        Amount::Free => t!(lang, "deal.free").into_owned(),
        Amount::Fixed { dong } => format::dong(lang, *dong),
        Amount::PerUnit { unit, each } => t!(
            lang,
            "service.per_unit",
            amount = format::dong(lang, *each),
            unit = unit
        )
        .into_owned(),
        Amount::Stepped { unit, steps, cap } => {
            let steps = steps.as_slice().iter().map(|step| {
                let each = format::dong(lang, step.each);
                t!(
                    lang,
                    "service.from_unit",
                    amount = each,
                    unit = unit,
                    from = step.from
                )
                .into_owned()
            });
            let cap = cap.map(|cap| {
                t!(lang, "service.at_most", amount = format::dong(lang, cap)).into_owned()
            });
            steps.chain(cap).collect::<Vec<_>>().join("; ")
        }
        Amount::ByCase { cases } => cases
            .iter()
            .map(|case| format!("{}: {}", case.label, format::dong(lang, case.dong)))
            .collect::<Vec<_>>()
            .join("; "),
        Amount::Unknown { source_text } => explain_unknown(lang, source_text),
    }
}

fn explain_unknown(lang: Lang, source_text: &str) -> String {
    if source_text.trim().is_empty() {
        t!(lang, "service.fee_silent").into_owned()
    } else {
        t!(lang, "explain.fee_words", text = source_text).into_owned()
    }
}

/// Who, agency, results, the decision.
#[must_use]
pub fn rules(lang: Lang, parts: &Parts, code: Option<&str>) -> AnyView {
    let text = |text: String| view! { <span lang=vietnamese(lang)>{text}</span> }.into_any();
    let or_missing = |value: String| {
        if value.is_empty() {
            missing(lang)
        } else {
            text(value)
        }
    };
    let mut items = vec![
        (
            t!(lang, "service.agency").into_owned(),
            or_missing(parts.agency.value.clone()),
        ),
        (
            t!(lang, "service.who").into_owned(),
            or_missing(parts.who.value.join(", ")),
        ),
        (
            t!(lang, "service.result").into_owned(),
            or_missing(parts.results.value.join("; ")),
        ),
    ];
    if let Some(code) = code {
        items.push((
            t!(lang, "service.code").into_owned(),
            code.to_owned().into_any(),
        ));
    }
    if let Some((number, day)) = &parts.decision {
        let dated = day.map(|day| t!(lang, "service.dated", day = format::date(lang, day)));
        let number = number.clone();
        let said = view! {
            {number}
            " "
            {dated}
        };
        items.push((t!(lang, "service.decision").into_owned(), said.into_any()));
    }
    let body = view! { <Facts items/> }.into_any();
    part(
        lang,
        "quy-dinh",
        t!(lang, "service.rules").into_owned(),
        body,
        parts.agency.source.as_ref(),
    )
}

/// What must be fulfilled; nothing where nothing must be.
#[must_use]
pub fn conditions(lang: Lang, parts: &Parts) -> Option<AnyView> {
    (!parts.conditions.value.is_empty()).then(|| {
        let body = paragraphs(lang, &parts.conditions.value);
        let source = parts.conditions.source.as_ref();
        part(
            lang,
            "dieu-kien",
            t!(lang, "service.conditions").into_owned(),
            body,
            source,
        )
    })
}

/// The laws that it stands on.
#[must_use]
pub fn legal_basis(lang: Lang, parts: &Parts) -> Option<AnyView> {
    (!parts.legal_basis.value.is_empty()).then(|| {
        let laws = parts
            .legal_basis
            .value
            .iter()
            .map(|law| match law.href.clone() {
                Some(href) => {
                    view! { <li><a href=href rel="external">{law.name.clone()}</a></li> }.into_any()
                }
                None => view! { <li>{law.name.clone()}</li> }.into_any(),
            })
            .collect_view();
        let body = view! { <ul class="prose" lang=vietnamese(lang)>{laws}</ul> }.into_any();
        let source = parts.legal_basis.source.as_ref();
        part(
            lang,
            "can-cu",
            t!(lang, "service.legal_basis").into_owned(),
            body,
            source,
        )
    })
}
