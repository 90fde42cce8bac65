//! The result of a dossier: its files, how to check them, and how satisfied its applicant is.

use super::DossierPage;
use crate::t;
use crate::ui::{Choice, ChoiceGroup, FileItem, FileList, Html, IntoHtml, Notice, TextArea, Tone};
use crate::words::Lang;
use leptos::prelude::*;

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

pub(super) fn result(lang: Lang, view: &DossierPage) -> Option<Html> {
    view.result.as_ref().map(|result| {
        let note = (!result.note.is_empty()).then(|| view! { <p>{result.note.clone()}</p> });
        let kept_back = result.kept_back.then(|| {
            view! { <Notice tone=Tone::Warning><p>{t!(lang, "tracking.result.kept_back")}</p></Notice> }
        });
        let files = (!result.files.is_empty()).then(|| view! { <FileList lang files=result.files.clone()/> });
        view! {
            <section class="box strong" aria-labelledby="result">
                <h2 id="result">{t!(lang, "tracking.result")}</h2>
                {note} {kept_back} {files} {checksums(lang, view, result)}
            </section>
        }
        .into_html()
    })
}

/// By which others check that a file is genuine.
fn checksums(lang: Lang, view: &DossierPage, result: &ResultPart) -> Option<Html> {
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
        .into_html()
    })
}

pub(super) fn rating(lang: Lang, view: &DossierPage) -> Option<Html> {
    if let Some(grade) = view.rated {
        let words = match grade {
            Grade::Very => t!(lang, "tracking.rate.very"),
            Grade::Satisfied => t!(lang, "tracking.rate.satisfied"),
            Grade::Not => t!(lang, "tracking.rate.not"),
        };
        return Some(view! { <p class="soft">{t!(lang, "tracking.rate.said", grade = words)}</p> }.into_html());
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
        .into_html()
    })
}
