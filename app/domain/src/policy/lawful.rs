//! Which decisions can't be: who may decide what, where, and from when.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Effect, FeeSelection, Issuer, PolicyDraft, Scope};
use crate::deadline::Limit;
use crate::fee::{Amount, FeeAuthority};

/// Why a decision can't be taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Unlawful {
    /// Something that each decision has is empty.
    #[error("{field} is missing")]
    Missing {
        /// The field of [`PolicyDraft`].
        field: String,
    },
    /// Only who sets a fee may cut it (Luật Phí và lệ phí 97/2015 Điều 19 to 23; Thông tư 250/2016, 85/2019).
    #[error("{issuer} may not cut fees set by {set_by}")]
    NotTheirFee {
        /// Who decides.
        issuer: Issuer,
        /// Who sets the fee.
        set_by: FeeAuthority,
    },
    /// It cuts fees and says of nobody whose.
    #[error("it doesn't say whose fees it cuts")]
    WhoseFees,
    /// It takes nothing off.
    #[error("it changes nothing")]
    NoEffect,
    /// A rate that isn't an amount.
    #[error("the rate isn't an amount")]
    RateUnknown,
    /// The Ministry of Finance sets fees, not the time of others' work.
    #[error("{issuer} may not shorten deadlines")]
    NotTheirDeadline {
        /// Who decides.
        issuer: Issuer,
    },
    /// A shortened number that can't be counted.
    #[error("the shortened limit of {code} can't be counted")]
    LimitUnknown {
        /// The procedure.
        code: String,
    },
    /// A shortened number for a procedure that it doesn't cover.
    #[error("{code} has a shortened limit, but isn't covered")]
    LimitOutOfScope {
        /// The procedure.
        code: String,
    },
    /// A provincial decision holds in its province, and says where.
    #[error("a provincial decision needs its territory")]
    NoTerritory,
    /// It covers no service.
    #[error("it covers no service")]
    NoService,
    /// A pilot of online-only intake names its services: the law gives everyone the counter
    /// (Nghị định 61/2018 Điều 16).
    #[error("an online-only pilot names its services")]
    PilotOfAll,
    /// It ends before it begins.
    #[error("it ends on {to}, before it begins")]
    EndsBefore {
        /// Its last day.
        to: Date,
    },
    /// Provincial decisions have no effect back in time (Luật Ban hành văn bản quy phạm pháp luật 80/2015
    /// Điều 152, kept by 64/2025/QH15).
    #[error("a provincial decision of {date} can't hold before")]
    Retroactive {
        /// The document's date.
        date: Date,
    },
}

/// All that stands against a decision, as one error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotLawful(pub Vec<Unlawful>);

impl std::error::Error for NotLawful {}

impl fmt::Display for NotLawful {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, why) in self.0.iter().enumerate() {
            write!(f, "{}{why}", if i > 0 { "; " } else { "" })?;
        }
        Ok(())
    }
}

pub(super) fn against(draft: &PolicyDraft) -> Vec<Unlawful> {
    let mut against = Vec::new();
    for (field, text) in
        [("id", &draft.id), ("number", &draft.number), ("issuer_name", &draft.issuer_name), ("source", &draft.source)]
    {
        if text.trim().is_empty() {
            let field = field.to_owned();
            against.push(Unlawful::Missing { field });
        }
    }
    if draft.issuer.is_local() && draft.territory.is_none() {
        against.push(Unlawful::NoTerritory);
    }
    if draft.issuer.is_local() && draft.valid_from < draft.date {
        against.push(Unlawful::Retroactive { date: draft.date });
    }
    if let Some(to) = draft.valid_to.filter(|to| *to < draft.valid_from) {
        against.push(Unlawful::EndsBefore { to });
    }
    if matches!(&draft.scope, Scope::Codes { codes: list } | Scope::Fields { fields: list } if list.is_empty()) {
        against.push(Unlawful::NoService);
    }
    effect(draft, &mut against);
    against
}

fn effect(draft: &PolicyDraft, against: &mut Vec<Unlawful>) {
    match &draft.effect {
        Effect::CutFee { percent, fees } => {
            if percent.get() == 0 {
                against.push(Unlawful::NoEffect);
            }
            whose_fees(draft.issuer, fees, against);
        }
        Effect::OwnRate { amount, fees } => {
            if matches!(amount, Amount::Unknown { .. }) {
                against.push(Unlawful::RateUnknown);
            }
            whose_fees(draft.issuer, fees, against);
        }
        Effect::ShortenDeadline { percent, limits } => {
            let issuer = draft.issuer;
            if issuer == Issuer::MinistryOfFinance {
                against.push(Unlawful::NotTheirDeadline { issuer });
            }
            if percent.get() == 0 && limits.is_empty() {
                against.push(Unlawful::NoEffect);
            }
            for (code, limit) in limits {
                let code = code.clone();
                if matches!(limit, Limit::Unknown { .. }) {
                    against.push(Unlawful::LimitUnknown { code });
                } else if matches!(&draft.scope, Scope::Codes { codes } if !codes.contains(&code)) {
                    against.push(Unlawful::LimitOutOfScope { code });
                }
            }
        }
        Effect::OnlineOnly => {
            if draft.scope == Scope::All {
                against.push(Unlawful::PilotOfAll);
            }
        }
    }
}

fn whose_fees(issuer: Issuer, fees: &FeeSelection, against: &mut Vec<Unlawful>) {
    if fees.set_by.is_empty() {
        against.push(Unlawful::WhoseFees);
    }
    for set_by in &fees.set_by {
        if !issuer.may_cut(*set_by) {
            against.push(Unlawful::NotTheirFee { issuer, set_by: *set_by });
        }
    }
}
