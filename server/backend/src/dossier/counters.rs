//! The figures begin here: what a dossier adds to the counters is a function of the dossier, so each change moves
//! them by the difference between before and after, in the same transaction.

use domain::{channel::Channel, dossier::Finish};

use super::{Dossier, Grade};
use crate::{clock::local, db::Tx, error::AppError, run};

/// What dossiers add to one row of the counters; the fields are its columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Counts {
    /// Accepted.
    pub accepted: i64,
    /// Decided.
    pub finished: i64,
    /// Decided by the law's date.
    pub on_time_law: i64,
    /// Decided by the promised date.
    pub on_time_promise: i64,
    /// With something to pay.
    pub with_fee: i64,
    /// Paid through the gateway.
    pub paid_online: i64,
    /// How much of it, đồng.
    pub paid_online_dong: i64,
    /// What online filing saved, đồng.
    pub saved_dong: i64,
    /// What online filing saved, working hours.
    pub saved_hours: i64,
    /// Rated Rất hài lòng.
    pub very_satisfied: i64,
    /// Rated Hài lòng.
    pub satisfied: i64,
    /// Rated Chưa hài lòng.
    pub dissatisfied: i64,
}

impl Counts {
    /// What this dossier counts for; nothing before it is accepted.
    pub fn of(dossier: &Dossier) -> Self {
        let facts = &dossier.facts;
        let Some(acceptance) = facts.state.acceptance() else {
            return Self::default();
        };
        let finish = facts.state.finish();
        let by = |due| finish.is_some_and(|Finish { at, .. }| local(*at) <= due);
        let online = dossier.channel == Channel::Online;
        let saved = facts.fee.as_ref().map_or(0, |fee| fee.saved.get());
        let hours = facts
            .pinned
            .as_ref()
            .map_or(0, |pin| pin.deadline.working_hours_saved());
        let rated = |grade| i64::from(facts.rating == Some(grade));
        Self {
            accepted: 1,
            finished: i64::from(finish.is_some()),
            on_time_law: i64::from(by(acceptance.due.statutory)),
            on_time_promise: i64::from(by(acceptance.due.promised)),
            with_fee: i64::from(!facts.payable().is_zero()),
            paid_online: i64::from(!facts.paid_online.is_zero()),
            paid_online_dong: facts.paid_online.get(),
            saved_dong: if online { saved } else { 0 },
            saved_hours: if online { i64::from(hours) } else { 0 },
            very_satisfied: rated(Grade::VerySatisfied),
            satisfied: rated(Grade::Satisfied),
            dissatisfied: rated(Grade::Dissatisfied),
        }
    }

    /// Adds, or takes away with `sign` −1.
    pub fn add(&mut self, other: &Self, sign: i64) {
        self.accepted += sign * other.accepted;
        self.finished += sign * other.finished;
        self.on_time_law += sign * other.on_time_law;
        self.on_time_promise += sign * other.on_time_promise;
        self.with_fee += sign * other.with_fee;
        self.paid_online += sign * other.paid_online;
        self.paid_online_dong += sign * other.paid_online_dong;
        self.saved_dong += sign * other.saved_dong;
        self.saved_hours += sign * other.saved_hours;
        self.very_satisfied += sign * other.very_satisfied;
        self.satisfied += sign * other.satisfied;
        self.dissatisfied += sign * other.dissatisfied;
    }
}

/// Moves the counters from what the dossier counted for to what it counts for now.
pub(super) async fn move_counters(
    tx: &mut Tx,
    dossier: &Dossier,
    before: &Counts,
) -> Result<(), AppError> {
    let mut change = Counts::of(dossier);
    change.add(before, -1);
    if change == Counts::default() {
        return Ok(());
    }
    let Some(acceptance) = dossier.facts.state.acceptance() else {
        return Ok(());
    };
    run!(
        tx,
        "INSERT INTO counter (day, agency_id, service_id, channel, acting_mode, demo, accepted, finished,
             on_time_law, on_time_promise, with_fee, paid_online, paid_online_dong, saved_dong, saved_hours,
             very_satisfied, satisfied, dissatisfied)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         ON CONFLICT (day, agency_id, service_id, channel, acting_mode, demo) DO UPDATE SET
             accepted = counter.accepted + excluded.accepted,
             finished = counter.finished + excluded.finished,
             on_time_law = counter.on_time_law + excluded.on_time_law,
             on_time_promise = counter.on_time_promise + excluded.on_time_promise,
             with_fee = counter.with_fee + excluded.with_fee,
             paid_online = counter.paid_online + excluded.paid_online,
             paid_online_dong = counter.paid_online_dong + excluded.paid_online_dong,
             saved_dong = counter.saved_dong + excluded.saved_dong,
             saved_hours = counter.saved_hours + excluded.saved_hours,
             very_satisfied = counter.very_satisfied + excluded.very_satisfied,
             satisfied = counter.satisfied + excluded.satisfied,
             dissatisfied = counter.dissatisfied + excluded.dissatisfied",
        local(acceptance.at).date().to_string(),
        &dossier.agency_id,
        &dossier.service_id,
        dossier.channel.as_str(),
        dossier.acting_mode.as_str(),
        dossier.demo,
        change.accepted,
        change.finished,
        change.on_time_law,
        change.on_time_promise,
        change.with_fee,
        change.paid_online,
        change.paid_online_dong,
        change.saved_dong,
        change.saved_hours,
        change.very_satisfied,
        change.satisfied,
        change.dissatisfied
    )?;
    Ok(())
}
