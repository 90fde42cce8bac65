//! `GET /api/v1/adoption`: the figures of a period, with every numerator and denominator.

use std::{collections::BTreeMap, str::FromStr};

use app::words::Lang;
use axum::{Json, extract::State, http::HeaderMap};
use backend::{
    adoption::{self, Data, Period, Report, ReportRow, Scope, Target},
    error::{AppError, FieldErrors},
};
use domain::metrics::{By, Figures, Listed, Measure};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{language, problem::Problem};
use crate::web::{Asked, Outcome, Shared, Visitor};

/// The figures of a period.
#[derive(Serialize, ToSchema)]
pub struct AdoptionAnswer {
    /// First day of acceptance, local.
    from: String,
    /// Last day, inclusive.
    to: String,
    /// What each row is.
    by: &'static str,
    /// `all`, or `real`: without demo data.
    data: &'static str,
    /// Of the dossiers received, so many are made up for the demonstration.
    demo_dossiers: i64,
    /// Groups of fewer dossiers are suppressed, and the next smallest where they could be worked out.
    small_cell: i64,
    /// All rows together.
    total: Group,
    /// One for each level, agency, service, field or month.
    rows: Vec<Group>,
    /// How many rows reach their targets.
    reached: Vec<ReachedItem>,
}

/// The figures of one row.
#[derive(Serialize, ToSchema)]
pub struct Group {
    /// The level's code, the agency's or service's id, the field's key, or the month as `2026-03`; empty for all.
    key: String,
    /// Of an agency, service or field.
    #[serde(skip_serializing_if = "String::is_empty")]
    name: String,
    /// Of an agency or level.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
    /// Too few dossiers to be shown; there are no numbers then.
    suppressed: bool,
    /// Every share, with what is counted and out of how many.
    measures: Vec<Share>,
    /// Every number by itself; amounts in đồng, times in working hours.
    counts: BTreeMap<&'static str, i64>,
    /// What is aimed at.
    targets: Vec<TargetItem>,
}

/// A share.
#[derive(Serialize, ToSchema)]
pub struct Share {
    /// Of what.
    measure: &'static str,
    /// Numerator.
    numerator: i64,
    /// Denominator.
    denominator: i64,
    /// Hundredths of a percent, rounded half up; null where the denominator is 0.
    basis_points: Option<i64>,
}

/// A target.
#[derive(Serialize, ToSchema)]
pub struct TargetItem {
    /// Of what.
    measure: &'static str,
    /// Reached from so many percent on.
    percent: u32,
    /// The document that sets it.
    legal_source: String,
}

/// How many rows reach a target. Those that received nothing, and suppressed ones, are not among `of`.
#[derive(Serialize, ToSchema)]
pub struct ReachedItem {
    /// Of what.
    measure: &'static str,
    /// So many reach it.
    reached: usize,
    /// Of so many.
    of: usize,
    /// Rows without dossiers.
    empty: usize,
    /// Rows with too few to be shown.
    suppressed: usize,
}

