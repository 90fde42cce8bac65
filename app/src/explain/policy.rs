//! What a decision does, and why one can't be, for those who administer them.

use crate::format;
use crate::names;
use crate::t;
use crate::words::Lang;
use domain::fee::Amount;
use domain::policy::{Effect, Unlawful};

/// Decisions are administered in Vietnamese.
const VI: Lang = Lang::Vi;

/// What a decision does, in a line.
#[must_use]
pub fn effect(effect: &Effect) -> String {
    match effect {
        Effect::CutFee { percent, .. } if percent.get() == 100 => t!(VI, "policy.free"),
        Effect::CutFee { percent, .. } => t!(VI, "policy.cut_fee", percent = percent.get()),
        Effect::OwnRate { amount: Amount::Fixed { dong }, .. } => {
            t!(VI, "policy.own_rate", amount = format::dong(VI, *dong))
        }
        Effect::OwnRate { .. } => t!(VI, "policy.own_rates"),
        Effect::ShortenDeadline { percent, limits } => match (percent.get(), limits.len()) {
            (percent, 0) => t!(VI, "policy.shorten", percent = percent),
            (0, named) => t!(VI, "policy.shorten_named", count = named),
            (percent, named) => {
                t!(VI, "policy.shorten_both", percent = percent, count = named)
            }
        },
        Effect::OnlineOnly => t!(VI, "policy.online_only"),
    }
    .into_owned()
}

/// Why a decision can't be, in a sentence that says what to do.
#[must_use]
pub fn unlawful(why: &Unlawful) -> String {
    match why {
        Unlawful::Missing { field } => t!(VI, "policy.unlawful.missing", field = field),
        Unlawful::NotTheirFee { issuer, set_by } => t!(
            VI,
            "policy.unlawful.not_their_fee",
            issuer = names::issuer(VI, *issuer),
            authority = names::fee_authority(VI, *set_by)
        ),
        Unlawful::WhoseFees => t!(VI, "policy.unlawful.whose_fees"),
        Unlawful::NoEffect => t!(VI, "policy.unlawful.no_effect"),
        Unlawful::RateUnknown => t!(VI, "policy.unlawful.rate_unknown"),
        Unlawful::NotTheirDeadline { issuer } => {
            t!(VI, "policy.unlawful.not_their_deadline", issuer = names::issuer(VI, *issuer))
        }
        Unlawful::LimitUnknown { code } => t!(VI, "policy.unlawful.limit_unknown", code = code),
        Unlawful::LimitOutOfScope { code } => {
            t!(VI, "policy.unlawful.limit_out_of_scope", code = code)
        }
        Unlawful::NoTerritory => t!(VI, "policy.unlawful.no_territory"),
        Unlawful::NoService => t!(VI, "policy.unlawful.no_service"),
        Unlawful::PilotOfAll => t!(VI, "policy.unlawful.pilot_of_all"),
        Unlawful::EndsBefore { to } => {
            t!(VI, "policy.unlawful.ends_before", to = format::date(VI, *to))
        }
        Unlawful::Retroactive { date } => {
            t!(VI, "policy.unlawful.retroactive", date = format::date(VI, *date))
        }
    }
    .into_owned()
}
