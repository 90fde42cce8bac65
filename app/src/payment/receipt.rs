//! A receipt, to be read and printed (Nghị định 254/2026, Điều 23). It is in Vietnamese, as the law wants it; the page
//! around it speaks the reader's language.

use crate::format;
use crate::t;
use crate::words::Lang;
use domain::money::Dong;
use jiff::civil::DateTime;
use leptos::prelude::*;

/// What a receipt says.
#[derive(Clone, Debug)]
pub struct ReceiptPage {
    /// The series.
    pub series: String,
    /// The year.
    pub year: i64,
    /// The number, from 1 each year.
    pub number: i64,
    /// Who collects.
    pub agency: String,
    /// Where they are.
    pub agency_address: Option<String>,
    /// Who pays.
    pub payer: String,
    /// The dossier's public name.
    pub dossier: String,
    /// The service.
    pub service: String,
    /// Fee by fee.
    pub lines: Vec<(String, Dong)>,
    /// In all.
    pub amount: Dong,
    /// Through the gateway, or in cash at the counter.
    pub online: bool,
    /// When the money was taken, local time.
    pub at: DateTime,
    /// Whether it may be shown where the dossier's page is: whoever filed it.
    pub own: bool,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, receipt: &ReceiptPage) -> AnyView {
    let back = receipt.own.then(|| {
        let href = lang.path(&format!("/ho-so/{}", receipt.dossier));
        view! { <p class="trail"><a href=href>{t!(lang, "payment.to_dossier")}</a></p> }
    });
    view! {
        {back}
        <article class="receipt" lang="vi">
            <p class="mark-demo">{t!(Lang::Vi, "payment.receipt_demo")}</p>
            <header>
                <p>
                    <strong>{receipt.agency.clone()}</strong>
                    {receipt.agency_address.clone().map(|address| view! { <br/> {address} })}
                </p>
                <p>
                    {t!(Lang::Vi, "payment.receipt_series", series = receipt.series, year = receipt.year)} <br/>
                    {t!(Lang::Vi, "payment.receipt_number")} " "
                    <strong>{format!("{:08}", receipt.number)}</strong>
                </p>
            </header>
            <h1>{t!(Lang::Vi, "payment.receipt_title")}</h1>
            <p class="when">{day(receipt.at)}</p>
            <dl>
                {fact(t!(Lang::Vi, "payment.payer").into_owned(), receipt.payer.clone())}
                {fact(t!(Lang::Vi, "payment.dossier").into_owned(), receipt.dossier.clone())}
                {fact(t!(Lang::Vi, "payment.service").into_owned(), receipt.service.clone())}
                {fact(t!(Lang::Vi, "payment.way").into_owned(), way(receipt.online))}
            </dl>
            {lines(receipt)}
            <p>
                {t!(Lang::Vi, "payment.in_words")} " " <strong>{receipt.amount.in_words()} "."</strong>
            </p>
            <p class="soft">{t!(Lang::Vi, "payment.receipt_unsigned")}</p>
        </article>
        <p class="soft screen">{t!(lang, "payment.receipt_print")}</p>
    }
    .into_any()
}

fn way(online: bool) -> String {
    if online {
        t!(Lang::Vi, "payment.way_online")
    } else {
        t!(Lang::Vi, "payment.way_counter")
    }
    .into_owned()
}

fn fact(name: String, value: String) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

/// `Ngày 05 tháng 02 năm 2026`: days under ten and the first two months with a nought, as documents are dated.
fn day(at: DateTime) -> String {
    let month = if at.month() < 3 {
        format!("{:02}", at.month())
    } else {
        at.month().to_string()
    };
    t!(
        Lang::Vi,
        "payment.receipt_day",
        day = format!("{:02}", at.day()),
        month = month,
        year = at.year(),
        time = format::time(at.time())
    )
    .into_owned()
}

fn lines(receipt: &ReceiptPage) -> AnyView {
    let rows = receipt
        .lines
        .iter()
        .map(|(name, amount)| {
            view! {
                <tr>
                    <th scope="row">{name.clone()}</th>
                    <td class="r">{format::dong(Lang::Vi, *amount)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{t!(Lang::Vi, "payment.fee")}</th>
                    <th scope="col" class="r">{t!(Lang::Vi, "payment.amount")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{t!(Lang::Vi, "payment.sum")}</th>
                    <td class="r"><strong>{format::dong(Lang::Vi, receipt.amount)}</strong></td>
                </tr>
            </tfoot>
        </table>
    }
    .into_any()
}
