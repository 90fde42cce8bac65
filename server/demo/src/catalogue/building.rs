//! From what the demo files say to the rules' own types.

use std::collections::BTreeMap;

use domain::{
    channel::Channel,
    deadline::Longer,
    fee::{Amount, ApplicantRate, Case, FeeAuthority, FeeDue, FeeItem, Step},
    mode::{Mode, PartialReason},
    money::Dong,
    procedure::{Choice, DayBounds, Document, FormField, LegalText, Need, Partial, Procedure, Way, Words},
    quote::{CaseLimit, Limits, Terms},
};

use super::authored::{
    AuthoredChoice, AuthoredDocument, AuthoredError, AuthoredFee, AuthoredField, AuthoredPartial, AuthoredVersion,
    Shared,
};
use backend::catalogue::notation;

impl AuthoredVersion {
    /// Who offers it, and the service itself.
    pub(super) fn build(self, shared: &Shared) -> Result<(Vec<String>, Procedure), AuthoredError> {
        let limit = notation::limit(&self.limit).ok_or_else(|| AuthoredError::new("limit", &self.limit))?;
        let of = |channel| self.channels.contains(&channel).then(|| limit.clone());
        let limits = Limits {
            online: of(Channel::Online),
            counter: of(Channel::Counter),
            postal: of(Channel::Postal),
            cases: self
                .limit_cases
                .into_iter()
                .map(|(key, label, words)| {
                    let limit = notation::limit(&words).ok_or_else(|| AuthoredError::new("limit_cases", &words))?;
                    Ok(CaseLimit { key, label, limit })
                })
                .collect::<Result<_, AuthoredError>>()?,
            remote: self
                .remote
                .map(|longer| {
                    let by = notation::limit(&longer.more)
                        .filter(|more| limit.plus(more).is_some())
                        .ok_or_else(|| AuthoredError::new("remote", &longer.more))?;
                    let source = longer.legal;
                    Ok::<_, AuthoredError>(Longer { by, source })
                })
                .transpose()?,
        };
        let fee_words = words_of_fees(&self.fees);
        let fee_names_en = self.fees.iter().filter_map(|fee| Some((fee.key.clone(), fee.name_en.clone()?))).collect();
        let fees = self.fees.into_iter().map(AuthoredFee::build).collect::<Result<_, _>>()?;
        let mode = match self.mode.as_str() {
            "full" => Mode::FullOnline,
            "partial" => Mode::Partial,
            "information" => Mode::InformationOnly,
            other => return Err(AuthoredError::new("mode", other)),
        };
        let partial = match (mode, self.partial) {
            (Mode::Partial, Some(partial)) => Some(partial.build()?),
            (Mode::Partial, None) => return Err(AuthoredError::new("partial", "no reason given")),
            _ => None,
        };
        let sources = self
            .sources
            .into_iter()
            .map(|(part, name)| {
                let part = if part == "mac-dinh" { "default".to_owned() } else { part };
                Ok((part, shared.source(&name)?))
            })
            .collect::<Result<BTreeMap<_, _>, AuthoredError>>()?;
        let procedure = Procedure {
            code: self.code,
            name: words(self.name, self.name_en),
            field: words(self.field, self.field_en),
            summary: words(self.summary, self.summary_en),
            also_called: self.also_called,
            levels: self
                .levels
                .iter()
                .map(|word| notation::level(word).ok_or_else(|| AuthoredError::new("levels", word)))
                .collect::<Result<_, _>>()?,
            mode,
            partial,
            agency: words(self.agency, self.agency_en),
            non_territorial: self.non_territorial,
            subjects: self.subjects,
            ways: self
                .channels
                .iter()
                .map(|channel| Way {
                    channel: *channel,
                    limit_words: self.limit_words.clone(),
                    fee_words: fee_words.clone(),
                    description: None,
                })
                .collect(),
            terms: Terms { fees, limits, clocks: self.clocks },
            documents: shared
                .expand::<AuthoredDocument>("documents", self.documents)?
                .into_iter()
                .map(AuthoredDocument::build)
                .collect(),
            sets: 1,
            steps: self.steps,
            visits: self.visits,
            results: self.results,
            requirements: self.requirements,
            legal_basis: self.legal.iter().map(|text| legal(text)).collect(),
            decision: self.decision,
            form: shared.expand::<AuthoredField>("form", self.form)?.into_iter().map(AuthoredField::build).collect(),
            fee_names_en,
            flags: Vec::new(),
            sources,
        };
        Ok((self.offered_by, procedure))
    }
}

fn words(vi: String, en: Option<String>) -> Words {
    Words { vi, en }
}

fn words_of_fees(fees: &[AuthoredFee]) -> Option<String> {
    let notes: Vec<&str> = fees.iter().filter_map(|fee| fee.note.as_deref()).collect();
    (!notes.is_empty()).then(|| notes.join(" "))
}

