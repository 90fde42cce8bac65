//! The figures begin here: what a dossier counts for is a function of the dossier, so each change moves the tallies by
//! the difference between before and after, in the same transaction.

use domain::{
    channel::Channel,
    dossier::{PaymentBefore, State},
    metrics::{Tallies, Tally},
    mode::{ActingMode, Mode},
};
use jiff::{Timestamp, civil::Date};

use super::{Dossier, Grade, store};
use crate::{
    clock::{instant, local},
    db::Tx,
    error::AppError,
};

/// Whose tallies: the key of a row of the counters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TallyKey {
    /// The day of acceptance, local.
    pub day: Date,
    /// The agency.
    pub agency_id: String,
    /// The service.
    pub service_id: String,
    /// Demo data.
    pub demo: bool,
}

/// From when on a pending dossier counts as late, and is overdue when that has passed. Both or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateFrom {
    /// By the law's date.
    pub law: Timestamp,
    /// By the promised date; never later.
    pub promise: Timestamp,
}

impl Dossier {
    /// What this dossier counts for; nothing before it is accepted.
    pub fn tallies(&self) -> Tallies {
        let mut tallies = Tallies::default();
        let facts = &self.facts;
        let Some(acceptance) = facts.state.acceptance() else {
            return tallies;
        };
        let mut tell = |tally: Tally, number: i64| tallies[tally] = number;
        let online = self.channel == Channel::Online;
        tell(Tally::Received, 1);
        tell(by_channel(self.channel), 1);
        if online {
            tell(self.by_acting(), 1);
        }
        let full = self.mode == Mode::FullOnline;
        tell(Tally::FullEligible, i64::from(full));
        tell(Tally::FullOnline, i64::from(full && online));

        if let Some(at) = facts.state.ended_at() {
            let measured = local(facts.measured_at(at));
            let late = |due| measured > due || self.asked_too_often().is_some();
            tell(Tally::Ended, 1);
            tell(Tally::LateLaw, i64::from(late(acceptance.due.statutory)));
            tell(Tally::LatePromise, i64::from(late(acceptance.due.promised)));
        }

        let owes = !facts.payable().is_zero() || !facts.paid.is_zero();
        tell(Tally::WithFee, i64::from(owes));
        tell(Tally::PaidOnline, i64::from(!facts.paid_online.is_zero()));
        tell(Tally::PaidDong, facts.paid.get());
        tell(Tally::PaidOnlineDong, facts.paid_online.get());

        if let Some(fee) = facts.fee.as_ref().filter(|_| online) {
            tell(Tally::Cheaper, i64::from(!fee.saved.is_zero()));
            tell(Tally::StandardDong, fee.standard.get());
            tell(Tally::SavedDong, fee.saved.get());
        }
        if let Some(pin) = facts.pinned.as_ref().filter(|_| online) {
            let hours = i64::from(pin.deadline.working_hours_saved());
            tell(Tally::Shortened, i64::from(hours > 0));
            tell(Tally::SavedHours, hours);
        }

        if let Some(grade) = facts.rating {
            tell(Tally::Rated, 1);
            tell(Tally::Content, i64::from(grade != Grade::Dissatisfied));
            tell(Tally::VerySatisfied, i64::from(grade == Grade::VerySatisfied));
        }
        tallies
    }

    /// The row of the counters to which [`Self::tallies`] belong; none before acceptance.
    pub fn tally_key(&self) -> Option<TallyKey> {
        let acceptance = self.facts.state.acceptance()?;
        Some(TallyKey {
            day: local(acceptance.at).date(),
            agency_id: self.agency_id.clone(),
            service_id: self.service_id.clone(),
            demo: self.demo,
        })
    }

    /// From when on it counts as late while it is pending. `None` before acceptance and after the end. The time in
    /// which the applicant is waited for does not count: who was asked before the date is not made late by waiting.
    pub fn late_from(&self) -> Option<LateFrom> {
        let state = &self.facts.state;
        let due = state.acceptance()?.due;
        if state.ended_at().is_some() {
            return None;
        }
        if let Some(at) = self.asked_too_often() {
            return Some(LateFrom { law: at.min(instant(due.statutory)), promise: at.min(instant(due.promised)) });
        }
        let from = |due| {
            if waiting_since(state).is_none_or(|since| local(since) > due) { instant(due) } else { Timestamp::MAX }
        };
        Some(LateFrom { law: from(due.statutory), promise: from(due.promised) })
    }

    /// Who did the filing. What a helper typed is reported as that, and never as filed by oneself, whoever acts in law.
    const fn by_acting(&self) -> Tally {
        if self.facts.typed_by_helper {
            return Tally::Assisted;
        }
        match self.acting_mode {
            ActingMode::SelfFiled => Tally::SelfFiled,
            ActingMode::Guided => Tally::Guided,
            ActingMode::Assisted => Tally::Assisted,
            ActingMode::Authorised => Tally::Authorised,
            ActingMode::Representative => Tally::Representative,
        }
    }

    /// Since when more was asked for than a dossier may be asked (Quyết định 766/QĐ-TTg; RULES.md 2.5).
    /// Requests before acceptance count, too.
    fn asked_too_often(&self) -> Option<Timestamp> {
        let mut asked = self.facts.supplements.iter();
        asked.find(|one| one.too_many).map(|one| one.asked_at)
    }
}

const fn by_channel(channel: Channel) -> Tally {
    match channel {
        Channel::Online => Tally::Online,
        Channel::Counter => Tally::Counter,
        Channel::Postal => Tally::Postal,
    }
}

/// Since when the applicant is waited for; the clock stands meanwhile.
fn waiting_since(state: &State) -> Option<Timestamp> {
    match state {
        State::Supplement { request, .. } => Some(request.at),
        State::Payment { since, before: PaymentBefore::Processing, .. } => Some(*since),
        _ => None,
    }
}

/// Moves the tallies from what the dossier counted for to what it counts for now.
pub(super) async fn move_tallies(tx: &mut Tx, dossier: &Dossier, before: &Tallies) -> Result<(), AppError> {
    let mut change = dossier.tallies();
    change -= before;
    match dossier.tally_key() {
        Some(key) if !change.is_zero() => store::add_tallies(tx, &key, &change).await,
        _ => Ok(()),
    }
}
