//! From a dossier and its log to a paper.

use app::{
    desk::words,
    explain, format, names,
    papers::{self, Acceptance, ControlSheet, Head, Issued, Paper, Stop, Submitted},
    t,
    words::Lang,
};
use backend::{
    clock::local,
    dossier::{Event, LogLine},
    error::AppError,
    filing::GROUP_EVIDENCE,
    papers::Papers,
};
use domain::{dossier::StateCode, forms::Form};

use super::steps;
use crate::{desk::views, web::Shared};

/// Papers speak Vietnamese alone.
const VI: Lang = Lang::Vi;

/// The paper; `printed_by` stands on what is kept inside the agency.
pub fn paper(app: &Shared, papers: &Papers, form: Form, printed_by: &str) -> Result<Paper, AppError> {
    if !papers.has(form) {
        return Err(AppError::NotFound);
    }
    let head = head(app, papers);
    if form == Form::ControlSheet {
        let issued = Issued {
            at: local(app.portal.clock.now()),
            officer: printed_by.to_owned(),
            ordinal: 1,
            guidance: String::new(),
            contact: String::new(),
        };
        let due = papers.dossier.facts.due();
        let sheet = ControlSheet {
            steps: steps::steps(papers),
            promised: due.map(|due| due.promised),
            statutory: due.map(|due| due.statutory),
        };
        return Ok(papers::control_sheet(&head, &issued, &sheet));
    }
    let (line, ordinal) = papers.last(form).ok_or(AppError::NotFound)?;
    let issued = Issued {
        at: local(line.entry.at),
        officer: line.actor.clone().unwrap_or_default(),
        ordinal,
        guidance: line.entry.ground.guidance.clone(),
        contact: line.entry.ground.contact.clone(),
    };
    Ok(match &line.entry.event {
        Event::Accepted { .. } => papers::acceptance(&head, &issued, &acceptance(papers, line)?),
        Event::SupplementAsked { items, until, .. } => papers::supplement(&head, &issued, items, *until),
        // A request that lapsed by itself has no words of an officer.
        Event::Refused { reason, legal_ground } if reason.is_empty() => {
            papers::refusal(&head, &issued, &t!(VI, "papers.lapsed"), legal_ground)
        }
        Event::Redated { from, to, reason } => {
            let form = papers::Apology {
                promised: *from,
                new_date: *to,
                reason: reason.clone(),
                responsible: papers.agency.name.clone(),
            };
            papers::apology(&head, &issued, &form)
        }
        Event::Refused { reason, legal_ground } => papers::refusal(&head, &issued, reason, legal_ground),
        Event::Stopped { reason, legal_ground } => {
            let form = Stop {
                reason: reason.clone(),
                legal_ground: legal_ground.clone(),
                stage: words::state(before(papers, line)).into_owned(),
                fees: returned(papers, line),
            };
            papers::stop(&head, &issued, &form)
        }
        _ => return Err(AppError::NotFound),
    })
}

fn head(app: &Shared, papers: &Papers) -> Head {
    let dossier = &papers.dossier;
    let name = dossier.public_name().to_owned();
    let applicant = &dossier.body.applicant;
    let phone = applicant.phone.as_deref().map(phone);
    let reached = [
        (t!(VI, "papers.address"), applicant.address.clone()),
        (t!(VI, "papers.phone"), phone),
        (t!(VI, "papers.email"), applicant.email.clone()),
    ];
    let public_url = app.settings.public_url.as_str().trim_end_matches('/');
    Head {
        set: papers.set,
        agency: papers.agency.name.clone(),
        contact: contact(&papers.agency),
        tracking: format!("{public_url}/tra-cuu?ma={name}"),
        applicant: applicant.full_name.clone(),
        reached: reached.into_iter().filter_map(|(label, fact)| Some((label.into_owned(), fact?))).collect(),
        service: papers.version.procedure.name.vi.clone(),
        demo: dossier.demo || app.site.get().demo,
        name,
    }
}

/// Where an agency is reached, a line each.
pub fn contact(agency: &backend::catalogue::Agency) -> Vec<String> {
    let lines = [agency.address.clone(), agency.phone.as_deref().map(phone)];
    lines.into_iter().flatten().collect()
}

/// A number that no line parts.
pub fn phone(stored: &str) -> String {
    views::phone(stored).replace(' ', "\u{a0}")
}

