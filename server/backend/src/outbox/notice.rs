//! What the portal tells people: one variant a template, with the parameters that its words need.
//!
//! A notice has no words yet. It lies in the outbox as template and parameters; the words (`notice.<template>` in
//! `app/locales/notice.yml`) are filled in when it is sent, in the recipient's language.
//!
//! # How to add a notice
//! 1. A template in [`Notice`] with its parameters; a new parameter's name also in [`samples`].
//! 2. Its words in `app/locales/notice.yml`, in both languages.
//! 3. Enqueue it in the transaction that causes it ([`enqueue`](super::enqueue)).
//!
//! What is stored is read again, by this version or a later one: a parameter may be added only as an `Option` with
//! `#[serde(default)]`, and no template or parameter may be renamed while messages with it may lie there.

use std::fmt;

use domain::money::Dong;
use jiff::civil::DateTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A parameter's value, for whoever writes the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter<'a> {
    /// As it stands.
    Text(&'a str),
    /// Money.
    Amount(Dong),
    /// Local time.
    Moment(DateTime),
    /// How many.
    Count(usize),
}

/// As stored.
impl fmt::Display for Parameter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Amount(amount) => write!(f, "{}", amount.get()),
            Self::Moment(at) => write!(f, "{at}"),
            Self::Count(count) => write!(f, "{count}"),
        }
    }
}

/// A type that a parameter may have.
trait Value {
    fn parameter(&self) -> Parameter<'_>;

    /// Drops what is told once. The rest stays.
    fn forget(&mut self) -> bool {
        false
    }
}

impl Value for String {
    fn parameter(&self) -> Parameter<'_> {
        Parameter::Text(self)
    }
}

impl Value for DateTime {
    fn parameter(&self) -> Parameter<'_> {
        Parameter::Moment(*self)
    }
}

/// What a message tells one person once, such as a code; not kept beyond its sending.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Once(String);

impl Once {
    /// Wraps it.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }
}

impl Value for Once {
    fn parameter(&self) -> Parameter<'_> {
        Parameter::Text(&self.0)
    }

    fn forget(&mut self) -> bool {
        !std::mem::take(&mut self.0).is_empty()
    }
}

/// An amount; stored as text, as all parameters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount(pub Dong);

impl Value for Amount {
    fn parameter(&self) -> Parameter<'_> {
        Parameter::Amount(self.0)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0.get())
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let dong = String::deserialize(from)?.parse().map_err(D::Error::custom)?;
        Dong::new(dong).map(Self).map_err(D::Error::custom)
    }
}

/// How many; stored as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(pub usize);

impl Value for Count {
    fn parameter(&self) -> Parameter<'_> {
        Parameter::Count(self.0)
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map(Self).map_err(D::Error::custom)
    }
}

/// Declares [`Notice`] with the name, the words' key and the parameters of each template, all on the same codes.
macro_rules! notices {
    ($($(#[$doc:meta])* $name:ident => $template:literal { $($field:ident: $kind:ty),* $(,)? })+) => {
        /// What is told, before it has words.
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "template", content = "values")]
        #[expect(missing_docs, reason = "parameters are named as the words name them")]
        pub enum Notice {
            $($(#[$doc])* #[serde(rename = $template)] $name { $($field: $kind),* }),+
        }

        /// The names of all templates.
        const TEMPLATES: &[&str] = &[$($template),+];

        impl Notice {
            /// The template's name.
            pub const fn template(&self) -> &'static str {
                match self { $(Self::$name { .. } => $template),+ }
            }

            /// The key of its words.
            pub const fn key(&self) -> &'static str {
                match self { $(Self::$name { .. } => concat!("notice.", $template)),+ }
            }

            /// What the words need, by name.
            pub fn parameters(&self) -> Vec<(&'static str, Parameter<'_>)> {
                match self { $(Self::$name { $($field),* } => vec![$((stringify!($field), $field.parameter())),*]),+ }
            }

            /// Drops what is told once; `false` where there was nothing.
            pub(super) fn forget(&mut self) -> bool {
                match self { $(Self::$name { $($field),* } => [$($field.forget()),*].contains(&true)),+ }
            }
        }
    };
}

