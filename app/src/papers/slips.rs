//! Forms 01 to 05, which are handed to whoever filed a dossier. None of them has room for why a fee was waived: that
//! somebody is poor or disabled is nobody's business.

use domain::forms::{Form, FormSet};
use domain::money::Dong;
use jiff::civil::DateTime;

use super::VI;
use super::paper::{Align, Column, Format, Paper, Part, Qr, Signature, Table};
use super::words::{dated, form_line, moment, title};
use crate::format;
use crate::t;

/// What all papers of a dossier say.
#[derive(Clone, Debug)]
pub struct Head {
    /// The set of forms that the dossier belongs to.
    pub set: FormSet,
    /// The agency's name.
    pub agency: String,
    /// Its address and telephone, as far as they are known.
    pub contact: Vec<String>,
    /// The code once there is one, else the reference.
    pub name: String,
    /// Where the dossier is followed.
    pub tracking: String,
    /// Who asks.
    pub applicant: String,
    /// Address, telephone and mail, as far as they are known: label and fact.
    pub reached: Vec<(String, String)>,
    /// The service.
    pub service: String,
    /// The dossier is made up.
    pub demo: bool,
}

/// When and by whom a form was issued.
#[derive(Clone, Debug)]
pub struct Issued {
    /// Local time.
    pub at: DateTime,
    /// The officer's name.
    pub officer: String,
    /// From 1 among the forms of its kind that this dossier got.
    pub ordinal: usize,
    /// What the applicant is to do, in the officer's words; empty where there was nothing to say.
    pub guidance: String,
    /// Whom the applicant asks: name, agency, telephone; empty where the log does not say.
    pub contact: String,
}

/// A document that came with the dossier.
#[derive(Clone, Debug)]
pub struct Submitted {
    /// What it is.
    pub name: String,
    /// Original, copy, file.
    pub kind: String,
    /// How many.
    pub count: usize,
}

/// What form 01 says.
#[derive(Clone, Debug)]
pub struct Acceptance {
    /// What came with the dossier.
    pub documents: Vec<Submitted>,
    /// Sets of documents.
    pub sets: u8,
    /// The law's limit, in words.
    pub limit: Option<String>,
    /// When the complete dossier was received.
    pub received_at: DateTime,
    /// When the result is promised.
    pub promised: DateTime,
    /// How it was filed.
    pub channel: String,
    /// How the result goes out.
    pub delivery: String,
    /// What is to be paid; `None` where that is not known.
    pub fee: Option<Dong>,
}

/// What form 04 says.
#[derive(Clone, Debug)]
pub struct Apology {
    /// When the result was promised at first.
    pub promised: DateTime,
    /// When it comes now.
    pub new_date: DateTime,
    /// Why it is late.
    pub reason: String,
    /// The agency that answers for it.
    pub responsible: String,
}

/// What form 05 says.
#[derive(Clone, Debug)]
pub struct Stop {
    /// Why.
    pub reason: String,
    /// On which ground in law.
    pub legal_ground: String,
    /// How far the dossier was.
    pub stage: String,
    /// What becomes of each fee that was paid, a sentence each; empty where nothing was.
    pub fees: Vec<String>,
}

/// 01.
#[must_use]
pub fn acceptance(head: &Head, issued: &Issued, form: &Acceptance) -> Paper {
    let fee = match form.fee {
        Some(fee) if fee.is_zero() => t!(VI, "papers.fee_none").into_owned(),
        Some(fee) => format::dong(VI, fee),
        None => t!(VI, "papers.fee_unknown").into_owned(),
    };
    let mut parts = about(head, t!(VI, "papers.received_of").into_owned());
    parts.push(documents(&form.documents));
    parts.push(Part::fact(t!(VI, "papers.sets"), form.sets.to_string()));
    parts.extend(form.limit.as_ref().map(|limit| Part::fact(t!(VI, "papers.limit"), limit)));
    parts.extend([
        Part::fact(t!(VI, "papers.received_at"), moment(form.received_at)),
        Part::fact(t!(VI, "papers.promised"), moment(form.promised)),
        Part::fact(t!(VI, "papers.channel"), &form.channel),
        Part::fact(t!(VI, "papers.delivery"), &form.delivery),
        Part::fact(t!(VI, "papers.fee"), fee),
    ]);
    let number = t!(VI, "papers.number.acceptance", name = head.name).into_owned();
    Paper {
        signatures: vec![applicant_signs(head), signature(t!(VI, "papers.signs.receiver").into_owned(), issued)],
        ..slip(head, issued, Form::Acceptance, number, parts)
    }
}

