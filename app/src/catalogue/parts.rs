//! The parts of a service that the law has published (Nghị định 63/2010 Điều 8 khoản 2): name, steps, ways, documents
//! and number of sets, time limit, who, agency; and forms, results, conditions, fees where there are any. Each with its
//! source.

use super::vietnamese;
use crate::explain;
use crate::format;
use crate::names;
use crate::t;
use crate::ui::{Facts, Html, IntoHtml};
use crate::words::Lang;
use domain::fee::{Amount, FeeItem};
use domain::procedure::{Confidence, Document, Need, Procedure, Source, Words};
use leptos::prelude::*;
use std::borrow::Cow;

/// The names under which [`Procedure::sources`] keeps where each part was read; what has no source of its own was read
/// where `default` says.
mod source_of {
    pub const DEFAULT: &str = "default";
    pub const DOCUMENTS: &str = "documents";
    pub const STEPS: &str = "steps";
    pub const WAYS: &str = "limit";
    pub const FEES: &str = "fees";
    pub const RULES: &str = "agency";
    pub const CONDITIONS: &str = "requirements";
    pub const LEGAL_BASIS: &str = "legal_basis";
}

/// A part: its heading, what it says, where it was read.
fn part(
    lang: Lang,
    procedure: &Procedure,
    id: &'static str,
    title: Cow<'static, str>,
    body: Html,
    source: &str,
) -> Html {
    let source = procedure.sources.get(source);
    view! {
        <section class="part" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {body}
            {source.map(|source| source_line(lang, t!(lang, "service.source"), source))}
        </section>
    }
    .into_html()
}

fn source_line(lang: Lang, label: Cow<'static, str>, source: &Source) -> Html {
    let name = source.title.clone();
    let name = match source.url.clone() {
        Some(href) => view! { <a href=href rel="external">{name}</a> }.into_html(),
        None => name.into_html(),
    };
    let checked = t!(lang, "service.checked", day = format::date(lang, source.checked));
    let made_up = (source.confidence == Confidence::Illustrative).then(|| t!(lang, "service.made_up"));
    view! {
        <p class="source">
            {label} " " <span lang=vietnamese(lang)>{name}</span> {checked} {made_up}
        </p>
    }
    .into_html()
}

/// Where the parts were read that name no source of their own.
#[must_use]
pub fn default_source(lang: Lang, procedure: &Procedure) -> Option<Html> {
    let source = procedure.sources.get(source_of::DEFAULT)?;
    let label = t!(lang, "service.source_default");
    Some(view! { <div class="part">{source_line(lang, label, source)}</div> }.into_html())
}

fn missing(lang: Lang) -> Html {
    view! { <p class="soft">{t!(lang, "service.missing")}</p> }.into_html()
}

/// Words of the service: in the page's language where there are any, else Vietnamese and marked so.
#[must_use]
pub fn words(lang: Lang, words: &Words) -> Html {
    let language = words.en.is_none().then(|| vietnamese(lang)).flatten();
    view! { <span lang=language>{words.in_language(lang == Lang::En).to_owned()}</span> }.into_html()
}

/// Paragraphs of the source; what is long opens on demand.
fn paragraphs(lang: Lang, texts: &[String]) -> Html {
    const SHOWN: usize = 4;
    if texts.is_empty() {
        return missing(lang);
    }
    let say = |text: &String| view! { <p>{text.clone()}</p> };
    let rest = texts.get(SHOWN..).filter(|rest| !rest.is_empty()).map(|rest| {
        view! {
            <details class="more">
                <summary lang=lang.code()>{t!(lang, "service.more")}</summary>
                {rest.iter().map(say).collect_view()}
            </details>
        }
    });
    view! { <div class="prose" lang=vietnamese(lang)>{texts.iter().take(SHOWN).map(say).collect_view()} {rest}</div> }
        .into_html()
}

