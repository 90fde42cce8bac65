//! How far people use the portal: figures of a period, each with its numerator and denominator, drawn and in tables.
//!
//! - [`query`]: what is asked for, as an address;
//! - [`page`]: `/tinh-hinh`, put together from [`filters`], [`key`], [`trend`], [`channels`] (drawn on [`drawing`]),
//!   [`table`] and [`method`];
//! - [`dossiers`]: the dossiers that a figure counts;
//! - [`sheet`]: the same figures for spreadsheet programs;
//! - [`targets`]: the administrators' targets; [`watch`]: what they should look at.

pub mod channels;
pub mod dossiers;
pub mod drawing;
pub mod filters;
pub mod key;
pub mod method;
pub mod page;
pub mod query;
pub mod sheet;
pub mod table;
pub mod targets;
pub mod trend;
pub mod watch;

use std::borrow::Cow;

use domain::metrics::{Measure, Share};
use domain::money::Dong;

use crate::format;
use crate::t;
use crate::words::Lang;

/// A share as whoever asks may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// All of it.
    Share(Share),
    /// So few dossiers that the public might tell whose they are.
    Few,
}

impl Seen {
    /// The share, unless it is kept back.
    #[must_use]
    pub const fn share(self) -> Option<Share> {
        match self {
            Self::Share(share) => Some(share),
            Self::Few => None,
        }
    }
}

/// A figure with what belongs to it.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The share.
    pub seen: Seen,
    /// Its target in percent, where one is set for the period.
    pub target: Option<u32>,
    /// Where the counted dossiers are listed, without the language; for those who may see them.
    pub of_href: Option<String>,
    /// Where those are listed that it is out of.
    pub all_href: Option<String>,
}

/// What a share counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Dossiers.
    Dossiers,
    /// Services.
    Services,
    /// Đồng.
    Dong,
    /// Ratings.
    Ratings,
}

/// What a measure counts.
#[must_use]
pub const fn unit(measure: Measure) -> Unit {
    match measure {
        Measure::ServicesUsed => Unit::Services,
        Measure::PaidOnlineDong | Measure::FeesSaved => Unit::Dong,
        Measure::Satisfaction => Unit::Ratings,
        _ => Unit::Dossiers,
    }
}

/// What a measure is called: `Hồ sơ nộp trực tuyến`.
#[must_use]
pub fn name(lang: Lang, measure: Measure) -> Cow<'static, str> {
    match measure {
        Measure::Online => t!(lang, "adoption.m.online"),
        Measure::ServicesUsed => t!(lang, "adoption.m.services_used"),
        Measure::FullOnline => t!(lang, "adoption.m.full_online"),
        Measure::Assisted => t!(lang, "adoption.m.assisted"),
        Measure::OnTimeLaw => t!(lang, "adoption.m.on_time_law"),
        Measure::OnTimePromise => t!(lang, "adoption.m.on_time_promise"),
        Measure::PaidOnline => t!(lang, "adoption.m.paid_online"),
        Measure::PaidOnlineDong => t!(lang, "adoption.m.paid_online_dong"),
        Measure::FeesSaved => t!(lang, "adoption.m.fees_saved"),
        Measure::DaysSaved => t!(lang, "adoption.m.days_saved"),
        Measure::Satisfaction => t!(lang, "adoption.m.satisfaction"),
    }
}

/// How a measure is worked out, in a sentence.
#[must_use]
pub fn how(lang: Lang, measure: Measure) -> Cow<'static, str> {
    match measure {
        Measure::Online => t!(lang, "adoption.how.online"),
        Measure::ServicesUsed => t!(lang, "adoption.how.services_used"),
        Measure::FullOnline => t!(lang, "adoption.how.full_online"),
        Measure::Assisted => t!(lang, "adoption.how.assisted"),
        Measure::OnTimeLaw => t!(lang, "adoption.how.on_time_law"),
        Measure::OnTimePromise => t!(lang, "adoption.how.on_time_promise"),
        Measure::PaidOnline => t!(lang, "adoption.how.paid_online"),
        Measure::PaidOnlineDong => t!(lang, "adoption.how.paid_online_dong"),
        Measure::FeesSaved => t!(lang, "adoption.how.fees_saved"),
        Measure::DaysSaved => t!(lang, "adoption.how.days_saved"),
        Measure::Satisfaction => t!(lang, "adoption.how.satisfaction"),
    }
}

/// A share as a percentage; "–" of nothing, "ẩn" where it is kept back.
#[must_use]
pub fn percent(lang: Lang, seen: Seen) -> String {
    match seen {
        Seen::Few => t!(lang, "adoption.few").into_owned(),
        Seen::Share(share) => {
            share.basis_points().map_or_else(|| "–".to_owned(), |points| format::percent(lang, points))
        }
    }
}

/// A number of what a measure counts: `12.345`, in money `12.345 đồng`.
#[must_use]
pub fn amount(lang: Lang, measure: Measure, number: i64) -> String {
    match unit(measure) {
        Unit::Dong => format::dong(lang, Dong::new(number).unwrap_or_default()),
        _ => format::number(lang, number),
    }
}
