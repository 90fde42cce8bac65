//! What a person reads when something can't be done: plainly what happened, that nothing is lost, what to do now.

use crate::shell::{PageFrame, Site};
use crate::t;
use crate::ui::{Html, IntoHtml};
use crate::words::Lang;
use leptos::prelude::*;
use std::borrow::Cow;
use std::sync::Arc;

/// What can't be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// 404: there is no such page, or it is somebody else's.
    NotFound,
    /// 400 and the other statuses of a request that can't be understood or taken.
    BadRequest {
        /// The HTTP status.
        status: u16,
    },
    /// 403: it is not for this person.
    Forbidden,
    /// 405: the address doesn't take this method.
    MethodNotAllowed,
    /// 409: it was changed elsewhere meanwhile.
    Conflict {
        /// What of it, as the use case calls it; [`None`] where that isn't known.
        code: Option<&'static str>,
    },
    /// 413: what was sent is too large.
    TooLarge {
        /// The most that is taken, in words: `20 MB`; `None` where that isn't known.
        limit: Option<String>,
    },
    /// 429: too many tries.
    TooMany {
        /// Seconds to wait.
        wait_seconds: u64,
    },
    /// 500: our fault.
    Internal {
        /// Finds the fault in the log.
        reference: String,
    },
    /// 500: a file that was received does not lie where it was kept.
    FileLost {
        /// Finds it in the log.
        reference: String,
    },
    /// 503: something that is needed doesn't answer.
    Unavailable {
        /// What, as the use case calls it; [`None`] where that isn't known.
        code: Option<&'static str>,
    },
}

impl Problem {
    /// The problem that a status stands for, where nothing more is known. What isn't named here is the caller's fault
    /// below 500 and ours from there on, found in the log by `reference`.
    #[must_use]
    pub fn of_status(status: u16, reference: Option<String>) -> Self {
        match status {
            403 => Self::Forbidden,
            404 | 410 => Self::NotFound,
            405 => Self::MethodNotAllowed,
            409 | 412 => Self::Conflict { code: None },
            413 => Self::TooLarge { limit: None },
            429 => Self::TooMany { wait_seconds: 60 },
            502..=504 => Self::Unavailable { code: None },
            400..=499 => Self::BadRequest { status },
            _ => Self::Internal { reference: reference.unwrap_or_default() },
        }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::BadRequest { status } => *status,
            Self::NotFound => 404,
            Self::Forbidden => 403,
            Self::MethodNotAllowed => 405,
            Self::Conflict { .. } => 409,
            Self::TooLarge { .. } => 413,
            Self::TooMany { .. } => 429,
            Self::Internal { .. } | Self::FileLost { .. } => 500,
            Self::Unavailable { .. } => 503,
        }
    }

    /// The page's title.
    #[must_use]
    pub fn title(&self, lang: Lang) -> Cow<'static, str> {
        match self {
            Self::BadRequest { .. } => t!(lang, "error.bad_request"),
            Self::NotFound => t!(lang, "error.not_found"),
            Self::Forbidden => t!(lang, "error.forbidden"),
            Self::MethodNotAllowed => t!(lang, "error.method"),
            Self::Conflict { code: Some("rated") } => t!(lang, "error.rated"),
            Self::Conflict { code: Some("assist_open" | "assist_pending" | "assist_consent") } => {
                t!(lang, "error.assist_open")
            }
            Self::Conflict { code: Some("assist_second") } => t!(lang, "error.assist_second"),
            Self::Conflict { code: Some("helped") } => t!(lang, "error.helped"),
            Self::Conflict { .. } => t!(lang, "error.conflict"),
            Self::TooLarge { .. } => t!(lang, "error.too_large"),
            Self::TooMany { .. } => t!(lang, "error.too_many"),
            Self::Internal { .. } => t!(lang, "error.internal"),
            Self::FileLost { .. } => t!(lang, "error.file_lost"),
            Self::Unavailable { code: Some("disk") } => t!(lang, "error.disk"),
            Self::Unavailable { .. } => t!(lang, "error.unavailable"),
        }
    }

    /// What happened and what to do.
    fn advice(&self, lang: Lang) -> Cow<'static, str> {
        match self {
            Self::BadRequest { .. } => t!(lang, "error.bad_request_advice"),
            Self::NotFound => t!(lang, "error.not_found_advice"),
            Self::Forbidden => t!(lang, "error.forbidden_advice"),
            Self::MethodNotAllowed => t!(lang, "error.method_advice"),
            Self::Conflict { code } => match code {
                Some("rated") => t!(lang, "error.rated_advice"),
                Some("assist_open") => t!(lang, "error.assist_open_advice"),
                Some("assist_pending") => t!(lang, "error.assist_pending_advice"),
                Some("assist_consent") => t!(lang, "error.assist_consent_advice"),
                Some("assist_second") => t!(lang, "error.assist_second_advice"),
                Some("helped") => t!(lang, "error.helped_advice"),
                Some("draft_moved") => t!(lang, "error.draft_moved_advice"),
                Some("state_moved") => t!(lang, "error.state_moved_advice"),
                _ => t!(lang, "error.conflict_advice"),
            },
            Self::TooLarge { limit: Some(limit) } => {
                t!(lang, "error.too_large_advice", limit = limit)
            }
            Self::TooLarge { limit: None } => t!(lang, "error.too_large_plain"),
            Self::TooMany { wait_seconds } => {
                t!(lang, "error.too_many_advice", minutes = wait_seconds.div_ceil(60).max(1))
            }
            Self::Internal { reference } => {
                t!(lang, "error.internal_advice", reference = reference)
            }
            Self::FileLost { reference } => t!(lang, "error.file_lost_advice", reference = reference),
            Self::Unavailable { code } => match code {
                Some("payment") => t!(lang, "error.payment_unavailable_advice"),
                Some("identity") => t!(lang, "error.identity_unavailable_advice"),
                Some("disk") => t!(lang, "error.disk_full_advice"),
                _ => t!(lang, "error.unavailable_advice"),
            },
        }
    }
}

/// The frame of a problem's page; `path` is the address that was asked for, without its language.
#[must_use]
pub fn frame(site: Arc<Site>, lang: Lang, path: &str, problem: &Problem) -> PageFrame {
    PageFrame::private(site, lang, path, problem.title(lang), None)
}

/// A form that was sent in vain, to be sent again as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// Where it goes.
    pub action: String,
    /// Its fields, as typed.
    pub fields: Vec<(String, String)>,
}

impl Again {
    fn view(&self, lang: Lang) -> Html {
        let fields = self.fields.clone().into_iter();
        let fields = fields.map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
        view! {
            <form method="post" action=self.action.clone()>
                {fields.collect_view()}
                <p>{t!(lang, "error.again_kept")}</p>
                <div class="buttons">
                    <button class="button">{t!(lang, "error.again")}</button>
                </div>
            </form>
        }
        .into_html()
    }
}

/// The page of a problem; with what was typed, where that can be sent again.
#[must_use]
pub fn page(lang: Lang, problem: &Problem, again: Option<&Again>) -> Html {
    view! {
        <h1>{problem.title(lang)}</h1>
        <p class="lead">{problem.advice(lang)}</p>
        {again.map(|again| again.view(lang))}
        <div class="buttons">
            <a class="button" href=lang.path("/dich-vu")>{t!(lang, "error.search")}</a>
            <a href=lang.path("/")>{t!(lang, "error.home")}</a>
            <a href=lang.path("/tro-giup")>{t!(lang, "help.title")}</a>
        </div>
        <p class="soft">{t!(lang, "error.code", status = problem.status())}</p>
    }
    .into_html()
}
