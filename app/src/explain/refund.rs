//! Why money goes back, or stays.

use domain::fee::{FeeKind, RefundCause, RefundLine};
use domain::money::Dong;

use crate::format;
use crate::t;
use crate::words::Lang;

/// What of each fee goes back and what stays, and why: a sentence each. `cause` as stored.
#[must_use]
pub fn refund(lang: Lang, cause: &str, lines: &[RefundLine]) -> Vec<String> {
    lines
        .iter()
        .flat_map(|line| {
            let back = sentence(lang, cause, line, line.back, true);
            let kept = sentence(lang, cause, line, line.kept(), false);
            [back, kept].into_iter().flatten()
        })
        .collect()
}

fn sentence(lang: Lang, cause: &str, line: &RefundLine, amount: Dong, back: bool) -> Option<String> {
    if amount.is_zero() {
        return None;
    }
    let (amount, why) = (format::dong(lang, amount), why(lang, cause, line, back));
    let rule = rule(lang, cause, line);
    let name = &line.name;
    Some(
        match (back, name.is_empty()) {
            (_, true) => t!(lang, "explain.refund.surplus", amount = amount),
            (true, _) => {
                t!(lang, "explain.refund.back", amount = amount, name = name, why = why, rule = rule)
            }
            (false, _) => {
                t!(lang, "explain.refund.kept", amount = amount, name = name, why = why, rule = rule)
            }
        }
        .into_owned(),
    )
}

/// Why, in the middle of a sentence.
fn why(lang: Lang, cause: &str, line: &RefundLine, back: bool) -> String {
    let decided = line.kind.is_none() && !back;
    match cause.parse() {
        _ if decided => t!(lang, "explain.refund.why.decision").into_owned(),
        // The charge pays for the appraisal.
        Ok(RefundCause::Ineligible) if !back && line.kind == Some(FeeKind::Charge) => {
            t!(lang, "explain.refund.why.appraised").into_owned()
        }
        _ => refund_cause(lang, cause),
    }
}

/// The cause, in the middle of a sentence.
#[must_use]
pub fn refund_cause(lang: Lang, cause: &str) -> String {
    match cause {
        "late" => return t!(lang, "explain.refund.why.late").into_owned(),
        // As older logs say it.
        "second" => return refund_cause(lang, RefundCause::PaidTwice.as_str()),
        "refused" => return refund_cause(lang, RefundCause::RefusedAtIntake.as_str()),
        "withdrawn" => return refund_cause(lang, RefundCause::WithdrawnBeforeWork.as_str()),
        _ => {}
    }
    match cause.parse() {
        Ok(RefundCause::RefusedAtIntake) => t!(lang, "explain.refund.why.refused_at_intake"),
        Ok(RefundCause::Ineligible) => t!(lang, "explain.refund.why.ineligible"),
        Ok(RefundCause::WithdrawnBeforeWork) => {
            t!(lang, "explain.refund.why.withdrawn_before_work")
        }
        Ok(RefundCause::WithdrawnDuringWork) => {
            t!(lang, "explain.refund.why.withdrawn_during_work")
        }
        Ok(RefundCause::StoppedBeforeWork) => t!(lang, "explain.refund.why.stopped_before_work"),
        Ok(RefundCause::StoppedDuringWork) => t!(lang, "explain.refund.why.stopped_during_work"),
        Ok(RefundCause::ResultDeclined) => t!(lang, "explain.refund.why.result_declined"),
        Ok(RefundCause::PaidTwice) => t!(lang, "explain.refund.why.paid_twice"),
        Err(_) => return cause.to_owned(),
    }
    .into_owned()
}

/// By which rule: the fee's own text, or what holds where it says nothing.
fn rule(lang: Lang, cause: &str, line: &RefundLine) -> String {
    if let Some(source) = &line.source {
        return t!(lang, "explain.refund.by_source", source = source).into_owned();
    }
    match cause.parse() {
        Ok(RefundCause::RefusedAtIntake | RefundCause::WithdrawnBeforeWork | RefundCause::StoppedBeforeWork) => {
            t!(lang, "explain.refund.by_no_work")
        }
        _ if line.kind.is_none() => t!(lang, "explain.refund.by_decision"),
        _ => t!(lang, "explain.refund.by_default"),
    }
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: FeeKind, back: u32, source: Option<&str>) -> RefundLine {
        RefundLine {
            key: "phi".into(),
            name: "Phí thẩm định".into(),
            kind: Some(kind),
            paid: Dong::of(20_000),
            back: Dong::of(back),
            source: source.map(str::to_owned),
        }
    }

    #[test]
    fn what_goes_back_and_what_stays_are_both_said_with_their_text() {
        let half = line(FeeKind::Charge, 10_000, Some("Nghị quyết 10/2024, Điều 5"));
        let said = refund(Lang::Vi, "result_declined", &[half]).into_iter();
        assert_eq!(
            said.map(|line| line.replace('\u{a0}', " ")).collect::<Vec<_>>(),
            [
                "Hoàn lại 10.000 đồng (Phí thẩm định), vì người nộp không nhận kết quả, theo Nghị quyết 10/2024, Điều 5.",
                "Không hoàn 10.000 đồng (Phí thẩm định), vì người nộp không nhận kết quả, theo Nghị quyết 10/2024, Điều 5.",
            ]
        );
        let kept = refund(Lang::Vi, "ineligible", &[line(FeeKind::Charge, 0, None)]);
        assert_eq!(kept.len(), 1);
        assert!(kept[0].contains("đã thẩm định") && kept[0].contains("25/2021"), "{kept:?}");
        let back = refund(Lang::En, "refused_at_intake", &[line(FeeKind::Duty, 20_000, None)]);
        assert!(back[0].replace('\u{a0}', " ").starts_with("20,000 đồng"), "{back:?}");
    }

    #[test]
    fn every_cause_has_words() {
        for cause in RefundCause::ALL {
            assert_ne!(refund_cause(Lang::Vi, cause.as_str()), cause.as_str());
        }
    }
}
