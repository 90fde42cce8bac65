//! The case's own questions, which the service describes as data.

use std::collections::BTreeMap;

use domain::{
    fee::Quantity,
    procedure::{FieldKind, FieldRole, FormField},
    text::clean_lines,
};

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
pub fn form(fields: &[FormField], typed: &Values) -> (BTreeMap<String, String>, FieldErrors) {
    let (mut answers, mut errors) = (BTreeMap::new(), FieldErrors::default());
    for field in fields {
        let name = name_of(&field.key);
        let typed_text = typed.text(&name);
        match answer(field, typed_text) {
            Ok(Some(answer)) => {
                answers.insert(field.key.clone(), answer);
            }
            Ok(None) => {}
            Err(code @ "money_doubtful") => errors.add_with(name, code, input::meant(typed_text)),
            Err(code) => errors.add(name, code),
        }
    }
    (answers, errors)
}

fn answer(field: &FormField, text: &str) -> Result<Option<String>, Wrong> {
    let is_choice = matches!(field.kind, FieldKind::Choice | FieldKind::YesNo);
    if text.is_empty() {
        return match (field.required, is_choice) {
            (false, _) => Ok(None),
            (true, true) => Err("choose"),
            (true, false) => Err("required"),
        };
    }
    let answer = match field.kind {
        FieldKind::Text | FieldKind::Address => input::line(text)?,
        FieldKind::Textarea => {
            let text = clean_lines(text);
            if text.chars().count() > input::MOST_LINES {
                return Err("too_long");
            }
            text
        }
        FieldKind::Date => input::date(text)?.to_string(),
        FieldKind::Number => number(field, text)?,
        FieldKind::Choice => {
            let known = field.options.iter().any(|option| option.value == text);
            if !known {
                return Err("choose");
            }
            text.to_owned()
        }
        FieldKind::YesNo => match text {
            "yes" | "no" => text.to_owned(),
            _ => return Err("choose"),
        },
        FieldKind::PersonName => input::name(text)?,
        FieldKind::PersonalNumber => String::from(input::personal_number(text)?),
        FieldKind::Phone => input::phone(text)?,
        FieldKind::Money => input::dong(text)?.get().to_string(),
    };
    // Blanks and invisible characters alone are no answer.
    match (answer.is_empty(), field.required) {
        (true, true) => Err("required"),
        (true, false) => Ok(None),
        (false, _) => Ok(Some(answer)),
    }
}

fn number(field: &FormField, text: &str) -> Result<String, Wrong> {
    let number = input::number(text)?;
    match field.role {
        Some(FieldRole::Quantity | FieldRole::Copies) if units(&number).is_none() => Err("bad_quantity"),
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
        let Ok(Some(answer)) = answer(field, typed.text(&name_of(&field.key))) else {
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
    use domain::procedure::{Choice, Words};

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
        }
    }

    fn read(field: &FormField, text: &str) -> Result<Option<String>, Wrong> {
        let mut typed = Values::default();
        typed.set("f_k", text);
        let (answers, errors) = form(std::slice::from_ref(field), &typed);
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
            (K::Date, "31/02/2026", "bad_date"),
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
    fn what_the_fee_depends_on_is_bounded() {
        let quantity = FormField { role: Some(FieldRole::Quantity), ..field(FieldKind::Number, true) };
        assert_eq!(read(&quantity, "3"), Ok(Some("3".into())));
        for text in ["0", "1,5", "10.001"] {
            assert_eq!(read(&quantity, text), Err("bad_quantity"), "{text}");
        }
    }
}