/// 02.
#[must_use]
pub fn supplement(head: &Head, issued: &Issued, items: &[String], until: DateTime) -> Paper {
    let mut parts = about(head, t!(VI, "papers.dossier_of").into_owned());
    parts.extend([Part::list(t!(VI, "papers.missing"), items), Part::fact(t!(VI, "papers.until"), moment(until))]);
    parts.extend(guidance(t!(VI, "papers.guidance").into_owned(), issued));
    parts.push(Part::Text(t!(VI, "papers.supplement_how").into_owned()));
    parts.extend(contact(issued));
    let number = t!(VI, "papers.number.supplement", name = head.name).into_owned();
    slip(head, issued, Form::Supplement, number, parts)
}

/// 03.
#[must_use]
pub fn refusal(head: &Head, issued: &Issued, reason: &str, legal_ground: &str) -> Paper {
    let mut parts = about(head, t!(VI, "papers.dossier_of").into_owned());
    parts.extend([
        Part::Text(t!(VI, "papers.refused").into_owned()),
        Part::fact(t!(VI, "papers.reason"), reason),
        Part::fact(t!(VI, "papers.legal_ground"), legal_ground),
    ]);
    parts.extend(contact(issued));
    let number = t!(VI, "papers.number.refusal", name = head.name).into_owned();
    slip(head, issued, Form::Refusal, number, parts)
}

/// 04.
#[must_use]
pub fn apology(head: &Head, issued: &Issued, form: &Apology) -> Paper {
    let mut parts = about(head, t!(VI, "papers.dossier_of").into_owned());
    parts.extend([
        Part::fact(t!(VI, "papers.first_promised"), moment(form.promised)),
        Part::Text(t!(VI, "papers.not_yet").into_owned()),
        Part::fact(t!(VI, "papers.reason"), &form.reason),
        Part::fact(t!(VI, "papers.responsible"), &form.responsible),
        Part::fact(t!(VI, "papers.new_date"), moment(form.new_date)),
        Part::Text(t!(VI, "papers.sorry", agency = head.agency).into_owned()),
    ]);
    parts.extend(contact(issued));
    let number = t!(VI, "papers.number.apology", name = head.name).into_owned();
    slip(head, issued, Form::Apology, number, parts)
}

/// 05, of the later set alone.
#[must_use]
pub fn stop(head: &Head, issued: &Issued, form: &Stop) -> Paper {
    let fees = t!(VI, "papers.fee");
    let fees = match form.fees.as_slice() {
        [] => Part::fact(fees, t!(VI, "papers.stop.nothing_paid")),
        [one] => Part::fact(fees, one),
        several => Part::list(fees, several),
    };
    let mut parts = about(head, t!(VI, "papers.dossier_of").into_owned());
    parts.extend([
        Part::Text(t!(VI, "papers.stop.says", agency = head.agency).into_owned()),
        Part::fact(t!(VI, "papers.stop.stage"), &form.stage),
        Part::fact(t!(VI, "papers.reason"), &form.reason),
        Part::fact(t!(VI, "papers.legal_ground"), &form.legal_ground),
        fees,
    ]);
    parts.extend(guidance(t!(VI, "papers.guidance").into_owned(), issued));
    parts.extend(contact(issued));
    let number = t!(VI, "papers.number.stop", name = head.name).into_owned();
    slip(head, issued, Form::Stop, number, parts)
}

