//! What a dossier holds: people, answers, files.

use leptos::prelude::*;

use super::{CasePage, Part, PersonCard};
use crate::desk::VI;
use crate::format;
use crate::t;
use crate::ui::{Facts, FileList, Html, IntoHtml};

pub(super) fn people(page: &CasePage) -> Html {
    let cards = page.people.iter().map(person).collect_view();
    view! { <section><h2>{t!(VI, "desk.people")}</h2>{cards}</section> }.into_html()
}

fn person(card: &PersonCard) -> Html {
    let part = match card.part {
        Part::Applicant => t!(VI, "desk.part.applicant"),
        Part::Subject => t!(VI, "desk.part.subject"),
        Part::Filer => t!(VI, "desk.part.filer"),
    };
    let mut facts = vec![(part.into_owned(), view! { <strong>{card.name.clone()}</strong> }.into_html())];
    let mut add = |name: String, fact: Option<String>| {
        if let Some(fact) = fact {
            facts.push((name, fact.into_html()));
        }
    };
    add(t!(VI, "desk.number").into_owned(), card.number.clone());
    let birth = card.birth.map(|day| format::date(VI, day));
    add(t!(VI, "desk.birth").into_owned(), birth);
    add(t!(VI, "desk.phone").into_owned(), card.phone.clone());
    add(t!(VI, "desk.email").into_owned(), card.email.clone());
    add(t!(VI, "desk.address").into_owned(), card.address.clone());
    view! { <Facts items=facts/> }.into_html()
}

pub(super) fn answers(page: &CasePage) -> Html {
    let facts = page
        .answers
        .iter()
        .map(|(question, answer)| {
            let answer = answer.clone();
            (question.clone(), view! { <span class="lines">{answer}</span> }.into_html())
        })
        .collect::<Vec<_>>();
    let form =
        (!facts.is_empty()).then(|| view! { <section><h2>{t!(VI, "desk.answers")}</h2><Facts items=facts/></section> });
    let delivery = page.delivery.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    view! {
        {form}
        <section><h2>{t!(VI, "desk.delivery")}</h2>{delivery}</section>
    }
    .into_html()
}

pub(super) fn files(page: &CasePage) -> Html {
    let groups = page
        .files
        .iter()
        .map(|group| {
            let files = if group.files.is_empty() {
                view! { <p class="soft">{t!(VI, "desk.no_file")}</p> }.into_html()
            } else {
                view! { <FileList lang=VI files=group.files.clone()/> }.into_html()
            };
            view! { <h3>{group.name.clone()}</h3> {files} }
        })
        .collect_view();
    let none = page.files.is_empty().then(|| view! { <p class="soft">{t!(VI, "desk.no_files")}</p> });
    view! { <section><h2>{t!(VI, "desk.files")}</h2>{groups} {none}</section> }.into_html()
}
