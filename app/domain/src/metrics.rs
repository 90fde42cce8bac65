//! Figures about use: what one dossier counts for, and the shares that follow from the sums.
//!
//! A dossier counts for a function of itself alone ([`Tallies`]); groups add up. So each figure is the sum over the
//! dossiers that it lists, and shares of groups are pooled, never averaged (RULES.md 6.2).

mod asked;
mod suppression;

use std::ops::{AddAssign, Index, IndexMut, SubAssign};

use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
pub use asked::{By, Listed};
pub use suppression::{Hidden, hidden};

coded_enum! {
    /// What is counted of accepted dossiers; each is a column of the counters.
    pub enum Tally {
        /// Accepted: what "received in the period" means.
        Received => "received",
        /// Of them, online.
        Online => "online",
        /// Of them, at the counter.
        Counter => "counter",
        /// Of them, by post.
        Postal => "postal",
        /// Online, by the citizen alone.
        SelfFiled => "self_filed",
        /// Online, by the citizen with a helper beside.
        Guided => "guided",
        /// Online, typed by a helper (nhập hộ), for whomever the resident acts in law.
        Assisted => "assisted",
        /// Online, by a delegate themselves.
        Authorised => "authorised",
        /// Online, by a parent or guardian themselves.
        Representative => "representative",
        /// Of a full-online service, whatever the channel.
        FullEligible => "full_eligible",
        /// Of a full-online service, and online.
        FullOnline => "full_online",
        /// Processing has ended: decided, stopped, or withdrawn after acceptance (Quyết định 766/QĐ-TTg).
        Ended => "ended",
        /// Ended after the law's date.
        LateLaw => "late_law",
        /// Ended after the promised date.
        LatePromise => "late_promise",
        /// Something was to be paid.
        WithFee => "with_fee",
        /// Paid through the gateway.
        PaidOnline => "paid_online",
        /// All money that came, đồng.
        PaidDong => "paid_dong",
        /// Of it, through the gateway, đồng.
        PaidOnlineDong => "paid_online_dong",
        /// Online and cheaper than at the counter.
        Cheaper => "cheaper",
        /// What the counter would have asked for the online dossiers, đồng.
        StandardDong => "standard_dong",
        /// What online filing saved of it, đồng.
        SavedDong => "saved_dong",
        /// Online and promised earlier than the law's date.
        Shortened => "shortened",
        /// By how much in all, working hours.
        SavedHours => "saved_hours",
        /// Rated by the applicant.
        Rated => "rated",
        /// Rated Hài lòng or Rất hài lòng.
        Content => "content",
        /// Rated Rất hài lòng.
        VerySatisfied => "very_satisfied",
    }
}

/// How many tallies there are.
const TALLIES: usize = Tally::ALL.len();

/// One number for each [`Tally`]: of a dossier, of a day's counter, or of a whole province.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tallies([i64; TALLIES]);

impl Default for Tallies {
    fn default() -> Self {
        Self([0; TALLIES])
    }
}

impl Tallies {
    /// Whether nothing is counted.
    pub fn is_zero(&self) -> bool {
        self.0.iter().all(|number| *number == 0)
    }

    /// Each tally with its number, in the order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = (Tally, i64)> {
        Tally::ALL.iter().copied().zip(self.0)
    }
}

impl Index<Tally> for Tallies {
    type Output = i64;

    fn index(&self, tally: Tally) -> &i64 {
        &self.0[tally as usize]
    }
}

impl IndexMut<Tally> for Tallies {
    fn index_mut(&mut self, tally: Tally) -> &mut i64 {
        &mut self.0[tally as usize]
    }
}

impl AddAssign<&Self> for Tallies {
    fn add_assign(&mut self, other: &Self) {
        for (number, more) in self.0.iter_mut().zip(other.0) {
            *number += more;
        }
    }
}

impl SubAssign<&Self> for Tallies {
    fn sub_assign(&mut self, other: &Self) {
        for (number, less) in self.0.iter_mut().zip(other.0) {
            *number -= less;
        }
    }
}

/// What is counted of something, and out of how many; both are always shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Numerator.
    pub of: i64,
    /// Denominator.
    pub all: i64,
}

impl Share {
    /// The share in hundredths of a percent, rounded half up; none of nothing, which is shown as "–".
    pub fn basis_points(self) -> Option<i64> {
        if self.all <= 0 {
            return None;
        }
        let (of, all) = (i128::from(self.of), i128::from(self.all));
        i64::try_from((of * 20_000 + all).div_euclid(2 * all)).ok()
    }