/// What the applicant is to do, where that was said.
fn guidance(label: String, issued: &Issued) -> Option<Part> {
    (!issued.guidance.is_empty()).then(|| Part::fact(label, &issued.guidance))
}

/// Whom the applicant asks, where that is known.
fn contact(issued: &Issued) -> Option<Part> {
    let said = || t!(VI, "papers.contact", contact = issued.contact).into_owned();
    (!issued.contact.is_empty()).then(|| Part::Text(said()))
}

/// A slip on A5 with a tracking code, signed by the officer alone.
fn slip(head: &Head, issued: &Issued, form: Form, number: String, parts: Vec<Part>) -> Paper {
    let number = match issued.ordinal {
        0 | 1 => number,
        ordinal => t!(VI, "papers.number.again", number = number, ordinal = ordinal).into_owned(),
    };
    Paper {
        qr: Some(Qr {
            label: t!(VI, "papers.qr").into_owned(),
            caption: t!(VI, "papers.track", address = head.tracking).into_owned(),
            content: head.tracking.clone(),
        }),
        signatures: vec![empty(), signature(t!(VI, "papers.signs.officer").into_owned(), issued)],
        ..sheet(head, issued.at, form, Format::A5, number, parts)
    }
}

/// What every form of a dossier has in its head.
pub(super) fn sheet(head: &Head, at: DateTime, form: Form, format: Format, number: String, parts: Vec<Part>) -> Paper {
    let mut agency = vec![head.agency.clone()];
    agency.extend(head.contact.iter().cloned());
    Paper {
        format,
        form: form_line(form, head.set),
        mark: head.demo.then(|| t!(VI, "papers.demo").into_owned()),
        agency,
        number,
        country: Some(country()),
        dated: dated(at.date()),
        title: title(form, head.set),
        subtitle: t!(VI, "papers.code", name = head.name).into_owned(),
        parts,
        qr: None,
        signatures: vec![],
        name: format!("{}-{}", form.as_str(), head.name),
        at,
    }
}

pub(super) fn country() -> [String; 2] {
    [t!(VI, "papers.country").into_owned(), t!(VI, "papers.motto").into_owned()]
}

/// Who asks for what.
fn about(head: &Head, of: String) -> Vec<Part> {
    let who = Part::fact(of, &head.applicant);
    let reached = head.reached.iter().map(|(label, fact)| Part::fact(label, fact));
    let what = Part::fact(t!(VI, "papers.about"), &head.service);
    std::iter::once(who).chain(reached).chain([what]).collect()
}

fn documents(documents: &[Submitted]) -> Part {
    let label = t!(VI, "papers.documents").into_owned();
    if documents.is_empty() {
        return Part::Text(t!(VI, "papers.no_documents").into_owned());
    }
    let row = |(place, document): (usize, &Submitted)| {
        vec![(place + 1).to_string(), document.name.clone(), document.kind.clone(), document.count.to_string()]
    };
    Part::Table(Table {
        label,
        columns: vec![
            Column::centre(t!(VI, "papers.col.place"), 8),
            Column::left(t!(VI, "papers.col.document"), 58),
            Column::left(t!(VI, "papers.col.kind"), 20),
            Column { align: Align::Centre, ..Column::left(t!(VI, "papers.col.count"), 14) },
        ],
        rows: documents.iter().enumerate().map(row).collect(),
        sum: None,
    })
}

fn applicant_signs(head: &Head) -> Signature {
    Signature {
        role: t!(VI, "papers.signs.applicant").into_owned(),
        hint: t!(VI, "papers.signs.hint").into_owned(),
        name: head.applicant.clone(),
    }
}

pub(super) fn signature(role: String, issued: &Issued) -> Signature {
    Signature { role, hint: t!(VI, "papers.signs.hint").into_owned(), name: issued.officer.clone() }
}

/// Nobody signs on this side.
pub(super) const fn empty() -> Signature {
    Signature { role: String::new(), hint: String::new(), name: String::new() }
}
