//! Attachments: several files at once for each document. The fields stand beside the lists of what is there, and
//! belong to one form by its id, so that removing a file is a form of its own.

use super::islands::{UploadProgress, UploadWords};
use super::step::{self, Frame};
use crate::catalogue::{parts, vietnamese};
use crate::format;
use crate::t;
use crate::ui::{FileItem, FileList, Html, IntoHtml, Notice, Tone};
use crate::words::Lang;
use domain::procedure::{Document, Need};
use leptos::prelude::*;

/// The id of the one form.
const FORM: &str = "upload";

/// How much may be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub file: u64,
    /// Files of one dossier.
    pub files: usize,
    /// Bytes of all files.
    pub total: u64,
}

impl Limits {
    /// In a line.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        t!(
            lang,
            "filing.files.limits",
            file = format::file_size(lang, self.file),
            files = self.files,
            total = format::file_size(lang, self.total)
        )
        .into_owned()
    }
}

/// The page.
#[derive(Clone, Debug)]
pub struct DocumentsPage {
    /// What all steps share.
    pub frame: Frame,
    /// The documents.
    pub documents: Vec<DocumentPart>,
    /// How much may be attached.
    pub limits: Limits,
    /// What stood in the way of the whole upload: said above, for it belongs to no field.
    pub trouble: Option<Trouble>,
}

/// What stands in the way of a whole upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Files cannot be kept now.
    Disk,
    /// All together is more than can be sent at once.
    TooLarge,
    /// The connection broke, or what came cannot be read.
    CutOff,
}

/// One document.
#[derive(Clone, Debug)]
pub struct DocumentPart {
    /// The document.
    pub document: Document,
    /// The name of its field.
    pub field: String,
    /// Whether it must be there.
    pub required: bool,
    /// Whether the form that was filled in stands for it.
    pub answered: bool,
    /// What is there.
    pub files: Vec<FileItem>,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &DocumentsPage) -> Html {
    let frame = &view.frame;
    let parts = view.documents.iter().map(|part| document(lang, frame, part)).collect_view();
    let words = UploadWords {
        going: t!(lang, "filing.files.going").into_owned(),
        checking: t!(lang, "filing.files.checking").into_owned(),
        failed: t!(lang, "filing.files.failed").into_owned(),
        too_large: t!(lang, "filing.files.too_large", limit = format::file_size(lang, view.limits.file)).into_owned(),
    };
    let most = view.limits.file;
    let body = view! {
        {view.trouble.map(|trouble| trouble_notice(lang, trouble))}
        <p>{view.limits.line(lang)}</p>
        {parts}
        <form id=FORM method="post" action=frame.step_address(lang) enctype="multipart/form-data">
            <UploadProgress form=FORM.to_owned() most words/>
            <div class="buttons">
                <button class="button" name="go" value="next">{t!(lang, "filing.save_next")}</button>
                <button class="button quiet" name="go" value="stay">{t!(lang, "filing.files.upload")}</button>
                <button class="button quiet" name="go" value="later">{t!(lang, "filing.save_later")}</button>
            </div>
            <p class="hint">{t!(lang, "filing.files.each_saves")}</p>
        </form>
    };
    step::page(lang, frame, body.into_html())
}

fn trouble_notice(lang: Lang, trouble: Trouble) -> Html {
    let (title, advice) = match trouble {
        Trouble::Disk => (t!(lang, "filing.files.disk"), t!(lang, "filing.files.disk_advice")),
        Trouble::TooLarge => (t!(lang, "filing.files.whole"), t!(lang, "filing.files.whole_advice")),
        Trouble::CutOff => (t!(lang, "filing.files.cut_off"), t!(lang, "filing.files.failed")),
    };
    view! { <Notice tone=Tone::Problem title><p>{advice}</p></Notice> }.into_html()
}

fn document(lang: Lang, frame: &Frame, part: &DocumentPart) -> Html {
    let error = frame.form.error(&part.field).map(str::to_owned);
    let field = part.field.clone();
    let error_id = format!("{field}-error");
    let about_id = format!("{field}-hint");
    let described = match error {
        Some(_) => format!("{about_id} {error_id}"),
        None => about_id.clone(),
    };
    let said = match (part.required, part.answered, part.document.need) {
        (true, ..) => t!(lang, "filing.files.required"),
        (_, true, _) => t!(lang, "filing.files.answered"),
        (.., Need::Conditional) => t!(lang, "filing.files.conditional"),
        _ => t!(lang, "filing.files.optional"),
    };
    let note = part.document.note.clone().map(|note| view! { <span lang=vietnamese(lang)>{note}</span> });
    let is_wrong = error.is_some();
    let error = error.map(|message| {
        view! { <p class="error" id=error_id><span class="unseen">{t!(lang, "ui.error_prefix")} " "</span>{message}</p> }
    });
    let files = (!part.files.is_empty()).then(|| view! { <FileList lang files=part.files.clone()/> });
    view! {
        <section class="field document" class:wrong=is_wrong>
            <label for=field.clone()>{parts::words(lang, &part.document.name)}</label>
            <p class="hint" id=about_id>{said} " " {note}</p>
            {error}
            {files}
            <input
                type="file"
                form=FORM
                id=field.clone()
                name=field
                multiple=true
                accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx,application/pdf,image/jpeg,image/png"
                aria-describedby=described
                aria-invalid=is_wrong.then_some("true")
            />
        </section>
    }
    .into_html()
}
