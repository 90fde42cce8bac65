//! `POST /api/v1/quotes`: what filing would cost and when the result would come.

use app::{explain, words::Lang};
use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::HeaderMap,
};
use backend::{
    error::{AppError, FieldErrors},
    quoting::{self, Answer, Question, ServiceKey, Wish},
};
use domain::{
    channel::Channel,
    deadline::Deadline,
    fee::Quantity,
    groups::{ApplicantGroup, Membership},
    working_hours::HOURS_A_DAY,
};
use jiff::{Timestamp, civil::DateTime};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    language,
    problem::{Problem, body_error},
};
use crate::web::{Outcome, Shared};

/// What is asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteRequest {
    /// The service's id; or `code`.
    service_id: Option<String>,
    /// The procedure code; 409 with the ids where several services bear it.
    code: Option<String>,
    /// `online`, `counter` or `postal`.
    #[schema(example = "online")]
    channel: String,
    /// When it would be sent (RFC 3339).
    #[schema(example = "2026-11-20T09:00:00+07:00")]
    filed_at: String,
    /// The agency; without it a commune of the assumed territory, and the explanation says so.
    agency_id: Option<String>,
    /// Units asked for, such as copies or pages; from 1 to 10000.
    quantity: Option<u32>,
    /// Copies of the whole, where pages are counted; from 1.
    copies: Option<u32>,
    /// Which of the fee's cases.
    case: Option<String>,
    /// Groups that the applicant belongs to, such as `poor_household`.
    #[serde(default)]
    applicant_groups: Vec<String>,
}

/// What is answered.
#[derive(Serialize, ToSchema)]
pub struct QuoteAnswer {
    /// The service that was meant.
    service_id: String,
    /// Its version's first day; absent where none was in force.
    version_from: Option<String>,
    /// The fee, or `null`: then `fee_reason` says why.
    fee: Option<FeeAnswer>,
    /// Why the fee is not known.
    fee_reason: Option<String>,
    /// The deadline, or `null`: then `deadline_reason` says why.
    deadline: Option<DeadlineAnswer>,
    /// Why the deadline is not known.
    deadline_reason: Option<String>,
    /// Always true: acceptance fixes fee and dates.
    provisional: bool,
}

/// A fee.
#[derive(Serialize, ToSchema)]
pub struct FeeAnswer {
    /// What the counter asks, đồng.
    standard: i64,
    /// What is to be paid, đồng.
    payable: i64,
    /// What is saved, đồng.
    saved: i64,
    /// Always `VND`.
    currency: &'static str,
    /// Why, a sentence each.
    explanation: Vec<String>,
}

/// A deadline.
#[derive(Serialize, ToSchema)]
pub struct DeadlineAnswer {
    /// What the law counts in: `working_days`, `working_hours`, `calendar_days`, `clock_hours`, `months`, `same_day`.
    unit: String,
    /// When it counts as received (RFC 3339).
    received_at: String,
    /// The first day that is counted.
    counted_from: String,
    /// Due by law (RFC 3339).
    statutory_due: String,
    /// Due as promised (RFC 3339).
    promised_due: String,
    /// Working hours until the law's date.
    working_hours_statutory: u32,
    /// Working hours until the promised date.
    working_hours_promised: u32,
    /// Whether a day between lies in a year whose calendar is not final.
    provisional_calendar: bool,
    /// Why, a sentence each.
    explanation: Vec<String>,
}