fn acceptance(papers: &Papers, line: &LogLine) -> Result<Acceptance, AppError> {
    let Event::Accepted { due, pinned, fee, .. } = &line.entry.event else {
        return Err(AppError::NotFound);
    };
    let received_at = pinned.as_ref().map(|pin| pin.deadline.received_at);
    Ok(Acceptance {
        documents: documents(papers, line.entry.number),
        sets: papers.version.procedure.sets,
        limit: pinned.as_ref().map(|pin| explain::limit(VI, &pin.limit)),
        received_at: received_at.unwrap_or_else(|| local(line.entry.at)),
        promised: due.promised,
        channel: names::channel(VI, papers.dossier.channel).into_owned(),
        delivery: views::delivery(&papers.dossier.body.delivery).join("; "),
        // The sum alone: why it is what it is may be nobody's business.
        fee: fee.as_ref().map(|fee| fee.payable),
    })
}

/// What came before the event of this number: on paper, as files, and what was supplied.
fn documents(papers: &Papers, before: i64) -> Vec<Submitted> {
    let named = &papers.version.procedure.documents;
    let mut came = Vec::new();
    let mut add = |name: &str, kind: String, count: usize| {
        if count > 0 {
            came.push(Submitted { name: name.to_owned(), kind, count });
        }
    };
    let file = || t!(VI, "papers.kind.file").into_owned();
    for document in named {
        let name = &document.name.vi;
        if papers.dossier.body.received.contains(&document.key) {
            let (originals, copies) = (usize::from(document.originals), usize::from(document.copies));
            add(name, t!(VI, "papers.kind.original").into_owned(), originals);
            add(name, t!(VI, "papers.kind.copy").into_owned(), copies);
            let unstated = usize::from(originals + copies == 0);
            add(name, t!(VI, "papers.kind.paper").into_owned(), unstated);
        }
        let files = papers.files.iter();
        let of_it = |file: &&_| is_component(file) && file.component == document.key;
        add(name, file(), files.filter(of_it).count());
    }
    let supplied: Vec<&String> = papers
        .log
        .iter()
        .filter(|line| line.entry.number < before)
        .filter_map(|line| match &line.entry.event {
            Event::Supplied { attachments, .. } => Some(attachments),
            _ => None,
        })
        .flatten()
        .collect();
    // A file's name may tell what nobody else needs to know: to which group its owner belongs.
    let is_discreet = !papers.dossier.body.wish.groups.is_empty();
    let (mut shows_group, mut discreet) = (0, 0);
    for other in &papers.files {
        let is_named = named.iter().any(|document| document.key == other.component);
        let is_supplied = supplied.contains(&&other.id);
        if is_component(other) && other.component == GROUP_EVIDENCE {
            shows_group += 1;
        } else if is_supplied && is_discreet {
            discreet += 1;
        } else if is_supplied || (is_component(other) && !is_named) {
            add(&other.file_name, file(), 1);
        }
    }
    add(&t!(VI, "papers.group_evidence"), file(), shows_group);
    add(&t!(VI, "papers.supplied"), file(), discreet);
    came
}

fn is_component(file: &backend::dossier::store::Attached) -> bool {
    file.purpose == "component"
}

/// What became of the fees with the end that an event tells. Logs from before money went back by itself say only that
/// something was paid.
fn returned(papers: &Papers, line: &LogLine) -> Vec<String> {
    let later = papers.log.iter();
    let later = later.filter(|other| other.entry.number > line.entry.number);
    let said: Vec<String> = later
        .filter_map(|line| match &line.entry.event {
            Event::RefundQueued { reason, lines, .. } => Some(explain::refund(VI, reason, lines)),
            _ => None,
        })
        .flatten()
        .collect();
    let paid = papers.dossier.facts.paid;
    if said.is_empty() && !paid.is_zero() {
        let amount = format::dong(VI, paid);
        return vec![t!(VI, "papers.stop.paid", amount = amount).into_owned()];
    }
    said
}

/// The state that an event found.
fn before(papers: &Papers, line: &LogLine) -> StateCode {
    let earlier = papers.log.iter().filter(|other| other.entry.number < line.entry.number);
    earlier.fold(StateCode::Registered, |state, line| match line.entry.event {
        Event::Accepted { .. } => StateCode::Accepted,
        Event::Started => StateCode::Processing,
        Event::SupplementAsked { .. } if state == StateCode::Registered => StateCode::IntakeSupplement,
        Event::SupplementAsked { .. } => StateCode::Supplement,
        Event::Supplied { .. } if state == StateCode::IntakeSupplement => StateCode::Registered,
        Event::Supplied { .. } | Event::PaymentMet { .. } => StateCode::Processing,
        Event::PaymentAsked { .. } => StateCode::Payment,
        _ => state,
    })
}
