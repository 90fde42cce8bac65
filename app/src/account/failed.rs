//! The national identity did not lead to a session: what happened, what to do.

use super::sign_in::path;
use crate::t;
use crate::ui::{Html, IntoHtml};
use crate::words::Lang;
use leptos::prelude::*;
use std::borrow::Cow;

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// The person said no.
    Cancelled,
    /// The provider does not answer.
    Unavailable,
    /// Too old, used already, or another browser's.
    Stale,
    /// The provider refused, or can't be believed.
    Refused,
    /// The account was closed here.
    Closed,
}

impl Failed {
    /// The page's title.
    #[must_use]
    pub fn title(self, lang: Lang) -> Cow<'static, str> {
        match self {
            Self::Cancelled => t!(lang, "account.failed_cancelled"),
            Self::Unavailable => t!(lang, "account.vneid_down_title"),
            Self::Stale => t!(lang, "account.failed_stale"),
            Self::Refused => t!(lang, "account.failed_refused"),
            Self::Closed => t!(lang, "account.failed_closed"),
        }
    }

    fn advice(self, lang: Lang) -> Cow<'static, str> {
        match self {
            Self::Cancelled => t!(lang, "account.failed_cancelled_advice"),
            Self::Unavailable => t!(lang, "account.vneid_down"),
            Self::Stale => t!(lang, "account.failed_stale_advice"),
            Self::Refused => t!(lang, "account.failed_refused_advice"),
            Self::Closed => t!(lang, "account.failed_closed_advice"),
        }
    }
}

/// The page.
#[must_use]
pub fn page(lang: Lang, failed: Failed) -> Html {
    view! {
        <div class="narrow">
            <h1>{failed.title(lang)}</h1>
            <p class="lead">{failed.advice(lang)}</p>
            <p>
                <a class="button" href=lang.path(&path("/dang-nhap", ""))>{t!(lang, "account.begin_again")}</a>
            </p>
        </div>
    }
    .into_html()
}
