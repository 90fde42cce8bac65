//! When the result comes: the limit of the channel and case, under the policy that promises most.

use super::QuoteInput;
use crate::deadline::{self, Deadline, DeadlineInput, DeadlineUnknown, Reason, Shortening};
use crate::policy::Context;

pub(super) fn deadline(input: &QuoteInput<'_>, context: &Context<'_>) -> Result<Deadline, DeadlineUnknown> {
    let limits = &input.terms.limits;
    let limit = limits.of_case(input.channel, input.demand.case).ok_or(DeadlineUnknown::ChannelNotOffered)?;
    let with = |shortening: Option<&Shortening>| {
        deadline::compute(&DeadlineInput {
            submitted_at: input.submitted_at,
            limit,
            longer: limits.longer_at(input.remote),
            shortening,
            calendar: input.calendar,
            hours: input.hours,
        })
    };
    let mut best: Option<(Deadline, String)> = None;
    let mut outdone = Vec::new();
    for policy in input.policies {
        let Ok(shortening) = policy.shortening(context) else {
            continue;
        };
        let promise = with(Some(&shortening))?;
        let lost = match best.take() {
            Some((kept, document)) if kept.promised_due <= promise.promised_due => {
                best = Some((kept, document));
                Some((shortening.document, promise.promised_due))
            }
            other => {
                best = Some((promise, shortening.document));
                other.map(|(deadline, document)| (document, deadline.promised_due))
            }
        };
        outdone.extend(lost);
    }
    let Some((mut deadline, _)) = best else {
        return with(None);
    };
    // A promise that only repeats the law isn't worth a word.
    outdone.retain(|(_, promised_due)| *promised_due < deadline.statutory_due);
    let lost = outdone.into_iter().map(|(document, promised_due)| Reason::Outdone { document, promised_due });
    deadline.reasons.extend(lost);
    Ok(deadline)
}
