//! Which decisions say something about the same filing, so that one of them is in vain.

use jiff::civil::Date;

use super::{Effect, PolicyDraft, Scope};

/// The days on which two decisions overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// The first of them.
    pub from: Date,
    /// The last; open if none.
    pub to: Option<Date>,
}

impl PolicyDraft {
    /// When two decisions of the same kind of issuer do the same kind of thing for the same services, applicants,
    /// channels and places. Decisions of different issuers stand beside each other by law: the best one wins.
    /// A list of codes and a list of fields may meet; only the catalogue knows, so they don't count.
    pub fn overlap(&self, other: &Self) -> Option<Overlap> {
        let same_matter = self.issuer == other.issuer
            && kind(&self.effect) == kind(&other.effect)
            && meet(&self.channels, &other.channels)
            && meet(&self.groups, &other.groups)
            && same_places(self, other)
            && same_services(&self.scope, &other.scope);
        let from = self.valid_from.max(other.valid_from);
        let to = [self.valid_to, other.valid_to].into_iter().flatten().min();
        (same_matter && to.is_none_or(|to| from <= to)).then_some(Overlap { from, to })
    }
}

/// Fees, time, or intake.
const fn kind(effect: &Effect) -> u8 {
    match effect {
        Effect::CutFee { .. } | Effect::OwnRate { .. } => 0,
        Effect::ShortenDeadline { .. } => 1,
        Effect::OnlineOnly => 2,
    }
}

/// Whether two lists share something; an empty one means everything.
fn meet<T: PartialEq>(some: &[T], others: &[T]) -> bool {
    some.is_empty() || others.is_empty() || some.iter().any(|one| others.contains(one))
}

fn same_places(one: &PolicyDraft, other: &PolicyDraft) -> bool {
    match (&one.territory, &other.territory) {
        (Some(here), Some(there)) => here.covers(there) || there.covers(here),
        _ => true,
    }
}

fn same_services(one: &Scope, other: &Scope) -> bool {
    match (one, other) {
        (Scope::All, _) | (_, Scope::All) => true,
        (Scope::Codes { codes: some }, Scope::Codes { codes: others })
        | (Scope::Fields { fields: some }, Scope::Fields { fields: others }) => {
            some.iter().any(|one| others.contains(one))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::channel::Channel;
    use crate::fee::FeeAuthority;
    use crate::policy::{FeeSelection, Issuer, Territory};

    fn council(from: Date, to: Option<Date>) -> PolicyDraft {
        PolicyDraft {
            id: "a".into(),
            number: "11/2022/NQ-HĐND".into(),
            article: None,
            issuer: Issuer::Council,
            issuer_name: "HĐND tỉnh".into(),
            date: from,
            territory: Some(Territory::new("51/51")),
            valid_from: from,
            valid_to: to,
            channels: vec![Channel::Online],
            groups: Vec::new(),
            conditions: Vec::new(),
            scope: Scope::All,
            effect: Effect::CutFee {
                percent: crate::money::Percent::new(50).unwrap(),
                fees: FeeSelection { set_by: vec![FeeAuthority::Council], kinds: Vec::new(), keys: Vec::new() },
            },
            source: "Công báo".into(),
        }
    }

    #[test]
    fn decisions_overlap_where_time_place_matter_and_services_meet() {
        let first = council(date(2026, 1, 1), Some(date(2026, 6, 30)));
        let second = council(date(2026, 6, 30), None);
        let day = date(2026, 6, 30);
        let overlap = Overlap { from: day, to: Some(day) };
        assert_eq!(first.overlap(&second), Some(overlap));
        assert_eq!(second.overlap(&first), Some(overlap));

        type Change = fn(&mut PolicyDraft);
        let apart: [Change; 5] = [
            |other| other.valid_from = date(2026, 7, 1),
            |other| other.territory = Some(Territory::new("51/62")),
            |other| other.issuer = Issuer::Central,
            |other| other.channels = vec![Channel::Postal],
            |other| other.effect = Effect::OnlineOnly,
        ];
        for (place, change) in apart.iter().enumerate() {
            let mut other = second.clone();
            change(&mut other);
            assert_eq!(first.overlap(&other), None, "change {place}");
        }
        let mut whole = second.clone();
        whole.territory = Some(Territory::new("51"));
        assert!(first.overlap(&whole).is_some(), "the province holds its part");
    }
}
