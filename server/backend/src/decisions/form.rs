//! What an administrator types of a decision, read and held against the law; and back, to be changed.

use std::{collections::BTreeMap, str::FromStr};

use domain::{
    deadline::Limit,
    fee::Amount,
    money::Percent,
    policy::{Effect, FeeSelection, PolicyDraft, Scope, Territory},
    text::clean,
};
use jiff::civil::Date;

use crate::{
    catalogue::{Offered, notation},
    error::{AppError, FieldErrors},
    input::{Values, date, line, required_dong, typed_date},
};

/// The form's fields.
pub const FIELDS: [&str; 21] = [
    "number",
    "article",
    "issuer",
    "issuer_name",
    "date",
    "territory",
    "valid_from",
    "valid_to",
    "channel",
    "group",
    "condition",
    "scope",
    "codes",
    "fields",
    "effect",
    "percent",
    "rate",
    "set_by",
    "kind",
    "limits",
    "source",
];

/// A decision as typed, not yet held against the law.
///
/// # Errors
/// [`AppError::Invalid`] with all that cannot be read.
pub(super) fn read(id: &str, typed: &Values) -> Result<PolicyDraft, AppError> {
    let mut form = Reader { typed, errors: FieldErrors::default() };
    let number = form.line("number", true);
    let article = form.line("article", false);
    let issuer = form.one("issuer");
    let issuer_name = form.line("issuer_name", true);
    let date = form.day("date", true);
    let territory = form.line("territory", false);
    let valid_from = form.day("valid_from", true);
    let valid_to = form.day("valid_to", false);
    let (channels, groups, conditions) = (form.several("channel"), form.several("group"), form.several("condition"));
    let scope = form.scope();
    let effect = form.effect();
    let source = form.line("source", true);
    form.errors.into_result()?;
    let (Some(issuer), Some(date), Some(valid_from), Some(scope), Some(effect)) =
        (issuer, date, valid_from, scope, effect)
    else {
        return Err(AppError::Internal("a field was neither read nor refused".into()));
    };
    let decision = PolicyDraft {
        id: id.to_owned(),
        number,
        article: Some(article).filter(|article| !article.is_empty()),
        issuer,
        issuer_name,
        date,
        territory: Some(territory).filter(|path| !path.is_empty()).map(Territory::new),
        valid_from,
        valid_to,
        channels,
        groups,
        conditions,
        scope,
        effect,
        source,
    };
    Ok(decision)
}

struct Reader<'a> {
    typed: &'a Values,
    errors: FieldErrors,
}

impl Reader<'_> {
    fn line(&mut self, name: &'static str, required: bool) -> String {
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

    fn day(&mut self, name: &'static str, required: bool) -> Option<Date> {
        let text = self.typed.text(name);
        if text.is_empty() {
            if required {
                self.errors.add(name, "required");
            }
            return None;
        }
        date(text).map_err(|code| self.errors.add(name, code)).ok()
    }

    /// One of a list's codes.
    fn one<T: FromStr>(&mut self, name: &'static str) -> Option<T> {
        let read = self.typed.text(name).parse().ok();
        if read.is_none() {
            self.errors.add(name, "choose");
        }
        read
    }

    /// Any of a list's codes.
    fn several<T: FromStr>(&mut self, name: &'static str) -> Vec<T> {
        let codes = self.typed.all(name).iter();
        let read: Option<Vec<T>> = codes.map(|code| code.parse().ok()).collect();
        if read.is_none() {
            self.errors.add(name, "choose");
        }
        read.unwrap_or_default()
    }

    /// What stands in a field of several lines, one thing a line.
    fn lines(&self, name: &str) -> Vec<String> {
        let lines = self.typed.text(name).lines().map(clean);
        lines.filter(|line| !line.is_empty()).collect()
    }

    fn scope(&mut self) -> Option<Scope> {
        let (name, list) = match self.typed.text("scope") {
            "all" => return Some(Scope::All),
            "codes" => ("codes", self.lines("codes")),
            "fields" => ("fields", self.lines("fields")),
            _ => {
                self.errors.add("scope", "choose");
                return None;
            }
        };
        if list.is_empty() {
            self.errors.add(name, "required");
            return None;
        }
        Some(if name == "codes" {
            let codes = list.iter().flat_map(|line| line.split([',', ';', ' ']));
            let codes = codes.filter(|code| !code.is_empty());
            Scope::Codes { codes: codes.map(str::to_owned).collect() }
        } else {
            Scope::Fields { fields: list }
        })
    }

    fn effect(&mut self) -> Option<Effect> {
        match self.typed.text("effect") {
            "cut_fee" => Some(Effect::CutFee { percent: self.percent(true)?, fees: self.fees() }),
            "own_rate" => Some(Effect::OwnRate { amount: self.rate()?, fees: self.fees() }),
            "shorten_deadline" => {
                Some(Effect::ShortenDeadline { percent: self.percent(false)?, limits: self.limits()? })
            }
            "online_only" => Some(Effect::OnlineOnly),
            _ => {
                self.errors.add("effect", "choose");
                None
            }
        }
    }

    fn percent(&mut self, required: bool) -> Option<Percent> {
        let text = self.typed.text("percent").trim_end_matches('%').trim();
        if text.is_empty() && !required {
            return Some(Percent::default());
        }
        let read = text.parse::<u8>().ok().and_then(|n| Percent::new(n).ok());
        if read.is_none() {
            self.errors.add("percent", "bad_percent");
        }
        read
    }

    fn rate(&mut self) -> Option<Amount> {
        required_dong(&mut self.errors, "rate", self.typed.text("rate")).map(Amount::single)
    }

    fn fees(&mut self) -> FeeSelection {
        FeeSelection { set_by: self.several("set_by"), kinds: self.several("kind"), keys: Vec::new() }
    }

    /// Lines like `1.001612: 2 ngày làm việc`.
    fn limits(&mut self) -> Option<BTreeMap<String, Limit>> {
        let read = |line: &String| {
            let (code, words) = line.split_once(':')?;
            let limit = notation::limit(&clean(words).to_lowercase())?;
            Some((clean(code), limit))
        };
        let lines = self.lines("limits");
        let limits: Option<BTreeMap<String, Limit>> = lines.iter().map(read).collect();
        if limits.is_none() {
            self.errors.add("limits", "bad_limits");
        }
        limits
    }
}

