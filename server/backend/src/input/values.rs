//! What was typed on a step.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

/// What was typed on a step, as typed: a field's name to its values (checkboxes have several).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values(BTreeMap<String, Vec<String>>);

impl Values {
    /// Those of the pairs whose field is asked for.
    pub fn among<'a>(names: &[String], pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let asked = |name: &str| names.iter().any(|known| known == name);
        pairs.filter(|(name, _)| asked(name)).collect()
    }

    /// The first value without outer blanks; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.all(name).first().map_or("", |value| value.trim())
    }

    /// All values of a field.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Puts one value in the place of a field's.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), vec![value.into()]);
    }

    /// Name and value, one pair after another.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(name, all)| all.iter().map(move |value| (name.as_str(), value.as_str())))
    }
}

/// All of the pairs: for a form whose fields are too many to be listed. Whoever reads it asks by name.
impl<'a> FromIterator<(&'a str, &'a str)> for Values {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(pairs: I) -> Self {
        let mut values = Self::default();
        for (name, value) in pairs {
            let all = values.0.entry(name.to_owned()).or_default();
            all.push(value.to_owned());
        }
        values
    }
}

/// What people type stays out of logs.
impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Values({} fields)", self.0.len())
    }
}
