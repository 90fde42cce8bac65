//! The case's own questions, which the service describes as data.

use std::collections::BTreeMap;

use domain::{
    calendar::Calendar,
    dates::Between,
    fee::Quantity,
    procedure::{FieldKind, FieldRole, FormField},
};
use jiff::civil::Date;

use crate::{
    error::FieldErrors,
    input::{self, Values, Wrong},
    quoting::Wish,
};

/// The name of a question's field on the page.
pub fn name_of(key: &str) -> String {
    format!("f_{key}")
}

/// Reads the answers: field key to answer, in the store's form (ISO days, E.164 phones, plain digits, `yes`/`no`).
pub fn form(fields: &[FormField], typed: &Values, today: Date) -> (BTreeMap<String, String>, FieldErrors) {
    let (mut answers, mut errors) = (BTreeMap::new(), FieldErrors::default());
    for field in fields {
        let name = name_of(&field.key);
        match answer(field, typed.text(&name), field.bounds.between(today)) {
            Ok(Some(answer)) => {
                answers.insert(field.key.clone(), answer);
            }
            Ok(None) => {}
            Err(wrong) => errors.add(name, wrong),
        }
    }
    for field in fields {
        if let Some(earlier) = turned(field, fields, &answers) {
            let label = earlier.label.vi.clone();
            errors.add(name_of(&field.key), Wrong::with("date_before", "other", label));
        }
    }
    (answers, errors)
}

/// The question whose day must not come after this one's, where it does. Days of the store compare as text.
fn turned<'a>(field: &FormField, fields: &'a [FormField], answers: &BTreeMap<String, String>) -> Option<&'a FormField> {
    let earlier = field.bounds.not_before.as_deref()?;
    let is_turned = answers.get(&field.key)? < answers.get(earlier)?;
    fields.iter().find(|other| is_turned && other.key == earlier)
}

/// The fields for a day on which somebody comes, where the agency does not work on it.
pub fn days_off(fields: &[FormField], typed: &Values, today: Date, calendar: &Calendar) -> Vec<String> {
    let visits = fields.iter().filter(|field| field.bounds.workday);
    let is_off = |field: &&FormField| {
        let answer = answer(field, typed.text(&name_of(&field.key)), field.bounds.between(today));
        let day: Option<Date> = answer.ok().flatten().and_then(|day| day.parse().ok());
        day.is_some_and(|day| !calendar.is_working(day))
    };
    visits.filter(is_off).map(|field| name_of(&field.key)).collect()
}

fn answer(field: &FormField, text: &str, within: Between) -> Result<Option<String>, Wrong> {
    let is_choice = matches!(field.kind, FieldKind::Choice | FieldKind::YesNo);
    if text.is_empty() {
        return match (field.required, is_choice) {
            (false, _) => Ok(None),
            (true, true) => Err("choose".into()),
            (true, false) => Err("required".into()),
        };
    }
    let answer = match field.kind {
        FieldKind::Text | FieldKind::Address => input::line(text)?,
        FieldKind::Textarea => input::lines(text)?,
        FieldKind::Date => input::date_within(text, within)?.to_string(),
        FieldKind::Number => number(field, text)?,
        FieldKind::Choice => {
            let known = field.options.iter().any(|option| option.value == text);
            if !known {
                return Err("choose".into());
            }
            text.to_owned()
        }
        FieldKind::YesNo => match text {
            "yes" | "no" => text.to_owned(),
            _ => return Err("choose".into()),
        },
        FieldKind::PersonName => input::name(text)?,
        FieldKind::PersonalNumber => String::from(input::personal_number(text)?),
        FieldKind::Phone => input::phone(text)?,
        FieldKind::Money => input::dong(text)?.get().to_string(),
    };
    // Blanks and invisible characters alone are no answer.
    match (answer.is_empty(), field.required) {
        (true, true) => Err("required".into()),
        (true, false) => Ok(None),
        (false, _) => Ok(Some(answer)),
    }
}

fn number(field: &FormField, text: &str) -> Result<String, Wrong> {
    let number = input::number(text)?;
    match field.role {
        Some(FieldRole::Quantity | FieldRole::Copies) if units(&number).is_none() => Err("bad_quantity".into()),
        _ => Ok(number),
    }
}

fn units(answer: &str) -> Option<Quantity> {
    answer.parse().ok().and_then(Quantity::new)
}

/// What the fee depends on, among the answers that can be read.
pub(super) fn wish(fields: &[FormField], typed: &Values) -> Wish {
    let mut wish = Wish::default();
    for field in fields {
        let Some(role) = field.role else { continue };
        let Ok(Some(answer)) = answer(field, typed.text(&name_of(&field.key)), Between::EVER) else {
            continue;
        };
        match role {
            FieldRole::Quantity => wish.quantity = units(&answer),
            FieldRole::Copies => wish.copies = units(&answer),
            FieldRole::Case => wish.case = Some(answer),
        }
    }
    wish
}

