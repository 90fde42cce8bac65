//! When a policy applies to a filing, and what it then does.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Effect, Policy, Scope, Territory};
use crate::channel::Channel;
use crate::deadline::Shortening;
use crate::fee::{Amount, FeeAuthority, FeeItem};
use crate::groups::{ApplicantGroup, Membership, Proof};
use crate::money::Percent;

/// What a policy is asked about.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The day of filing.
    pub on: Date,
    /// How it is filed.
    pub channel: Channel,
    /// Where the agency is.
    pub territory: &'a Territory,
    /// The service.
    pub service: ServiceRef<'a>,
    /// Who the applicant is.
    pub groups: &'a [Membership],
}

/// What a policy needs to know of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ServiceRef<'a> {
    /// The procedure code, where it has one.
    pub code: Option<&'a str>,
    /// The field (lĩnh vực).
    pub field: Option<&'a str>,
}

/// What a policy does to a fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference<'a> {
    /// Takes so much off what the counter asks.
    Less(Percent),
    /// Sets this instead.
    Rate(&'a Amount),
}

/// Why a policy doesn't apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum WhyNot {
    /// It isn't in force yet.
    NotYet {
        /// The first day.
        from: Date,
    },
    /// It is over.
    Expired {
        /// The last day.
        to: Date,
    },
    /// It rewards other channels.
    OtherChannel {
        /// These.
        channels: Vec<Channel>,
    },
    /// It holds elsewhere.
    OtherTerritory {
        /// There.
        territory: Territory,
    },
    /// It doesn't cover this service.
    OtherService,
    /// It is for other applicants.
    OtherGroups {
        /// For these.
        groups: Vec<ApplicantGroup>,
    },
    /// It does something else: it is about fees, or about deadlines.
    OtherEffect,
    /// It isn't about this fee.
    OtherFee,
    /// Who issued it doesn't set this fee, so may not cut it.
    NotTheirFee {
        /// Who sets it.
        set_by: FeeAuthority,
    },
}

impl Scope {
    /// Whether the service is covered.
    pub fn covers(&self, service: ServiceRef<'_>) -> bool {
        let among =
            |list: &[String], value: Option<&str>| value.is_some_and(|value| list.iter().any(|entry| entry == value));
        match self {
            Self::All => true,
            Self::Codes { codes } => among(codes, service.code),
            Self::Fields { fields } => among(fields, service.field),
        }
    }
}

impl Policy {
    /// Whether it holds for a filing: its dates, channel, territory, services and applicants; and
    /// how sure it is that the applicant belongs to those whom it favours (verified, if it favours everyone).
    ///
    /// # Errors
    /// All that stands against it.
    pub fn applies(&self, to: &Context<'_>) -> Result<Proof, Vec<WhyNot>> {
        let mut against = Vec::new();
        if to.on < self.valid_from {
            against.push(WhyNot::NotYet { from: self.valid_from });
        }
        if let Some(last) = self.valid_to.filter(|last| *last < to.on) {
            against.push(WhyNot::Expired { to: last });
        }
        if !self.channels.is_empty() && !self.channels.contains(&to.channel) {
            against.push(WhyNot::OtherChannel { channels: self.channels.clone() });
        }
        if let Some(area) = self.territory.as_ref().filter(|area| !area.covers(to.territory)) {
            against.push(WhyNot::OtherTerritory { territory: area.clone() });
        }
        if !self.scope.covers(to.service) {
            against.push(WhyNot::OtherService);
        }
        let proof = favours(&self.groups, to.groups);
        if proof.is_none() {
            against.push(WhyNot::OtherGroups { groups: self.groups.clone() });
        }
        none_or(against, proof.unwrap_or_default())
    }

    /// What it does to a fee, and how sure it is that the applicant has a right to it.
    ///
    /// # Errors
    /// All that stands against it.
    pub fn preference(&self, item: &FeeItem, to: &Context<'_>) -> Result<(Preference<'_>, Proof), Vec<WhyNot>> {
        let touches = self.touches(item);
        if touches == Err(WhyNot::OtherEffect) {
            return Err(vec![WhyNot::OtherEffect]);
        }
        match (self.applies(to), touches) {
            (Ok(proof), Ok(preference)) => Ok((preference, proof)),
            (applies, touches) => {
                let mut against = applies.err().unwrap_or_default();
                against.extend(touches.err());
                Err(against)
            }
        }
    }

    /// What it does to a fee, whoever files it, when and where.
    ///
    /// # Errors
    /// If it isn't about this fee, or may not touch it: a decision is lawful as it stands, but who sets a fee
    /// may not be known.
    pub fn touches(&self, item: &FeeItem) -> Result<Preference<'_>, WhyNot> {
        let (preference, fees) = match &self.effect {
            Effect::CutFee { percent, fees } => (Preference::Less(*percent), fees),
            Effect::OwnRate { amount, fees } => (Preference::Rate(amount), fees),
            Effect::ShortenDeadline { .. } | Effect::OnlineOnly => return Err(WhyNot::OtherEffect),
        };
        if !self.issuer.may_cut(item.set_by) {
            Err(WhyNot::NotTheirFee { set_by: item.set_by })
        } else if fees.selects(item) {
            Ok(preference)
        } else {
            Err(WhyNot::OtherFee)
        }
    }

    /// What it takes off the time.
    ///
    /// # Errors
    /// All that stands against it.
    pub fn shortening(&self, to: &Context<'_>) -> Result<Shortening, Vec<WhyNot>> {
        let Effect::ShortenDeadline { percent, limits } = &self.effect else {
            return Err(vec![WhyNot::OtherEffect]);
        };
        let named = to.service.code.and_then(|code| limits.get(code)).cloned();
        let mut against = self.applies(to).err().unwrap_or_default();
        if named.is_none() && percent.get() == 0 && !against.contains(&WhyNot::OtherService) {
            against.push(WhyNot::OtherService);
        }
        let (policy, document) = (self.id.clone(), self.number.clone());
        none_or(against, Shortening { percent: *percent, named, policy, document })
    }

    /// Whether the service is taken in online only, whichever channel the context names. A pilot for named groups
    /// binds those who say that they belong to one.
    pub fn online_only(&self, to: &Context<'_>) -> bool {
        let online = Context { channel: Channel::Online, ..*to };
        self.effect == Effect::OnlineOnly && self.applies(&online).is_ok()
    }
}

/// How sure it is that the applicant is among those who are favoured; `None` if they aren't.
pub(crate) fn favours(groups: &[ApplicantGroup], applicant: &[Membership]) -> Option<Proof> {
    if groups.is_empty() {
        return Some(Proof::Verified);
    }
    applicant.iter().filter(|membership| groups.contains(&membership.group())).map(Membership::proof).max()
}

fn none_or<T>(against: Vec<WhyNot>, otherwise: T) -> Result<T, Vec<WhyNot>> {
    if against.is_empty() { Ok(otherwise) } else { Err(against) }
}
