//! Sends the outbox: a message gets its words here, and goes out through the message service.

use app::{
    format,
    words::{Lang, say, say_with},
};
use backend::{
    error::AppError,
    gateway::messages::{Message as Outgoing, MessageChannel},
    outbox::{self, Claimed, Failed, Message, Recipient},
};
use domain::money::Dong;
use jiff::civil::DateTime;

use crate::{settings::trimmed, web::Shared};

/// How many messages in one round.
const AT_A_TIME: i64 = 50;

/// The words of each template.
static WORDS: &[(&str, &str)] = &[
    ("submitted", "notice.submitted"),
    ("accepted", "notice.accepted"),
    ("accepted_pay", "notice.accepted_pay"),
    ("accepted_unconfirmed", "notice.accepted_unconfirmed"),
    ("refused", "notice.refused"),
    ("supplement_asked", "notice.supplement_asked"),
    ("supplied", "notice.supplied"),
    ("finished", "notice.finished"),
    ("finished_pay", "notice.finished_pay"),
    ("handed_over", "notice.handed_over"),
    ("withdrawn", "notice.withdrawn"),
    ("stopped", "notice.stopped"),
    ("paid", "notice.paid"),
    ("refund", "notice.refund"),
    ("corrected", "notice.corrected"),
    ("assist_open", "notice.assist_open"),
    ("assist_again", "notice.assist_again"),
    ("assist_send", "notice.assist_send"),
    ("assist_send_fee_unknown", "notice.assist_send_fee_unknown"),
    ("assist_sent", "notice.assist_sent"),
    ("assist_ended", "notice.assist_ended"),
    ("assist_withdrawn", "notice.assist_withdrawn"),
    ("payment_asked", "notice.payment_asked"),
    ("redated", "notice.redated"),
    ("finished_early", "notice.finished_early"),
    ("lapsed", "notice.lapsed"),
    ("remind_supplement", "notice.remind_supplement"),
    ("remind_payment", "notice.remind_payment"),
    ("remind_fee", "notice.remind_fee"),
    ("late_head", "notice.late_head"),
    ("escalated_head", "notice.escalated_head"),
];

/// Sends what is due; a portal without a message service keeps it for the day when it has one.
///
/// # Errors
/// The database fails. A message that does not go is tried again later.
pub async fn send(app: Shared) -> Result<(), AppError> {
    let Ok(messenger) = app.portal.gateways.messages() else {
        return Ok(());
    };
    for claimed in outbox::claim(&app.portal, AT_A_TIME).await? {
        let outcome = match written(&app, &claimed) {
            Ok(outgoing) => match messenger.send(&outgoing).await {
                Ok(_taken) => Ok(()),
                Err(error) => Err(Failed { reason: error.to_string(), again: error.is_retriable() }),
            },
            Err(template) => Err(Failed { reason: format!("no words for the template {template}"), again: false }),
        };
        outbox::note(&app.portal, &claimed, outcome).await?;
    }
    Ok(())
}

/// The message in words; the template's name where it has none.
fn written(app: &Shared, claimed: &Claimed) -> Result<Outgoing, String> {
    let message = &claimed.message;
    let template = message.template.as_str();
    let (_, key) = WORDS.iter().find(|(name, _)| *name == template).ok_or(template)?;
    let lang = if message.lang == "en" { Lang::En } else { Lang::Vi };
    let (names, values) = readable(lang, message, trimmed(&app.settings.public_url));
    let text = say_with(lang, key, &names, &values).into_owned();
    let (channel, to) = match &message.to {
        Recipient::Phone(number) => (MessageChannel::Sms, number.clone()),
        Recipient::Email(address) => (MessageChannel::Email, address.clone()),
    };
    let subject = say(lang, "notice.subject").replace("%{code}", message.values.get("code").map_or("", String::as_str));
    Ok(Outgoing {
        id: claimed.id.clone(),
        subject: (channel == MessageChannel::Email).then_some(subject),
        channel,
        to,
        text,
    })
}

/// What the words need, as people read it: amounts, moments, and where to look.
fn readable<'a>(lang: Lang, message: &'a Message, public_url: &str) -> (Vec<&'a str>, Vec<String>) {
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for (name, value) in &message.values {
        names.push(name.as_str());
        let amount = (name == "amount").then(|| value.parse().ok().and_then(|dong| Dong::new(dong).ok())).flatten();
        values.push(match (amount, value.parse::<DateTime>()) {
            (Some(amount), _) => format::dong(lang, amount),
            (None, Ok(at)) => format::moment(lang, at),
            (None, Err(_)) => value.clone(),
        });
    }
    if let Some(code) = message.values.get("code") {
        names.push("link");
        let path = lang.path(&format!("/ho-so/{code}"));
        values.push(format!("{public_url}{path}"));
    }
    if let Some(link) = message.values.get("withdraw") {
        names.push("link");
        values.push(format!("{public_url}/ho-tro-nguoi-dan/rut/{link}"));
    }
    (names, values)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_template_is_filled_and_reads_well() {
        let values = [
            ("code", "QN-7K3F-M2XR"),
            ("until", "2026-11-26T10:00:00"),
            ("due", "2026-11-26T10:00:00"),
            ("from", "2026-11-25T10:00:00"),
            ("amount", "50000"),
            ("otp", "123456"),
            ("helper", "A"),
            ("team", "B"),
            ("service", "C"),
            ("agency", "D"),
            ("count", "1"),
        ];
        for (template, key) in WORDS {
            for lang in [Lang::Vi, Lang::En] {
                let message = Message {
                    to: Recipient::Phone(String::new()),
                    template: (*template).to_owned(),
                    lang: lang.code().to_owned(),
                    values: values
                        .iter()
                        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                        .collect::<BTreeMap<_, _>>(),
                };
                let (names, values) = readable(lang, &message, "https://example.vn");
                let text = say_with(lang, key, &names, &values);
                assert!(!text.contains("%{"), "{text}");
                if !template.starts_with("assist_") {
                    assert!(text.contains("QN-7K3F-M2XR"), "{text}");
                }
                assert!(!text.contains("2026-11"), "{text}");
            }
        }
    }
}
