//! Why a fee is what it is.

use super::document;
use crate::format;
use crate::names;
use crate::t;
use crate::words::Lang;
use domain::fee::{AmountUnknown, FeeAuthority};
use domain::groups::{ApplicantGroup, Proof};
use domain::policy::{Condition, WhyNot};
use domain::quote::{FeeQuote, FeeReason, FeeUnknown, OnlineOnly};
use std::borrow::Cow;

/// Why the fee is what it is, a sentence each. `place` names the territory that was assumed, if one was.
#[must_use]
pub fn fee(lang: Lang, quote: &FeeQuote, place: &str) -> Vec<String> {
    let several = quote.items.len() > 1;
    let of_items = quote.items.iter().flat_map(|item| {
        item.reasons.iter().map(move |reason| {
            let said = fee_reason(lang, reason, place);
            if several { t!(lang, "explain.item", name = item.name, reason = said).into_owned() } else { said }
        })
    });
    of_items.chain(quote.reasons.iter().map(|reason| fee_reason(lang, reason, place))).collect()
}

/// Why the fee can't be told.
#[must_use]
pub fn fee_unknown(lang: Lang, unknown: &FeeUnknown) -> String {
    match &unknown.why {
        AmountUnknown::SourceText { source_text } => {
            t!(lang, "explain.fee_words", text = source_text)
        }
        AmountUnknown::CaseNeeded { cases } => {
            let cases: Vec<String> =
                cases.iter().map(|case| format!("{} {}", case.label, format::dong(lang, case.dong))).collect();
            t!(lang, "explain.fee_case", cases = cases.join("; "))
        }
        AmountUnknown::TooLarge => t!(lang, "explain.fee_too_large"),
    }
    .into_owned()
}

/// That a service is taken in online only.
#[must_use]
pub fn online_only(lang: Lang, pilot: &OnlineOnly) -> String {
    let (document, issuer) = (document(lang, &pilot.document), &pilot.issuer);
    let who =
        if pilot.groups.is_empty() { t!(lang, "explain.everybody").into_owned() } else { groups(lang, &pilot.groups) };
    match pilot.until {
        Some(until) => t!(
            lang,
            "explain.online_only_until",
            who = who,
            until = format::date(lang, until),
            document = document,
            issuer = issuer
        ),
        None => t!(lang, "explain.online_only", who = who, document = document, issuer = issuer),
    }
    .into_owned()
}

fn fee_reason(lang: Lang, reason: &FeeReason, place: &str) -> String {
    let dong = |amount| format::dong(lang, amount);
    match reason {
        FeeReason::Standard { dong: asked, source } if source.is_empty() => {
            t!(lang, "explain.standard_bare", amount = dong(*asked))
        }
        FeeReason::Standard { dong: asked, source } => {
            t!(lang, "explain.standard", amount = dong(*asked), source = source)
        }
        FeeReason::NoFee => t!(lang, "explain.no_fee"),
        FeeReason::OneAssumed { unit } => t!(lang, "explain.one_assumed", unit = unit),
        FeeReason::OnlineRate { dong: rate } => {
            t!(lang, "explain.online_rate", amount = dong(*rate))
        }
        FeeReason::Cut { .. } | FeeReason::PolicyRate { .. } => return of_policy(lang, reason),
        FeeReason::ApplicantRate { groups: of, proof, dong: rate } => {
            let said = t!(lang, "explain.applicant_rate", groups = groups(lang, of), amount = dong(*rate));
            return format!("{said}{}", doubt(lang, of, *proof, &[]));
        }
        FeeReason::IfNotConfirmed { dong: otherwise } => {
            t!(lang, "explain.if_not_confirmed", amount = dong(*otherwise))
        }
        FeeReason::NotTheirs { document, set_by } => not_theirs(lang, document, *set_by),
        FeeReason::Outdone { document: Some(number), dong: left } => {
            t!(lang, "explain.outdone", document = document(lang, number), amount = dong(*left))
        }
        FeeReason::Outdone { document: None, dong: left } => {
            t!(lang, "explain.outdone_rate", amount = dong(*left))
        }
        FeeReason::Unmet { document, why, dong: left } => unmet(lang, document.as_deref(), why, dong(*left)),
        FeeReason::PlaceAssumed { .. } => t!(lang, "explain.place_assumed", place = place),
    }
    .into_owned()
}

fn not_theirs(lang: Lang, document: &str, set_by: FeeAuthority) -> std::borrow::Cow<'static, str> {
    t!(
        lang,
        "explain.not_theirs",
        document = self::document(lang, document),
        authority = names::fee_authority(lang, set_by)
    )
}