    /// Whether the share is at least so many percent; none where there is nothing to compare.
    pub fn reaches(self, percent: u32) -> Option<bool> {
        (self.all > 0).then(|| i128::from(self.of) * 100 >= i128::from(self.all) * i128::from(percent))
    }
}

/// The figures of one group of dossiers in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The sums over its dossiers.
    pub tallies: Tallies,
    /// Not ended, and past the law's date at the moment of reading.
    pub overdue_law: i64,
    /// Not ended, and past the promised date at the moment of reading.
    pub overdue_promise: i64,
    /// Services with at least one online dossier in the period.
    pub services_used: i64,
    /// Services that the group offers online.
    pub services_offered: i64,
}

impl Figures {
    /// One number of them.
    pub fn number(&self, listed: Listed) -> i64 {
        let on_time = |late, overdue| self.tallies[Tally::Received] - self.tallies[late] - overdue;
        match listed {
            Listed::Tally(tally) => self.tallies[tally],
            Listed::OverdueLaw => self.overdue_law,
            Listed::OverduePromise => self.overdue_promise,
            Listed::OnTimeLaw => on_time(Tally::LateLaw, self.overdue_law),
            Listed::OnTimePromise => on_time(Tally::LatePromise, self.overdue_promise),
            Listed::ServicesUsed => self.services_used,
            Listed::ServicesOffered => self.services_offered,
        }
    }
}

coded_enum! {
    /// A share that administrators watch, and that a target may be set for.
    pub enum Measure {
        /// Dossiers that came online, of all received.
        Online => "online",
        /// Services with at least one online dossier, of those offered online.
        ServicesUsed => "services_used",
        /// Dossiers filed online, of those whose service is full-online.
        FullOnline => "full_online",
        /// Typed by a helper, of those that came online; never counted as self-service.
        Assisted => "assisted",
        /// Ended by the law's date or not yet past it, of all received.
        OnTimeLaw => "on_time_law",
        /// The same by the promised date.
        OnTimePromise => "on_time_promise",
        /// Dossiers paid online, of those with something to pay.
        PaidOnline => "paid_online",
        /// Money that came online, of all that came, đồng.
        PaidOnlineDong => "paid_online_dong",
        /// What online filing saved, of what the counter would have asked, đồng.
        FeesSaved => "fees_saved",
        /// Online dossiers with a promise earlier than the law's date, of all online.
        DaysSaved => "days_saved",
        /// Hài lòng or better, of those who rated.
        Satisfaction => "satisfaction",
    }
}

impl Measure {
    /// The numerator and the denominator in a group.
    pub fn share(self, figures: &Figures) -> Share {
        let (of, all) = self.listed();
        Share { of: figures.number(of), all: figures.number(all) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published shares that RULES.md 6.1 recomputes.
    #[test]
    fn shares_round_half_up_and_nothing_of_nothing_is_none() {
        for (of, all, points) in [
            (139, 650, Some(2138)),
            (10, 17, Some(5882)),
            (4, 10, Some(4000)),
            (6, 102, Some(588)),
            (20, 129, Some(1550)),
            (64, 334, Some(1916)),
            (75, 316, Some(2373)),
            (549, 650, Some(8446)),
            (262, 334, Some(7844)),
            (287, 316, Some(9082)),
            (8_728, 17_067, Some(5114)),
            (1, 800, Some(13)),
            (0, 5, Some(0)),
            (0, 0, None),
        ] {
            assert_eq!(Share { of, all }.basis_points(), points, "{of}/{all}");
        }
    }

    #[test]
    fn a_target_is_reached_from_its_percent_on() {
        assert_eq!(Share { of: 1, all: 2 }.reaches(50), Some(true));
        assert_eq!(Share { of: 499, all: 1000 }.reaches(50), Some(false));
        assert_eq!(Share { of: 0, all: 0 }.reaches(50), None);
    }

    #[test]
    fn what_is_added_can_be_taken_away() {
        let mut one = Tallies::default();
        one[Tally::Online] = 1;
        one[Tally::SavedDong] = 50_000;
        let mut sum = one;
        sum += &one;
        assert_eq!(sum[Tally::SavedDong], 100_000);
        sum -= &one;
        sum -= &one;
        assert!(sum.is_zero());
    }

    #[test]
    fn what_waits_within_its_time_is_on_time() {
        let mut figures = Figures::default();
        figures.tallies[Tally::Received] = 10;
        figures.tallies[Tally::Ended] = 6;
        figures.tallies[Tally::LateLaw] = 1;
        figures.overdue_law = 2;
        assert_eq!(Measure::OnTimeLaw.share(&figures), Share { of: 7, all: 10 });
    }
}
