//! From what the use cases give to what the pages show.

use app::{
    explain, format, names,
    payment::result::result_path,
    t,
    tracking::{
        Todo,
        dossier::{Asked, DossierPage, Due, Fee, Grade as Rated, ResultPart, Returning},
        list::{DossierRow, DraftRow, ListPage},
        timeline::{By, Line, Waited},
        withdraw::WithdrawPage,
    },
    ui::{FileItem, FormState},
    words::Lang,
};
use backend::{
    clock::local,
    dossier::{ActorRole, Dossier, Entry, Event, Grade, store::Attached},
    filing::{FileKind, limits},
    payment::{OrderState, Receipt, Refund, RefundState, is_at_counter},
    tracking::{Begun, Case, MOST_SUPPLEMENT_FILES, Mine},
};
use domain::{
    dossier::{Act, State, StateCode},
    groups::GroupCheck,
    money::Dong,
    procedure::Words,
};

use super::Forms;
use crate::{
    happened::{Names, happened},
    papers::links::links,
    payment::receipt_path,
};

/// A name in the page's language, where it has one.
fn said(lang: Lang, words: &Words) -> String {
    match (&words.en, lang) {
        (Some(english), Lang::En) => english.clone(),
        _ => words.vi.clone(),
    }
}

pub(super) fn agency(lang: Lang, agency: &backend::catalogue::Agency) -> String {
    crate::catalogue::agency_name(lang, agency).to_owned()
}

/// What the dossier waits for from whoever filed it.
fn todo(dossier: &Dossier) -> Vec<Todo> {
    let facts = &dossier.facts;
    let asked = match &facts.state {
        State::IntakeSupplement { request } | State::Supplement { request, .. } => request.until,
        _ => None,
    };
    let owed = Some(facts.owed()).filter(|owed| !owed.is_zero());
    let supply = asked.map(Todo::Supply);
    supply.into_iter().chain(owed.map(Todo::Pay)).collect()
}

pub(super) fn list(lang: Lang, mine: &[Mine], drafts: Vec<Begun>) -> ListPage {
    let row = |one: &Mine| {
        let facts = &one.dossier.facts;
        let runs = facts.state.code().clock_runs();
        DossierRow {
            name: one.dossier.public_name().to_owned(),
            service: said(lang, &one.version.procedure.name),
            agency: agency(lang, &one.agency),
            state: facts.state.code(),
            sent_at: local(one.dossier.submitted_at),
            due: facts.expected().filter(|_| runs),
            todo: todo(&one.dossier),
        }
    };
    ListPage {
        dossiers: mine.iter().map(row).collect(),
        drafts: drafts
            .into_iter()
            .map(|draft| DraftRow {
                path: format!("/nop-ho-so/{}/{}", draft.service_id, draft.id),
                service: draft.service,
                changed_at: local(draft.changed_at),
            })
            .collect(),
    }
}

pub(super) fn dossier(lang: Lang, case: &Case, forms: Forms) -> DossierPage {
    let dossier = &case.dossier;
    let facts = &dossier.facts;
    let code = facts.state.code();
    let due = facts.due().map(|due| Due {
        promised: due.promised,
        statutory: due.statutory,
        reasons: facts.pinned.as_ref().map(|pinned| explain::deadline(lang, &pinned.deadline)).unwrap_or_default(),
        course: case.course.clone(),
        redated: facts.redated,
        stands_since: facts.suspensions.last().filter(|wait| wait.to.is_none()).map(|wait| local(wait.from)),
    });
    let acceptance_awaited = matches!(code, StateCode::Registered | StateCode::IntakeSupplement);
    DossierPage {
        name: dossier.public_name().to_owned(),
        service: said(lang, &case.version.procedure.name),
        agency: agency(lang, &case.agency),
        held_by: facts.holder().and_then(|id| place(lang, case, id)),
        phone: case.agency.phone.clone(),
        state: code,
        completion: facts.state.completion(),
        due,
        fee: fee(lang, case),
        asked: asked(lang, dossier, forms.supply),
        answer_by: acceptance_awaited.then_some(facts.acknowledge_by),
        result: result(lang, case),
        regime: Some((case.regime.clone(), case.version.procedure.mode)),
        // What is said inside the agency stays there.
        lines: case.log.iter().filter_map(|entry| line(lang, case, entry)).collect(),
        files: files(lang, case, |file| file.purpose != "result"),
        papers: papers(case),
        can_withdraw: facts.state.allows(Act::Withdraw),
        rating: facts.can_be_rated().then_some(forms.rating),
        rated: facts.rating.map(|grade| match grade {
            Grade::VerySatisfied => Rated::Very,
            Grade::Satisfied => Rated::Satisfied,
            Grade::Dissatisfied => Rated::Not,
        }),
    }
}

