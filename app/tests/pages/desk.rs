//! The desk's form for an acceptance, with claims to decide about.

use app::desk::acts::{AcceptPreview, ActForms, forms};
use app::desk::claims::ClaimCard;
use app::ui::{FileItem, FormState, Html, IntoHtml};
use domain::deadline::Deadline;
use domain::dossier::Act;
use domain::groups::ApplicantGroup;
use domain::money::Dong;
use domain::policy::Condition;
use domain::quote::FeeQuote;
use jiff::civil::date;
use leptos::prelude::*;

/// Sent without a decision on one claim, and without a reason on the other.
fn sent() -> FormState {
    let mut form = FormState::typed([("group_number-poor_household", "12/HN <2026>"), ("group-elderly", "no")]);
    form.reject("group-poor_household", "Hãy chọn một mục.");
    form.reject("group_reason-elderly", "Mục này chưa có thông tin. Hãy điền vào.");
    form
}

pub fn acceptance(fee: FeeQuote, deadline: Deadline) -> Html {
    let file = FileItem {
        name: "sổ.pdf".into(),
        kind: "PDF".into(),
        bytes: 120_000,
        href: Some("/can-bo/ho-so/QN-7K3F-M2XR/tep/1".into()),
        remove: None,
    };
    let claims = vec![
        ClaimCard {
            group: ApplicantGroup::PoorHousehold,
            confirmed: Dong::ZERO,
            otherwise: Dong::of(50_000),
            conditions: vec![],
            birth: None,
            files: vec![file],
        },
        ClaimCard {
            group: ApplicantGroup::Elderly,
            confirmed: Dong::of(20_000),
            otherwise: Dong::of(50_000),
            conditions: vec![Condition::IdentityLevelTwo, Condition::VneidBasics],
            birth: Some(date(1960, 2, 5)),
            files: vec![],
        },
    ];
    let view = ActForms {
        name: "QN-7K3F-M2XR".into(),
        acts: vec![Act::Accept],
        expected: 1,
        open: Some(Act::Accept),
        form: sent(),
        preview: Some(AcceptPreview { deadline: Ok(deadline), fee: Some(fee), claims }),
        owed: Dong::ZERO,
        apology_until: None,
        early: None,
        fetches_online: false,
    };
    view! { <div class="desk"><h1>"QN-7K3F-M2XR"</h1> <h2>"Việc cần làm"</h2>{forms(&view)}</div> }.into_html()
}
