//! One dossier with all that the desk knows of it.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    deadline::{Course, DeadlineUnknown},
    dossier::{Act, State, Warning},
    quote::FeeQuote,
    regime::Regime,
};
use jiff::civil::{Date, DateTime};

use super::{
    OFFICER_ACTS, own,
    queue::{Urgency, near_until, urgency},
    store, terms,
    warnings::{Warned, warnings},
};
use crate::{
    Portal,
    actor::Actor,
    catalogue::{self, Agency, Service, Version},
    clock::local,
    dossier::{
        self, Dossier, LogLine, PinnedDeadline,
        claims::Claim,
        deadlines::{course, redating_rule},
        must_be_impartial, named_log,
        store::Attached,
    },
    error::AppError,
    helper,
    payment::{self, Receipt, Refund},
    policy::RuleBook,
};

/// What acceptance would fix.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The dates with their reasons, or why there are none.
    pub deadline: Result<PinnedDeadline, DeadlineUnknown>,
    /// The fees as they were told at filing; `None` where they are not known.
    pub fee: Option<FeeQuote>,
    /// The claims on which they hang: the officer decides about each.
    pub claims: Vec<Claim>,
}

/// A dossier at the desk.
#[derive(Clone, Debug)]
pub struct Case {
    /// The dossier.
    pub dossier: Dossier,
    /// Its service.
    pub service: Arc<Service>,
    /// The version under which it was filed.
    pub version: Arc<Version>,
    /// The agency that handles it.
    pub agency: Agency,
    /// Its log, from the beginning.
    pub log: Vec<LogLine>,
    /// Its files.
    pub files: Vec<Attached>,
    /// What the officer can do now.
    pub acts: Vec<Act>,
    /// The officer filed it or helped to, so that a colleague must handle it.
    pub own: bool,
    /// Who helped to file it.
    pub assisted: Option<helper::Assisted>,
    /// What acceptance would fix, while it waits for that.
    pub preview: Option<Preview>,
    /// The days on the way to its date, where they add up to it.
    pub course: Option<Course>,
    /// The rules of procedure of the day of filing.
    pub regime: Regime,
    /// Until when papers may be supplied, if they are asked for today.
    pub supplement_until: Date,
    /// Until when is to be paid, if a payment is asked for today.
    pub payment_until: Date,
    /// How the due time stands to now.
    pub urgency: Option<Urgency>,
    /// Every limit before it, the first to come first.
    pub warnings: Vec<Warning>,
    /// The last day for an apology with a new date; `None` where there can be none.
    pub apology_until: Option<Date>,
    /// The officers of the desk at which the actor sees it: id and name.
    pub officers: Vec<(String, String)>,
    /// The agencies of today, to which it could be passed on.
    pub agencies: Arc<BTreeMap<String, Agency>>,
    /// Its receipts.
    pub receipts: Vec<Receipt>,
    /// What goes back of what was paid.
    pub refunds: Vec<Refund>,
    /// Now, local time.
    pub now: DateTime,
}

/// A dossier of the actor's agencies, by reference or code.
///
/// # Errors
/// [`AppError::NotFound`] for another agency's.
pub async fn case(portal: &Portal, actor: &Actor, name: &str) -> Result<Case, AppError> {
    let now = portal.clock.now();
    let mut tx = portal.db.read().await?;
    let dossier = own(&mut tx, actor, name).await?;
    let terms = terms::terms(portal, &mut tx, &dossier).await?;
    let service = catalogue::record(portal, &mut tx, &dossier.service_id).await?;
    let service = service.map(|record| Arc::clone(&record.service));
    let service =
        service.ok_or_else(|| AppError::Internal(format!("dossier {} has lost its service", dossier.reference)))?;
    let log = named_log(&mut tx, &dossier.id).await?;
    let files = dossier::store::attachments(&mut tx, &dossier.id).await?;
    let assisted = helper::assisted(&mut tx, &dossier.id).await?;
    let receipts = payment::store::receipts_of(&mut tx, &dossier.id).await?;
    let refunds = payment::store::refunds_of(&mut tx, &dossier.id).await?;
    let own = match must_be_impartial(&mut tx, actor, &dossier).await {
        Ok(()) => false,
        Err(AppError::Forbidden | AppError::Conflict(_)) => true,
        Err(error) => return Err(error),
    };
    let today = local(now).date();
    let officers = store::officers(&mut tx, dossier.desk_of(actor)?, today).await?;
    tx.commit().await?;
    let agencies = catalogue::agencies(portal).await?;

    let apology_until = apology_until(&terms.rules, &dossier, today)?;
    let possible = |act: &Act| match act {
        Act::Apologise => apology_until.is_some(),
        Act::Lapse => {
            let asked = dossier.facts.supplements.last();
            asked.is_some_and(|asked| asked.until < local(now))
        }
        _ => true,
    };
    let acts = OFFICER_ACTS.into_iter().filter(|act| !own && dossier.facts.state.allows(*act) && possible(act));
    let acts = acts.collect();
    let supplement_until = in_days(&terms.rules, "supplement_days", today)?;
    let payment_until = in_days(&terms.rules, "payment_days", today)?;
    let warned = Warned { facts: &dossier.facts, submitted_at: dossier.submitted_at, channel: dossier.channel };
    let warnings = warnings(&terms.rules, &terms.agency, warned, now)?;
    let near = near_until(&terms.rules, &terms.agency, now)?;
    let preview = matches!(dossier.facts.state, State::Registered).then_some(Preview {
        deadline: terms.deadline,
        fee: terms.fee,
        claims: terms.claims,
    });
    let service_then = &terms.version.procedure;
    Ok(Case {
        course: course(&terms.rules, &dossier, &terms.agency, service_then, today)?,
        regime: terms.rules.regime(local(dossier.submitted_at).date())?,
        urgency: urgency(&dossier.facts, now, near),
        service,
        version: terms.version,
        agency: terms.agency,
        log,
        files,
        acts,
        own,
        assisted,
        preview,
        supplement_until,
        payment_until,
        warnings,
        apology_until,
        officers,
        agencies,
        receipts,
        refunds,
        now: local(now),
        dossier,
    })
}

/// The day so many days from today, as a rule says.
fn in_days(rules: &RuleBook, key: &str, today: Date) -> Result<Date, AppError> {
    let days: i32 = rules.rule(key, today)?;
    today.checked_add(jiff::Span::new().days(days)).map_err(|error| AppError::Setup(format!("rule `{key}`: {error}")))
}

/// The last day for an apology, where one can go out today.
fn apology_until(rules: &RuleBook, dossier: &Dossier, today: Date) -> Result<Option<Date>, AppError> {
    let Some(expected) = dossier.facts.expected() else {
        return Ok(None);
    };
    let rule = redating_rule(rules, local(dossier.submitted_at).date())?;
    let fits = rule.check(dossier.facts.redatings.len(), expected, today).is_ok();
    Ok(fits.then(|| rule.last_day(expected)))
}
