//! What people type into the look-up: a code is read the same after it was written, in whichever way it was typed.
#![no_main]

use std::{fmt::Display, str::FromStr};

use domain::{
    code::{AgencyCode, DossierCode, Reference},
    identity::{Email, PersonName, PersonalNumber, Phone, TaxCode},
    text,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    read_the_same::<AgencyCode>(typed);
    read_the_same::<DossierCode>(typed);
    read_the_same::<Reference>(typed);

    if let Ok(phone) = Phone::parse(typed) {
        assert_eq!(Phone::parse(&phone.national()), Ok(phone));
    }
    if let Ok(number) = PersonalNumber::parse(typed) {
        number.warnings(None, None);
        assert!(!number.masked().contains(&String::from(number.clone())));
    }
    let _ = (PersonName::parse(typed), Email::parse(typed), TaxCode::parse(typed));

    let clean = text::clean(typed);
    assert_eq!(text::clean(&clean), clean, "clean text stays as it is");
    let folded = text::fold(typed);
    assert_eq!(text::fold(&folded), folded, "folded text stays as it is");
    assert!(text::similarity(&folded, &clean) <= 1.0);
    text::spelling_keys(typed);
    text::slug(typed);
});

fn read_the_same<T: FromStr + Display + PartialEq>(typed: &str) {
    if let Ok(code) = typed.parse::<T>() {
        let written = code.to_string();
        let again = written.parse::<T>().ok();
        assert!(again == Some(code), "{typed:?} was written as {written:?}");
    }
}