/// Tells how far the portal is used. The public sees aggregates, and of them no group that is too small.
#[utoipa::path(
    get,
    path = "/api/v1/adoption",
    params(
        ("from" = Option<String>, Query, description = "First day of acceptance, `2026-01-01`; the year's first without it"),
        ("to" = Option<String>, Query, description = "Last day, inclusive; today without it"),
        ("by" = Option<String>, Query, description = "`province` (one row, without it), `level`, `agency`, `service`, `field` or `month`"),
        ("agency" = Option<String>, Query, description = "Of one agency: its id"),
        ("level" = Option<String>, Query, description = "Of one level: `ministry`, `province`, `district` or `commune`"),
        ("field" = Option<String>, Query, description = "Of one field: its key, such as `ho-tich`"),
        ("service" = Option<String>, Query, description = "Of one service: its id"),
        ("data" = Option<String>, Query, description = "`all` (without it), or `real`: without demo data"),
    ),
    responses(
        (status = 200, body = AdoptionAnswer),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn show(
    State(app): State<Shared>,
    visitor: Visitor,
    headers: HeaderMap,
    asked: Asked,
) -> Outcome<Json<AdoptionAnswer>> {
    let (scope, by) = scope(&asked, app.portal.clock.today())?;
    let report = adoption::report(&app.portal, visitor.actor.as_ref(), &scope, by).await?;
    Ok(Json(answer(&report, language(&headers) == Lang::En)))
}

/// What a query asks for. Nothing of it is guessed: what cannot be read is said.
///
/// # Errors
/// [`AppError::Invalid`] at the parameters' names.
pub fn scope(asked: &Asked, today: Date) -> Result<(Scope, By), AppError> {
    let mut errors = FieldErrors::default();
    let by = choice(asked, "by", &mut errors).unwrap_or(By::Province);
    let level = choice(asked, "level", &mut errors);
    let to = day(asked, "to", &mut errors).unwrap_or(today);
    let from = day(asked, "from", &mut errors).unwrap_or_else(|| to.first_of_year());
    let data = match asked.text("data") {
        None | Some("all") => Data::All,
        Some("real") => Data::RealOnly,
        Some(_) => {
            errors.add("data", "unknown_choice");
            Data::All
        }
    };
    let period = match Period::new(from, to) {
        Err(AppError::Invalid(more)) if errors.is_empty() => return Err(AppError::Invalid(more)),
        other => other,
    };
    errors.into_result()?;
    let text = |name| asked.text(name).map(str::to_owned);
    let scope =
        Scope { period: period?, level, agency: text("agency"), field: text("field"), service: text("service"), data };
    Ok((scope, by))
}

fn choice<T: FromStr>(asked: &Asked, name: &str, errors: &mut FieldErrors) -> Option<T> {
    let parsed = asked.text(name)?.parse().ok();
    if parsed.is_none() {
        errors.add(name, "unknown_choice");
    }
    parsed
}

fn day(asked: &Asked, name: &str, errors: &mut FieldErrors) -> Option<Date> {
    let text = asked.text(name)?;
    let day = text.parse().ok();
    if day.is_none() {
        errors.add(name, "bad_date");
    }
    day
}

fn answer(report: &Report, english: bool) -> AdoptionAnswer {
    let reached = |measure: &Measure| {
        let reached = report.reached(*measure)?;
        Some(ReachedItem {
            measure: measure.as_str(),
            reached: reached.reached,
            of: reached.of,
            empty: reached.empty,
            suppressed: reached.withheld,
        })
    };
    AdoptionAnswer {
        from: report.scope.period.from().to_string(),
        to: report.scope.period.to().to_string(),
        by: report.by.as_str(),
        data: match report.scope.data {
            Data::All => "all",
            Data::RealOnly => "real",
        },
        demo_dossiers: report.demo,
        small_cell: report.small_cell,
        total: group(report.total.as_ref(), &report.targets),
        rows: report.rows.iter().map(|one| row(one, english)).collect(),
        reached: Measure::ALL.iter().filter_map(reached).collect(),
    }
}

fn row(row: &ReportRow, english: bool) -> Group {
    Group {
        key: row.key.clone(),
        name: row.name.in_language(english).to_owned(),
        level: row.level.map(|level| level.as_str()),
        ..group(row.figures.as_ref(), &row.targets)
    }
}

fn group(figures: Option<&Figures>, targets: &[Target]) -> Group {
    let share = |measure: &Measure| {
        let share = measure.share(figures?);
        Some(Share {
            measure: measure.as_str(),
            numerator: share.of,
            denominator: share.all,
            basis_points: share.basis_points(),
        })
    };
    let count = |listed: Listed| Some((listed.as_str(), figures?.number(listed)));
    let target = |target: &Target| TargetItem {
        measure: target.measure.as_str(),
        percent: target.percent,
        legal_source: target.legal_source.clone(),
    };
    Group {
        key: String::new(),
        name: String::new(),
        level: None,
        suppressed: figures.is_none(),
        measures: Measure::ALL.iter().filter_map(share).collect(),
        counts: Listed::all().filter_map(count).collect(),
        targets: targets.iter().map(target).collect(),
    }
}
