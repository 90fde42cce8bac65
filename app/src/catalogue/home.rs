//! The home page: search first.

use crate::t;
use crate::words::Lang;
use leptos::prelude::*;

/// The home page.
#[must_use]
pub fn page(lang: Lang) -> AnyView {
    view! { <h1>{t!(lang, "home.title")}</h1> }.into_any()
}
