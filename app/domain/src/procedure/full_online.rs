//! What keeps a procedure from being full-online (toàn trình), and which of the lawful reasons each admits.
//!
//! Nghị định 224/2026 Điều 14: procedures are offered full-online; one that is only partial publishes why, by one of
//! four reasons ([`PartialReason`]). Full-online means that nothing needs a visit (Nghị định 42/2022 Điều 11): no
//! presence, no original on paper, no check on the spot, each fee payable online, the result electronic or by post,
//! and the identity proved by an electronic account.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Procedure;
use crate::channel::Channel;
use crate::coded::coded_enum;
use crate::mode::PartialReason;

coded_enum! {
    /// What must be done with an original on paper, where a copy from afar does not do.
    pub enum Original {
        /// Xuất trình: shown, and taken home again.
        Shown => "shown",
        /// Nộp bản chính: handed in.
        HandedIn => "handed_in",
    }
}

/// What of a procedure nobody can do from afar. Nothing: all of it can be, as far as anybody said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Visits {
    /// The steps, counted from 1, at which the applicant must be present.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presence: Vec<u16>,
    /// The steps, counted from 1, that check something on the spot.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub site_checks: Vec<u16>,
    /// The documents whose original must be there on paper, by their keys.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub originals: BTreeMap<String, Original>,
    /// The fees that cannot be paid online, by their keys.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counter_fees: Vec<String>,
    /// The result is given into the applicant's own hands alone.
    #[serde(skip_serializing_if = "is_false")]
    pub result: bool,
    /// An electronic account does not prove who the applicant is.
    #[serde(skip_serializing_if = "is_false")]
    pub identity: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Visits {
    /// Whether nothing needs a visit.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One thing that keeps a procedure from being full-online.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Obstacle {
    /// A step needs the applicant's presence.
    Presence {
        /// Counted from 1.
        step: u16,
        /// What the step says.
        words: String,
    },
    /// A step checks something on the spot.
    SiteCheck {
        /// Counted from 1.
        step: u16,
        /// What the step says.
        words: String,
    },
    /// A document's original must be there on paper.
    Original {
        /// The document's key.
        document: String,
        /// Its name.
        name: String,
        /// What must be done with it.
        how: Original,
    },
    /// A fee cannot be paid online.
    CounterFee {
        /// The fee's key.
        fee: String,
        /// Its name.
        name: String,
    },
    /// The result is given into the applicant's own hands alone.
    Result,
    /// An electronic account does not prove who the applicant is.
    Identity,
    /// It cannot be filed online at all.
    NoOnlineWay,
}

impl Obstacle {
    /// The lawful reasons that it can be published under (Nghị định 224/2026 Điều 14).
    pub const fn reasons(&self) -> &'static [PartialReason] {
        use PartialReason::{PresenceRequired, SiteCheckRequired, TechnicalFailure, TechnicalOther};
        match self {
            Self::Presence { .. } | Self::Result => &[PresenceRequired],
            Self::SiteCheck { .. } => &[SiteCheckRequired],
            // Either a law wants the paper itself brought, or its electronic copy cannot be used yet.
            Self::Original { .. } | Self::Identity => &[PresenceRequired, TechnicalFailure, TechnicalOther],
            Self::CounterFee { .. } => &[TechnicalFailure, TechnicalOther],
            Self::NoOnlineWay => &[PresenceRequired, SiteCheckRequired, TechnicalFailure, TechnicalOther],
        }
    }
}

/// All that keeps a procedure from being full-online; nothing: it may be.
///
/// ```
/// # use domain::procedure::{Original, Procedure, obstacles};
/// # fn example(mut procedure: Procedure) {
/// let key = procedure.documents[0].key.clone();
/// procedure.visits.originals.insert(key, Original::HandedIn);
/// assert_eq!(obstacles(&procedure).len(), 1);
/// # }
/// ```
pub fn obstacles(procedure: &Procedure) -> Vec<Obstacle> {
    let mut obstacles = needs(procedure);
    if !procedure.offers(Channel::Online) {
        obstacles.push(Obstacle::NoOnlineWay);
    }
    obstacles
}

/// What needs a visit, step by step, paper by paper, fee by fee. A mark on what is no longer there counts for nothing.
pub(super) fn needs(procedure: &Procedure) -> Vec<Obstacle> {
    let visits = &procedure.visits;
    let step = |number: &u16| {
        let words = procedure.steps.get(usize::from(*number).checked_sub(1)?)?.clone();
        Some((*number, words))
    };
    let mut needs = Vec::new();
    needs.extend(visits.presence.iter().filter_map(step).map(|(step, words)| Obstacle::Presence { step, words }));
    needs.extend(visits.site_checks.iter().filter_map(step).map(|(step, words)| Obstacle::SiteCheck { step, words }));
    needs.extend(procedure.attachable().filter_map(|document| {
        Some(Obstacle::Original {
            document: document.key.clone(),
            name: document.name.vi.clone(),
            how: *visits.originals.get(&document.key)?,
        })
    }));
    let fees = procedure.terms.fees.iter();
    needs.extend(
        fees.filter(|fee| visits.counter_fees.contains(&fee.key))
            .map(|fee| Obstacle::CounterFee { fee: fee.key.clone(), name: fee.name.clone() }),
    );
    needs.extend(visits.result.then_some(Obstacle::Result));
    needs.extend(visits.identity.then_some(Obstacle::Identity));
    needs
}

#[cfg(test)]
mod tests;