/// What to hand in: the first thing that people ask.
#[must_use]
pub fn documents(lang: Lang, procedure: &Procedure) -> Html {
    let mut groups: Vec<(&str, Vec<&Document>)> = Vec::new();
    for document in &procedure.documents {
        let case = document.case.as_deref().unwrap_or_default();
        match groups.iter_mut().find(|(known, _)| *known == case) {
            Some((_, group)) => group.push(document),
            None => groups.push((case, vec![document])),
        }
    }
    let lists = groups
        .into_iter()
        .map(|(case, group)| {
            let heading = (!case.is_empty()).then(|| view! { <h3 lang=vietnamese(lang)>{case.to_owned()}</h3> });
            let lines = group.into_iter().map(|document| document_line(lang, document)).collect_view();
            view! {
                {heading}
                <ul class="list">{lines}</ul>
            }
        })
        .collect_view();
    let lists = if procedure.documents.is_empty() { missing(lang) } else { lists.into_html() };
    let sets = (procedure.sets > 0).then(|| view! { <p>{t!(lang, "service.sets", count = procedure.sets)}</p> });
    let body = view! {
        {lists}
        {sets}
    };
    let title = t!(lang, "service.documents");
    part(lang, procedure, "giay-to", title, body.into_html(), source_of::DOCUMENTS)
}

fn document_line(lang: Lang, document: &Document) -> Html {
    if document.need == Need::Remark {
        return view! { <li><small>{words(lang, &document.name)}</small></li> }.into_html();
    }
    let mut asked: Vec<String> = Vec::new();
    if document.need == Need::Conditional {
        asked.push(t!(lang, "service.if_any").into_owned());
    }
    if document.originals > 0 {
        asked.push(t!(lang, "service.originals", count = document.originals).into_owned());
    }
    if document.copies > 0 {
        asked.push(t!(lang, "service.copies", count = document.copies).into_owned());
    }
    let note = document.note.clone().map(|note| view! { <small lang=vietnamese(lang)>{note}</small> });
    let forms = (!document.forms.is_empty()).then(|| {
        view! { <small>{t!(lang, "service.form")} " " <span lang=vietnamese(lang)>{document.forms.join("; ")}</span></small> }
    });
    view! {
        <li>
            <span class="whole">{words(lang, &document.name)}</span>
            {(!asked.is_empty()).then(|| view! { <small>{asked.join(" · ")}</small> })}
            {note}
            {forms}
        </li>
    }
    .into_html()
}

/// The steps: a list where the source has one; a text where it is one, or where the list would never end.
#[must_use]
pub fn steps(lang: Lang, procedure: &Procedure) -> Html {
    let body = match procedure.steps.len() {
        0 => missing(lang),
        2..=12 => {
            let items = procedure.steps.iter().map(|step| view! { <li>{step.clone()}</li> }).collect_view();
            view! { <ol class="steps" lang=vietnamese(lang)>{items}</ol> }.into_html()
        }
        _ => paragraphs(lang, &procedure.steps),
    };
    part(lang, procedure, "cac-buoc", t!(lang, "service.steps"), body, source_of::STEPS)
}

/// The ways to file and how long each takes by law.
#[must_use]
pub fn ways(lang: Lang, procedure: &Procedure) -> Html {
    let items: Vec<(String, Html)> = procedure
        .ways
        .iter()
        .map(|way| {
            let limit = match procedure.terms.limits.of(way.channel) {
                Some(limit) => explain::limit(lang, limit),
                None => t!(lang, "service.missing").into_owned(),
            };
            let about = way.description.clone().map(|text| view! { <br/><small lang=vietnamese(lang)>{text}</small> });
            let said = view! {
                {limit}
                {about}
            };
            (names::channel(lang, way.channel).into_owned(), said.into_html())
        })
        .collect();
    let body = if items.is_empty() { missing(lang) } else { view! { <Facts items/> }.into_html() };
    part(lang, procedure, "cach-nop", t!(lang, "service.ways"), body, source_of::WAYS)
}

/// What is paid, fee by fee, with who sets it and when it is due.
#[must_use]
pub fn fees(lang: Lang, procedure: &Procedure) -> Html {
    let fees = &procedure.terms.fees;
    let body = if fees.is_empty() {
        view! { <p>{t!(lang, "explain.no_fee")}</p> }.into_html()
    } else {
        let lines = fees.iter().map(|fee| fee_line(lang, fee)).collect_view();
        view! { <ul class="list">{lines}</ul> }.into_html()
    };
    part(lang, procedure, "phi", t!(lang, "service.fees"), body, source_of::FEES)
}