/// An answer of the store as people type it, to be offered again.
pub fn typed_form(kind: FieldKind, answer: &str) -> String {
    match kind {
        FieldKind::Date => answer.parse().map_or_else(|_| answer.to_owned(), input::typed_date),
        FieldKind::Phone => {
            domain::identity::Phone::parse(answer).map_or_else(|_| answer.to_owned(), |phone| phone.national())
        }
        FieldKind::Number => answer.replace('.', ","),
        _ => answer.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::procedure::{Choice, DayBounds, Words};
    use jiff::civil::date;

    use super::*;

    fn field(kind: FieldKind, required: bool) -> FormField {
        FormField {
            key: "k".into(),
            label: Words::vi("Câu hỏi"),
            hint: None,
            kind,
            required,
            options: vec![Choice { value: "a".into(), label: Words::vi("A") }],
            section: None,
            once_only: None,
            role: None,
            bounds: DayBounds::default(),
        }
    }

    fn read(field: &FormField, text: &str) -> Result<Option<String>, &'static str> {
        let mut typed = Values::default();
        typed.set("f_k", text);
        let (answers, errors) = form(std::slice::from_ref(field), &typed, date(2026, 12, 1));
        match errors.0.first() {
            Some(error) => Err(error.code),
            None => Ok(answers.get("k").cloned()),
        }
    }

    #[test]
    fn each_kind_reads_its_answer_and_says_what_is_wrong() {
        use FieldKind as K;
        for (kind, text, kept) in [
            (K::Text, "  Thôn  2 ", "Thôn 2"),
            (K::Textarea, "a \r\n\r\n\r\n b", "a\n\nb"),
            (K::Date, "5/2/2026", "2026-02-05"),
            (K::Number, "1.250,5", "1250.5"),
            (K::Choice, "a", "a"),
            (K::YesNo, "no", "no"),
            (K::PersonName, "H'Hen  Niê", "H'Hen Niê"),
            (K::PersonalNumber, "051 090 000 123", "051090000123"),
            (K::Phone, "0912 345 678", "+84912345678"),
            (K::Address, "Tổ 5", "Tổ 5"),
            (K::Money, "50.000 đồng", "50000"),
        ] {
            let field = field(kind, true);
            assert_eq!(read(&field, text), Ok(Some(kept.to_owned())), "{kind}");
            // What is offered again can be typed as it is offered.
            assert_eq!(read(&field, &typed_form(kind, kept)), Ok(Some(kept.to_owned())), "{kind}");
        }
        for (kind, text, code) in [
            (K::Text, "\u{200b} ", "required"),
            (K::Text, "🏠", "bad_letter"),
            (K::Textarea, "một\n🏠", "bad_letter"),
            (K::Date, "31/02/2026", "no_such_day"),
            (K::Date, "5/2", "bad_date"),
            (K::Date, "5/2/26", "year_in_full"),
            (K::Date, "1/1/1850", "date_early"),
            (K::Choice, "b", "choose"),
            (K::YesNo, "", "choose"),
            (K::PersonName, "A1", "bad_name"),
            (K::PersonalNumber, "123456789", "old_card"),
            (K::Phone, "1", "bad_phone"),
            (K::Money, "x", "bad_money"),
            (K::Money, "1500000.00", "money_doubtful"),
            (K::Number, "x", "bad_quantity"),
        ] {
            assert_eq!(read(&field(kind, true), text), Err(code), "{kind}");
        }
        assert_eq!(read(&field(K::Date, false), ""), Ok(None));
        assert_eq!(read(&field(K::Text, true), &"a".repeat(201)), Err("too_long"));
    }

    #[test]
    fn a_day_lies_within_the_bounds_of_its_question() {
        let within = |first: Option<&str>, last: Option<&str>| FormField {
            bounds: DayBounds {
                first: first.map(|bound| bound.parse().unwrap()),
                last: last.map(|bound| bound.parse().unwrap()),
                ..DayBounds::default()
            },
            ..field(FieldKind::Date, true)
        };
        let (birth, mother) = (within(None, Some("today")), within(Some("-70y"), Some("-12y")));
        let visit = within(Some("+1d"), Some("+30d"));
        for (field, text, answer) in [
            (&birth, "01122026", Ok("2026-12-01")),
            (&birth, "2/12/2026", Err("date_late")),
            (&birth, "1/1/2027", Err("date_late")),
            (&mother, "5/2/90", Ok("1990-02-05")),
            (&mother, "5/2/2026", Err("date_late")),
            (&mother, "5/2/1950", Err("date_early")),
            (&visit, "2/12/26", Ok("2026-12-02")),
            (&visit, "1/12/2026", Err("date_early")),
            (&visit, "1/1/2027", Err("date_late")),
        ] {
            assert_eq!(read(field, text), answer.map(|day| Some(day.to_owned())), "{text}");
        }
    }

    #[test]
    fn one_day_comes_after_another() {
        let day = |key: &str, not_before: Option<&str>| FormField {
            key: key.into(),
            bounds: DayBounds { not_before: not_before.map(str::to_owned), ..DayBounds::default() },
            ..field(FieldKind::Date, false)
        };
        let fields = [day("from", None), day("to", Some("from"))];
        let wrong = |from: &str, to: &str| {
            let typed: Values = [("f_from", from), ("f_to", to)].into_iter().collect();
            form(&fields, &typed, date(2026, 12, 1)).1.0.first().map(|error| (error.field.clone(), error.code))
        };
        assert_eq!(wrong("2/12/2026", "1/12/2026"), Some(("f_to".into(), "date_before")));
        assert_eq!(wrong("2/12/2026", "2/12/2026"), None);
        assert_eq!(wrong("", "1/12/2026"), None);
    }

    #[test]
    fn what_the_fee_depends_on_is_bounded() {
        let quantity = FormField { role: Some(FieldRole::Quantity), ..field(FieldKind::Number, true) };
        assert_eq!(read(&quantity, "3"), Ok(Some("3".into())));
        for text in ["0", "1,5", "10.001"] {
            assert_eq!(read(&quantity, text), Err("bad_quantity"), "{text}");
        }
    }
}
