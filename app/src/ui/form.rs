//! What was typed into a form and what is wrong with it: nothing typed is lost.

use std::collections::BTreeMap;

/// A form as it stands: what was typed, kept as typed, and a message for each field that is wrong.
///
/// A handler fills it from the body of a POST ([`FormState::typed`]) or from a draft, adds errors, and hands it to the
/// view; the view asks for one [`Field`] after another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormState {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<(String, String)>,
}

impl FormState {
    /// A form with what was typed, in the order of the body; a name may come several times (checkboxes).
    #[must_use]
    pub fn typed<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: Into<String>,
        V: Into<String>,
    {
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            values.entry(name.into()).or_default().push(value.into());
        }
        Self { values, errors: Vec::new() }
    }

    /// Replaces the value of a field, to offer something that the person needn't type again.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.values.insert(name.into(), vec![value.into()]);
    }

    /// How many rows of a list the form holds: those of `list`, numbered without a gap, each with the field that is
    /// `always` sent (`case0_label`, `case1_label`).
    #[must_use]
    pub fn rows(&self, list: &str, always: &str) -> usize {
        let has = |at: &usize| !self.values(&format!("{list}{at}_{always}")).is_empty();
        (0..).take_while(has).count()
    }

    /// Adds an empty row at the end of a list.
    pub fn add_row(&mut self, list: &str, always: &str) {
        let at = self.rows(list, always);
        self.set(format!("{list}{at}_{always}"), "");
    }

    /// Takes a row out of a list, whatever was typed in it; those after it move up.
    pub fn drop_row(&mut self, list: &str, row: usize) {
        let values = std::mem::take(&mut self.values).into_iter();
        let moved = values.filter_map(|(name, values)| {
            let place = name.strip_prefix(list).and_then(|rest| {
                let (at, field) = rest.split_once('_')?;
                Some((at.parse::<usize>().ok()?, field))
            });
            match place {
                Some((at, _)) if at == row => None,
                Some((at, field)) if at > row => Some((format!("{list}{}_{field}", at - 1), values)),
                _ => Some((name, values)),
            }
        });
        self.values = moved.collect();
    }

    /// Says what is wrong with a field, in the person's language. The first message for a field stays. Fields are
    /// checked in the order in which the page asks for them: the error summary keeps it.
    pub fn reject(&mut self, name: impl Into<String>, message: impl Into<String>) {
        let name = name.into();
        if self.error(&name).is_none() {
            self.errors.push((name, message.into()));
        }
    }

    /// The first value of a field as it was typed; empty when there is none.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).and_then(|all| all.first()).map_or("", String::as_str)
    }

    /// All values of a field, for checkboxes.
    #[must_use]
    pub fn values(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        let found = self.errors.iter().find(|(field, _)| field == name);
        found.map(|(_, message)| message.as_str())
    }

    /// All messages as `(field, message)`, in the order in which they were added.
    #[must_use]
    pub fn errors(&self) -> &[(String, String)] {
        &self.errors
    }

    /// The same for the top of a page, where "required" alone says nothing: each message after its field's name.
    #[must_use]
    pub fn named_errors<N>(&self, name_of: impl Fn(&str) -> Option<N>) -> Vec<(String, String)>
    where
        N: std::fmt::Display,
    {
        let named = |(field, message): &(String, String)| {
            let said = match name_of(field) {
                Some(name) => format!("{name}: {message}"),
                None => message.clone(),
            };
            (field.clone(), said)
        };
        self.errors.iter().map(named).collect()
    }

    /// Whether anything is wrong.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// One field, for a component.
    #[must_use]
    pub fn field(&self, name: &str) -> Field {
        Field { name: name.to_owned(), values: self.values(name).to_vec(), error: self.error(name).map(str::to_owned) }
    }
}

/// One field of a form, as a component takes it. A field's name is its `id` too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// The name under which it is sent.
    pub name: String,
    /// What was typed or chosen.
    pub values: Vec<String>,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl Field {
    /// What was typed; empty when there is nothing.
    #[must_use]
    pub fn value(&self) -> String {
        self.values.first().cloned().unwrap_or_default()
    }

    /// Whether `value` was chosen.
    #[must_use]
    pub fn chose(&self, value: &str) -> bool {
        self.values.iter().any(|chosen| chosen == value)
    }

    /// The ids of the hint and the error, for `aria-describedby`; `None` when the field has neither.
    pub(super) fn described_by(&self, has_hint: bool) -> Option<String> {
        let mut ids = Vec::with_capacity(2);
        if has_hint {
            ids.push(format!("{}-hint", self.name));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.name));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// `aria-invalid`, only on a field that is wrong.
    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays() {
        let mut form = FormState::typed([("name", " Nguyễn  Ân "), ("doc", "a"), ("doc", "b")]);
        form.reject("name", "first");
        form.reject("name", "second");
        assert_eq!(form.value("name"), " Nguyễn  Ân ");
        assert_eq!(form.values("doc"), ["a", "b"]);
        assert_eq!(form.error("name"), Some("first"));
        assert_eq!(form.value("absent"), "");
        assert!(form.field("doc").chose("b"));
        assert_eq!(form.field("name").described_by(true).as_deref(), Some("name-hint name-error"));
        assert_eq!(form.field("doc").described_by(false), None);
    }

    #[test]
    fn rows_come_and_go_and_nothing_else_moves() {
        let row = |fee: usize, at: usize, field: &str| format!("fee{fee}_case{at}_{field}");
        let mut form = FormState::typed([
            (row(0, 0, "label"), "A"),
            (row(0, 1, "label"), "B"),
            (row(0, 1, "dong"), "2"),
            (row(0, 2, "label"), "C"),
            (row(1, 2, "label"), "of another"),
            ("fee0_name".to_owned(), "Lệ phí"),
            ("fee0_cases".to_owned(), "no row"),
        ]);
        assert_eq!(form.rows("fee0_case", "label"), 3);
        form.add_row("fee0_case", "label");
        assert_eq!(form.rows("fee0_case", "label"), 4);
        form.drop_row("fee0_case", 1);
        assert_eq!(form.rows("fee0_case", "label"), 3);
        assert_eq!(form.value("fee0_case1_label"), "C");
        assert_eq!(form.value("fee0_case1_dong"), "", "went with its row");
        assert_eq!(form.value("fee1_case2_label"), "of another");
        assert_eq!(form.value("fee0_cases"), "no row");
        form.drop_row("fee", 0);
        assert_eq!(form.value("fee0_case2_label"), "of another");
        assert_eq!(form.value("fee0_name"), "");
        form.drop_row("fee", 7);
        assert_eq!(form.value("fee0_case2_label"), "of another");
    }
}