notices! {
    /// The dossier was sent.
    Submitted => "submitted" { code: String, until: DateTime }
    /// It was accepted.
    Accepted => "accepted" { code: String, due: DateTime }
    /// It was accepted, and something is to be paid now.
    AcceptedPay => "accepted_pay" { code: String, due: DateTime, amount: Amount }
    /// It was accepted, without all of what was claimed to pay less.
    AcceptedUnconfirmed => "accepted_unconfirmed" { code: String, due: DateTime, amount: Amount }
    /// It was not accepted.
    Refused => "refused" { code: String }
    /// Papers are missing.
    SupplementAsked => "supplement_asked" { code: String, until: DateTime }
    /// The papers have arrived.
    Supplied => "supplied" { code: String }
    /// The result is there.
    Finished => "finished" { code: String }
    /// The result is there, and something is to be paid first.
    FinishedPay => "finished_pay" { code: String, amount: Amount }
    /// The result is there before its day.
    FinishedEarly => "finished_early" { code: String, due: DateTime }
    /// The result was handed over.
    HandedOver => "handed_over" { code: String }
    /// The dossier was withdrawn.
    Withdrawn => "withdrawn" { code: String }
    /// The work was stopped.
    Stopped => "stopped" { code: String }
    /// Money came.
    Paid => "paid" { code: String, amount: Amount }
    /// Money goes back.
    Refund => "refund" { code: String, amount: Amount }
    /// The result is being corrected.
    Corrected => "corrected" { code: String }
    /// An obligation is to be met.
    PaymentAsked => "payment_asked" { code: String, until: DateTime, amount: Amount }
    /// Another day was set, with an apology.
    Redated => "redated" { code: String, from: DateTime, due: DateTime }
    /// Papers did not come in time.
    Lapsed => "lapsed" { code: String }
    /// A reminder of papers.
    RemindSupplement => "remind_supplement" { code: String, until: DateTime }
    /// A reminder of an obligation.
    RemindPayment => "remind_payment" { code: String, until: DateTime, amount: Amount }
    /// A reminder of a fee.
    RemindFee => "remind_fee" { code: String, amount: Amount }
    /// To the head: a dossier is late.
    LateHead => "late_head" { code: String, until: DateTime }
    /// To the head: an officer asks for a decision.
    EscalatedHead => "escalated_head" { code: String }
    /// A helper asks to enter data for somebody.
    AssistOpen => "assist_open" { helper: String, team: String, otp: Once, withdraw: Once }
    /// The same with a new code.
    AssistAgain => "assist_again" { helper: String, team: String, otp: Once }
    /// A helper asks to send a dossier.
    AssistSend => "assist_send" {
        helper: String, team: String, service: String, agency: String, amount: Amount, otp: Once,
    }
    /// The same where the fee is not known yet.
    AssistSendFeeUnknown => "assist_send_fee_unknown" {
        helper: String, team: String, service: String, agency: String, otp: Once,
    }
    /// A helper has sent a dossier.
    AssistSent => "assist_sent" { code: String, helper: String, team: String }
    /// The session is over.
    AssistEnded => "assist_ended" { count: Count }
    /// Consent was withdrawn.
    AssistWithdrawn => "assist_withdrawn" { count: Count }
}

impl Notice {
    /// The parameter of this name, as stored.
    pub fn value(&self, name: &str) -> Option<String> {
        self.parameters().into_iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string())
    }
}

/// One of each template, for tests of their words.
///
/// # Panics
/// Where a parameter has no sample.
pub fn samples() -> Vec<Notice> {
    let at = jiff::civil::datetime(2026, 11, 26, 10, 0, 0, 0);
    let values = serde_json::json!({
        "code": "QN-7K3F-M2XR", "until": at, "due": at, "from": at, "amount": "50000", "otp": "123456", "withdraw": "abc",
        "helper": "A", "team": "B", "service": "C", "agency": "D", "count": "1",
    });
    let sample = |template: &&str| {
        let stored = serde_json::json!({ "template": template, "values": values });
        serde_json::from_value(stored).unwrap_or_else(|error| panic!("no sample of {template}: {error}"))
    };
    TEMPLATES.iter().map(sample).collect()
}
