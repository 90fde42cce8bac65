//! The last step of an assisted dossier: the resident reads what goes where, and confirms by their code.

use leptos::prelude::*;

use super::{
    VI,
    session::{CodePage, code_form},
};
use crate::format;
use crate::t;
use crate::ui::{ErrorSummary, Facts, Html, IntoHtml};
use domain::money::Dong;

/// The page.
#[derive(Clone, Debug)]
pub struct SendingPage {
    /// The service.
    pub service: String,
    /// Where it goes.
    pub agency: String,
    /// What is to be paid; `None` where it is not known yet.
    pub fee: Option<Dong>,
    /// Where the draft can be looked through once more.
    pub review: String,
    /// The code's form.
    pub code: CodePage,
}

/// The page.
#[must_use]
pub fn page(view: &SendingPage) -> Html {
    let fee = view.fee.map_or_else(|| t!(VI, "assist.send.fee_unknown").into_owned(), |fee| format::dong(VI, fee));
    let items = vec![
        (t!(VI, "assist.send.service").into_owned(), view.service.clone().into_html()),
        (t!(VI, "assist.send.agency").into_owned(), view.agency.clone().into_html()),
        (t!(VI, "assist.send.fee").into_owned(), fee.into_html()),
    ];
    view! {
        <h1>{t!(VI, "assist.send")}</h1>
        <ErrorSummary lang=VI errors=view.code.form.errors().to_vec()/>
        <Facts items/>
        <p><a href=view.review.clone()>{t!(VI, "assist.send.review")}</a></p>
        {code_form(&view.code)}
    }
    .into_html()
}
