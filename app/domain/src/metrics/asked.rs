//! What figures are asked by, and which dossiers stand behind one.

use std::{fmt, str::FromStr};

use super::{Measure, Tally};
use crate::{UnknownCode, coded::coded_enum};

coded_enum! {
    /// What a table of figures has a row for.
    pub enum By {
        /// All together: one row.
        Province => "province",
        /// Each level of administration; districts until June 2025.
        Level => "level",
        /// Each agency.
        Agency => "agency",
        /// Each field of services (lĩnh vực).
        Field => "field",
        /// Each service.
        Service => "service",
        /// Each month of the period.
        Month => "month",
    }
}

/// What a figure counts, so that it can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Listed {
    /// The dossiers in a tally.
    Tally(Tally),
    /// Pending and past the law's date.
    OverdueLaw,
    /// Pending and past the promised date.
    OverduePromise,
    /// Ended by the law's date, or pending and not past it.
    OnTimeLaw,
    /// The same by the promised date.
    OnTimePromise,
    /// Services, not dossiers: with at least one online dossier.
    ServicesUsed,
    /// Services, not dossiers: offered online.
    ServicesOffered,
}

impl Listed {
    /// All that are not simply a tally.
    const OTHERS: [Self; 6] = [
        Self::OverdueLaw,
        Self::OverduePromise,
        Self::OnTimeLaw,
        Self::OnTimePromise,
        Self::ServicesUsed,
        Self::ServicesOffered,
    ];

    /// Everything that can be listed.
    pub fn all() -> impl Iterator<Item = Self> {
        Tally::ALL.iter().copied().map(Self::Tally).chain(Self::OTHERS)
    }

    /// The stable code, as in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tally(tally) => tally.as_str(),
            Self::OverdueLaw => "overdue_law",
            Self::OverduePromise => "overdue_promise",
            Self::OnTimeLaw => "on_time_law",
            Self::OnTimePromise => "on_time_promise",
            Self::ServicesUsed => "services_used",
            Self::ServicesOffered => "services_offered",
        }
    }

    /// Whether services are listed, not dossiers.
    pub const fn is_services(self) -> bool {
        matches!(self, Self::ServicesUsed | Self::ServicesOffered)
    }
}

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Listed {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::all()
            .find(|listed| listed.as_str() == code)
            .ok_or_else(|| UnknownCode { kind: "Listed", given: code.to_owned() })
    }
}

impl Measure {
    /// What its numerator and its denominator count.
    pub const fn listed(self) -> (Listed, Listed) {
        const fn tallies(of: Tally, all: Tally) -> (Listed, Listed) {
            (Listed::Tally(of), Listed::Tally(all))
        }
        let received = Listed::Tally(Tally::Received);
        match self {
            Self::Online => tallies(Tally::Online, Tally::Received),
            Self::ServicesUsed => (Listed::ServicesUsed, Listed::ServicesOffered),
            Self::FullOnline => tallies(Tally::FullOnline, Tally::FullEligible),
            Self::Assisted => tallies(Tally::Assisted, Tally::Online),
            Self::OnTimeLaw => (Listed::OnTimeLaw, received),
            Self::OnTimePromise => (Listed::OnTimePromise, received),
            Self::PaidOnline => tallies(Tally::PaidOnline, Tally::WithFee),
            Self::PaidOnlineDong => tallies(Tally::PaidOnlineDong, Tally::PaidDong),
            Self::FeesSaved => tallies(Tally::SavedDong, Tally::StandardDong),
            Self::DaysSaved => tallies(Tally::Shortened, Tally::Online),
            Self::Satisfaction => tallies(Tally::Content, Tally::Rated),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::{Figures, Share};

    #[test]
    fn what_is_listed_has_a_code_of_its_own() {
        for listed in Listed::all() {
            assert_eq!(listed.as_str().parse(), Ok(listed));
        }
        assert!("everything".parse::<Listed>().is_err());
    }

    /// The lists of a share add up to its two numbers.
    #[test]
    fn a_share_lists_what_it_counts() {
        let mut figures =
            Figures { overdue_law: 2, overdue_promise: 3, services_used: 4, services_offered: 9, ..Figures::default() };
        for (number, tally) in (100..).step_by(7).zip(Tally::ALL) {
            figures.tallies[*tally] = number;
        }
        for measure in Measure::ALL {
            let (of, all) = measure.listed();
            let share = Share { of: figures.number(of), all: figures.number(all) };
            assert_eq!(measure.share(&figures), share, "{measure}");
        }
    }
}
