//! Which figures an address asks for. What cannot be understood is left out; days that cannot be taken are an error at
//! their field, and the page shows the year instead.

use app::{
    adoption::query::{self, AdoptionQuery, Preset, When},
    format,
    words::Lang,
};
use backend::{
    adoption::{Data, Period, Scope},
    error::{AppError, FieldErrors},
    input,
};
use domain::{metrics::Measure, mode::Level};
use jiff::civil::Date;

use crate::web::{
    Asked,
    form::{self, Typed},
};

/// What an address asks for.
pub struct Question {
    /// The question, as its address has it.
    pub query: AdoptionQuery,
    /// The same, as the figures take it.
    pub scope: Scope,
    /// The period as it was typed, or as it is.
    pub typed: Typed,
    /// What is wrong with it.
    pub errors: FieldErrors,
    /// Whether the question has another address that is to be kept and shared: a form sends what nobody filled, and
    /// days as people write them.
    pub moved: bool,
}

impl Question {
    /// The form of the page, with what is wrong in words.
    pub fn form(&self, lang: Lang) -> app::ui::FormState {
        form::with_errors(lang, &self.typed, &self.errors)
    }

    /// Adds what the figures refuse, at the fields of the page; the question goes on without it.
    ///
    /// # Errors
    /// Whatever is not about an agency or a field of the form.
    pub fn refuse(&mut self, error: AppError) -> Result<(), AppError> {
        let AppError::Invalid(errors) = error else {
            return Err(error);
        };
        for error in errors.0 {
            match error.field.as_str() {
                "agency" => {
                    self.query.agency = None;
                    self.scope.agency = None;
                    self.errors.add("co-quan", error.code);
                }
                "field" => {
                    self.query.field = None;
                    self.scope.field = None;
                    self.errors.add("linh-vuc", error.code);
                }
                // Nobody types a service's id.
                _ => return Err(AppError::NotFound),
            }
        }
        Ok(())
    }
}

/// Reads an address.
pub fn read(asked: &Asked, today: Date) -> Question {
    let text = |name: &str| asked.text(name).map(str::to_owned);
    let mut query = AdoptionQuery {
        when: When::default(),
        measure: asked.text("chi-so").and_then(|code| code.parse().ok()).unwrap_or(Measure::Online),
        by: asked.text("theo").and_then(query::of_slug),
        level: asked.text("cap").and_then(|code| code.parse::<Level>().ok()),
        agency: text("co-quan"),
        field: text("linh-vuc"),
        service: text("dich-vu"),
        real: asked.text("so-lieu") == Some("that"),
    };
    let mut errors = FieldErrors::default();
    let period = period(asked, today, &mut query, &mut errors);
    let (from, to) = (asked.text("tu"), asked.text("den"));
    let is_plain = |day: Option<&str>| day.is_none_or(|text| text.parse::<Date>().is_ok());
    let shown = |typed: Option<&str>, day: Date| match typed {
        Some(typed) if !errors.is_empty() => typed.to_owned(),
        _ => format::date(Lang::Vi, day),
    };
    Question {
        typed: Typed::from_iter([("tu", shown(from, period.from())), ("den", shown(to, period.to()))]),
        scope: scope(&query, period),
        moved: asked.has_empty()
            || !is_plain(from)
            || !is_plain(to)
            || (asked.text("ky").is_some() && from.or(to).is_some()),
        query,
        errors,
    }
}

/// The figures' scope of a question in a period.
pub fn scope(query: &AdoptionQuery, period: Period) -> Scope {
    Scope {
        level: query.level,
        agency: query.agency.clone(),
        field: query.field.clone(),
        service: query.service.clone(),
        data: if query.real { Data::RealOnly } else { Data::All },
        ..Scope::of(period)
    }
}

