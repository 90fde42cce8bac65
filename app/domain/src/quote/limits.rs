//! The law's time limits of a procedure: by channel, by case, and longer in some places.

use serde::{Deserialize, Serialize};

use crate::channel::Channel;
use crate::deadline::{Limit, Longer};

/// The law's time limit for each channel; `None` where the service isn't offered that way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Limits {
    /// Filed online.
    pub online: Option<Limit>,
    /// Filed at the counter.
    pub counter: Option<Limit>,
    /// Filed by post.
    pub postal: Option<Limit>,
    /// The limits of some cases, in place of the channel's; the case is the one that the fee asks for too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<CaseLimit>,
    /// How much longer it may take in mountainous communes, on islands and the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote: Option<Longer>,
}

/// The limit of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLimit {
    /// Names the case within the service.
    pub key: String,
    /// As people read it: "Công trình khác".
    pub label: String,
    /// Its limit.
    pub limit: Limit,
}

impl Limits {
    /// The same limit whichever way it is filed.
    pub fn same(limit: Limit) -> Self {
        Self { online: Some(limit.clone()), counter: Some(limit.clone()), postal: Some(limit), ..Self::default() }
    }

    /// The limit of a channel.
    pub const fn of(&self, channel: Channel) -> Option<&Limit> {
        match channel {
            Channel::Online => self.online.as_ref(),
            Channel::Counter => self.counter.as_ref(),
            Channel::Postal => self.postal.as_ref(),
        }
    }

    /// The limit of a case filed through a channel; without a case, or with one that has none of its own, the
    /// channel's. `None` where the service isn't offered that way.
    pub fn of_case(&self, channel: Channel, case: Option<&str>) -> Option<&Limit> {
        let of_channel = self.of(channel)?;
        let own = self.cases.iter().find(|own| Some(own.key.as_str()) == case);
        Some(own.map_or(of_channel, |own| &own.limit))
    }

    /// How much longer it may take at a place.
    pub fn longer_at(&self, remote: bool) -> Option<&Longer> {
        self.remote.as_ref().filter(|_| remote)
    }
}
