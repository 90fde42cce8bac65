//! What a decision would change before it is published: service by service, and over the dossiers of the last year.

use std::collections::HashMap;

use domain::{
    channel::Channel,
    money::Dong,
    policy::{Effect, Policy, PolicyDraft},
    procedure::Procedure,
    quote::Quote,
};
use jiff::civil::{Date, DateTime};
use serde::Deserialize;

use super::{internal, last_year, store, unlawful};
use crate::{
    Portal,
    actor::{Actor, RoleKind},
    catalogue::{self, Agency, Offered},
    clock::{from_micros, local},
    db::Tx,
    error::AppError,
    policy::{RuleBook, rules},
    quoting::{self, Wish},
};

/// How many dossiers are read at a time.
const AT_A_TIME: i64 = 500;

/// What a draft would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The draft.
    pub decision: PolicyDraft,
    /// Publishing is asked for with it, so that nobody publishes what they didn't see.
    pub revision: i64,
    /// The day for which the services are looked at: its first day, or today.
    pub on: Date,
    /// The services that change for somebody who files online.
    pub changes: Vec<Change>,
    /// Those that it covers and that stay as they are.
    pub untouched: Vec<Untouched>,
    /// What it would have cost over the last year's dossiers.
    pub cost: Cost,
    /// Published decisions that do the same for the same filings.
    pub overlaps: Vec<Policy>,
    /// Its first day is past: filings since then that are not accepted yet fall under it, accepted ones don't.
    pub begins_in_the_past: bool,
}

/// A service, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its id.
    pub service_id: String,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Today's rules.
    pub before: Deal,
    /// With the decision.
    pub after: Deal,
}

/// What somebody who files online is told: one unit, no group but those that the decision names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deal {
    /// What is to be paid; none where it can't be told.
    pub payable: Option<Dong>,
    /// When the result is promised; none where it can't be told.
    pub promised: Option<DateTime>,
    /// Taken in online only.
    pub online_only: bool,
}

/// A service that the decision covers without effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untouched {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its fees are set by somebody whose fees this issuer may not cut.
    pub set_by_others: bool,
}

/// What a decision would have cost, had it been in force the whole year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// First day of acceptance.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Dossiers that it would have touched.
    pub dossiers: u64,
    /// Of them, made up for the demo.
    pub demo: u64,
    /// What would not have been taken in, đồng.
    pub dong: i64,
    /// By how many working hours results would have been promised earlier.
    pub hours: i64,
}

/// What a draft would change.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Forbidden`] to all but administrators.
pub async fn preview(portal: &Portal, actor: &Actor, id: &str) -> Result<Preview, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let today = portal.clock.today();
    let offered = catalogue::offered(portal).await?;
    let agencies = catalogue::agencies(portal).await?;
    let mut tx = portal.db.read().await?;
    let draft = store::draft(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let before = rules(portal, &mut tx).await?;
    let policy = Policy::new(draft.decision.clone()).map_err(unlawful)?;
    let after = with(&before, policy.clone());
    let on = policy.valid_from.max(today);
    let mut view =
        View { decision: &draft.decision, before: &before, after: &after, agencies: &agencies, offered: &offered };
    let (mut changes, mut untouched) = (Vec::new(), Vec::new());
    for (service_id, body) in store::versions_on(&mut tx, on).await? {
        let procedure: Procedure = serde_json::from_str(&body)?;
        match view.service(&service_id, &procedure, on)? {
            None => {}
            Some((before, after)) if before == after => untouched.push(Untouched {
                set_by_others: view.set_by_others(&policy, &procedure),
                code: procedure.code,
                name: procedure.name.vi,
            }),
            Some((before, after)) => {
                changes.push(Change { service_id, code: procedure.code, name: procedure.name.vi, before, after })
            }
        }
    }
    // The whole year, as if it had been in force all along.
    let span = last_year(today)?;
    let all_along = with(&before, in_force_from(&draft.decision, span.0)?);
    view.after = &all_along;
    let cost = view.cost(&mut tx, span).await?;
    tx.commit().await?;
    let overlaps = before.policies.iter();
    let overlaps = overlaps.filter(|other| other.overlap(&draft.decision).is_some());
    Ok(Preview {
        overlaps: overlaps.cloned().collect(),
        begins_in_the_past: draft.decision.valid_from < today,
        revision: draft.revision,
        decision: draft.decision,
        on,
        changes,
        untouched,
        cost,
    })
}

fn with(rules: &RuleBook, policy: Policy) -> RuleBook {
    let mut rules = rules.clone();
    rules.policies.push(policy);
    rules
}

fn in_force_from(decision: &PolicyDraft, day: Date) -> Result<Policy, AppError> {
    let mut decision = decision.clone();
    decision.date = decision.date.min(day);
    decision.valid_from = decision.valid_from.min(day);
    decision.valid_to = None;
    Policy::new(decision).map_err(unlawful)
}

struct View<'a> {
    decision: &'a PolicyDraft,
    before: &'a RuleBook,
    after: &'a RuleBook,
    agencies: &'a std::collections::BTreeMap<String, Agency>,
    offered: &'a Offered,
}