/// The period. A form sends the preset that was looked at and its days: days that were left as they are keep it moving
/// with the calendar, others hold by themselves.
fn period(asked: &Asked, today: Date, query: &mut AdoptionQuery, errors: &mut FieldErrors) -> Period {
    let preset = asked.text("ky").and_then(Preset::of_slug);
    let (first, last) = preset.unwrap_or_default().days(today);
    let year = Period::year_to(today);
    let mut day = |name: &str, otherwise: Date| match asked.text(name) {
        None => otherwise,
        Some(text) => input::date(text).unwrap_or_else(|code| {
            errors.add(name, code);
            otherwise
        }),
    };
    let (from, to) = (day("tu", first), day("den", last));
    if !errors.is_empty() {
        return year;
    }
    let is_preset = (from, to) == (first, last);
    let has_days = asked.text("tu").or(asked.text("den")).is_some();
    query.when = if is_preset && (preset.is_some() || !has_days) {
        When::Preset(preset.unwrap_or_default())
    } else {
        When::Days(from, to)
    };
    match Period::new(from, to) {
        Ok(period) => period,
        Err(error) => {
            query.when = When::default();
            let wrong = match error {
                AppError::Invalid(wrong) => wrong.0,
                _ => Vec::new(),
            };
            for error in wrong {
                let field = if error.field == "from" { "tu" } else { "den" };
                errors.add_with(field, error.code, error.values);
            }
            year
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::{extract::FromRequestParts as _, http::Request};
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    async fn ask(query: &str) -> Question {
        let request = Request::get(format!("/tinh-hinh?{query}")).body(());
        let (mut parts, ()) = request.unwrap().into_parts();
        let asked = Asked::from_request_parts(&mut parts, &()).await.unwrap();
        read(&asked, TODAY)
    }

    #[tokio::test]
    async fn days_are_read_as_people_write_them() {
        let question = ask("tu=1%2F3%2F2026&den=31.03.2026").await;
        assert!(question.errors.is_empty());
        assert!(question.moved, "the address to be kept has plain days");
        assert_eq!(question.query.address(), "/tinh-hinh?tu=2026-03-01&den=2026-03-31");
        assert!(!ask("tu=2026-03-01&den=2026-03-31").await.moved);
    }

    #[tokio::test]
    async fn a_preset_stays_while_its_days_are_left_alone() {
        let left = ask("ky=nam-nay&tu=01%2F01%2F2026&den=22%2F11%2F2026&co-quan=a").await;
        assert_eq!(left.query.address(), "/tinh-hinh?co-quan=a");
        let changed = ask("ky=nam-nay&tu=01%2F02%2F2026&den=22%2F11%2F2026").await;
        assert_eq!(changed.scope.period.from(), date(2026, 2, 1));
        let kept = ask("tu=2026-01-01&den=2026-11-22").await;
        assert_eq!(
            kept.query.address(),
            "/tinh-hinh?tu=2026-01-01&den=2026-11-22",
            "who names days means them, tomorrow too"
        );
    }

    #[tokio::test]
    async fn what_is_wrong_is_said_at_its_field_and_kept() {
        for (query, field, code) in [
            ("tu=2026-03-31&den=2026-03-01", "den", "period_turned"),
            ("tu=31%2F02%2F2026&den=2026-03-01", "tu", "no_such_day"),
            ("tu=2010-01-01&den=2026-03-01", "den", "period_too_long"),
        ] {
            let question = ask(query).await;
            let errors: Vec<_> = question.errors.0.iter().map(|e| (&*e.field, e.code)).collect();
            assert_eq!(errors, [(field, code)], "{query}");
            assert_eq!(question.scope.period, Period::year_to(TODAY));
        }
        let question = ask("tu=31%2F02%2F2026&den=2026-03-01").await;
        assert_eq!(question.typed.text("tu"), "31/02/2026");
    }

    #[tokio::test]
    async fn what_is_unknown_is_left_out() {
        let question = ask("theo=x&cap=x&chi-so=x&ky=x&utm=1").await;
        assert_eq!(question.query, AdoptionQuery::default());
    }
}
