//! How the log of a dossier is folded, event by event.

use std::collections::BTreeMap;

use domain::{
    dossier::{Acceptance, Finish, Outcome, PaymentBefore, Reasoned, State, StateCode, SupplementRequest, Waiting},
    fee::RefundCause,
    money::Dong,
};
use jiff::Timestamp;

use super::{
    ActorRole, Entry, Event, Facts, Holding, Misfit, Obligation, PaidBy, Payment, Redating, Supplement, Suspension,
};

impl Facts {
    /// From the first entry of a log.
    ///
    /// # Errors
    /// [`Misfit`] where the log cannot be so.
    pub fn begin(entry: &Entry) -> Result<Self, Misfit> {
        let Event::Submitted { fee, deadline, acknowledge_by } = &entry.event else {
            return Err(Misfit::Beginning);
        };
        Ok(Self {
            state: State::Registered,
            typed_by_helper: entry.who.role == ActorRole::Helper,
            begun: false,
            fee: fee.clone(),
            quoted: deadline.clone(),
            pinned: None,
            acknowledge_by: *acknowledge_by,
            paid: Dong::ZERO,
            paid_online: Dong::ZERO,
            supplements: Vec::new(),
            results: Vec::new(),
            result_note: String::new(),
            rating: None,
            fixed: None,
            suspensions: Vec::new(),
            payments: Vec::new(),
            let_off: BTreeMap::new(),
            obligations: Vec::new(),
            redatings: Vec::new(),
            redated: None,
            holdings: Vec::new(),
            officer_id: None,
            escalated_at: None,
        })
    }

    /// The whole log, folded.
    ///
    /// # Errors
    /// [`Misfit`] where the log cannot be so.
    pub fn of_log(log: &[Entry]) -> Result<Self, Misfit> {
        let (first, rest) = log.split_first().ok_or(Misfit::Beginning)?;
        let mut facts = Self::begin(first)?;
        for entry in rest {
            facts = facts.apply(entry)?;
        }
        Ok(facts)
    }

