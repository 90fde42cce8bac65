//! The steps that are one form: saved as typed, then checked.

use std::collections::BTreeMap;

use app::{
    filing::{applicant, conflict, delivery, questions},
    ui::FormState,
    words::Lang,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use backend::{
    actor::{Actor, Capacity, Person},
    error::AppError,
    filing::{Case, Earlier, Saved, Step, check, earlier, save as save_step},
    input::Values,
};
use domain::identity::Phone;

use super::view::{draft, frame, page_frame, state};
use crate::{
    pages::page_with,
    web::{
        Outcome, Shared, Visitor,
        form::{self, Typed},
    },
};

/// `GET /nop-ho-so/{service}/{draft}/{step}`
pub async fn show(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((service, id, slug)): Path<(String, String, String)>,
) -> Outcome {
    let case = draft!(&app, &visitor, &service, &id);
    let step = step_of(&case, &slug)?;
    let actor = visitor.actor()?;
    let earlier = earlier(&app.portal, actor, &case, step).await?;
    let values = match case.was_saved(step) {
        true => case.typed(step),
        false => suggested(actor, &case, step, &earlier),
    };
    answer((&app, &visitor), &case, step, earlier, state(&values), StatusCode::OK)
}

/// `POST /nop-ho-so/{service}/{draft}/{step}`
pub async fn save(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((service, id, slug)): Path<(String, String, String)>,
    typed: Typed,
) -> Outcome {
    let mut case = draft!(&app, &visitor, &service, &id);
    let step = step_of(&case, &slug)?;
    let actor = visitor.actor()?;
    let values = Values::among(&case.names(step), typed.pairs());
    let revision = typed.text("revision").parse().unwrap_or(0);
    match save_step(&app.portal, actor, &id, revision, step, &values).await? {
        Saved::Kept(saved) => case = *saved,
        Saved::Stale { revision, stored } => {
            case.draft.revision = revision;
            return Ok(differing(&app, &visitor, &case, step, &stored, &values));
        }
    }
    if typed.text("go") == "later" {
        return Ok(form::see_other(visitor.lang, visitor.begun()));
    }
    let errors = check::step(&case, step);
    if errors.is_empty() {
        let next = super::address(&service, &id, case.next(step).slug());
        return Ok(form::see_other(visitor.lang, &next));
    }
    let mut form = state(&values);
    for error in &errors.0 {
        form.reject(error.field.clone(), form::message(visitor.lang, error));
    }
    let earlier = earlier(&app.portal, actor, &case, step).await?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    answer((&app, &visitor), &case, step, earlier, form, status)
}

/// A step of this service that is one form.
fn step_of(case: &Case, slug: &str) -> Result<Step, AppError> {
    Step::of_slug(slug)
        .filter(|step| case.steps().contains(step))
        .filter(|step| !matches!(step, Step::Documents | Step::Review))
        .ok_or(AppError::NotFound)
}

/// What a step that was never saved begins with.
fn suggested(actor: &Actor, case: &Case, step: Step, earlier: &Earlier) -> Values {
    let mut values = Values::default();
    match step {
        Step::Applicant => {
            let capacity = case.assist.as_ref().map(|assist| assist.capacity);
            values.set("acting", capacity.map_or("self", Capacity::as_str));
            let before = earlier.person.as_ref().map(|(person, _)| person);
            fill(&mut values, &actor.person, before.unwrap_or(&Person::default()));
        }
        Step::Form => {
            for (key, (answer, _)) in &earlier.answers {
                values.set(check::name_of(key), answer.clone());
            }
        }
        Step::Delivery => {
            values.set("delivery", "online");
            let people = case.typed(Step::Applicant);
            for (field, of) in [("recipient", "full_name"), ("post_phone", "phone"), ("post_address", "address")] {
                values.set(field, people.text(of));
            }
        }
        Step::Documents | Step::Review => {}
    }
    values
}

/// The account's details, and those of an earlier dossier where the account has none.
fn fill(values: &mut Values, account: &Person, before: &Person) {
    let phone = account.phone.as_ref().or(before.phone.as_ref());
    let phone = phone.map(|phone| Phone::parse(phone).map_or(phone.clone(), |it| it.national()));
    let birth = account.birth_date.or(before.birth_date);
    let either = |a: &Option<String>, b: &Option<String>| a.clone().or_else(|| b.clone());
    for (field, value) in [
        ("full_name", Some(account.full_name.clone())),
        ("personal_number", either(&account.personal_number, &before.personal_number)),
        ("birth_date", birth.map(|day| app::format::date(Lang::Vi, day))),
        ("gender", either(&account.gender, &before.gender)),
        ("phone", phone),
        ("email", either(&account.email, &before.email)),
        ("address", either(&account.address, &before.address)),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            values.set(field, value);
        }
    }
}

fn answer(
    (app, visitor): (&Shared, &Visitor),
    case: &Case,
    step: Step,
    earlier: Earlier,
    form: FormState,
    status: StatusCode,
) -> Outcome {
    let lang = visitor.lang;
    let page = page_frame(app, visitor, case, step);
    let frame = frame(lang, case, step, form);
    let actor = visitor.actor()?;
    Ok(match step {
        Step::Applicant => {
            let fresh = !case.was_saved(step);
            let (people, _) = check::applicant(&case.typed(step), case.quotes.at.date());
            let lacks = actor.person.address.is_none() || actor.person.phone.is_none();
            let view = applicant::ApplicantPage {
                frame,
                groups: case.groups.clone(),
                from_dossier: earlier.person.filter(|_| fresh && lacks).map(|(_, name)| name),
                from_account: fresh && case.assist.is_none() && !actor.person.full_name.is_empty(),
                assisted: case.assist.is_some(),
                doubts: people.doubts_of(&actor.person).map(|doubt| (doubt.field.to_owned(), doubt.why)).collect(),
            };
            page_with(status, &page, || applicant::page(lang, &view))
        }
        Step::Form => {
            let earlier: BTreeMap<_, _> =
                earlier.answers.into_iter().map(|(key, answer)| (check::name_of(&key), answer)).collect();
            let view = questions::QuestionsPage {
                frame,
                fields: case.version.procedure.form.clone(),
                earlier,
                name_of: check::name_of,
            };
            page_with(status, &page, || questions::page(lang, &view))
        }
        _ => page_with(status, &page, || delivery::page(lang, &frame)),
    })
}

/// What is stored and what was typed, side by side (409).
fn differing(app: &Shared, visitor: &Visitor, case: &Case, step: Step, stored: &Values, typed: &Values) -> Response {
    let lang = visitor.lang;
    let said = |values: &Values, name: &str| values.all(name).join(", ");
    let differences = case
        .names(step)
        .into_iter()
        .filter(|name| stored.all(name) != typed.all(name))
        .map(|name| {
            let label = super::review::label(lang, case, step, &name);
            (label, said(stored, &name), said(typed, &name))
        })
        .collect();
    let view = conflict::ConflictPage {
        frame: frame(lang, case, step, FormState::default()),
        differences,
        typed: typed.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
    };
    let page = page_frame(app, visitor, case, step);
    page_with(StatusCode::CONFLICT, &page, || conflict::page(lang, &view))
}
