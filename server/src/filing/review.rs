//! The last look, sending, and what was sent.

use app::{
    filing::{answer as read_answer, applicant::doubt, review, sent as sent_page},
    format, names,
    shell::Place,
    t,
    ui::FormState,
    words::Lang,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use backend::{
    assist::{Asked, ask_to_send},
    clock::local,
    error::{AppError, FieldErrors},
    filing::{Case, Sent, Step, Submitted, change_agency as take_agency, check, sent as find_sent, standing, submit},
};
use domain::mode::ActingMode;

use super::view::{agency_choices, agency_name, draft, frame, name, page_frame};
use crate::{
    pages::{page, page_with},
    web::{
        Outcome, Shared, Visitor,
        form::{self, Typed},
    },
};

/// `GET …/kiem-tra`
pub async fn show(State(app): State<Shared>, visitor: Visitor, Path((service, id)): Path<(String, String)>) -> Outcome {
    let case = draft!(&app, &visitor, &service, &id);
    let form = FormState::default();
    answer(&app, &visitor, &case, form, false, StatusCode::OK).await
}

/// `POST …/kiem-tra`: sends it, once.
pub async fn send(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((service, id)): Path<(String, String)>,
    typed: Typed,
) -> Outcome {
    let actor = visitor.actor()?;
    let revision = typed.text("revision").parse().unwrap_or(0);
    let lang = visitor.lang;
    if actor.assist.is_some() {
        return ask_resident(&app, &visitor, &service, &id, revision).await;
    }
    let guide = typed.text("guide");
    let mut begun_under = None;
    let (mut form, changed, status) = match submit(&app.portal, actor, &id, revision, lang.code(), guide).await? {
        Submitted::Sent(_) => {
            let done = super::address(&service, &id, "da-gui");
            return Ok(form::see_other(lang, &done));
        }
        Submitted::Stale => (FormState::default(), true, StatusCode::CONFLICT),
        Submitted::ProcedureChanged(before) => {
            begun_under = Some(before);
            (FormState::default(), false, StatusCode::CONFLICT)
        }
        Submitted::Incomplete(wrong) => {
            let form = wrong_parts(lang, &wrong);
            (form, false, StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    form.set("guide", guide);
    let mut case = draft!(&app, &visitor, &service, &id);
    case.begun_under = case.begun_under.or(begun_under);
    answer(&app, &visitor, &case, form, changed, status).await
}

/// In a session the resident is told what is about to go out, with a code; they send it, on the next page.
async fn ask_resident(app: &Shared, visitor: &Visitor, service: &str, id: &str, revision: i64) -> Outcome {
    let lang = visitor.lang;
    let asked = ask_to_send(&app.portal, visitor.actor()?, id, revision).await;
    let mut begun_under = None;
    let (form, changed, status) = match asked {
        Ok(Asked::Told) => return Ok(form::see_other(Lang::Vi, &format!("/ho-tro/gui/{id}"))),
        Ok(Asked::Stale) => (FormState::default(), true, StatusCode::CONFLICT),
        Ok(Asked::ProcedureChanged(before)) => {
            begun_under = Some(before);
            (FormState::default(), false, StatusCode::CONFLICT)
        }
        Ok(Asked::Incomplete(wrong)) => {
            let form = wrong_parts(lang, &wrong);
            (form, false, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(AppError::Invalid(errors)) => {
            let form = wrong_parts(lang, &[(Step::Review, errors)]);
            (form, false, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => return Err(error.into()),
    };
    let mut case = draft!(app, visitor, service, id);
    case.begun_under = case.begun_under.or(begun_under);
    answer(app, visitor, &case, form, changed, status).await
}

/// What is wrong, part by part: the summary leads to each.
fn wrong_parts(lang: Lang, wrong: &[(Step, FieldErrors)]) -> FormState {
    let mut form = FormState::default();
    for (step, errors) in wrong {
        let Some(first) = errors.0.first() else {
            continue;
        };
        let message = form::message(lang, first);
        if *step == Step::Review {
            form.reject(first.field.clone(), message);
        } else {
            let part = name(*step).title(lang);
            let said = t!(lang, "filing.review.missing", part = part, message = message);
            form.reject(format!("part-{}", step.slug()), said);
        }
    }
    form
}

/// `POST …/co-quan`
pub async fn change_agency(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((service, id)): Path<(String, String)>,
    typed: Typed,
) -> Outcome {
    let case = draft!(&app, &visitor, &service, &id);
    match take_agency(&app.portal, visitor.actor()?, &id, typed.text("agency")).await {
        Ok(()) => {
            let here = super::address(&service, &id, Step::Review.slug());
            Ok(form::see_other(visitor.lang, &here))
        }
        Err(error) => {
            let form = form::rejected(visitor.lang, &typed, error)?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            answer(&app, &visitor, &case, form, false, status).await
        }
    }
}

async fn answer(
    app: &Shared,
    visitor: &Visitor,
    case: &Case,
    mut form: FormState,
    changed: bool,
    status: StatusCode,
) -> Outcome {
    let lang = visitor.lang;
    let wrong: Vec<Step> = check::all(case).into_iter().map(|(step, _)| step).collect();
    if let (Some(agency), false) = (&case.agency, form.has_errors()) {
        form.set("agency", agency.id.clone());
    }
    let standing = standing(&app.portal, None, &case.service.id).await?;
    let (people, _) = check::applicant(&case.typed(Step::Applicant), case.quotes.at.date());
    let mut doubts: Vec<String> =
        people.doubts_of(&visitor.actor()?.person).map(|found| doubt(lang, found.why)).collect();
    doubts.dedup();
    let view = review::ReviewPage {
        parts: case
            .steps()
            .into_iter()
            .filter(|step| *step != Step::Review)
            .map(|step| review::ReviewPart {
                step: name(step),
                slug: step.slug(),
                facts: facts(lang, case, step),
                wrong: wrong.contains(&step),
            })
            .collect(),
        agencies: agency_choices(lang, &standing.agencies()),
        payment: payment(lang, case),
        doubts,
        changed,
        assisted: case.assist.is_some(),
        frame: frame(lang, case, Step::Review, form),
    };
    let page = page_frame(app, visitor, case, Step::Review);
    Ok(page_with(status, &page, || review::page(lang, &view)))
}

/// Which fee is due when.
fn payment(lang: Lang, case: &Case) -> Vec<String> {
    let Ok(fee) = &case.quotes.online.fee else {
        return Vec::new();
    };
    fee.items
        .iter()
        .filter(|item| !item.payable.is_zero())
        .map(|item| {
            t!(
                lang,
                "filing.review.payment_line",
                name = item.name,
                amount = format::dong(lang, item.payable),
                due = names::fee_due(lang, item.due)
            )
            .into_owned()
        })
        .collect()
}

/// What was given on a step, question by question; what was left empty is left out.
fn facts(lang: Lang, case: &Case, step: Step) -> Vec<(String, String)> {
    let typed = case.typed(step);
    match step {
        Step::Documents => documents(lang, case),
        Step::Form => {
            let fields = &case.version.procedure.form;
            let (answers, _) = check::form(fields, &typed, case.today());
            fields
                .iter()
                .map(|field| {
                    let as_typed = typed.text(&check::name_of(&field.key)).to_owned();
                    let kept = answers.get(&field.key);
                    let said = kept.map_or(as_typed, |kept| read_answer(lang, field, kept));
                    (field.label.in_language(lang == Lang::En).to_owned(), said)
                })
                .filter(|(_, said)| !said.is_empty())
                .collect()
        }
        _ => case
            .names(step)
            .into_iter()
            .filter(|field| is_asked(step, field, &typed))
            .map(|field| {
                let values = typed.all(&field).iter();
                let said: Vec<String> = values.map(|value| said(lang, case, step, &field, value)).collect();
                (label(lang, case, step, &field), said.join(", "))
            })
            .filter(|(_, said)| !said.is_empty())
            .collect(),
    }
}

/// Whether a field counts: what stands in a part that the choice above hides is kept in the draft, but not sent.
fn is_asked(step: Step, field: &str, typed: &backend::input::Values) -> bool {
    match step {
        Step::Applicant => {
            let of_other = field.starts_with("other_") || field == "relation";
            !of_other || typed.text("acting") != ActingMode::SelfFiled.as_str()
        }
        Step::Delivery => field == "delivery" || typed.text("delivery") == "post",
        _ => true,
    }
}

fn documents(lang: Lang, case: &Case) -> Vec<(String, String)> {
    case.documents()
        .into_iter()
        .filter_map(|document| {
            let files: Vec<_> = case
                .attachments
                .iter()
                .filter(|attachment| attachment.component == document.key)
                .map(|attachment| attachment.file_name.clone())
                .collect();
            let name = document.name.in_language(lang == Lang::En).to_owned();
            (!files.is_empty()).then(|| (name, files.join("\n")))
        })
        .collect()
}

/// A chosen code in words; anything else as it was typed.
fn said(lang: Lang, case: &Case, step: Step, field: &str, value: &str) -> String {
    match (step, field, value) {
        (_, "acting", "self") => t!(lang, "filing.acting.self").into_owned(),
        (_, "acting", "representative") => t!(lang, "filing.acting.representative").into_owned(),
        (_, "acting", "authorised") => t!(lang, "filing.acting.authorised").into_owned(),
        (_, "gender" | "other_gender", "male") => t!(lang, "filing.gender.male").into_owned(),
        (_, "gender" | "other_gender", "female") => t!(lang, "filing.gender.female").into_owned(),
        (_, "delivery", "online") => t!(lang, "filing.delivery.online").into_owned(),
        (_, "delivery", "counter") => t!(lang, "filing.delivery.counter").into_owned(),
        (_, "delivery", "post") => t!(lang, "filing.delivery.post").into_owned(),
        (_, "group", code) => {
            let known = case.groups.iter().find(|group| group.as_str() == code);
            known.map_or_else(String::new, |group| names::group(lang, *group).into_owned())
        }
        _ => value.to_owned(),
    }
}

/// What a field asks for.
pub fn label(lang: Lang, case: &Case, step: Step, field: &str) -> String {
    if step == Step::Form {
        let fields = &case.version.procedure.form;
        let found = fields.iter().find(|it| check::name_of(&it.key) == field);
        return found.map_or_else(String::new, |it| it.label.in_language(lang == Lang::En).to_owned());
    }
    let said = match field {
        "acting" => t!(lang, "filing.acting"),
        "full_name" => t!(lang, "filing.full_name"),
        "personal_number" => t!(lang, "filing.personal_number"),
        "birth_date" => t!(lang, "filing.birth_date"),
        "gender" => t!(lang, "filing.gender"),
        "phone" | "post_phone" => t!(lang, "filing.phone"),
        "email" => t!(lang, "filing.email"),
        "address" | "post_address" => t!(lang, "filing.address"),
        "relation" => t!(lang, "filing.relation"),
        "group" => t!(lang, "filing.groups_short"),
        "delivery" => t!(lang, "filing.step.delivery"),
        "recipient" => t!(lang, "filing.recipient"),
        "other_name" => t!(lang, "filing.other.name"),
        "other_number" => t!(lang, "filing.other.number"),
        "other_birth" => t!(lang, "filing.other.birth"),
        "other_gender" => t!(lang, "filing.other.gender"),
        "other_phone" => t!(lang, "filing.other.phone"),
        "other_address" => t!(lang, "filing.other.address"),
        other => return other.to_owned(),
    };
    said.into_owned()
}

/// `GET …/da-gui`
pub async fn sent(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((service, id)): Path<(String, String)>,
) -> Outcome<Response> {
    let lang = visitor.lang;
    let Sent { dossier, version, agency } = find_sent(&app.portal, visitor.actor()?, &id).await?;
    if dossier.service_id != service {
        return Err(AppError::NotFound.into());
    }
    let facts = &dossier.facts;
    let person = &dossier.body.applicant;
    let by = [
        person.phone.as_ref().map(|_| t!(lang, "filing.sent.sms")),
        person.email.as_ref().map(|_| t!(lang, "filing.sent.email")),
    ];
    let view = sent_page::SentPage {
        reference: dossier.reference.clone(),
        service: version
            .map(|version| version.procedure.name.in_language(lang == Lang::En).to_owned())
            .unwrap_or_default(),
        agency: agency.map(|agency| agency_name(lang, &agency)).unwrap_or_default(),
        sent_at: local(dossier.submitted_at),
        acknowledge_by: facts.acknowledge_by,
        due: facts.quoted.as_ref().map(|due| (due.promised_due, due.statutory_due)),
        owed_now: facts.owed(),
        payable: facts.payable(),
        saved: facts.fee.as_ref().map(|fee| fee.saved).unwrap_or_default(),
        // Nothing goes out for made-up people.
        told_by: by.into_iter().flatten().filter(|_| !dossier.demo).map(std::borrow::Cow::into_owned).collect(),
        assisted: visitor.actor()?.assist.is_some(),
    };
    let path = super::address(&service, &id, "da-gui");
    let frame = visitor.private(&app, path, t!(lang, "filing.sent.title"));
    let frame = frame.place(Place::MyDossiers).with_island();
    Ok(page(&frame, || sent_page::page(lang, &view)))
}
