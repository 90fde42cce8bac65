//! What a dossier costs, what was paid and what goes back, with the forms of the counter.

use domain::money::Dong;
use leptos::prelude::*;

use super::CasePage;
use crate::desk::{VI, case_path};
use crate::t;
use crate::ui::{Choice, ChoiceGroup, FormState, Html, IntoHtml, TextArea, TextField};
use crate::{explain, format, names};

/// Receipts, what goes back in cash, and the form that replaces a receipt.
#[derive(Clone, Debug, Default)]
pub struct Money {
    /// Nothing will be asked for any more.
    pub over: bool,
    /// Receipts, from the first.
    pub receipts: Vec<ReceiptRow>,
    /// What is to be given at the counter.
    pub cash_back: Vec<CashBack>,
    /// What was typed to replace a receipt: `receipt`, `payer`, `receipt_reason`.
    pub form: FormState,
}

/// A receipt.
#[derive(Clone, Debug)]
pub struct ReceiptRow {
    /// Series, year and number, as the form sends them.
    pub key: String,
    /// `Biên lai số 12, 50.000 đồng`
    pub words: String,
    /// Where it is.
    pub path: String,
    /// The number of the one that stands in its place.
    pub replaced_by: Option<String>,
    /// Another one can stand in its place: it holds, and money of it is still here.
    pub holds: bool,
}

/// Money to be given at the counter.
#[derive(Clone, Debug)]
pub struct CashBack {
    /// Which refund.
    pub id: String,
    /// How much.
    pub amount: Dong,
}

/// What it costs, what was paid, and the receipts.
pub(super) fn fees(page: &CasePage) -> Html {
    let lines = page
        .fee_lines
        .iter()
        .map(|(name, due, payable)| {
            view! {
                <tr>
                    <th scope="row">{name.clone()}</th>
                    <td>{names::fee_due(VI, *due)}</td>
                    <td class="r">{format::dong(VI, *payable)}</td>
                </tr>
            }
        })
        .collect_view();
    let state = if page.fee.is_none() && page.payable.is_zero() {
        t!(VI, "desk.fee_unknown").into_owned()
    } else if page.payable.is_zero() {
        t!(VI, "desk.fee_none").into_owned()
    } else if page.owed.is_zero() && page.paid >= page.payable {
        t!(VI, "desk.paid_all", amount = format::dong(VI, page.paid)).into_owned()
    } else if page.owed.is_zero() && page.money.over {
        t!(VI, "desk.owes_nothing", amount = format::dong(VI, page.paid)).into_owned()
    } else if page.owed.is_zero() {
        t!(VI, "desk.due_later").into_owned()
    } else {
        t!(VI, "desk.owes", amount = format::dong(VI, page.owed)).into_owned()
    };
    let why = page.fee.as_ref().map(|fee| {
        let why = explain::fee(VI, fee, "").into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <details><summary>{t!(VI, "desk.why")}</summary><ul class="why">{why}</ul></details> }
    });
    // Until an officer has decided about the claims, the amount is what the applicant says.
    let claimed = page.due.is_none() && (page.fee.as_ref()).is_some_and(|fee| fee.unconfirmed() != fee.payable);
    let claimed = claimed.then(|| view! { <p>{t!(VI, "desk.fee_if_confirmed")}</p> });
    let until = page.pay_until.map(|until| {
        view! { <p>{t!(VI, "desk.log.pay_until", until = format::moment_short(until))}</p> }
    });
    view! {
        <section>
            <h2>{t!(VI, "desk.fee")}</h2>
            <p><strong>{state}</strong></p>
            {claimed}
            {until}
            <div class="scroll"><table><tbody>{lines}</tbody></table></div>
            {why}
            {receipts(page)}
        </section>
    }
    .into_html()
}

fn receipts(page: &CasePage) -> Option<Html> {
    let rows = page
        .money
        .receipts
        .iter()
        .map(|receipt| {
            let replaced = receipt.replaced_by.as_ref();
            let replaced = replaced.map(|number| {
                view! { " " <small>{t!(VI, "payment.replaced_by", number = number)}</small> }
            });
            view! { <li><a href=receipt.path.clone()>{receipt.words.clone()}</a> {replaced}</li> }
        })
        .collect_view();
    (!page.money.receipts.is_empty())
        .then(|| view! { <h3>{t!(VI, "desk.receipts")}</h3> <ul class="why">{rows}</ul> }.into_html())
}

/// Takes what is owed, in cash.
pub(super) fn cash(page: &CasePage) -> Option<Html> {
    (!page.own && !page.owed.is_zero()).then(|| {
        let amount = format::dong(VI, page.owed);
        let action = format!("{}/thu-tien", case_path(&page.name));
        view! {
            <details class="act">
                <summary>{t!(VI, "desk.cash")}</summary>
                <form method="post" action=action>
                    <input type="hidden" name="amount" value=page.owed.get().to_string()/>
                    <p>{t!(VI, "desk.cash_means", amount = amount)}</p>
                    <div class="buttons">
                        <button class="button quiet">{t!(VI, "desk.cash_button", amount = amount)}</button>
                    </div>
                </form>
            </details>
        }
        .into_html()
    })
}

/// Gives back what was taken in cash.
pub(super) fn give_back(page: &CasePage) -> Option<Html> {
    let forms = page
        .money
        .cash_back
        .iter()
        .map(|back| {
            let amount = format::dong(VI, back.amount);
            let action = format!("{}/tra-tien", case_path(&page.name));
            view! {
                <details class="act" open>
                    <summary>{t!(VI, "desk.give_back")}</summary>
                    <form method="post" action=action>
                        <input type="hidden" name="refund" value=back.id.clone()/>
                        <p>{t!(VI, "desk.give_back_means", amount = amount)}</p>
                        <div class="buttons">
                            <button class="button quiet">{t!(VI, "desk.give_back_button", amount = amount)}</button>
                        </div>
                    </form>
                </details>
            }
        })
        .collect_view();
    (!page.own && !page.money.cash_back.is_empty()).then(|| forms.into_html())
}

/// Puts another receipt in the place of a wrong one.
pub(super) fn replace(page: &CasePage) -> Option<Html> {
    let receipts = page.money.receipts.iter();
    let choices: Vec<Choice> = receipts
        .filter(|receipt| receipt.holds)
        .map(|receipt| Choice::new(receipt.key.clone(), receipt.words.clone()))
        .collect();
    let form = &page.money.form;
    (!page.own && !choices.is_empty()).then(|| {
        let action = format!("{}/thay-bien-lai", case_path(&page.name));
        let open = form.has_errors();
        view! {
            <details class="act" open=open>
                <summary>{t!(VI, "desk.replace")}</summary>
                <form method="post" action=action novalidate>
                    <p>{t!(VI, "desk.replace_means")}</p>
                    <ChoiceGroup lang=VI field=form.field("receipt") label=t!(VI, "desk.replace_which") required=true choices/>
                    <TextField lang=VI field=form.field("payer") label=t!(VI, "payment.payer") required=true maxlength=200_u32/>
                    <TextArea
                        lang=VI field=form.field("receipt_reason") label=t!(VI, "desk.replace_reason") required=true rows=2
                        maxlength=1000_u32
                    />
                    <div class="buttons"><button class="button quiet">{t!(VI, "desk.replace_button")}</button></div>
                </form>
            </details>
        }
        .into_html()
    })
}
