//! A paper as a page: on the screen a sheet with a way back and its file, in print the sheet alone.

use crate::ui::{Html, IntoHtml};
use leptos::prelude::*;

use super::paper::{Align, Format, Paper, Part, Signature, Table};
use super::qr::picture;
use crate::shell::trail;
use crate::t;
use crate::words::Lang;

/// A paper with what stands around it on the screen.
#[derive(Clone, Debug)]
pub struct PaperPage {
    /// What is printed.
    pub paper: Paper,
    /// The pages above this one: path without language, name.
    pub above: Vec<(String, String)>,
    /// Where its file is.
    pub pdf: String,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &PaperPage) -> Html {
    view! {
        {trail(lang, view.above.clone())}
        <div class="buttons screen-only">
            <a class="button" href=view.pdf.clone()>{t!(lang, "sheet.pdf")}</a>
            <span class="soft">{t!(lang, "sheet.print")}</span>
        </div>
        {sheet(&view.paper)}
    }
    .into_html()
}

/// The sheet.
#[must_use]
pub fn sheet(paper: &Paper) -> Html {
    let class = match paper.format {
        Format::A5 => "paper a5",
        Format::A4 => "paper a4",
        Format::A4Landscape => "paper wide-sheet",
    };
    let parts = paper.parts.iter().map(part).collect_view();
    let form = paper.form.clone().map(|form| view! { <p class="form">{form}</p> });
    let mark = paper.mark.clone().map(|mark| view! { <p class="mark">{mark}</p> });
    view! {
        <article class=class lang="vi">
            {form}
            {mark}
            {head(paper)}
            <h1>{paper.title.clone()}</h1>
            <p class="subtitle">{paper.subtitle.clone()}</p>
            {parts}
            {tracking(paper)}
            {signatures(&paper.signatures)}
        </article>
    }
    .into_html()
}

fn head(paper: &Paper) -> Html {
    let lines = paper.agency.iter().skip(1).cloned();
    let lines = lines.map(|line| view! { <p>{line}</p> }).collect_view();
    let country = paper.country.clone().map(|[name, motto]| {
        view! { <p class="country">{name}</p> <p class="motto"><span>{motto}</span></p> }
    });
    let number = |is_here: bool| {
        let said = is_here && !paper.number.is_empty();
        said.then(|| view! { <p class="lines">{paper.number.clone()}</p> })
    };
    let has_country = paper.country.is_some();
    view! {
        <header>
            <div>
                <p class="agency">{paper.agency.first().cloned()}</p>
                {lines}
                {number(has_country)}
            </div>
            <div>{country} {number(!has_country)} <p class="dated">{paper.dated.clone()}</p></div>
        </header>
    }
    .into_html()
}

fn part(part: &Part) -> Html {
    match part {
        Part::Text(text) => view! { <p class="lines">{text.clone()}</p> }.into_html(),
        Part::Fact(fact) => view! {
            <p class="lines">{fact.label.clone()} ": " <b>{fact.fact.clone()}</b></p>
        }
        .into_html(),
        Part::List(list) => {
            let items = list.items.iter().cloned();
            let items = items.map(|item| view! { <li class="lines">{item}</li> }).collect_view();
            view! { <p>{list.label.clone()} ":"</p> <ol>{items}</ol> }.into_html()
        }
        Part::Table(rows) => table(rows),
    }
}

fn table(table: &Table) -> Html {
    let class = |place: usize| match table.columns.get(place).map(|column| column.align) {
        Some(Align::Centre) => Some("c"),
        Some(Align::Right) => Some("r"),
        Some(Align::Left) | None => None,
    };
    let heads = table.columns.iter().map(|column| view! { <th scope="col">{column.title.clone()}</th> }).collect_view();
    let cells = |row: &Vec<String>| {
        row.iter().enumerate().map(|(place, cell)| view! { <td class=class(place)>{cell.clone()}</td> }).collect_view()
    };
    let rows = table.rows.iter().map(|row| view! { <tr>{cells(row)}</tr> }).collect_view();
    let sum = table.sum.as_ref().map(|row| view! { <tfoot><tr>{cells(row)}</tr></tfoot> });
    view! {
        // On a phone a wide table is moved sideways, with the keyboard too.
        <div class="scroll" role="region" tabindex="0" aria-label=table.label.clone()>
            <table>
                <caption>{table.label.clone()}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
                {sum}
            </table>
        </div>
    }
    .into_html()
}

fn tracking(paper: &Paper) -> Option<Html> {
    let qr = paper.qr.as_ref()?;
    let code = picture(&qr.content, qr.label.clone());
    Some(view! { <div class="tracking">{code} <p class="lines">{qr.caption.clone()}</p></div> }.into_html())
}

fn signatures(signatures: &[Signature]) -> Option<Html> {
    let signed = |signature: &Signature| {
        view! {
            <div>
                <p class="role">{signature.role.clone()}</p>
                <p class="hint">{signature.hint.clone()}</p>
                <p class="signed">{signature.name.clone()}</p>
            </div>
        }
    };
    (!signatures.is_empty()).then(|| {
        let signatures = signatures.iter().map(signed).collect_view();
        view! { <footer>{signatures}</footer> }.into_html()
    })
}
