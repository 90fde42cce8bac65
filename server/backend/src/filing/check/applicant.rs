//! Who files, who asks, and whom it is about.

use domain::{
    dates::Between,
    identity::{NumberWarning, PersonalNumber, Sex},
    mode::ActingMode,
};
use jiff::{ToSpan, civil::Date};

use crate::{
    actor::Person,
    error::FieldErrors,
    input::{self, Values},
};

/// Nobody alive is older, in years.
const MOST_AGE: i64 = 130;

/// The fields of the step, in the page's order.
pub const APPLICANT_FIELDS: [&str; 16] = [
    "acting",
    "full_name",
    "personal_number",
    "birth_date",
    "gender",
    "phone",
    "email",
    "address",
    "other_name",
    "other_number",
    "other_birth",
    "other_gender",
    "other_phone",
    "other_address",
    "relation",
    "group",
];

/// The people of a dossier, told apart.
#[derive(Clone, Debug, Default)]
pub struct Applicant {
    /// In which way the filer acts.
    pub acting: Option<ActingMode>,
    /// Who asks.
    pub applicant: Person,
    /// Whom it is about, where that is somebody else.
    pub subject: Option<Person>,
    /// Who sends it, where that is somebody else.
    pub filer: Option<Person>,
    /// How the filer stands to the other person: mother, guardian, authorised.
    pub relation: Option<String>,
    /// What does not fit: for the person to look at, never a refusal.
    pub doubts: Vec<NumberDoubt>,
}

/// A personal number that does not fit what else is known of its person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberDoubt {
    /// The number's field.
    pub field: &'static str,
    /// What does not fit.
    pub why: NumberWarning,
}

impl Applicant {
    /// What to look at again for whoever has this account. Where the account's own number begins is not asked: it was
    /// not typed here, and the identity provider knows better than our table of provinces.
    pub fn doubts_of(&self, account: &Person) -> impl Iterator<Item = &NumberDoubt> {
        let own = account.personal_number.as_deref();
        let filer = self.filer.as_ref().unwrap_or(&self.applicant);
        let is_own = own.is_some() && own == filer.personal_number.as_deref();
        self.doubts.iter().filter(move |doubt| {
            let of_me = doubt.field == "personal_number";
            !(is_own && of_me && doubt.why == NumberWarning::UnknownPrefix)
        })
    }
}

/// Whether somebody files for a principal.
pub fn is_authorised(typed: &Values) -> bool {
    typed.text("acting") == ActingMode::Authorised.as_str()
}

/// Reads the step. What is wrong leaves its part empty.
pub fn applicant(typed: &Values, today: Date) -> (Applicant, FieldErrors) {
    let mut reader = Reader { typed, today, errors: FieldErrors::default(), doubts: Vec::new() };
    let acting = match typed.text("acting").parse() {
        Ok(mode @ (ActingMode::SelfFiled | ActingMode::Authorised | ActingMode::Representative)) => Some(mode),
        _ => {
            reader.errors.add("acting", "choose");
            None
        }
    };
    let me = reader.me();
    let mut read = match acting {
        // The delegate acts in their own name for a principal, who is the applicant.
        Some(ActingMode::Authorised) => {
            Applicant { applicant: reader.other(true), filer: Some(me), ..Applicant::default() }
        }
        // Parent or guardian ask themselves, about somebody who cannot.
        Some(ActingMode::Representative) => {
            Applicant { applicant: me, subject: Some(reader.other(false)), ..Applicant::default() }
        }
        _ => Applicant { applicant: me, ..Applicant::default() },
    };
    read.acting = acting;
    if acting.is_some_and(|acting| acting != ActingMode::SelfFiled) {
        read.relation = reader.must("relation", input::line);
    }
    read.doubts = reader.doubts;
    (read, reader.errors)
}

struct Reader<'a> {
    typed: &'a Values,
    today: Date,
    errors: FieldErrors,
    doubts: Vec<NumberDoubt>,
}

impl Reader<'_> {
    fn me(&mut self) -> Person {
        let full_name = self.must("full_name", input::name).unwrap_or_default();
        let number = self.must("personal_number", input::personal_number);
        let birth_date = self.birth("birth_date");
        let gender = self.gender("gender");
        self.doubt("personal_number", number.as_ref(), birth_date, gender.as_deref());
        Person {
            full_name,
            personal_number: number.map(String::from),
            birth_date,
            gender,
            phone: self.must("phone", input::phone),
            email: self.may("email", input::email),
            address: self.must("address", input::line),
        }
    }

    /// The other person; a newborn child has no number and no phone yet.
    fn other(&mut self, is_principal: bool) -> Person {
        let full_name = self.must("other_name", input::name).unwrap_or_default();
        let number = if is_principal {
            self.must("other_number", input::personal_number)
        } else {
            self.may("other_number", input::personal_number)
        };
        let birth_date = self.birth("other_birth");
        let gender = self.gender("other_gender");
        self.doubt("other_number", number.as_ref(), birth_date, gender.as_deref());
        let phone = self.may("other_phone", input::phone);
        let address =
            if is_principal { self.must("other_address", input::line) } else { self.may("other_address", input::line) };
        Person { full_name, personal_number: number.map(String::from), birth_date, gender, phone, email: None, address }
    }

    fn may<T>(&mut self, field: &'static str, read: impl Fn(&str) -> Result<T, input::Wrong>) -> Option<T> {
        let text = self.typed.text(field);
        if text.is_empty() {
            return None;
        }
        match read(text) {
            Ok(value) => Some(value),
            Err(code) => {
                self.errors.add(field, code);
                None
            }
        }
    }

    fn must<T>(&mut self, field: &'static str, read: impl Fn(&str) -> Result<T, input::Wrong>) -> Option<T> {
        if self.typed.text(field).is_empty() {
            self.errors.add(field, "required");
            return None;
        }
        self.may(field, read)
    }

    fn birth(&mut self, field: &'static str) -> Option<Date> {
        let today = self.today;
        let alive = Between { first: today.saturating_sub(MOST_AGE.years()), last: today };
        self.must(field, |text| {
            input::date_within(text, alive)
                .map_err(|wrong| if wrong.code == "date_late" { "future_date".into() } else { wrong })
        })
    }

    fn gender(&self, field: &str) -> Option<String> {
        let sex: Option<Sex> = self.typed.text(field).parse().ok();
        sex.map(|sex| sex.as_str().to_owned())
    }

    fn doubt(
        &mut self,
        field: &'static str,
        number: Option<&PersonalNumber>,
        birth: Option<Date>,
        gender: Option<&str>,
    ) {
        let sex = gender.and_then(|code| code.parse().ok());
        let doubts = number.map(|number| number.warnings(birth, sex)).unwrap_or_default();
        self.doubts.extend(doubts.into_iter().map(|why| NumberDoubt { field, why }));
    }
}
