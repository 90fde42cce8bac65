//! Writes one entry after the other, with the money that moves in between, and stops when the telling must.

use domain::{fee::RefundCause, money::Dong};
use jiff::{SignedDuration, Timestamp, civil::DateTime};

use super::{Story, cash_refund};
use crate::{
    chance::Chance,
    year::{cast, setting::Setting},
};
use backend::{
    clock::{instant, local},
    dossier::{Entry, Event, Ground, Misfit, PaidBy, ReceiptNumber, Who},
    error::AppError,
};

/// Why no more is told.
pub(super) enum Stop {
    /// It has not happened yet.
    Later,
    /// It cannot be told.
    Broken(AppError),
}

impl From<AppError> for Stop {
    fn from(error: AppError) -> Self {
        Self::Broken(error)
    }
}

impl From<Misfit> for Stop {
    fn from(error: Misfit) -> Self {
        Self::Broken(AppError::Internal(format!("a demo dossier: {error}")))
    }
}

/// How telling a step went.
pub(super) type Told = Result<(), Stop>;

/// Who tells: how far the story is, and what is owed in it.
pub(super) struct Teller<'a> {
    pub(super) setting: &'a Setting,
    pub(super) until: Timestamp,
    /// Since when something is due that is not paid.
    pub(super) owed_since: Option<Timestamp>,
    pub(super) chance: Chance,
    pub(super) story: Story<'a>,
}

impl Teller<'_> {
    /// One more entry, after whatever is paid online until then.
    pub(super) fn happen(&mut self, who: &Who, event: Event, at: Timestamp) -> Told {
        self.pay_online_before(at)?;
        self.append(who, event, at)
    }

    pub(super) fn pay_online_before(&mut self, at: Timestamp) -> Told {
        let course = self.story.planned.course;
        let (Some(since), Some(minutes)) = (self.owed_since, course.pays_online) else {
            return Ok(());
        };
        let pays = (since + SignedDuration::from_mins(minutes)).max(self.now());
        if pays < at {
            let order = cast::id(pays, &mut self.chance);
            let event = self.paid(PaidBy::Online, Some(order));
            self.append(&Who::SYSTEM, event, pays)?;
        }
        Ok(())
    }

    pub(super) fn pay_at_counter(&mut self, at: Timestamp) -> Told {
        if self.owed_since.is_none() {
            return Ok(());
        }
        let event = self.paid(PaidBy::Counter, None);
        self.append(&self.officer(), event, at)
    }

    /// What becomes of what was paid, with the end that was just told; cash is given back at the counter a little later.
    pub(super) fn return_paid(&mut self, cause: RefundCause) -> Told {
        let refunds = self.story.dossier.facts.refunds(cause);
        let refunds: Vec<_> = refunds.into_iter().map(|(payment, lines)| (payment.order_id.clone(), lines)).collect();
        for (order_id, lines) in refunds {
            let at = self.now();
            let backs = lines.iter().map(|line| line.back);
            let amount = backs.fold(Dong::ZERO, |sum, back| sum.checked_add(back).unwrap_or(sum));
            let in_cash = order_id.is_none() && !amount.is_zero();
            let event = Event::RefundQueued {
                order_id,
                amount,
                reason: cause.as_str().to_owned(),
                counted: true,
                // Receipts get their numbers later.
                receipt: None,
                lines,
            };
            self.append(&self.officer(), event, at)?;
            if in_cash {
                let refund_id = cash_refund(&self.story.dossier);
                let given = self.after_work(at, SignedDuration::from_mins(20))?;
                let event = Event::CashReturned { refund_id, amount };
                self.append(&self.officer(), event, given)?;
            }
        }
        Ok(())
    }

    /// All that is due by now is paid at once.
    fn paid(&self, by: PaidBy, order_id: Option<String>) -> Event {
        let amount: Dong = self.story.dossier.facts.owed();
        Event::Paid { order_id, amount, by, receipt: ReceiptNumber { series: String::new(), year: 0, number: 0 } }
    }

    pub(super) fn append(&mut self, who: &Who, event: Event, at: Timestamp) -> Told {
        let at = at.max(self.now());
        if at >= self.until {
            return Err(Stop::Later);
        }
        let story = &mut self.story;
        let entry =
            Entry { number: story.dossier.last_event + 1, at, who: who.clone(), event, ground: Ground::default() };
        story.dossier.facts = story.dossier.facts.clone().apply(&entry)?;
        story.dossier.last_event = entry.number;
        story.log.push(entry);
        self.note_debt();
        Ok(())
    }

    pub(super) fn note_debt(&mut self) {
        let owes = !self.story.dossier.facts.owed().is_zero();
        let now = self.now();
        self.owed_since = owes.then(|| self.owed_since.unwrap_or(now));
    }

    /// When the last thing happened.
    pub(super) fn now(&self) -> Timestamp {
        let last = self.story.log.last();
        last.map_or(self.story.dossier.submitted_at, |entry| entry.at)
    }

    pub(super) fn officer(&self) -> Who {
        self.story.cast.officer.clone()
    }

    pub(super) fn applicant(&self) -> Who {
        self.story.cast.sender.clone()
    }

    pub(super) fn worked_between(&self, from: Timestamp, to: DateTime) -> SignedDuration {
        let (rules, agency) = (&self.setting.rules, &self.story.dossier.agency_id);
        let from = local(from);
        rules
            .hours(Some(agency), from.date())
            .map_or(SignedDuration::ZERO, |hours| hours.worked_between(&rules.calendar, from, to))
    }

    pub(super) fn after_work(&self, since: Timestamp, worked: SignedDuration) -> Result<Timestamp, Stop> {
        let (rules, agency) = (&self.setting.rules, &self.story.dossier.agency_id);
        let since = local(since);
        let then = rules
            .hours(Some(agency), since.date())?
            .worked_after(&rules.calendar, since, worked)
            .map_err(|error| AppError::Internal(error.to_string()))?;
        Ok(instant(then))
    }
}
