//! What an administrator types of days and documents, read; and back, to be changed.

use std::str::FromStr;

use domain::calendar::{CalendarDay, DayKind, NATIONWIDE, Refused};
use jiff::civil::Date;

use super::Places;
use crate::{
    error::{AppError, FieldErrors},
    input::{Values, date, line, typed_date},
};

/// The fields of the form for days.
pub const DAY_FIELDS: [&str; 9] = ["kind", "from", "to", "scope", "name", "number", "date", "issuer", "provisional"];

/// The fields of the form that publishes a year.
pub const DECLARE_FIELDS: [&str; 4] = ["keep", "number", "date", "issuer"];

/// What stands as the source of a day that nobody has decided.
pub(super) const FORESEEN: &str = "Dự kiến, chờ văn bản của cơ quan có thẩm quyền";
/// The longest stretch of days that is entered at once.
const MOST_DAYS: i32 = 31;

/// What is typed, with what is wrong so far.
pub(super) struct Reader<'a> {
    pub(super) typed: &'a Values,
    pub(super) errors: FieldErrors,
}

impl<'a> Reader<'a> {
    pub(super) fn new(typed: &'a Values) -> Self {
        Self { typed, errors: FieldErrors::default() }
    }

    pub(super) fn line(&mut self, name: &'static str, required: bool) -> String {
        match line(self.typed.text(name)) {
            Ok(text) if text.is_empty() && required => {
                self.errors.add(name, "required");
                text
            }
            Ok(text) => text,
            Err(code) => {
                self.errors.add(name, code);
                String::new()
            }
        }
    }

    pub(super) fn day(&mut self, name: &'static str, required: bool) -> Option<Date> {
        let text = self.typed.text(name);
        if text.is_empty() {
            if required {
                self.errors.add(name, "required");
            }
            return None;
        }
        date(text).map_err(|code| self.errors.add(name, code)).ok()
    }

    /// The document, in a line: `Quyết định 12/QĐ-UBND ngày 20/11/2026 của UBND tỉnh`. Its number and date are asked
    /// for where it is `required`, and who issued it where `by` is.
    pub(super) fn document(&mut self, required: bool, by: bool) -> String {
        let number = self.line("number", required);
        let date = self.day("date", required);
        let issuer = self.line("issuer", by);
        let mut text = number;
        if let Some(date) = date.filter(|_| !text.is_empty()) {
            text.push_str(ON);
            text.push_str(&typed_date(date));
        }
        if !issuer.is_empty() && !text.is_empty() {
            text.push_str(BY);
            text.push_str(&issuer);
        }
        text
    }

    fn one<T: FromStr>(&mut self, name: &'static str) -> Option<T> {
        let read = self.typed.text(name).parse().ok();
        if read.is_none() {
            self.errors.add(name, "choose");
        }
        read
    }
}

const ON: &str = " ngày ";
const BY: &str = " của ";

/// The days that a form names, one for each date.
///
/// # Errors
/// [`AppError::Invalid`] with all that cannot be read.
pub(super) fn days(typed: &Values, places: &Places, today: Date) -> Result<Vec<CalendarDay>, AppError> {
    let mut form = Reader::new(typed);
    let kind: Option<DayKind> = form.one("kind");
    let from = form.day("from", true);
    let to = form.day("to", false).or(from);
    if let (Some(from), Some(to)) = (from, to) {
        check_span(&mut form.errors, from, to, today);
    }
    let scope = match form.line("scope", false) {
        scope if scope.is_empty() => NATIONWIDE.to_owned(),
        scope => scope,
    };
    let is_closure = kind == Some(DayKind::Closure);
    if !places.knows(&scope) {
        form.errors.add("scope", "choose");
    } else if is_closure && scope == NATIONWIDE {
        // Told with the rest, not after it.
        form.errors.add("scope", "closure_nationwide");
    }
    let name = form.line("name", true);
    let provisional = typed.text("provisional") == "yes";
    let mut legal_source = form.document(!provisional, is_closure && !provisional);
    if provisional && legal_source.is_empty() {
        FORESEEN.clone_into(&mut legal_source);
    }
    form.errors.into_result()?;
    let (Some(kind), Some(from), Some(to)) = (kind, from, to) else {
        return Err(AppError::Internal("a field was neither read nor refused".into()));
    };
    let dates = from.series(jiff::Span::new().days(1)).take_while(|day| *day <= to);
    let day = |date| CalendarDay {
        date,
        scope: scope.clone(),
        kind,
        name: name.clone(),
        legal_source: legal_source.clone(),
        provisional,
    };
    Ok(dates.map(day).collect())
}

fn check_span(errors: &mut FieldErrors, from: Date, to: Date, today: Date) {
    if !is_near(from, today) {
        errors.add("from", "calendar_far");
    } else if to < from {
        errors.add("to", "period_turned");
    } else if to.since(from).map_or(0, |span| span.get_days()) >= MOST_DAYS {
        errors.add("to", "calendar_long");
    }
}

/// A year that somebody enters days for; another is a slip of the finger.
pub(super) fn is_near(day: Date, today: Date) -> bool {
    (day.year() - today.year()).abs() <= 5
}

/// Where and as which code the domain's refusal is told.
pub(super) const fn refusal(why: Refused) -> (&'static str, &'static str) {
    match why {
        Refused::MakeUpOnWorkday => ("kind", "make_up_workday"),
        Refused::ClosureNationwide => ("scope", "closure_nationwide"),
        Refused::NoSource => ("number", "required"),
        Refused::Past => ("from", "day_settled"),
        Refused::FinalAlready => ("provisional", "day_final"),
    }
}

/// A day as it would be typed: the form's fields with their values.
pub fn typed_day(day: &CalendarDay) -> Vec<(&'static str, String)> {
    let mut typed = vec![
        ("kind", day.kind.to_string()),
        ("from", typed_date(day.date)),
        ("to", typed_date(day.date)),
        ("scope", day.scope.clone()),
        ("name", day.name.clone()),
    ];
    if day.provisional {
        typed.push(("provisional", "yes".to_owned()));
    }
    if day.legal_source != FORESEEN {
        let (number, date, issuer) = document_parts(&day.legal_source);
        typed.extend([("number", number), ("date", date), ("issuer", issuer)]);
    }
    typed
}

/// Number, date and issuer of a document in a line; whatever it is, nothing of it is lost.
fn document_parts(source: &str) -> (String, String, String) {
    if let Some((number, rest)) = source.rsplit_once(ON) {
        let (on, issuer) = rest.split_once(BY).unwrap_or((rest, ""));
        if date(on).is_ok() {
            return (number.to_owned(), on.to_owned(), issuer.to_owned());
        }
    }
    (source.to_owned(), String::new(), String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_in_a_line_is_typed_as_it_was_read() {
        for source in [
            "Quyết định 12/QĐ-UBND ngày 20/11/2026 của UBND tỉnh Quảng Ngãi",
            "Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024",
            "Bộ luật Lao động 2019, Điều 112",
            "Nghỉ bù ngày Quốc tế lao động",
        ] {
            let (number, date, issuer) = document_parts(source);
            let mut typed = Values::default();
            typed.set("number", number);
            typed.set("date", date);
            typed.set("issuer", issuer);
            let mut form = Reader::new(&typed);
            assert_eq!(form.document(false, false), source);
            assert!(form.errors.is_empty());
        }
    }
}
