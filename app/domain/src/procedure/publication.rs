//! What a version of our own must be before it is published. What is imported is taken as its source has it.

use serde::{Deserialize, Serialize};

use super::{CaseFault, Flag, Obstacle, Procedure, case_faults, obstacles};
use crate::deadline::Limit;
use crate::fee::Amount;
use crate::mode::{Mode, PartialReason};

/// Why a version cannot be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Unfit {
    /// One of the seven parts that the law demands is empty (Nghị định 63/2010 Điều 8 khoản 2).
    Missing {
        /// As [`Procedure::missing_parts`] names it.
        part: String,
    },
    /// It is called full-online, and this needs a visit.
    NotFull {
        /// What needs it.
        obstacle: Obstacle,
    },
    /// It is partial, and says none of the four reasons (Nghị định 224/2026 Điều 14).
    NoReason,
    /// It is partial, and doesn't say what needs the visit.
    NoNote,
    /// It is partial by law, and names no law.
    NoLaw,
    /// Nothing that needs a visit admits the reason that is given.
    ReasonUnfounded {
        /// The reason that is given.
        given: PartialReason,
        /// Those that would be right.
        admitted: Vec<PartialReason>,
    },
    /// A fee or a limit refers to a case that there is not, or a case has no amount.
    Case {
        /// What doesn't fit.
        fault: CaseFault,
    },
}

/// All that stands against publishing a version; nothing: it may be published.
pub fn unfit(procedure: &Procedure) -> Vec<Unfit> {
    let missing = procedure.missing_parts().into_iter();
    let mut unfit: Vec<Unfit> = missing.map(|part| Unfit::Missing { part: part.to_owned() }).collect();
    let obstacles = obstacles(procedure);
    match procedure.mode {
        Mode::FullOnline => unfit.extend(obstacles.into_iter().map(|obstacle| Unfit::NotFull { obstacle })),
        Mode::Partial => partial(procedure, &obstacles, &mut unfit),
        Mode::InformationOnly => {}
    }
    let faults = case_faults(procedure).into_iter();
    unfit.extend(faults.map(|fault| Unfit::Case { fault }));
    unfit
}

fn partial(procedure: &Procedure, obstacles: &[Obstacle], unfit: &mut Vec<Unfit>) {
    let Some(partial) = &procedure.partial else {
        unfit.push(Unfit::NoReason);
        return;
    };
    if partial.note.is_empty() {
        unfit.push(Unfit::NoNote);
    }
    let given = partial.reason;
    let by_law = matches!(given, PartialReason::PresenceRequired | PartialReason::SiteCheckRequired);
    if by_law && partial.legal_basis.is_empty() {
        unfit.push(Unfit::NoLaw);
    }
    let mut admitted: Vec<PartialReason> =
        obstacles.iter().flat_map(|obstacle| obstacle.reasons().iter().copied()).collect();
    admitted.sort_unstable();
    admitted.dedup();
    if !admitted.is_empty() && !admitted.contains(&given) {
        unfit.push(Unfit::ReasonUnfounded { given, admitted });
    }
}

/// Drops the flags that are no longer true once somebody has gone over what a source left open.
pub fn settle_flags(procedure: &mut Procedure) {
    let unknown = |limit: &Limit| matches!(limit, Limit::Unknown { .. });
    let limits = &procedure.terms.limits;
    let limit_unknown = [&limits.online, &limits.counter, &limits.postal].into_iter().flatten().any(unknown);
    let fees = &procedure.terms.fees;
    let fee_unknown = fees.iter().any(|fee| matches!(fee.amount, Amount::Unknown { .. }));
    let lacks = |part: &str| procedure.missing_parts().contains(&part);
    let still_true = |flag: Flag| match flag {
        Flag::ModeUnclear | Flag::OnlineWayMissing | Flag::DateUnknown => false,
        Flag::LevelUnknown => procedure.levels.is_empty(),
        Flag::FeeUnknown | Flag::FeeUnstated | Flag::FeeSuspectScale => fee_unknown,
        Flag::LimitUnknown => limit_unknown,
        Flag::DocumentsMissing => procedure.documents.is_empty(),
        Flag::AgencyMissing => lacks("agency"),
        Flag::ResultsMissing => procedure.results.is_empty(),
        _ => true,
    };
    let flags = procedure.flags.iter().copied();
    procedure.flags = flags.filter(|flag| still_true(*flag)).collect();
}

#[cfg(test)]
mod tests;
