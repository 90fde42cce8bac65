//! What was typed, read: each step gives what a dossier keeps, and what is wrong at which field. Pure.

mod applicant;
mod delivery;
mod form;

pub use applicant::{APPLICANT_FIELDS, Applicant, NumberDoubt, applicant, is_authorised};
pub use delivery::{DELIVERY_FIELDS, delivery};
pub use form::{days_off, form, name_of, typed_form};

use domain::{
    groups::Membership,
    procedure::{Document, Need, Procedure},
};

use super::{Case, Step, groups};
use crate::{actor::Assist, error::FieldErrors, input::Values, quoting::Wish};

/// The name of a document's field on the page.
pub fn document_field(key: &str) -> String {
    format!("doc_{key}")
}

/// What is wrong with a step of a draft as it stands.
pub fn step(case: &Case, step: Step) -> FieldErrors {
    let typed = case.typed(step);
    match step {
        Step::Applicant => {
            let today = case.today();
            let mut errors = applicant(&typed, today).1;
            if let Some(code) = groups::contradicted(&case.groups, &typed, today) {
                errors.add("group", code);
            }
            let misfits = case.assist.iter().flat_map(|assist| misfits(assist, &typed));
            for (field, code) in misfits {
                // What is empty or unreadable is said already.
                if !errors.0.iter().any(|error| error.field == field) {
                    errors.add(field, code);
                }
            }
            errors
        }
        Step::Form => {
            let mut errors = form(&case.version.procedure.form, &typed, case.today()).1;
            for field in &case.days_off {
                errors.add(field, "day_off");
            }
            errors
        }
        Step::Documents => documents(case),
        Step::Delivery => delivery(&typed).1,
        Step::Review => FieldErrors::default(),
    }
}

/// In a session with a resident, what isn't true of the person whose data is entered, who must be the one who confirmed, on the phone that confirmed.
fn misfits(assist: &Assist, typed: &Values) -> Vec<(&'static str, &'static str)> {
    let same_name = domain::text::fold(typed.text("full_name")) == domain::text::fold(&assist.resident.full_name);
    let phone = domain::identity::Phone::parse(typed.text("phone"));
    let same_phone = phone.is_ok_and(|phone| Some(phone.as_str()) == assist.resident.phone.as_deref());
    [
        ("acting", "assist_capacity", typed.text("acting") == assist.capacity.as_str()),
        ("full_name", "assist_name", same_name),
        ("phone", "assist_phone", same_phone),
    ]
    .into_iter()
    .filter(|(_, _, fits)| !fits)
    .map(|(field, code, _)| (field, code))
    .collect()
}

/// The steps with something wrong, in order.
pub fn all(case: &Case) -> Vec<(Step, FieldErrors)> {
    let steps = case.steps().into_iter();
    steps.map(|of| (of, step(case, of))).filter(|(_, errors)| !errors.is_empty()).collect()
}

/// What the fee depends on, as far as it was typed: quantity, copies, case, and the groups of the applicant.
pub fn wish(procedure: &Procedure, answers: &Values, groups: &[Membership]) -> Wish {
    Wish { groups: groups.to_vec(), ..form::wish(&procedure.form, answers) }
}

/// Whether a document must be attached. A declaration (`tờ khai`) is the form that is filled in here; what belongs
/// to one case is asked for where that case was chosen.
pub fn must_be_attached(procedure: &Procedure, document: &Document, wish: &Wish) -> bool {
    let answered_here = !document.forms.is_empty() && !procedure.form.is_empty();
    let in_case = document.case.as_deref().is_none_or(|case| wish.case.as_deref() == Some(case));
    document.need == Need::Required && in_case && !answered_here
}

fn documents(case: &Case) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let procedure = &case.version.procedure;
    let wish = case.wish();
    for document in case.documents() {
        let is_there = case.attachments.iter().any(|attachment| attachment.component == document.key);
        if must_be_attached(procedure, &document, &wish) && !is_there {
            errors.add(document_field(&document.key), "document_missing");
        }
    }
    errors
}
