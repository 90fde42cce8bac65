//! `/kiem-tra-ket-qua`: anybody who was shown a result asks whether an agency issued it.

use crate::format;
use crate::t;
use crate::ui::{ErrorSummary, FormState, Html, IntoHtml, Notice, TextField, Tone};
use crate::words::Lang;
use jiff::civil::Date;
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug)]
pub struct AuthenticPage {
    /// What was typed; fields `ma`, `sha256`, and `files` for what is wrong with the file.
    pub form: FormState,
    /// What was found.
    pub answer: Answer,
    /// How large a file may be, in words.
    pub most: String,
}

/// What was found. Nothing of it is about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing was asked, or it couldn't be read.
    Nothing,
    /// The agency issued it on that day.
    Genuine(String, Date),
    /// The agency took it back.
    TakenBack(String),
    /// No dossier of this code has this result.
    NoMatch,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &AuthenticPage) -> Html {
    let action = lang.path("/kiem-tra-ket-qua");
    let wrong = view.form.error("files").map(str::to_owned);
    let is_wrong = wrong.is_some();
    let described = if is_wrong { "files-hint files-error" } else { "files-hint" };
    view! {
        <div class="narrow">
            <ErrorSummary lang errors=view.form.errors().to_vec()/>
            <h1>{t!(lang, "authentic.title")}</h1>
            <p class="lead">{t!(lang, "authentic.lead")}</p>
            {answer(lang, &view.answer)}
            <form method="post" action=action enctype="multipart/form-data" novalidate>
                <TextField
                    lang
                    field=view.form.field("ma")
                    label=t!(lang, "tracking.look_up.name")
                    hint=t!(lang, "authentic.code_hint")
                    required=true
                    autocomplete="off"
                    maxlength=60_u32
                />
                <div class="field" class:wrong=is_wrong>
                    <label for="files">{t!(lang, "authentic.file")}</label>
                    <p class="hint" id="files-hint">
                        {t!(lang, "authentic.file_hint", most = view.most)}
                    </p>
                    {wrong.map(|words| view! { <p class="error" id="files-error">{words}</p> })}
                    <input id="files" name="files" type="file" aria-describedby=described/>
                </div>
                <TextField
                    lang
                    field=view.form.field("sha256")
                    label=t!(lang, "authentic.checksum")
                    hint=t!(lang, "authentic.checksum_hint")
                    autocomplete="off"
                    maxlength=120_u32
                />
                <button class="button">{t!(lang, "authentic.check")}</button>
            </form>
        </div>
    }
    .into_html()
}

fn answer(lang: Lang, answer: &Answer) -> Html {
    match answer {
        Answer::Nothing => ().into_html(),
        Answer::Genuine(agency, day) => {
            let day = format::date(lang, *day);
            let means = t!(lang, "authentic.genuine_means", agency = agency, day = day);
            view! {
                <Notice tone=Tone::Done title=t!(lang, "authentic.genuine")>
                    <p>{means}</p>
                </Notice>
            }
            .into_html()
        }
        Answer::TakenBack(agency) => {
            let means = t!(lang, "authentic.taken_back_means", agency = agency);
            view! {
                <Notice tone=Tone::Warning title=t!(lang, "authentic.taken_back")>
                    <p>{means}</p>
                </Notice>
            }
            .into_html()
        }
        Answer::NoMatch => view! {
            <Notice tone=Tone::Problem title=t!(lang, "authentic.no_match")>
                <p>{t!(lang, "authentic.no_match_means")}</p>
            </Notice>
        }
        .into_html(),
    }
}
