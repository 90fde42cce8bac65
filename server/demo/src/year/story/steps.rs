//! The steps of a dossier's course, as its desk and its people take them.

use domain::{
    code::{AgencyCode, DossierCode},
    deadline::Due,
    dossier::Outcome,
    fee::RefundCause,
    groups::{Evidence, Finding, GroupCheck, Membership},
    quote::FeeQuote,
};
use jiff::{SignedDuration, Timestamp, civil::DateTime};

use super::teller::{Stop, Teller, Told};
use crate::year::{
    course::{End, Pace},
    words,
};
use backend::{
    clock::{instant, local},
    dossier::{
        Event, HandOver,
        claims::{Claim, Claimant},
        deadlines::{acknowledge_by, due_after_supplement, fix_deadline},
    },
    error::AppError,
};

impl Teller<'_> {
    pub(super) fn tell(&mut self) -> Told {
        let course = self.story.planned.course;
        if let Some((who, team)) = self.story.cast.guide.clone() {
            self.append(&who, Event::Guided { team }, self.now())?;
        }
        let complete = self.intake()?;
        let due = self.accept(complete)?;
        if !self.story.cast.is_online() {
            let soon = self.now() + SignedDuration::from_mins(3);
            self.pay_at_counter(soon)?;
        }
        let accepted = self.now();
        let total = self.worked_between(accepted, due.promised);
        // Work begins soon, and well before the result is there.
        let begin = (total / 12).min(SignedDuration::from_mins(i64::from(self.chance.between(4, 150))));
        let begins = self.after_work(accepted, begin)?;
        self.happen(&self.officer(), Event::Started, begins)?;
        let due = self.interruption(due)?;
        let outcome = match course.end {
            End::Denied => Outcome::Denied,
            _ => Outcome::Granted,
        };
        let note = words::result_note(self.story.planned, outcome, &mut self.chance);
        let decided = self.decided_at(due)?;
        let event = Event::Finished { outcome, note, attachments: Vec::new() };
        self.happen(&self.officer(), event, decided)?;
        if outcome == Outcome::Denied {
            self.return_paid(RefundCause::Ineligible)?;
        }
        self.hand_over()?;
        self.rate()
    }

    /// Until the dossier is complete; gives when it was.
    fn intake(&mut self) -> Result<Timestamp, Stop> {
        let course = self.story.planned.course;
        let sent = self.story.dossier.submitted_at;
        if !self.story.cast.is_online() {
            return Ok(sent);
        }
        let quoted = self.story.dossier.facts.quoted.as_ref();
        let promised = quoted.map(|deadline| deadline.promised_due);
        let looked_at = self.look(sent, promised)?;
        // What was paid with the dossier would have to go back: those who pay first are sure.
        let pays_first = self.owed_since.is_some();
        match course.end {
            End::Refused if !pays_first => {
                let (reason, legal_ground) = words::refusal(&mut self.chance);
                let event = Event::Refused { reason, legal_ground };
                self.happen(&self.officer(), event, looked_at)?;
                self.rate()?;
                return Err(Stop::Later);
            }
            End::WithdrawnEarly if !pays_first => {
                let reason = words::withdrawal(&mut self.chance);
                let soon = sent + SignedDuration::from_mins(i64::from(self.chance.between(3, 90)));
                self.happen(&self.applicant(), Event::Withdrawn { reason }, soon.min(looked_at))?;
                return Err(Stop::Later);
            }
            _ => {}
        }
        let Some(minutes) = course.intake_gap else {
            return Ok(sent);
        };
        self.ask(looked_at)?;
        let supplied = self.supply(minutes, None)?;
        Ok(supplied)
    }

    /// When the desk looks at what came at `since`: sooner where the result is due soon.
    fn look(&self, since: Timestamp, promised: Option<DateTime>) -> Result<Timestamp, Stop> {
        let usual = SignedDuration::from_mins(self.story.planned.course.looked_at);
        let whole = promised.map(|promised| self.worked_between(since, promised));
        let wait = whole.map_or(usual, |whole| usual.min(whole / 4));
        self.after_work(since, wait)
    }

    /// Acceptance, as the desk does it.
    fn accept(&mut self, complete: Timestamp) -> Result<Due, Stop> {
        let planned = self.story.planned;
        let (agency, dossier) = (&planned.desk.agency, &self.story.dossier);
        let fixed = fix_deadline(
            &self.setting.rules,
            &planned.version.procedure,
            agency,
            &dossier.body.wish,
            dossier.channel,
            dossier.submitted_at,
            complete,
        )?;
        let (due, pinned) = match fixed {
            Ok(pinned) => (pinned.deadline.due(), Some(pinned)),
            Err(_) => (self.set_by_hand(complete)?, None),
        };
        let at = if self.story.cast.is_online() { self.look(complete, Some(due.promised))? } else { complete };
        let (fee, groups) = self.checked(at)?;
        let code: AgencyCode = agency
            .code
            .parse()
            .map_err(|error| AppError::Setup(format!("code of the agency {}: {error}", agency.id)))?;
        let event = Event::Accepted {
            code: DossierCode::new(code, local(at).date(), 1).map_err(|error| AppError::Internal(error.to_string()))?,
            due,
            pinned,
            fee,
            groups,
        };
        self.happen(&self.officer(), event, at)?;
        Ok(due)
    }

    /// The fee as acceptance fixes it: the officer looks each claim up on which it hangs, and finds it true.
    fn checked(&self, at: Timestamp) -> Result<(Option<FeeQuote>, Vec<GroupCheck>), Stop> {
        let (planned, dossier) = (self.story.planned, &self.story.dossier);
        if Membership::none_claimed(&dossier.body.wish.groups) {
            return Ok((dossier.facts.fee.clone(), Vec::new()));
        }
        let claimant = Claimant {
            rules: &self.setting.rules,
            procedure: &planned.version.procedure,
            agency: &planned.desk.agency,
            dossier,
        };
        let found = |claim: Claim| GroupCheck {
            group: claim.group,
            finding: Finding::Confirmed { evidence: Evidence::IdentityAccount, number: String::new() },
        };
        let checks: Vec<GroupCheck> = claimant.claims(&[])?.into_iter().map(found).collect();
        let by = self.officer().account_id.unwrap_or_default();
        let fee = claimant.fee(&claimant.standing(&checks, &by, at))?;
        Ok((fee, checks))
    }

    /// The rules tell no date: the officer sets one ten working days ahead.
    fn set_by_hand(&self, at: Timestamp) -> Result<Due, Stop> {
        let rules = &self.setting.rules;
        let day = local(at).date();
        let due = rules
            .hours(Some(&self.story.dossier.agency_id), day)?
            .add_working_hours(&rules.calendar, day, 80)
            .map_err(|error| AppError::Internal(error.to_string()))?;
        Ok(Due { statutory: due, promised: due })
    }

    /// What stops the work on the way; gives the dates that hold afterwards.
    fn interruption(&mut self, due: Due) -> Result<Due, Stop> {
        let course = self.story.planned.course;
        let third = self.worked_between(self.now(), due.promised) / 3;
        let then = self.after_work(self.now(), third)?;
        match course.end {
            End::WithdrawnLate => {
                let reason = words::withdrawal(&mut self.chance);
                let event = Event::Withdrawn { reason };
                self.happen(&self.applicant(), event, then)?;
                self.return_paid(RefundCause::WithdrawnDuringWork)?;
                return Err(Stop::Later);
            }
            End::Stopped => {
                let until = self.ask(then)?;
                let days = i64::from(self.chance.between(1, 3));
                let stopped = self.after_work(instant(until), SignedDuration::from_hours(8 * days))?;
                let (reason, legal_ground) = words::stop();
                let event = Event::Stopped { reason, legal_ground };
                self.happen(&self.officer(), event, stopped)?;
                self.return_paid(RefundCause::StoppedDuringWork)?;
                self.rate()?;
                return Err(Stop::Later);
            }
            _ => {}
        }
        let Some(minutes) = course.work_gap else {
            return Ok(due);
        };
        self.ask(then)?;
        let supplied = self.now() + SignedDuration::from_mins(minutes);
        let planned = self.story.planned;
        let anew = due_after_supplement(
            &self.setting.rules,
            &self.story.dossier,
            &planned.desk.agency,
            &planned.version.procedure,
            supplied,
        )?;
        self.supply(minutes, anew)?;
        Ok(anew.unwrap_or(due))
    }

    /// Asks for papers; gives until when.
    fn ask(&mut self, at: Timestamp) -> Result<DateTime, Stop> {
        let rules = &self.setting.rules;
        let today = local(at).date();
        let days: i64 = rules.rule("supplement_days", today)?;
        let last = today
            .checked_add(jiff::Span::new().days(days))
            .map(|last| rules.calendar.on_or_after(last).unwrap_or(last))
            .map_err(|error| AppError::Internal(error.to_string()))?;
        let until = rules.hours(Some(&self.story.dossier.agency_id), last)?.closing(last);
        let items = words::missing(self.story.planned, &mut self.chance);
        let filed_on = local(self.story.dossier.submitted_at).date();
        let most = rules.regime(filed_on)?.supplements_before_late;
        let event = Event::SupplementAsked { items, until, most };
        self.happen(&self.officer(), event, at)?;
        Ok(until)
    }

    fn supply(&mut self, minutes: i64, due: Option<Due>) -> Result<Timestamp, Stop> {
        let at = self.now() + SignedDuration::from_mins(minutes);
        let event = Event::Supplied {
            note: words::SUPPLIED.to_owned(),
            attachments: Vec::new(),
            acknowledge_by: if due.is_none() {
                let agency = &self.story.planned.desk.agency;
                Some(acknowledge_by(&self.setting.rules, agency, local(at))?)
            } else {
                None
            },
            due,
            redated: None,
        };
        self.happen(&self.applicant(), event, at)?;
        Ok(at)
    }

    fn decided_at(&mut self, due: Due) -> Result<Timestamp, Stop> {
        let from = self.now();
        let (law, promise) = (instant(due.statutory), instant(due.promised));
        let part = |from: Timestamp, to: DateTime, thousandths: i64| {
            let whole = self.worked_between(from, to).as_mins();
            SignedDuration::from_mins(whole * thousandths / 1000)
        };
        match self.story.planned.course.pace {
            Pace::AfterPromise(of) if promise < law => {
                let late = part(promise.max(from), due.statutory, of);
                self.after_work(promise.max(from), late)
            }
            Pace::AfterLaw(minutes) => self.after_work(law.max(from), SignedDuration::from_mins(minutes)),
            Pace::InTime(of) | Pace::AfterPromise(of) => {
                let work = part(from, due.promised, of);
                self.after_work(from, work)
            }
        }
    }

    /// The result goes out, once everything is paid.
    fn hand_over(&mut self) -> Told {
        let course = self.story.planned.course;
        let online = self.story.cast.fetches_online();
        let mut at = self.now() + SignedDuration::from_mins(course.fetched);
        if let (Some(since), Some(minutes)) = (self.owed_since, course.pays_online) {
            at = at.max(since + SignedDuration::from_mins(minutes + 20));
        }
        self.pay_online_before(at)?;
        if !online || self.owed_since.is_some() {
            at = self.after_work(at, SignedDuration::ZERO)?;
        }
        if self.owed_since.is_some() {
            self.pay_at_counter(at)?;
            at += SignedDuration::from_mins(2);
        }
        let (who, (taken_by, way)) = if online {
            (self.applicant(), (String::new(), HandOver::Download))
        } else {
            (self.officer(), self.story.cast.handed_over())
        };
        let way = Some(way);
        self.happen(&who, Event::HandedOver { taken_by, way }, at)
    }

    fn rate(&mut self) -> Told {
        let Some((grade, minutes)) = self.story.planned.course.rating else {
            return Ok(());
        };
        let at = self.now() + SignedDuration::from_mins(minutes);
        let event = Event::Rated { grade, comment: String::new() };
        self.happen(&self.applicant(), event, at)
    }
}