    /// One more entry.
    ///
    /// # Errors
    /// [`Misfit`] where the log cannot be so.
    pub fn apply(mut self, entry: &Entry) -> Result<Self, Misfit> {
        let at = entry.at;
        self.state = match (&entry.event, self.state.clone()) {
            (Event::Submitted { .. }, _) => return Err(Misfit::Beginning),
            (Event::Guided { .. }, state) => state,
            (Event::Accepted { code, due, pinned, fee, .. }, state) => {
                self.fee.clone_from(fee);
                self.pinned.clone_from(pinned);
                self.fixed = Some(*due);
                state.accept(Acceptance { code: code.clone(), at, due: *due })?
            }
            (Event::Refused { reason, legal_ground }, state) => {
                let refusal = reasoned(at, reason, Some(legal_ground));
                match state.code() {
                    StateCode::IntakeSupplement => state.lapse(refusal)?,
                    _ => state.refuse(refusal)?,
                }
            }
            (Event::SupplementAsked { items, until, most }, state) => {
                let too_many = self.supplements.len() >= usize::try_from(*most).unwrap_or(usize::MAX);
                self.supplements.push(Supplement {
                    items: items.clone(),
                    asked_at: at,
                    until: *until,
                    supplied_at: None,
                    too_many,
                });
                if state.acceptance().is_some() {
                    self.wait_for(Waiting::Supplement, at);
                }
                state.ask_supplement(SupplementRequest { at, items: items.clone(), until: Some(*until) })?
            }
            (Event::Supplied { due, redated, acknowledge_by, .. }, state) => {
                self.acknowledge_by = acknowledge_by.unwrap_or(self.acknowledge_by);
                if let Some(last) = self.supplements.last_mut() {
                    last.supplied_at = Some(at);
                }
                self.wait_ends(at);
                self.redated = *redated;
                state.supply(*due)?
            }
            (Event::PaymentAsked { name, amount, until, .. }, state) => {
                self.obligations.push(Obligation {
                    name: name.clone(),
                    amount: *amount,
                    until: *until,
                    asked_at: at,
                    met_at: None,
                });
                // A decision ended the agency's clock: then nothing stands still.
                if state.finish().is_none() {
                    self.wait_for(Waiting::Payment, at);
                }
                state.ask_payment(at)?
            }
            (Event::PaymentMet { due, redated }, state) => {
                if !self.owed().is_zero() {
                    return Err(Misfit::Money);
                }
                for set in &mut self.obligations {
                    set.met_at.get_or_insert(at);
                }
                self.wait_ends(at);
                if let State::Payment { before: PaymentBefore::Processing, .. } = &state {
                    self.redated = *redated;
                    self.begun = true;
                }
                state.pay(*due)?
            }
            (Event::Redated { from, to, reason }, state) => {
                self.redatings.push(Redating { at, from: *from, to: *to, reason: reason.clone() });
                self.redated = Some(*to);
                state.apologise()?
            }
            (Event::Started, state) => {
                self.begun = true;
                state.start()?
            }
            (Event::Finished { outcome, note, attachments }, state) => {
                self.results.clone_from(attachments);
                self.result_note.clone_from(note);
                // Who is denied needs not pay what would come back at once.
                if *outcome == Outcome::Denied {
                    self.let_off_open(RefundCause::Ineligible)?;
                }
                state.finish_with(Finish { at, outcome: *outcome })?
            }
            (Event::HandedOver { .. }, state) => state.hand_over(at)?,
            (Event::Withdrawn { reason }, state) => {
                self.wait_ends(at);
                state.withdraw(reasoned(at, reason, None))?
            }
            (Event::Stopped { reason, legal_ground }, state) => {
                self.wait_ends(at);
                state.stop(reasoned(at, reason, Some(legal_ground)))?
            }
            (Event::Paid { order_id, amount, by, receipt }, state) => {
                self.payments.push(Payment {
                    order_id: order_id.clone(),
                    by: *by,
                    receipt: receipt.clone(),
                    lines: self.allot(*amount),
                });
                self.paid = self.paid.checked_add(*amount).map_err(|_| Misfit::Money)?;
                if *by == PaidBy::Online {
                    self.paid_online = self.paid_online.checked_add(*amount).map_err(|_| Misfit::Money)?;
                }
                state
            }
            (Event::RefundQueued { order_id, amount, counted, receipt, lines, .. }, state) => {
                if *counted {
                    self.give_back(order_id.as_deref(), receipt.as_ref(), *amount, lines)?;
                }
                state
            }
            (Event::CashReturned { .. }, state) => state,
            (Event::ReceiptReplaced { old, new, .. }, state) => {
                let mut payments = self.payments.iter_mut();
                let payment = payments.find(|payment| payment.receipt == *old);
                payment.ok_or(Misfit::Money)?.receipt.clone_from(new);
                state
            }
            (Event::Rated { grade, .. }, state) => {
                if self.rating.is_some() || !can_be_rated(&state) {
                    return Err(Misfit::Rating);
                }
                self.rating = Some(*grade);
                state
            }
            (Event::Corrected { .. }, state) => {
                self.results.clear();
                self.let_off.clear();
                state.correct()?
            }
            (Event::Passed { from, to, until, .. }, state) => {
                let accepted_at = state.acceptance().map(|acceptance| acceptance.at);
                self.pass(from, to, *until, accepted_at, at)?;
                state
            }
            (Event::Assigned { to }, state) => {
                self.officer_id.clone_from(to);
                state
            }
            (Event::Commented { .. }, state) => state,
            (Event::Escalated { .. }, state) => {
                self.escalated_at = Some(at);
                state
            }
        };
        Ok(self)
    }

    fn wait_for(&mut self, why: Waiting, from: Timestamp) {
        self.suspensions.push(Suspension { why, from, to: None });
    }

    fn wait_ends(&mut self, at: Timestamp) {
        if let Some(last) = self.suspensions.last_mut() {
            last.to.get_or_insert(at);
        }
    }

    /// The control sheet begins with the competent agency, from acceptance on.
    fn pass(
        &mut self,
        from: &str,
        to: &str,
        until: Option<jiff::civil::DateTime>,
        accepted_at: Option<Timestamp>,
        at: Timestamp,
    ) -> Result<(), Misfit> {
        let accepted_at = accepted_at.ok_or(Misfit::Passing)?;
        let held_by = self.holdings.last().map(|holding| &*holding.agency_id);
        if from == to || held_by.is_some_and(|held_by| held_by != from) || self.state.code().is_final() {
            return Err(Misfit::Passing);
        }
        match self.holdings.last_mut() {
            Some(last) => last.to = Some(at),
            None => {
                self.holdings.push(Holding { agency_id: from.to_owned(), from: accepted_at, until: None, to: Some(at) })
            }
        }
        self.holdings.push(Holding { agency_id: to.to_owned(), from: at, until, to: None });
        // Whose it was there, it is not here.
        self.officer_id = None;
        Ok(())
    }
}

pub(super) fn can_be_rated(state: &State) -> bool {
    matches!(state.code(), StateCode::Finished | StateCode::HandedOver | StateCode::Refused | StateCode::Stopped)
}

fn reasoned(at: Timestamp, reason: &str, ground: Option<&String>) -> Reasoned {
    Reasoned { at, reason: reason.to_owned(), legal_ground: ground.cloned() }
}