/// "60/2014/QH13 Luật Hộ tịch": the number, then the title.
fn legal(text: &str) -> LegalText {
    let (number, title) = text.split_once(' ').unwrap_or((text, ""));
    LegalText { number: number.to_owned(), title: title.to_owned() }
}

impl AuthoredPartial {
    fn build(self) -> Result<Partial, AuthoredError> {
        Ok(Partial {
            reason: match self.reason.as_str() {
                "presence" => PartialReason::PresenceRequired,
                "verification" => PartialReason::SiteCheckRequired,
                "failure" => PartialReason::TechnicalFailure,
                "other" => PartialReason::TechnicalOther,
                other => return Err(AuthoredError::new("partial", other)),
            },
            note: words(self.note, self.note_en),
            legal_basis: self.legal,
        })
    }
}

impl AuthoredFee {
    fn build(self) -> Result<FeeItem, AuthoredError> {
        let wrong = |what: &str| AuthoredError::new(format!("fees/{}", self.key), what);
        let per_unit = |dong: u32| match (dong, &self.per) {
            (0, _) => Amount::Free,
            (dong, None) => Amount::Fixed { dong: Dong::of(dong) },
            (dong, Some(unit)) => Amount::PerUnit { unit: unit.clone(), each: Dong::of(dong) },
        };
        let amount = match (self.amount, &self.steps, &self.cases, &self.unknown) {
            (Some(dong), None, None, None) => per_unit(dong),
            (None, Some(steps), None, None) => Amount::Stepped {
                unit: self.unit.clone().ok_or_else(|| wrong("steps without `unit`"))?,
                steps: steps
                    .iter()
                    .map(|(from, each)| Step { from: *from, each: Dong::of(*each) })
                    .collect::<Vec<_>>()
                    .try_into()
                    .map_err(|_| wrong("steps start at 1 and rise"))?,
                cap: self.cap.map(Dong::of),
            },
            (None, None, Some(cases), None) => Amount::ByCase {
                cases: cases
                    .iter()
                    .map(|(key, label, dong)| Case { key: key.clone(), label: label.clone(), dong: Dong::of(*dong) })
                    .collect(),
            },
            (None, None, None, Some(why)) => Amount::Unknown { source_text: why.clone() },
            _ => return Err(wrong("exactly one of amount, steps, cases, unknown")),
        };
        if self.illustrative && !self.legal.contains("minh họa") && !self.legal.contains("đối chiếu") {
            return Err(wrong("an illustrative amount must say so in `legal`"));
        }
        Ok(FeeItem {
            kind: notation::fee_kind(&self.kind).ok_or_else(|| wrong(&self.kind))?,
            set_by: match self.set_by.as_str() {
                "hđnd" => FeeAuthority::Council,
                "btc" => FeeAuthority::MinistryOfFinance,
                "chính phủ" => FeeAuthority::CentralOther,
                other => return Err(wrong(other)),
            },
            online: self.online.map(per_unit),
            amount,
            applicants: self
                .applicants
                .iter()
                .map(|(groups, dong)| ApplicantRate { groups: groups.clone(), amount: per_unit(*dong) })
                .collect(),
            refunds: self.refunds.clone(),
            due: self.due.unwrap_or(FeeDue::AfterAcceptance),
            key: self.key,
            name: self.name,
            source: self.legal,
        })
    }
}

impl AuthoredDocument {
    fn build(self) -> Document {
        let need = match (self.required, &self.condition) {
            (true, _) => Need::Required,
            (false, Some(_)) => Need::Conditional,
            (false, None) => Need::Unstated,
        };
        let note = match (self.condition, self.note) {
            (Some(condition), Some(note)) => Some(format!("{condition}. {note}")),
            (one, other) => one.or(other),
        };
        Document {
            key: self.key,
            name: words(self.name, self.name_en),
            case: None,
            originals: self.originals,
            copies: self.copies,
            need,
            note,
            forms: self.forms,
        }
    }
}

impl AuthoredField {
    fn build(self) -> FormField {
        FormField {
            key: self.key,
            label: words(self.label, self.label_en),
            hint: self.hint.map(|hint| words(hint, self.hint_en)),
            kind: self.kind,
            required: self.required,
            options: self
                .options
                .into_iter()
                .map(|option| match option {
                    AuthoredChoice::Label(label) => Choice { value: label.clone(), label: Words::vi(label) },
                    AuthoredChoice::Valued(value, label, en) => Choice { value, label: words(label, Some(en)) },
                })
                .collect(),
            section: self.section.map(Words::vi),
            once_only: self.once_only,
            role: self.role,
            bounds: DayBounds {
                first: self.first,
                last: self.last,
                not_before: self.not_before,
                workday: self.workday,
            },
        }
    }
}
