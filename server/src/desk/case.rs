//! One dossier at the desk.

use app::{
    desk::{
        acts::{AcceptPreview, ActForms},
        case::{self as view, CaseNotice, CasePage, CashBack, Money, ReceiptRow},
        inside::{InsideForms, Work},
    },
    explain, format, t,
    ui::FormState,
    words::Lang,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use backend::{
    clock::local,
    desk::{self, Case, Preview},
    dossier::Delivery,
    payment::{Receipt, Refund, RefundState},
};
use domain::dossier::{Act, State as DossierState};

use super::{log, receipts::receipt_key, views, views::VI};
use crate::{
    pages::page_with,
    papers::links::links,
    payment::receipt_path,
    web::{Asked, Outcome, Shared, Visitor},
};

/// GET: the dossier with the forms of what can be done; `?xong`: an act went well.
pub async fn show(State(app): State<Shared>, visitor: Visitor, Path(name): Path<String>, asked: Asked) -> Outcome {
    let actor = visitor.officer()?;
    let case = desk::case(&app.portal, actor, &name).await?;
    let notice = asked.sent("xong").map(|_| CaseNotice::Done);
    let shown = Shown { notice, ..Shown::default() };
    render(&app, &visitor, &case, shown, StatusCode::OK)
}

/// What the page shows beside the dossier.
#[derive(Default)]
pub struct Shown {
    /// The form that came back.
    pub form: Option<(Act, FormState)>,
    /// The form of work inside the agency that came back.
    pub inside: Option<(Work, FormState)>,
    /// The form that replaces a receipt, where it came back.
    pub receipt: Option<FormState>,
    /// What is said above everything.
    pub notice: Option<CaseNotice>,
    /// What came after this number of the log is new to the officer.
    pub seen: Option<i64>,
}

/// The page of a dossier.
pub fn render(
    app: &Shared,
    visitor: &Visitor,
    case: &Case,
    shown: Shown,
    status: StatusCode,
) -> Result<Response, crate::web::Failure> {
    let model = model(case, shown);
    let path = app::desk::case_path(&model.name);
    let frame = visitor.office(app, &path, format!("{} – {}", model.name, model.service.0))?;
    Ok(page_with(status, &frame, || view::page(&model)))
}

fn model(case: &Case, shown: Shown) -> CasePage {
    let dossier = &case.dossier;
    let facts = &dossier.facts;
    let name = dossier.public_name().to_owned();
    let waits_until = match &facts.state {
        DossierState::IntakeSupplement { request } | DossierState::Supplement { request, .. } => request.until,
        _ => None,
    };
    CasePage {
        reference: dossier.reference.clone(),
        service: (case.version.procedure.name.vi.clone(), case.service.code.clone()),
        agency: case.agency.name.clone(),
        state: facts.state.code(),
        channel: dossier.channel,
        acting_mode: dossier.acting_mode,
        submitted_at: local(dossier.submitted_at),
        next_due: facts.next_due(),
        urgency: case.urgency.map(views::urgency),
        due: facts.due(),
        deadline: facts.pinned.as_ref().map(|pin| pin.deadline.clone()),
        course: case.course.clone(),
        regime: Some((case.regime.clone(), case.version.procedure.mode)),
        waits_until,
        people: views::people(&dossier.body),
        answers: views::answers(&case.version.procedure, &dossier.body),
        delivery: views::delivery(&dossier.body.delivery),
        files: views::files(case, &name),
        redated: facts.redated,
        waits: log::waits(facts),
        warnings: case.warnings.clone(),
        held_by: facts.holder().map(|id| log::agency(case, id)),
        officer: facts.officer_id.as_ref().map(|id| log::colleague(case, id)),
        escalated_at: facts.escalated_at.map(local),
        fee: facts.fee.clone(),
        fee_lines: facts.fee_lines().into_iter().map(|line| (line.name, line.due, line.payable)).collect(),
        payable: facts.payable(),
        pay_until: facts.pay_until(),
        paid: facts.paid,
        owed: facts.owed(),
        money: money(case, shown.receipt),
        prints: prints(case, &name),
        log: log::log(case, shown.seen),
        acts: forms(case, &name, shown.form),
        inside: inside(case, &name, shown.inside),
        sheet: log::sheet(case),
        own: case.own,
        assisted: case.assisted.clone().map(|one| (one.helper, one.team, one.agency, one.typed)),
        notice: shown.notice,
        name,
    }
}

fn money(case: &Case, sent: Option<FormState>) -> Money {
    let facts = &case.dossier.facts;
    let holding = |receipt: &&Receipt| {
        let mut payments = facts.payments.iter();
        payments.any(|paid| paid.receipt == receipt.number && !paid.amount().is_zero())
    };
    let row = |receipt: &Receipt| {
        let amount = format::dong(VI, receipt.amount);
        let words = t!(VI, "tracking.fee.receipt", number = receipt.number.number, amount = amount);
        ReceiptRow {
            key: receipt_key(&receipt.number),
            words: words.into_owned(),
            path: receipt_path(&receipt.number),
            replaced_by: receipt.replaced_by.as_ref().map(|newer| newer.number.to_string()),
            holds: holding(&receipt),
        }
    };
    let mut form = sent.unwrap_or_default();
    let last = case.receipts.iter().rfind(holding);
    if let Some(last) = last.filter(|_| !form.has_errors()) {
        form.set("receipt", receipt_key(&last.number));
        form.set("payer", last.body.payer.clone());
    }
    let at_counter = |refund: &&Refund| refund.state == RefundState::Counter;
    Money {
        over: facts.state.code().is_final() || facts.state.finish().is_some(),
        receipts: case.receipts.iter().map(row).collect(),
        cash_back: case
            .refunds
            .iter()
            .filter(at_counter)
            .map(|refund| CashBack { id: refund.id.clone(), amount: refund.amount })
            .collect(),
        form,
    }
}

fn prints(case: &Case, name: &str) -> Vec<[String; 3]> {
    let events = case.log.iter().map(|line| &line.entry.event);
    let set = case.regime.forms;
    let forms = backend::papers::available(set, events, false);
    let links = links(&forms, set, &app::desk::case_path(name));
    links.into_iter().map(|link| [link.name, link.page, link.file]).collect()
}

fn inside(case: &Case, name: &str, sent: Option<(Work, FormState)>) -> InsideForms {
    let dossier = &case.dossier;
    let (sent, mut form) = sent.map_or_else(|| (None, FormState::default()), |(work, form)| (Some(work), form));
    if sent != Some(Work::Assign) {
        form.set("to", dossier.facts.officer_id.clone().unwrap_or_default());
    }
    let holds = dossier.desks().next().unwrap_or_default();
    let today = case.now.date();
    let others =
        case.agencies.values().filter(|agency| agency.id != holds && agency.valid_to.is_none_or(|last| last >= today));
    let mut agencies: Vec<(String, String)> = others.map(|agency| (agency.id.clone(), agency.name.clone())).collect();
    agencies.sort_by(|a, b| a.1.cmp(&b.1));
    InsideForms {
        name: name.to_owned(),
        expected: dossier.last_event,
        open: !case.own && !dossier.facts.state.code().is_final(),
        accepted: dossier.facts.state.acceptance().is_some(),
        officers: case.officers.clone(),
        agencies,
        sent,
        form,
    }
}

fn forms(case: &Case, name: &str, sent: Option<(Act, FormState)>) -> ActForms {
    let facts = &case.dossier.facts;
    let (open, mut form) = sent.map_or_else(
        || (None, FormState::default()),
        |(act, form)| (Some(act).filter(|act| case.acts.contains(act)), form),
    );
    suggest(case, open, &mut form);
    ActForms {
        name: name.to_owned(),
        acts: case.acts.clone(),
        expected: case.dossier.last_event,
        open,
        form,
        preview: case.preview.as_ref().map(|fixed| preview(case, name, fixed)),
        owed: facts.owed(),
        apology_until: case.apology_until,
        early: facts.expected().filter(|due| case.now.date() < due.date()),
        fetches_online: matches!(case.dossier.body.delivery, Delivery::Online),
    }
}

/// What the forms suggest; in the one that was sent, what was typed stays, and be it nothing.
fn suggest(case: &Case, sent: Option<Act>, form: &mut FormState) {
    if sent != Some(Act::AskSupplement) {
        form.set("until", format::date(Lang::Vi, case.supplement_until));
    }
    if sent != Some(Act::AskPayment) {
        form.set("pay_until", format::date(Lang::Vi, case.payment_until));
        let kind = if case.dossier.facts.owed().is_zero() { "decision" } else { "fees" };
        form.set("pay_kind", kind.to_owned());
    }
    if sent != Some(Act::HandOver) {
        let (taken_by, way) = match &case.dossier.body.delivery {
            Delivery::Post { recipient, .. } => (recipient, "post"),
            Delivery::Online | Delivery::Counter => (&case.dossier.body.applicant.full_name, "counter"),
        };
        form.set("taken_by", taken_by.clone());
        form.set("way", way);
    }
}

fn preview(case: &Case, name: &str, preview: &Preview) -> AcceptPreview {
    AcceptPreview {
        deadline: match &preview.deadline {
            Ok(pinned) => Ok(pinned.deadline.clone()),
            Err(unknown) => Err(explain::deadline_unknown(Lang::Vi, unknown)),
        },
        fee: preview.fee.clone(),
        claims: views::claims(case, name, &preview.claims),
    }
}
