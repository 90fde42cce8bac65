//! Where somebody arrives who comes back from the payment gateway.

use crate::format;
use crate::t;
use crate::ui::{Facts, Html, IntoHtml, Notice, Tone};
use crate::words::Lang;
use domain::{money::Dong, payment::FailureReason};
use leptos::prelude::*;

/// What we know of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// No word of the gateway yet.
    Waiting,
    /// Paid, with a receipt.
    Paid,
    /// The bank said no.
    Failed,
    /// The payer turned back.
    Cancelled,
    /// The order ended without a word.
    Expired,
    /// Paid when it was no longer owed: it goes back.
    Surplus,
}

/// A payment of whoever looks at the page.
#[derive(Clone, Debug)]
pub struct Payment {
    /// Where it stands.
    pub known: Known,
    /// The dossier by its public name.
    pub dossier: String,
    /// The order's reference at the gateway.
    pub order: String,
    /// How much.
    pub amount: Dong,
    /// Why it did not go through, where it did not.
    pub why: Option<FailureReason>,
    /// The address of the receipt, once there is one.
    pub receipt: Option<String>,
    /// Whether the dossier still owes something.
    pub owed: bool,
}

/// The query parameter by which our own links name an order.
pub const ORDER: &str = "ma";

/// Where the result of this order is shown, without the language.
#[must_use]
pub fn result_path(reference: &str) -> String {
    format!("/thanh-toan/ket-qua?{ORDER}={reference}")
}

/// The page. `None`: nothing that we may tell this person.
#[must_use]
pub fn page(lang: Lang, payment: Option<&Payment>) -> Html {
    let Some(payment) = payment else {
        return view! {
            <div class="narrow">
                <h1>{t!(lang, "payment.title")}</h1>
                <p class="lead">{t!(lang, "payment.unknown")}</p>
                <p>{t!(lang, "payment.unknown_advice")}</p>
                <div class="buttons">
                    <a class="button" href=lang.path("/ho-so")>{t!(lang, "payment.my_dossiers")}</a>
                </div>
            </div>
        }
        .into_html();
    };
    view! {
        <div class="narrow">
            <h1>{title(lang, payment.known)}</h1>
            {said(lang, payment)}
            <Facts items=facts(lang, payment)/>
            {next(lang, payment)}
        </div>
    }
    .into_html()
}

fn title(lang: Lang, known: Known) -> std::borrow::Cow<'static, str> {
    match known {
        Known::Waiting => t!(lang, "payment.waiting"),
        Known::Paid => t!(lang, "payment.paid"),
        Known::Failed => t!(lang, "payment.failed"),
        Known::Cancelled => t!(lang, "payment.cancelled"),
        Known::Expired => t!(lang, "payment.expired"),
        Known::Surplus => t!(lang, "payment.surplus"),
    }
}

fn said(lang: Lang, payment: &Payment) -> Html {
    let (tone, words) = match payment.known {
        Known::Waiting => (Tone::Info, t!(lang, "payment.waiting_means")),
        Known::Paid => (Tone::Done, t!(lang, "payment.paid_means")),
        Known::Failed => (Tone::Problem, why(lang, payment.why)),
        Known::Cancelled => (Tone::Info, t!(lang, "payment.cancelled_means")),
        Known::Expired => (Tone::Warning, t!(lang, "payment.expired_means")),
        Known::Surplus => (Tone::Warning, t!(lang, "payment.surplus_means")),
    };
    view! { <Notice tone><p>{words}</p></Notice> }.into_html()
}

fn why(lang: Lang, why: Option<FailureReason>) -> std::borrow::Cow<'static, str> {
    match why {
        Some(FailureReason::Funds) => t!(lang, "payment.why_funds"),
        Some(FailureReason::TimedOut) => t!(lang, "payment.why_time"),
        Some(FailureReason::WrongCode) => t!(lang, "payment.why_code"),
        Some(FailureReason::Account) => t!(lang, "payment.why_account"),
        Some(FailureReason::Bank) => t!(lang, "payment.why_bank"),
        Some(FailureReason::Other) | None => t!(lang, "payment.why_unknown"),
    }
}

fn facts(lang: Lang, payment: &Payment) -> Vec<(String, Html)> {
    let amount = format::dong(lang, payment.amount);
    vec![
        (t!(lang, "payment.dossier").into_owned(), payment.dossier.clone().into_html()),
        (t!(lang, "payment.amount").into_owned(), view! { <strong class="money">{amount}</strong> }.into_html()),
        (t!(lang, "payment.order").into_owned(), payment.order.clone().into_html()),
    ]
}

/// One strong button: the next thing to do.
fn next(lang: Lang, payment: &Payment) -> Html {
    let dossier = lang.path(&format!("/ho-so/{}", payment.dossier));
    let again = lang.path(&format!("/thanh-toan/{}", payment.dossier));
    let first = match (payment.known, &payment.receipt) {
        (Known::Waiting, _) => {
            let here = lang.path(&result_path(&payment.order));
            view! { <a class="button" href=here>{t!(lang, "payment.refresh")}</a> }.into_html()
        }
        (Known::Paid, Some(receipt)) => {
            view! { <a class="button" href=lang.path(receipt)>{t!(lang, "payment.receipt")}</a> }.into_html()
        }
        (Known::Failed | Known::Cancelled | Known::Expired, _) if payment.owed => view! {
            <form method="post" action=again>
                <button class="button">{t!(lang, "payment.again")}</button>
            </form>
        }
        .into_html(),
        _ => ().into_html(),
    };
    view! {
        <div class="buttons">
            {first} <a class="button quiet" href=dossier>{t!(lang, "payment.to_dossier")}</a>
        </div>
    }
    .into_html()
}