fn papers(case: &Case) -> Vec<[String; 3]> {
    let events = case.log.iter().map(|entry| &entry.event);
    let set = case.regime.forms;
    let forms = backend::papers::available(set, events, true);
    let here = format!("/ho-so/{}", case.dossier.public_name());
    let links = links(&forms, set, &here);
    links.into_iter().map(|link| [link.name, link.page, link.file]).collect()
}

fn fee(lang: Lang, case: &Case) -> Option<Fee> {
    let facts = &case.dossier.facts;
    let quote = facts.fee.as_ref();
    if quote.is_none() && facts.obligations.is_empty() {
        return None;
    }
    let (checks, changed) = checked(case);
    let waiting =
        case.order.as_ref().filter(|order| order.state == OrderState::Open).map(|order| result_path(&order.reference));
    Some(Fee {
        lines: facts
            .fee_lines()
            .into_iter()
            .map(|line| {
                let when = names::fee_due(lang, line.due).into_owned();
                let english = &case.version.procedure.fee_names_en;
                let name = match (lang, english.get(&line.key)) {
                    (Lang::En, Some(name)) => name.clone(),
                    _ => line.name,
                };
                (name, when, line.payable)
            })
            .collect(),
        paid: facts.paid,
        owed: facts.owed(),
        at_counter: is_at_counter(&case.dossier, &case.version.procedure),
        until: facts.pay_until(),
        saved: quote.map(|quote| quote.saved).unwrap_or_default(),
        reasons: quote.map(|quote| explain::fee(lang, quote, "")).unwrap_or_default(),
        checks: checks.to_vec(),
        changed,
        waiting,
        receipts: case.receipts.iter().map(|one| receipt(lang, one)).collect(),
        refunds: case.refunds.iter().map(|refund| (refund.amount, returning(refund))).collect(),
        refund_reasons: case
            .log
            .iter()
            .filter_map(|entry| match &entry.event {
                Event::RefundQueued { reason, lines, .. } => Some(explain::refund(lang, reason, lines)),
                _ => None,
            })
            .flatten()
            .collect(),
    })
}

/// What was found about the claimed groups at acceptance; with what was told at filing and what was fixed, where they
/// differ because of it.
fn checked(case: &Case) -> (&[GroupCheck], Option<(Dong, Dong)>) {
    let mut told = None;
    for entry in &case.log {
        match &entry.event {
            Event::Submitted { fee: Some(fee), .. } => told = Some(fee.payable),
            Event::Accepted { fee, groups, .. } if !groups.is_empty() => {
                let fixed = fee.as_ref().map(|fee| fee.payable);
                let both = told.zip(fixed).filter(|(told, fixed)| told != fixed);
                return (groups, both);
            }
            _ => {}
        }
    }
    (&[], None)
}

/// What a receipt is called, where it is, and which stands in its place.
fn receipt(lang: Lang, receipt: &Receipt) -> (String, String, Option<String>) {
    let (number, amount) = (receipt.number.number, format::dong(lang, receipt.amount));
    let words = t!(lang, "tracking.fee.receipt", number = number, amount = amount);
    let newer = receipt.replaced_by.as_ref().map(|newer| newer.number.to_string());
    (words.into_owned(), receipt_path(&receipt.number), newer)
}