fn fee_line(lang: Lang, fee: &FeeItem) -> Html {
    let online = fee.online.as_ref().map(|rate| {
        view! { <small>{t!(lang, "service.fee_online", amount = amount(lang, rate))}</small> }
    });
    let set_by = t!(lang, "service.set_by", authority = names::fee_authority(lang, fee.set_by)).into_owned();
    let about: Vec<String> = [set_by, names::fee_due(lang, fee.due).into_owned(), fee.source.clone()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    view! {
        <li>
            <span lang=vietnamese(lang)>{fee.name.clone()}</span>
            <span class="money">{amount(lang, &fee.amount)}</span>
            {online}
            <small>{about.join(" · ")}</small>
        </li>
    }
    .into_html()
}

/// How an amount is worked out: `8.000 đồng mỗi bản`.
#[must_use]
pub fn amount(lang: Lang, amount: &Amount) -> String {
    match amount {
        Amount::Free => t!(lang, "deal.free").into_owned(),
        Amount::Fixed { dong } => format::dong(lang, *dong),
        Amount::PerUnit { unit, each } => {
            t!(lang, "service.per_unit", amount = format::dong(lang, *each), unit = unit).into_owned()
        }
        Amount::Stepped { unit, steps, cap } => {
            let steps = steps.as_slice().iter().map(|step| {
                let each = format::dong(lang, step.each);
                t!(lang, "service.from_unit", amount = each, unit = unit, from = step.from).into_owned()
            });
            let cap = cap.map(|cap| t!(lang, "service.at_most", amount = format::dong(lang, cap)).into_owned());
            steps.chain(cap).collect::<Vec<_>>().join("; ")
        }
        Amount::ByCase { cases } => {
            let cases = cases.iter().map(|case| format!("{}: {}", case.label, format::dong(lang, case.dong)));
            cases.collect::<Vec<_>>().join("; ")
        }
        Amount::Unknown { source_text } if source_text.trim().is_empty() => t!(lang, "service.missing").into_owned(),
        Amount::Unknown { source_text } => t!(lang, "explain.fee_words", text = source_text).into_owned(),
    }
}

/// Who handles it, who may ask, what comes of it, the decision that announced it.
#[must_use]
pub fn rules(lang: Lang, procedure: &Procedure) -> Html {
    let list = |texts: &[String]| match texts {
        [] => missing(lang),
        _ => view! { <span lang=vietnamese(lang)>{texts.join("; ")}</span> }.into_html(),
    };
    let agency = if procedure.agency.is_empty() { missing(lang) } else { words(lang, &procedure.agency) };
    let mut items = vec![
        (t!(lang, "service.agency").into_owned(), agency),
        (t!(lang, "service.who").into_owned(), list(&procedure.subjects)),
        (t!(lang, "service.result").into_owned(), list(&procedure.results)),
        (t!(lang, "service.code").into_owned(), procedure.code.clone().into_html()),
    ];
    if let Some(decision) = &procedure.decision {
        let dated = decision.date.map(|day| t!(lang, "service.dated", day = format::date(lang, day)));
        let issuer = decision.issuer.as_ref();
        let issuer = issuer.map_or_else(String::new, |issuer| format!(", {issuer}"));
        let said = format!("{} {}{issuer}", decision.number, dated.unwrap_or_default());
        items.push((t!(lang, "service.decision").into_owned(), said.into_html()));
    }
    let body = view! { <Facts items/> }.into_html();
    part(lang, procedure, "quy-dinh", t!(lang, "service.rules"), body, source_of::RULES)
}

/// What must be fulfilled; nothing where nothing must be.
#[must_use]
pub fn conditions(lang: Lang, procedure: &Procedure) -> Option<Html> {
    procedure.requirements.as_ref().map(|text| {
        let lines: Vec<String> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let body = paragraphs(lang, &lines);
        part(lang, procedure, "dieu-kien", t!(lang, "service.conditions"), body, source_of::CONDITIONS)
    })
}

/// The laws that it rests on.
#[must_use]
pub fn legal_basis(lang: Lang, procedure: &Procedure) -> Option<Html> {
    (!procedure.legal_basis.is_empty()).then(|| {
        let laws: Vec<String> =
            procedure.legal_basis.iter().map(|law| format!("{} {}", law.number, law.title).trim().to_owned()).collect();
        let laws = laws.into_iter().map(|law| view! { <li>{law}</li> }).collect_view();
        let body = view! {
            <details class="more">
                <summary>{t!(lang, "service.laws", count = procedure.legal_basis.len())}</summary>
                <ul class="prose" lang=vietnamese(lang)>{laws}</ul>
            </details>
        };
        part(lang, procedure, "can-cu", t!(lang, "service.legal_basis"), body.into_html(), source_of::LEGAL_BASIS)
    })
}
