//! Decisions as the pages show them.

use app::{
    policy::{
        document, effect,
        list::{DraftRow, FindingRow, ListPage},
        one::{ActRow, OnePage},
        preview::{ChangeRow, CostView, Deal, PreviewPage},
    },
    t,
    ui::FormState,
    words::Lang,
};
use backend::{
    clock::local,
    decisions::{Act, Decisions, Draft, Finding, Preview, Published},
};
use domain::{
    money::Dong,
    policy::{Policy, PolicyDraft, Unlawful},
};
use jiff::civil::Date;

pub fn list(decisions: Decisions, today: Date, done: Option<String>) -> ListPage {
    ListPage {
        findings: decisions.findings.into_iter().map(finding).collect(),
        drafts: decisions.drafts.iter().map(draft).collect(),
        published: decisions.published,
        today,
        done,
    }
}

fn draft(draft: &Draft) -> DraftRow {
    DraftRow {
        id: draft.decision.id.clone(),
        document: document(&draft.decision),
        effect: effect(&draft.decision.effect),
        saved: local(draft.updated_at),
    }
}

fn finding(finding: Finding) -> FindingRow {
    let named = |policy: &Policy| (policy.id.clone(), document(policy));
    match finding {
        Finding::Overlap { first, second, from, to } => {
            FindingRow::Overlap { first: named(&first), second: named(&second), from, to }
        }
        Finding::EndsSoon { policy, on, days } => FindingRow::EndsSoon { decision: named(&policy), on, days },
        Finding::Refused { id, why } => FindingRow::Refused { id, why },
        Finding::NoFeeRule(fees) => FindingRow::NoFeeRule { count: fees.count, first: fees.first },
    }
}

/// Where a decision holds, by the names of the areas.
fn area(decision: &PolicyDraft, areas: &[(String, String)]) -> String {
    let Some(territory) = &decision.territory else {
        return t!(Lang::Vi, "policy.whole_country").into_owned();
    };
    let known = areas.iter().find(|(path, _)| path == territory.as_str());
    known.map_or_else(|| territory.as_str().to_owned(), |(_, name)| name.clone())
}

pub fn one(known: Published, areas: &[(String, String)], form: FormState) -> OnePage {
    let acts = known.acts.into_iter().map(|act| ActRow {
        at: local(act.at),
        actor: act.actor,
        ended_by: (act.act == Act::ENDED).then_some(act.note),
    });
    OnePage {
        acts: acts.collect(),
        area: area(&known.policy, areas),
        policy: known.policy,
        can_end: known.can_end,
        form,
    }
}

pub fn preview(preview: Preview, areas: &[(String, String)]) -> PreviewPage {
    let deal = |deal: backend::decisions::Deal| Deal {
        payable: deal.payable,
        promised: deal.promised,
        online_only: deal.online_only,
    };
    let changes = preview.changes.into_iter().map(|change| ChangeRow {
        service_id: change.service_id,
        code: change.code,
        name: change.name,
        before: deal(change.before),
        after: deal(change.after),
    });
    let untouched = preview.untouched.into_iter();
    let cost = preview.cost;
    PreviewPage {
        area: area(&preview.decision, areas),
        revision: preview.revision,
        on: preview.on,
        changes: changes.collect(),
        untouched: untouched.map(|service| (service.name, service.code, service.set_by_others)).collect(),
        cost: CostView {
            from: cost.from,
            to: cost.to,
            dossiers: cost.dossiers,
            demo: cost.demo,
            dong: Dong::new(cost.dong).unwrap_or(Dong::ZERO),
            hours: u32::try_from(cost.hours).unwrap_or(u32::MAX),
        },
        overlaps: preview.overlaps.iter().map(|policy| document(policy)).collect(),
        begins_in_the_past: preview.begins_in_the_past,
        decision: preview.decision,
    }
}

/// The field at which the law's word against a decision stands.
pub fn field_of(why: &Unlawful) -> String {
    let field = match why {
        Unlawful::Missing { field } => return field.clone(),
        Unlawful::NotTheirFee { .. } | Unlawful::WhoseFees => "set_by",
        Unlawful::NoEffect => "percent",
        Unlawful::RateUnknown => "rate",
        Unlawful::NotTheirDeadline { .. } => "effect",
        Unlawful::LimitUnknown { .. } | Unlawful::LimitOutOfScope { .. } => "limits",
        Unlawful::NoTerritory => "territory",
        Unlawful::NoService | Unlawful::PilotOfAll => "scope",
        Unlawful::EndsBefore { .. } => "valid_to",
        Unlawful::Retroactive { .. } => "valid_from",
    };
    field.to_owned()
}