/// Quotes a service.
#[utoipa::path(
    post,
    path = "/api/v1/quotes",
    request_body = QuoteRequest,
    responses(
        (status = 200, body = QuoteAnswer),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn create(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Result<Json<QuoteRequest>, JsonRejection>,
) -> Outcome<Json<QuoteAnswer>> {
    let Json(request) = body.map_err(|rejection| body_error(&rejection))?;
    let lang = language(&headers);
    let question = request.parse()?;
    let answer = quoting::ask(&app.portal, &question).await?;
    Ok(Json(in_words(lang, &answer)))
}

impl QuoteRequest {
    fn parse(&self) -> Result<Question<'_>, AppError> {
        let mut errors = FieldErrors::default();
        let service = match (&self.service_id, &self.code) {
            (Some(id), _) => Some(ServiceKey::Id(id)),
            (None, Some(code)) => Some(ServiceKey::Code(code.trim())),
            (None, None) => {
                errors.add("service_id", "required");
                None
            }
        };
        let channel = self.channel.parse::<Channel>().ok();
        if channel.is_none() {
            errors.add("channel", "unknown_choice");
        }
        let at = self.filed_at.parse::<Timestamp>().ok().filter(within_reach);
        if at.is_none() {
            errors.add("filed_at", "not_a_moment");
        }
        let mut positive = |field: &str, value: Option<u32>| {
            let quantity = value.and_then(Quantity::new);
            match value {
                Some(0) => errors.add(field, "not_positive"),
                Some(_) if quantity.is_none() => {
                    errors.add_with(field, "too_many", vec![("most", Quantity::MOST.to_string())]);
                }
                _ => {}
            }
            quantity
        };
        let quantity = positive("quantity", self.quantity);
        let copies = positive("copies", self.copies);
        let mut groups = Vec::new();
        for group in &self.applicant_groups {
            match group.parse::<ApplicantGroup>() {
                Ok(group) => groups.push(Membership::Claimed(group)),
                Err(_) => errors.add("applicant_groups", "unknown_choice"),
            }
        }
        errors.into_result()?;
        let (Some(service), Some(channel), Some(at)) = (service, channel, at) else {
            return Err(AppError::Internal("a checked question is incomplete".into()));
        };
        Ok(Question {
            service,
            channel,
            at,
            agency_id: self.agency_id.as_deref(),
            wish: Wish { quantity, copies, case: self.case.clone(), groups },
        })
    }
}

/// Years that rules can be asked about.
fn within_reach(at: &Timestamp) -> bool {
    let year = backend::clock::local(*at).year();
    (1990..=2100).contains(&year)
}

fn in_words(lang: Lang, answer: &Answer) -> QuoteAnswer {
    let mut said = QuoteAnswer {
        service_id: answer.service.id.clone(),
        version_from: answer.version.as_ref().map(|version| version.valid_from.to_string()),
        fee: None,
        fee_reason: None,
        deadline: None,
        deadline_reason: None,
        provisional: true,
    };
    let Some(quote) = &answer.quote else {
        let reason = app::t!(lang, "explain.no_version").into_owned();
        said.fee_reason = Some(reason.clone());
        said.deadline_reason = Some(reason);
        return said;
    };
    match &quote.fee {
        Ok(fee) => {
            said.fee = Some(FeeAnswer {
                standard: fee.standard.get(),
                payable: fee.payable.get(),
                saved: fee.saved.get(),
                currency: "VND",
                explanation: explain::fee(lang, fee, &answer.assumed_place),
            });
        }
        Err(unknown) => said.fee_reason = Some(explain::fee_unknown(lang, unknown)),
    }
    match &quote.deadline {
        Ok(deadline) => {
            said.deadline = Some(DeadlineAnswer {
                unit: unit(deadline),
                received_at: rfc3339(deadline.received_at),
                counted_from: deadline.counted_from.to_string(),
                statutory_due: rfc3339(deadline.statutory_due),
                promised_due: rfc3339(deadline.promised_due),
                working_hours_statutory: deadline.working_hours_statutory,
                working_hours_promised: deadline.working_hours_promised,
                provisional_calendar: deadline.provisional,
                explanation: explain::deadline(lang, deadline),
            });
        }
        Err(unknown) => said.deadline_reason = Some(explain::deadline_unknown(lang, unknown)),
    }
    said
}

/// Working time is said in days where it is whole days, as the law mostly does.
fn unit(deadline: &Deadline) -> String {
    match (deadline.unit.as_str(), deadline.working_hours_statutory % HOURS_A_DAY) {
        ("working_time", 0) => "working_days".to_owned(),
        ("working_time", _) => "working_hours".to_owned(),
        (other, _) => other.to_owned(),
    }
}

/// Local time with its offset: `2026-11-26T10:00:00+07:00`.
fn rfc3339(at: DateTime) -> String {
    format!("{}+07:00", at.strftime("%Y-%m-%dT%H:%M:%S"))
}
