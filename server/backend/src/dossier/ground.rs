//! What an entry of the log rests on, beside who acted and when.

use domain::{
    forms::{Form, FormSet},
    regime::AppliedRule,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::Event;
use crate::{clock::local, db::Tx, error::AppError, policy::form_set};

/// What an entry rests on. Entries of old logs have none of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ground {
    /// The form that went out with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<IssuedForm>,
    /// The dated rules that were applied.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<AppliedRule>,
    /// The ground in law, where the event itself names none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub legal_ground: String,
    /// What the applicant is to do, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub guidance: String,
    /// Whom the applicant asks: name, agency, phone.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contact: String,
}

/// A form of the set under which the dossier was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedForm {
    /// Which form.
    pub form: Form,
    /// The set that it belongs to.
    pub set: FormSet,
}

impl IssuedForm {
    /// The form that an event issues, for a dossier received on this day.
    async fn of(tx: &mut Tx, event: &Event, received_on: Date) -> Result<Option<Self>, AppError> {
        let Some(form) = form_of(event) else {
            return Ok(None);
        };
        let set = form_set(tx, received_on).await?;
        Ok(set.number(form).map(|_| Self { form, set }))
    }
}

impl Ground {
    /// With the form that belongs to the event, unless the caller named one.
    pub(super) async fn with_form(self, tx: &mut Tx, event: &Event, submitted_at: Timestamp) -> Result<Self, AppError> {
        let form = match self.form {
            Some(form) => Some(form),
            None => IssuedForm::of(tx, event, local(submitted_at).date()).await?,
        };
        Ok(Self { form, ..self })
    }

    /// Resting on these rules alone.
    pub fn of_rules(rules: Vec<AppliedRule>) -> Self {
        Self { rules, ..Self::default() }
    }
}

/// The form that an event brings about.
pub(crate) const fn form_of(event: &Event) -> Option<Form> {
    Some(match event {
        Event::Accepted { .. } => Form::Acceptance,
        Event::SupplementAsked { .. } => Form::Supplement,
        Event::Refused { .. } => Form::Refusal,
        Event::Redated { .. } => Form::Apology,
        Event::Stopped { .. } => Form::Stop,
        _ => return None,
    })
}
