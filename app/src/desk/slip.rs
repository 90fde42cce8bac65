//! What is printed for the applicant on A5 (Thông tư 01/2018/TT-VPCP, Điều 9; Thông tư 03/2025/TT-VPCP): the slip of
//! acceptance (01), the request for papers (02), the refusal (03).

use domain::quote::FeeQuote;
use jiff::civil::DateTime;
use leptos::prelude::*;

use super::qr::qr;
use super::{VI, case_path};
use crate::shell::trail;
use crate::t;
use crate::{explain, format};

/// A form to print.
#[derive(Clone, Debug)]
pub struct Slip {
    /// The code once there is one, else the reference.
    pub name: String,
    /// The agency's name.
    pub agency: String,
    /// Its address and telephone, as far as they are known.
    pub contact: Vec<String>,
    /// Where the applicant follows the dossier.
    pub tracking: String,
    /// The applicant's name, and what is known beside: label and fact.
    pub applicant: Vec<(String, String)>,
    /// The service.
    pub service: String,
    /// When the form was issued.
    pub at: DateTime,
    /// Who issued it.
    pub officer: String,
    /// Which form.
    pub form: SlipForm,
}

/// Which form, with what it alone says.
#[derive(Clone, Debug)]
pub enum SlipForm {
    /// 01: accepted, and when the result comes.
    Acceptance {
        /// What came with the dossier, with its kind.
        documents: Vec<String>,
        /// Sets of documents.
        sets: u8,
        /// The law's limit.
        limit: Option<String>,
        /// When the complete dossier was received.
        received_at: DateTime,
        /// When the result is promised.
        promised: DateTime,
        /// How it was filed.
        channel: String,
        /// How the result goes out.
        delivery: Vec<String>,
        /// The fees; `None` where they are not known.
        fee: Option<FeeQuote>,
    },
    /// 02: what is missing.
    Supplement {
        /// What, why, and what to do.
        items: Vec<String>,
        /// Until when.
        until: DateTime,
    },
    /// 03: refused.
    Refusal {
        /// Why.
        reason: String,
        /// On which ground.
        legal_ground: String,
    },
}

impl Slip {
    /// `Giấy tiếp nhận hồ sơ và hẹn trả kết quả`
    #[must_use]
    pub fn title(&self) -> String {
        match self.form {
            SlipForm::Acceptance { .. } => t!(VI, "desk.slip.acceptance"),
            SlipForm::Supplement { .. } => t!(VI, "desk.slip.supplement"),
            SlipForm::Refusal { .. } => t!(VI, "desk.slip.refusal"),
        }
        .into_owned()
    }
}

/// The form, as it is printed, with a way back on the screen.
#[must_use]
pub fn page(slip: &Slip) -> AnyView {
    let above = vec![
        ("/can-bo".to_owned(), t!(VI, "desk.title").into_owned()),
        (case_path(&slip.name), slip.name.clone()),
    ];
    let contact = slip.contact.join(" · ");
    let applicant = slip
        .applicant
        .iter()
        .map(|(label, fact)| view! { <p>{label.clone()} ": " <b>{fact.clone()}</b></p> })
        .collect_view();
    let code = qr(&slip.tracking, t!(VI, "desk.slip.qr").into_owned());
    let date = t!(
        VI,
        "desk.slip.date",
        day = format!("{:02}", slip.at.day()),
        month = format!("{:02}", slip.at.month()),
        year = slip.at.year()
    );
    view! {
        {trail(VI, above)}
        <p class="screen-only soft">{t!(VI, "desk.slip.print")}</p>
        <article class="slip">
            <header>
                <div><p><b>{slip.agency.clone()}</b></p><p>{contact}</p></div>
                <div><p><b>{t!(VI, "desk.slip.country")}</b></p><p><b>{t!(VI, "desk.slip.motto")}</b></p></div>
            </header>
            <div class="slip-code">
                <div>
                    <h1>{slip.title()}</h1>
                    <p>{t!(VI, "desk.name")} ": " <b class="n">{slip.name.clone()}</b></p>
                </div>
                {code}
            </div>
            {applicant}
            <p>{t!(VI, "desk.slip.about")} ": " <b>{slip.service.clone()}</b></p>
            {body(&slip.form)}
            <p class="soft">{t!(VI, "desk.slip.track", address = slip.tracking)}</p>
            <footer>
                <div><p><b>{t!(VI, "desk.slip.applicant_signs")}</b></p></div>
                <div>
                    <p><i>{date}</i></p>
                    <p><b>{t!(VI, "desk.slip.officer_signs")}</b></p>
                    <p class="signed">{slip.officer.clone()}</p>
                </div>
            </footer>
        </article>
    }
    .into_any()
}

fn body(form: &SlipForm) -> AnyView {
    match form {
        SlipForm::Acceptance {
            documents,
            sets,
            limit,
            received_at,
            promised,
            channel,
            delivery,
            fee,
        } => {
            let fee = match fee {
                Some(fee) if fee.payable.is_zero() => t!(VI, "desk.fee_none").into_owned(),
                Some(fee) => format::dong(VI, fee.payable),
                None => t!(VI, "desk.fee_unknown").into_owned(),
            };
            let limit = limit
                .clone()
                .map(|limit| line(&t!(VI, "desk.slip.limit"), limit));
            view! {
                <p>{t!(VI, "desk.slip.documents")} ":"</p>
                {list(documents)}
                {line(&t!(VI, "desk.slip.sets"), sets.to_string())}
                {limit}
                {line(&t!(VI, "desk.slip.received"), format::moment(VI, *received_at))}
                {line(&t!(VI, "desk.slip.promised"), format::moment(VI, *promised))}
                {line(&t!(VI, "desk.slip.channel"), channel.clone())}
                {line(&t!(VI, "desk.delivery"), delivery.join(", "))}
                {line(&t!(VI, "desk.fee"), fee)}
            }
            .into_any()
        }
        SlipForm::Supplement { items, until } => view! {
            <p>{t!(VI, "desk.slip.missing")} ":"</p>
            {list(items)}
            {line(&t!(VI, "desk.slip.until"), format::moment(VI, *until))}
        }
        .into_any(),
        SlipForm::Refusal {
            reason,
            legal_ground,
        } => view! {
            {line(&t!(VI, "desk.reason"), reason.clone())}
            {line(&t!(VI, "desk.legal_ground"), legal_ground.clone())}
        }
        .into_any(),
    }
}

fn line(label: &str, fact: String) -> AnyView {
    view! { <p class="lines">{label.to_owned()} ": " <b>{fact}</b></p> }.into_any()
}

fn list(items: &[String]) -> AnyView {
    let items = items
        .iter()
        .map(|item| view! { <li class="lines">{item.clone()}</li> })
        .collect_view();
    view! { <ol>{items}</ol> }.into_any()
}

/// A time limit in words, for the slip.
#[must_use]
pub fn limit(limit: &domain::deadline::Limit) -> String {
    explain::limit(VI, limit)
}