fn returning(refund: &Refund) -> Returning {
    match refund.state {
        RefundState::Queued | RefundState::Stuck => Returning::Queued,
        RefundState::Counter => Returning::AtCounter,
        RefundState::Done if refund.at_counter => Returning::Given,
        RefundState::Done => Returning::Ordered,
    }
}

fn asked(lang: Lang, dossier: &Dossier, form: FormState) -> Option<Asked> {
    let facts = &dossier.facts;
    let (State::IntakeSupplement { .. } | State::Supplement { .. }) = facts.state else {
        return None;
    };
    let last = facts.supplements.last()?;
    Some(Asked {
        items: last.items.clone(),
        until: last.until,
        form,
        limits: t!(
            lang,
            "tracking.supply.limits",
            file = format::file_size(lang, limits::MOST_FILE),
            files = MOST_SUPPLEMENT_FILES
        )
        .into_owned(),
    })
}

fn result(lang: Lang, case: &Case) -> Option<ResultPart> {
    let facts = &case.dossier.facts;
    facts.state.finish()?;
    Some(ResultPart {
        note: facts.result_note.clone(),
        kept_back: !facts.result_released(),
        files: files(lang, case, |file| file.purpose == "result"),
        checksums: case.files.iter().filter(|file| file.purpose == "result").map(|file| file.sha256.clone()).collect(),
    })
}

fn files(lang: Lang, case: &Case, which: impl Fn(&Attached) -> bool) -> Vec<FileItem> {
    let name = case.dossier.public_name();
    case.files
        .iter()
        .filter(|file| which(file))
        .map(|file| {
            let kind = FileKind::of_media_type(&file.media_type);
            FileItem {
                name: file.file_name.clone(),
                kind: kind.map_or("", FileKind::ending).to_uppercase(),
                bytes: u64::try_from(file.size).unwrap_or(0),
                href: Some(lang.path(&format!("/ho-so/{name}/tep/{}", file.id))),
                remove: None,
            }
        })
        .collect()
}

pub(super) fn withdrawal(lang: Lang, case: &Case, form: FormState) -> WithdrawPage {
    let facts = &case.dossier.facts;
    let cause = facts.withdrawal_cause();
    let refunds = facts.refunds(cause);
    let lines = refunds.iter().flat_map(|(_, lines)| explain::refund(lang, cause.as_str(), lines));
    WithdrawPage {
        name: case.dossier.public_name().to_owned(),
        service: said(lang, &case.version.procedure.name),
        money: lines.collect(),
        form,
    }
}

/// An agency's name by its id.
fn place(lang: Lang, case: &Case, id: &str) -> Option<String> {
    let found = case.places.get(id)?;
    Some(agency(lang, found))
}

fn line(lang: Lang, case: &Case, entry: &Entry) -> Option<Line> {
    if entry.event.is_internal() {
        return None;
    }
    let names = Names {
        agency: &|id| place(lang, case, id).unwrap_or_else(|| id.to_owned()),
        // Whose it is to work on stays inside the agency.
        officer: &|_| String::new(),
    };
    let acted_for = entry.who.agency_id.as_deref();
    let acted_for = acted_for.and_then(|id| place(lang, case, id));
    Some(Line {
        at: local(entry.at),
        happened: happened(&entry.event, &names),
        waited: waited(case, entry),
        by: match entry.who.role {
            ActorRole::Applicant => By::Applicant,
            ActorRole::Officer => By::Officer(acted_for.unwrap_or_else(|| agency(lang, &case.agency))),
            ActorRole::Helper => By::Helper,
            ActorRole::System => By::Portal,
        },
    })
}

/// The wait that ended with an entry, and the date that holds since.
fn waited(case: &Case, entry: &Entry) -> Option<Waited> {
    let (due, redated) = match &entry.event {
        Event::Supplied { due, redated, .. } | Event::PaymentMet { due, redated } => (due, redated),
        _ => return None,
    };
    let waits = &case.dossier.facts.suspensions;
    let wait = waits.iter().find(|wait| wait.to == Some(entry.at))?;
    Some(Waited { from: local(wait.from), to: local(entry.at), due: redated.or(due.map(|due| due.promised)) })
}
