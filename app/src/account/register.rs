//! Making an account of the portal's own.

use super::sign_in::path;
use crate::t;
use crate::ui::{ErrorSummary, FormState, Html, IntoHtml, SecretField, TextField};
use crate::words::Lang;
use leptos::prelude::*;

/// The page on which a citizen makes an account.
#[derive(Clone, Debug, Default)]
pub struct RegisterPage {
    /// What was typed, without the password.
    pub form: FormState,
    /// Where the person wanted to go: a path of this portal, or empty.
    pub back: String,
    /// The fewest characters of a password.
    pub least_password: usize,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &RegisterPage) -> Html {
    let back = (!view.back.is_empty()).then(|| view! { <input type="hidden" name="tiep" value=view.back.clone()/> });
    view! {
        <div class="narrow">
            <h1>{t!(lang, "account.register")}</h1>
            <p class="lead">{t!(lang, "account.register_about")}</p>
            <ErrorSummary lang errors=view.form.errors().to_vec()/>
            <form method="post" action=lang.path("/dang-ky") novalidate>
                {back}
                <TextField
                    lang
                    field=view.form.field("full_name")
                    label=t!(lang, "account.full_name")
                    hint=t!(lang, "account.full_name_hint")
                    required=true
                    autocomplete="name"
                />
                <TextField
                    lang
                    field=view.form.field("login")
                    label=t!(lang, "account.new_login")
                    hint=t!(lang, "account.new_login_hint")
                    required=true
                    autocomplete="username"
                />
                <SecretField
                    lang
                    field=view.form.field("password")
                    label=t!(lang, "account.password")
                    hint=t!(lang, "account.password_rule", least = view.least_password)
                    autocomplete="new-password"
                />
                <button class="button wide">{t!(lang, "account.register_button")}</button>
            </form>
            <p>
                {t!(lang, "account.have_account")} " "
                <a href=lang.path(&path("/dang-nhap", &view.back))>{t!(lang, "account.sign_in")}</a>
            </p>
            <p><a href=lang.path("/quyen-rieng-tu")>{t!(lang, "account.privacy")}</a></p>
        </div>
    }
    .into_html()
}