/// A dossier's body and facts, as far as its fee follows from them.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    wish: Wish,
}

#[derive(Deserialize)]
struct Fixed {
    fee: Option<Payable>,
}

#[derive(Deserialize)]
struct Payable {
    payable: Dong,
}

impl View<'_> {
    /// Before and after, for somebody who files online in the morning of a day; `None` where the decision doesn't
    /// cover the service, or nobody offers it where the decision holds.
    fn service(&self, service_id: &str, procedure: &Procedure, on: Date) -> Result<Option<(Deal, Deal)>, AppError> {
        if !self.decision.scope.covers(procedure.service_ref()) {
            return Ok(None);
        }
        let Some(agency) = self.agency(service_id, on) else {
            return Ok(None);
        };
        let at = on.at(9, 0, 0, 0);
        let wish = Wish { groups: self.decision.groups.iter().copied().map(Into::into).collect(), ..Wish::default() };
        let deal =
            |rules: &RuleBook| quoting::quote(rules, procedure, Some(agency), Channel::Online, at, &wish).map(deal);
        Ok(Some((deal(self.before)?, deal(self.after)?)))
    }

    /// The first agency that offers the service where the decision holds.
    fn agency(&self, service_id: &str, on: Date) -> Option<&Agency> {
        let service = self.offered.service(service_id)?;
        let holds = |agency: &&Agency| match (&self.decision.territory, agency.place()) {
            (Some(area), Some(place)) => area.covers(&place),
            (area, _) => area.is_none(),
        };
        let offers = service.agencies.iter();
        offers
            .filter(|offer| offer.valid_from <= on && offer.valid_to.is_none_or(|last| on <= last))
            .filter_map(|offer| self.agencies.get(&offer.agency_id))
            .find(holds)
    }

    fn set_by_others(&self, policy: &Policy, procedure: &Procedure) -> bool {
        let fees = &procedure.terms.fees;
        let is_about_fees = matches!(policy.effect, Effect::CutFee { .. } | Effect::OwnRate { .. });
        is_about_fees && !fees.is_empty() && fees.iter().all(|fee| !policy.issuer.may_cut(fee.set_by))
    }

    async fn cost(&self, tx: &mut Tx, (from, to): (Date, Date)) -> Result<Cost, AppError> {
        let mut cost = Cost { from, to, dossiers: 0, demo: 0, dong: 0, hours: 0 };
        let mut versions: HashMap<String, Option<Procedure>> = HashMap::new();
        let (mut day, mut id) = (String::new(), String::new());
        loop {
            let some = store::filed(tx, (from, to), (&day, &id), AT_A_TIME).await?;
            let Some(last) = some.last() else { break };
            (day, id) = (last.accepted_day.clone(), last.id.clone());
            for filed in some {
                if !versions.contains_key(&filed.version_id) {
                    let version = catalogue::store::version(tx, &filed.version_id).await?;
                    let covered = version
                        .map(|version| version.procedure)
                        .filter(|procedure| self.decision.scope.covers(procedure.service_ref()));
                    versions.insert(filed.version_id.clone(), covered);
                }
                if let Some(Some(procedure)) = versions.get(&filed.version_id) {
                    self.add(&mut cost, &filed, procedure)?;
                }
            }
        }
        Ok(cost)
    }

    /// Adds what one dossier would have cost.
    fn add(&self, cost: &mut Cost, filed: &store::Filed, procedure: &Procedure) -> Result<(), AppError> {
        let Some(agency) = self.agencies.get(&filed.agency_id) else {
            return Ok(());
        };
        let channel = filed.channel.parse().map_err(internal)?;
        let Asked { wish } = serde_json::from_str(&filed.body)?;
        let Fixed { fee } = serde_json::from_str(&filed.facts)?;
        let at = local(from_micros(filed.submitted_at));
        let quote = |rules| quoting::quote(rules, procedure, Some(agency), channel, at, &wish);
        let (before, after) = (quote(self.before)?, quote(self.after)?);
        let payable = |quote: &Quote| quote.fee.as_ref().ok().map(|fee| fee.payable);
        // What was fixed then, not what today's rules would say.
        let fixed = fee.map(|fee| fee.payable).or_else(|| payable(&before));
        let dong = match (fixed, payable(&after)) {
            (Some(fixed), Some(after)) => (fixed.get() - after.get()).max(0),
            _ => 0,
        };
        let saved = |quote: &Quote| {
            let deadline = quote.deadline.as_ref();
            deadline.map_or(0, |deadline| i64::from(deadline.working_hours_saved()))
        };
        let hours = (saved(&after) - saved(&before)).max(0);
        if dong > 0 || hours > 0 {
            cost.dossiers += 1;
            cost.demo += u64::from(filed.demo);
            cost.dong += dong;
            cost.hours += hours;
        }
        Ok(())
    }
}

fn deal(quote: Quote) -> Deal {
    Deal {
        payable: quote.fee.ok().map(|fee| fee.payable),
        promised: quote.deadline.ok().map(|deadline| deadline.due().promised),
        online_only: quote.online_only.is_some(),
    }
}