/// What a policy takes off, or the rate that it sets: for whom, by which document.
fn of_policy(lang: Lang, reason: &FeeReason) -> String {
    let (FeeReason::Cut { document: number, article, issuer, groups: of, proof, conditions, dong, .. }
    | FeeReason::PolicyRate { document: number, article, issuer, groups: of, proof, conditions, dong, .. }) = reason
    else {
        return String::new();
    };
    let percent = match reason {
        FeeReason::Cut { percent, .. } => Some(percent.get()),
        _ => None,
    };
    let document = document(lang, number);
    let document = match article {
        Some(article) => t!(lang, "explain.document", article = article, document = document).into_owned(),
        None => document,
    };
    let amount = format::dong(lang, *dong);
    let said = match (percent, of.is_empty()) {
        (Some(percent), true) => {
            t!(lang, "explain.cut", percent = percent, amount = amount, document = document, issuer = issuer)
        }
        (Some(percent), false) => t!(
            lang,
            "explain.cut_groups",
            percent = percent,
            groups = groups(lang, of),
            amount = amount,
            document = document,
            issuer = issuer
        ),
        (None, true) => t!(lang, "explain.policy_rate", amount = amount, document = document, issuer = issuer),
        (None, false) => t!(
            lang,
            "explain.policy_rate_groups",
            groups = groups(lang, of),
            amount = amount,
            document = document,
            issuer = issuer
        ),
    };
    format!("{said}{}", doubt(lang, of, *proof, conditions))
}

/// What a claim still needs: that an officer confirms it, and what must be true besides.
fn doubt(lang: Lang, groups: &[ApplicantGroup], proof: Proof, conditions: &[Condition]) -> String {
    if groups.is_empty() || proof == Proof::Verified {
        return String::new();
    }
    let confirmed = t!(lang, "explain.if_confirmed");
    if conditions.is_empty() {
        return format!(" {confirmed}");
    }
    let conditions: Vec<_> = conditions.iter().map(|condition| names::condition(lang, *condition)).collect();
    let needed = t!(lang, "explain.conditions", conditions = conditions.join("; "));
    format!(" {confirmed} {needed}")
}

/// What would have made it cheaper, and what stood against it.
fn unmet(lang: Lang, number: Option<&str>, why: &WhyNot, amount: String) -> Cow<'static, str> {
    let document = match number {
        Some(number) => document(lang, number),
        None => t!(lang, "explain.own_text").into_owned(),
    };
    match why {
        WhyNot::OtherGroups { groups: of } => {
            t!(lang, "explain.unmet_groups", document = document, amount = amount, groups = groups(lang, of))
        }
        WhyNot::OtherChannel { channels } => {
            let channels: Vec<String> =
                channels.iter().map(|channel| names::channel(lang, *channel).to_lowercase()).collect();
            t!(lang, "explain.unmet_channel", document = document, amount = amount, channels = channels.join(", "))
        }
        WhyNot::NotYet { from } => {
            t!(lang, "explain.unmet_not_yet", document = document, amount = amount, from = format::date(lang, *from))
        }
        WhyNot::Expired { to } => t!(lang, "explain.unmet_expired", document = document, to = format::date(lang, *to)),
        _ => t!(lang, "explain.unmet_elsewhere", document = document, amount = amount),
    }
}

fn groups(lang: Lang, groups: &[ApplicantGroup]) -> String {
    let names: Vec<_> = groups.iter().map(|group| names::group(lang, *group)).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::{Dong, Percent};

    #[test]
    fn a_cut_names_its_document_its_article_and_its_issuer() -> Result<(), domain::money::NotAPercentage> {
        let reason = FeeReason::Cut {
            policy: "nq11".into(),
            document: "Nghị quyết 11/2022/NQ-HĐND".into(),
            article: Some("Điều 2".into()),
            issuer: "HĐND tỉnh Quảng Ngãi".into(),
            percent: Percent::new(50)?,
            groups: vec![],
            proof: Proof::Verified,
            conditions: vec![],
            dong: Dong::of(50_000),
        };
        assert_eq!(
            fee_reason(Lang::Vi, &reason, ""),
            "Giảm 50%, còn 50.000\u{a0}đồng: Điều 2 Nghị quyết 11/2022/NQ-HĐND của HĐND tỉnh Quảng Ngãi."
        );
        let FeeReason::Cut { policy, document, article, issuer, percent, dong, .. } = reason else {
            return Ok(());
        };
        let groups = vec![ApplicantGroup::Elderly, ApplicantGroup::Disabled];
        let reason = FeeReason::Cut {
            policy,
            document,
            article,
            issuer,
            percent,
            groups,
            proof: Proof::Claimed,
            conditions: vec![Condition::IdentityLevelTwo],
            dong,
        };
        let said = fee_reason(Lang::Vi, &reason, "");
        assert!(said.starts_with("Giảm 50% cho người cao tuổi, người khuyết tật, còn"));
        assert!(said.contains("nếu được xác nhận"), "{said}");
        assert!(said.contains("mức độ 2"), "{said}");
        Ok(())
    }

    #[test]
    fn what_stood_against_a_cut_is_said() {
        let said = |why| {
            let reason = FeeReason::Unmet { document: Some("11/2022/NQ-HĐND".into()), why, dong: Dong::of(50_000) };
            fee_reason(Lang::Vi, &reason, "")
        };
        assert_eq!(
            said(WhyNot::OtherChannel { channels: vec![domain::channel::Channel::Online] }),
            "Nghị quyết 11/2022/NQ-HĐND còn 50.000\u{a0}đồng, nhưng chỉ khi nộp trực tuyến."
        );
        assert!(said(WhyNot::OtherGroups { groups: vec![ApplicantGroup::Merit] }).contains("chỉ cho"));
    }
}
