//! A step of a filing as a browser may send it: each field read or refused, and what was kept reads the same again.
#![no_main]

use std::sync::LazyLock;

use backend::{
    filing::check::{self, APPLICANT_FIELDS, DELIVERY_FIELDS},
    input::Values,
};
use domain::procedure::{Choice, DayBounds, FieldKind, FormField, Words};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use url::form_urlencoded;

/// One question of each kind; `f_text`, `f_date`, … are the fields' names.
static FIELDS: LazyLock<Vec<FormField>> = LazyLock::new(|| {
    FieldKind::ALL
        .iter()
        .map(|kind| FormField {
            key: kind.to_string(),
            label: Words::vi("?"),
            hint: None,
            kind: *kind,
            required: false,
            options: vec![Choice { value: "one".to_owned(), label: Words::vi("?") }],
            section: None,
            once_only: None,
            role: None,
            bounds: DayBounds::default(),
        })
        .collect()
});

fuzz_target!(|body: &[u8]| {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    let among = |names: &[String]| {
        let pairs = pairs.iter();
        Values::among(names, pairs.map(|(name, value)| (name.as_str(), value.as_str())))
    };
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();

    check::applicant(&among(&owned(&APPLICANT_FIELDS)), date(2026, 11, 22));
    check::delivery(&among(&owned(&DELIVERY_FIELDS)));

    let names: Vec<String> = FIELDS.iter().map(|field| check::name_of(&field.key)).collect();
    let (answers, _) = check::form(&FIELDS, &among(&names), date(2026, 11, 22));
    let mut offered_again = Values::default();
    for field in FIELDS.iter() {
        if let Some(answer) = answers.get(&field.key) {
            let typed = check::typed_form(field.kind, answer);
            offered_again.set(check::name_of(&field.key), typed);
        }
    }
    let (again, errors) = check::form(&FIELDS, &offered_again, date(2026, 11, 22));
    assert!(errors.is_empty(), "{answers:?} is refused when offered again");
    assert_eq!(answers, again);
});
