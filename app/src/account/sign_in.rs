//! The sign-in page: two ways in, and the demo's people where there are some.

use super::Office;
use crate::t;
use crate::ui::{Column, DataTable, ErrorSummary, FormState, Html, IntoHtml, Notice, SecretField, TextField, Tone};
use crate::words::Lang;
use leptos::prelude::*;

/// The sign-in page.
#[derive(Clone, Debug, Default)]
pub struct SignInPage {
    /// What was typed, without the password.
    pub form: FormState,
    /// Where the person wanted to go: a path of this portal, or empty.
    pub back: String,
    /// Whether a national identity provider is configured.
    pub national: bool,
    /// Why the page is shown again, beyond errors at fields.
    pub trouble: Option<Trouble>,
    /// The demo's people and their password; none in a portal without demo data.
    pub demo: Option<DemoPeople>,
}

/// What stands in the way, other than what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The provider does not answer.
    NationalDown,
    /// Too many tries.
    TooMany {
        /// Until the next one.
        wait_seconds: u64,
    },
}

/// The demo's people.
#[derive(Clone, Debug)]
pub struct DemoPeople {
    /// The same for all.
    pub password: &'static str,
    /// Login, full name, what they are, at which agency.
    pub people: Vec<(String, String, Office, Option<String>)>,
}

/// The address of the page, with where to go on to; without its language.
#[must_use]
pub fn path(page: &str, back: &str) -> String {
    if back.is_empty() {
        return page.to_owned();
    }
    let value: String = back
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    format!("{page}?tiep={value}")
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &SignInPage) -> Html {
    view! {
        <div class="narrow">
            <h1>{t!(lang, "account.sign_in")}</h1>
            {trouble(lang, view)}
            <ErrorSummary lang errors=view.form.errors().to_vec()/>
            {national(lang, view)}
            {own(lang, view)}
            {view.demo.clone().map(|demo| demo_people(lang, demo))}
        </div>
    }
    .into_html()
}

fn trouble(lang: Lang, view: &SignInPage) -> Html {
    match view.trouble {
        Some(Trouble::NationalDown) => view! {
            <Notice tone=Tone::Problem title=t!(lang, "account.vneid_down_title")>
                <p>{t!(lang, "account.vneid_down")}</p>
            </Notice>
        }
        .into_html(),
        Some(Trouble::TooMany { wait_seconds }) => view! {
            <Notice tone=Tone::Problem title=t!(lang, "account.too_many_title")>
                <p>{t!(lang, "account.too_many", seconds = wait_seconds)}</p>
            </Notice>
        }
        .into_html(),
        None if !view.back.is_empty() && !view.form.has_errors() => {
            view! { <p class="lead">{t!(lang, "account.sign_in_first")}</p> }.into_html()
        }
        None => ().into_html(),
    }
}

fn back_field(back: &str) -> Option<Html> {
    let back = back.to_owned();
    (!back.is_empty()).then(|| view! { <input type="hidden" name="tiep" value=back/> }.into_html())
}

fn national(lang: Lang, view: &SignInPage) -> Html {
    let title = t!(lang, "account.vneid_title");
    if !view.national {
        return view! {
            <section><h2>{title}</h2><p class="soft">{t!(lang, "account.vneid_absent")}</p></section>
        }
        .into_html();
    }
    let simulated = view.demo.is_some().then(|| view! { <p class="soft">{t!(lang, "account.vneid_simulated")}</p> });
    view! {
        <section>
            <h2>{title}</h2>
            <p>{t!(lang, "account.vneid_about")}</p>
            {simulated}
            <form method="post" action=lang.path("/dang-nhap/vneid")>
                {back_field(&view.back)}
                <button class="button wide">{t!(lang, "account.vneid_button")}</button>
            </form>
        </section>
    }
    .into_html()
}

fn own(lang: Lang, view: &SignInPage) -> Html {
    view! {
        <section>
            <h2>{t!(lang, "account.own_title")}</h2>
            <form method="post" action=lang.path("/dang-nhap") novalidate>
                {back_field(&view.back)}
                <TextField
                    lang
                    field=view.form.field("login")
                    label=t!(lang, "account.login")
                    hint=t!(lang, "account.login_hint")
                    required=true
                    autocomplete="username"
                />
                <SecretField
                    lang
                    field=view.form.field("password")
                    label=t!(lang, "account.password")
                    autocomplete="current-password"
                />
                <button class="button quiet wide">{t!(lang, "account.sign_in")}</button>
            </form>
            <p>
                {t!(lang, "account.no_account")} " "
                <a href=lang.path(&path("/dang-ky", &view.back))>{t!(lang, "account.register_link")}</a>
            </p>
        </section>
    }
    .into_html()
}

fn demo_people(lang: Lang, demo: DemoPeople) -> Html {
    let columns = vec![Column::words(t!(lang, "account.login")), Column::words(t!(lang, "account.demo_who"))];
    let rows = demo
        .people
        .into_iter()
        .map(|(login, name, office, agency)| {
            let what = office.at(lang, agency.as_deref());
            vec![view! { <code>{login}</code> }.into_html(), view! { {name} <br/> <small>{what}</small> }.into_html()]
        })
        .collect();
    view! {
        <details>
            <summary>{t!(lang, "account.demo_title")}</summary>
            <p>{t!(lang, "account.demo_about")} " " <code>{demo.password}</code></p>
            <DataTable label=t!(lang, "account.demo_table") columns rows/>
        </details>
    }
    .into_html()
}