/// Each code or field that it names must be known, or a slip of the finger would publish a decision without effect.
pub(super) fn names_services(decision: &PolicyDraft, offered: &Offered) -> Result<(), AppError> {
    let versions = || offered.0.iter().flat_map(|service| &service.versions);
    let (field, code, unknown) = match &decision.scope {
        Scope::All => return Ok(()),
        Scope::Codes { codes } => {
            let known = |code: &&String| !versions().any(|version| version.code == **code);
            ("codes", "unknown_codes", codes.iter().filter(known).cloned().collect::<Vec<_>>())
        }
        Scope::Fields { fields } => {
            let known = |name: &&String| !versions().any(|version| version.field.vi == **name);
            ("fields", "unknown_fields", fields.iter().filter(known).cloned().collect())
        }
    };
    let mut errors = FieldErrors::default();
    if !unknown.is_empty() {
        errors.add_with(field, code, vec![("names", unknown.join(", "))]);
    }
    errors.into_result()
}

/// The last day of a decision that is ended early, and the document that ends it.
pub(super) fn read_end(last_day: &str, source: &str, today: Date) -> Result<(Date, String), AppError> {
    let mut errors = FieldErrors::default();
    let day = date(last_day).map_err(|code| errors.add("last_day", code)).ok();
    if day.is_some_and(|day| day < today) {
        errors.add("last_day", "date_past");
    }
    let source = line(source).map_err(|code| errors.add("end_source", code));
    if source.as_ref().is_ok_and(String::is_empty) {
        errors.add("end_source", "required");
    }
    errors.into_result()?;
    match (day, source) {
        (Some(day), Ok(source)) => Ok((day, source)),
        _ => Err(AppError::Internal("a field was neither read nor refused".into())),
    }
}

/// A decision as it would be typed: the form's fields with their values.
pub fn typed(decision: &PolicyDraft) -> Vec<(&'static str, String)> {
    let mut typed = vec![
        ("number", decision.number.clone()),
        ("article", decision.article.clone().unwrap_or_default()),
        ("issuer", decision.issuer.to_string()),
        ("issuer_name", decision.issuer_name.clone()),
        ("date", typed_date(decision.date)),
        ("territory", decision.territory.as_ref().map_or_else(String::new, |area| area.as_str().to_owned())),
        ("valid_from", typed_date(decision.valid_from)),
        ("valid_to", decision.valid_to.map(typed_date).unwrap_or_default()),
        ("source", decision.source.clone()),
    ];
    typed.extend(decision.channels.iter().map(|one| ("channel", one.to_string())));
    typed.extend(decision.groups.iter().map(|one| ("group", one.to_string())));
    typed.extend(decision.conditions.iter().map(|one| ("condition", one.to_string())));
    match &decision.scope {
        Scope::All => typed.push(("scope", "all".to_owned())),
        Scope::Codes { codes } => {
            typed.extend([("scope", "codes".to_owned()), ("codes", codes.join("\n"))]);
        }
        Scope::Fields { fields } => {
            typed.extend([("scope", "fields".to_owned()), ("fields", fields.join("\n"))]);
        }
    }
    typed.extend(typed_effect(&decision.effect));
    typed
}

fn typed_effect(effect: &Effect) -> Vec<(&'static str, String)> {
    let fees = |selection: &FeeSelection| {
        let set_by = selection.set_by.iter().map(|one| ("set_by", one.to_string()));
        let kinds = selection.kinds.iter().map(|one| ("kind", one.to_string()));
        set_by.chain(kinds).collect::<Vec<_>>()
    };
    match effect {
        Effect::CutFee { percent, fees: selection } => {
            let mut typed = fees(selection);
            typed.push(("effect", "cut_fee".to_owned()));
            typed.push(("percent", percent.get().to_string()));
            typed
        }
        Effect::OwnRate { amount, fees: selection } => {
            let mut typed = fees(selection);
            typed.push(("effect", "own_rate".to_owned()));
            let dong = match amount {
                Amount::Fixed { dong } => dong.get(),
                _ => 0,
            };
            typed.push(("rate", dong.to_string()));
            typed
        }
        Effect::ShortenDeadline { percent, limits } => {
            let line = |(code, limit): (&String, &Limit)| Some(format!("{code}: {}", notation::words(limit)?));
            let lines: Vec<String> = limits.iter().filter_map(line).collect();
            vec![
                ("effect", "shorten_deadline".to_owned()),
                ("percent", percent.get().to_string()),
                ("limits", lines.join("\n")),
            ]
        }
        Effect::OnlineOnly => vec![("effect", "online_only".to_owned())],
    }
}
