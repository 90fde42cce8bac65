//! What a dossier costs: what is owed now, what was paid, what goes back, and why.

use super::{DossierPage, why};
use crate::format;
use crate::names;
use crate::t;
use crate::ui::{Facts, Html, IntoHtml, Notice, Tone};
use crate::words::Lang;
use domain::groups::GroupCheck;
use domain::money::Dong;
use jiff::civil::DateTime;
use leptos::prelude::*;

/// What it costs.
#[derive(Clone, Debug)]
pub struct Fee {
    /// Fee by fee: its name, when it is due, how much.
    pub lines: Vec<(String, String, Dong)>,
    /// Paid so far.
    pub paid: Dong,
    /// To be paid now.
    pub owed: Dong,
    /// Something of it cannot be paid online: it is paid at the counter.
    pub at_counter: bool,
    /// Until when, where that was said.
    pub until: Option<DateTime>,
    /// Not paid at filing at the counter.
    pub saved: Dong,
    /// Why, a sentence each.
    pub reasons: Vec<String>,
    /// What an officer found about the groups that the applicant claims.
    pub checks: Vec<GroupCheck>,
    /// What was told at filing and what is to be paid, where the findings changed it.
    pub changed: Option<(Dong, Dong)>,
    /// A payment of which no word came yet: its address, without language.
    pub waiting: Option<String>,
    /// Receipts: what they are called, where they are, without language, and which stands in their place.
    pub receipts: Vec<(String, String, Option<String>)>,
    /// What goes back, and where that stands.
    pub refunds: Vec<(Dong, Returning)>,
    /// Why, fee by fee: what goes back and what stays.
    pub refund_reasons: Vec<String>,
}

/// Where money stands that goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returning {
    /// To be ordered at the gateway.
    Queued,
    /// The gateway has taken it on.
    Ordered,
    /// To be fetched at the counter.
    AtCounter,
    /// Given at the counter.
    Given,
}

pub(super) fn fee(lang: Lang, view: &DossierPage) -> Option<Html> {
    view.fee.as_ref().map(|fee| {
        let lines = fee
            .lines
            .iter()
            .map(|(name, when, amount)| {
                (name.clone(), view! { {format::dong(lang, *amount)} <br/> <small>{when.clone()}</small> }.into_html())
            })
            .collect::<Vec<_>>();
        let saved = (!fee.saved.is_zero()).then(|| {
            view! {
                <p class="saved">{t!(lang, "tracking.fee.saved", amount = format::dong(lang, fee.saved))}</p>
            }
        });
        let paid = (!fee.paid.is_zero()).then(|| {
            view! { <p>{t!(lang, "tracking.fee.paid", amount = format::dong(lang, fee.paid))}</p> }
        });
        view! {
            <section class="box" aria-labelledby="fee">
                <h2 id="fee">{t!(lang, "tracking.fee")}</h2>
                {checked(lang, fee)}
                {pay(lang, view, fee)}
                <Facts items=lines/>
                {saved} {paid} {receipts(lang, fee)} {why(lang, &fee.reasons, None)}
            </section>
        }
        .into_html()
    })
}

/// What was found about the groups, and what that does to the fee.
fn checked(lang: Lang, fee: &Fee) -> Option<Html> {
    let found =
        fee.checks.iter().map(|check| view! { <p class="lines">{names::check(lang, check)}</p> }).collect_view();
    let changed = fee.changed.map(|(told, now)| {
        let (told, now) = (format::dong(lang, told), format::dong(lang, now));
        view! { <p>{t!(lang, "tracking.fee.changed", told = told, now = now)}</p> }
    });
    let is_refused = !fee.checks.iter().all(GroupCheck::is_confirmed);
    let tone = if is_refused { Tone::Warning } else { Tone::Info };
    let ask = is_refused.then(|| view! { <p>{t!(lang, "tracking.fee.checked_ask")}</p> });
    (!fee.checks.is_empty()).then(|| {
        view! { <Notice tone title=t!(lang, "tracking.fee.checked")>{changed} {found} {ask}</Notice> }.into_html()
    })
}

fn pay(lang: Lang, view: &DossierPage, fee: &Fee) -> Option<Html> {
    (!fee.owed.is_zero()).then(|| {
        let action = lang.path(&format!("/thanh-toan/{}", view.name));
        let waiting = fee.waiting.clone().map(|path| {
            view! {
                <p>
                    {t!(lang, "tracking.fee.waiting")} " "
                    <a href=lang.path(&path)>{t!(lang, "tracking.fee.see")}</a>
                </p>
            }
        });
        let until = fee.until.map(|until| {
            let until = format::moment(lang, until);
            view! { <p><strong>{t!(lang, "tracking.fee.until", until = until)}</strong></p> }
        });
        let way = if fee.at_counter {
            view! { <p>{t!(lang, "tracking.fee.at_counter")}</p> }.into_html()
        } else {
            view! {
                <form method="post" action=action>
                    <button class="button wide">{t!(lang, "tracking.fee.pay")}</button>
                </form>
            }
            .into_html()
        };
        view! {
            <p class="big money">{format::dong(lang, fee.owed)}</p>
            {until}
            {way}
            {waiting}
        }
        .into_html()
    })
}

fn receipts(lang: Lang, fee: &Fee) -> Html {
    let receipts = fee
        .receipts
        .iter()
        .map(|(name, path, replaced)| {
            let replaced = replaced.as_ref().map(|number| {
                view! { " " <small>{t!(lang, "payment.replaced_by", number = number)}</small> }
            });
            view! { <li><a href=lang.path(path)>{name.clone()}</a> {replaced}</li> }
        })
        .collect_view();
    let refunds = fee
        .refunds
        .iter()
        .map(|(amount, returning)| {
            let amount = format::dong(lang, *amount);
            let words = match returning {
                Returning::Queued => t!(lang, "tracking.fee.refund", amount = amount),
                Returning::Ordered => t!(lang, "tracking.fee.refunded", amount = amount),
                Returning::AtCounter => t!(lang, "tracking.fee.refund_counter", amount = amount),
                Returning::Given => t!(lang, "tracking.fee.refund_given", amount = amount),
            };
            view! { <li>{words}</li> }
        })
        .collect_view();
    let reasons = fee.refund_reasons.iter().map(|reason| view! { <p>{reason.clone()}</p> }).collect_view();
    let any = !(fee.receipts.is_empty() && fee.refunds.is_empty());
    view! { {any.then(|| view! { <ul>{receipts} {refunds}</ul> })} {reasons} }.into_html()
}
