//! Sends the outbox: a message gets its words here, and goes out through the message service.

use app::{
    format,
    words::{Lang, say, say_with},
};
use backend::{
    error::AppError,
    gateway::messages::{Content, Message as Outgoing, MessageChannel},
    outbox::{self, Claimed, Failed, Message, Notice, Parameter, Recipient},
};

use crate::{settings::trimmed, web::Shared};

/// How many messages in one round.
const AT_A_TIME: i64 = 50;

/// Sends what is due; a portal without a message service keeps it for the day when it has one.
///
/// # Errors
/// The database fails. A message that does not go is tried again later.
pub async fn send(app: Shared) -> Result<(), AppError> {
    if app.portal.gateways.messages.is_none() {
        return Ok(());
    }
    for claimed in outbox::claim(&app.portal, AT_A_TIME).await? {
        let outgoing = written(&app, &claimed);
        let sent = match app.portal.gateways.messenger(outgoing.channel) {
            Ok(messenger) => messenger.send(&outgoing).await,
            Err(error) => Err(error),
        };
        let outcome = match sent {
            Ok(_taken) => Ok(()),
            Err(error) => Err(Failed { reason: error.to_string(), again: error.is_retriable() }),
        };
        outbox::note(&app.portal, &claimed, outcome).await?;
    }
    Ok(())
}

/// The message in the recipient's language.
fn written(app: &Shared, claimed: &Claimed) -> Outgoing {
    let Message { to, lang, notice } = &claimed.message;
    let lang = if lang == "en" { Lang::En } else { Lang::Vi };
    let (channel, to) = match to {
        Recipient::Phone(number) => (MessageChannel::Sms, number.clone()),
        Recipient::Email(address) => (MessageChannel::Email, address.clone()),
    };
    let content = content(lang, notice, trimmed(&app.settings.public_url));
    Outgoing { id: claimed.id.clone(), channel, to, content }
}

/// Parameters and words as people read them: amounts, moments, and where to look.
fn content(lang: Lang, notice: &Notice, public_url: &str) -> Content {
    let mut parameters: Vec<(&'static str, String)> =
        notice.parameters().into_iter().map(|(name, value)| (name, readable(lang, value))).collect();
    if let Some(code) = notice.value("code") {
        let path = lang.path(&format!("/ho-so/{code}"));
        parameters.push(("link", format!("{public_url}{path}")));
    }
    if let Some(link) = notice.value("withdraw") {
        parameters.push(("link", format!("{public_url}/ho-tro-nguoi-dan/rut/{link}")));
    }
    let (names, values): (Vec<_>, Vec<_>) = parameters.iter().cloned().unzip();
    let text = say_with(lang, notice.key(), &names, &values).into_owned();
    let code = notice.value("code").unwrap_or_default();
    let subject = say(lang, "notice.subject").replace("%{code}", &code);
    Content { template: notice.template(), parameters, subject, text }
}

fn readable(lang: Lang, value: Parameter<'_>) -> String {
    match value {
        Parameter::Text(text) => text.to_owned(),
        Parameter::Amount(amount) => format::dong(lang, amount),
        Parameter::Moment(at) => format::moment(lang, at),
        Parameter::Count(count) => count.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use backend::outbox::samples;

    use super::*;

    #[test]
    fn every_template_is_filled_and_reads_well() {
        for notice in samples() {
            for lang in [Lang::Vi, Lang::En] {
                let Content { template, text, parameters, .. } = content(lang, &notice, "https://example.vn");
                assert!(!text.contains("%{") && text != notice.key(), "{text}");
                if !template.starts_with("assist_") {
                    assert!(text.contains("QN-7K3F-M2XR"), "{text}");
                }
                assert!(!text.contains("2026-11"), "{text}");
                assert!(parameters.iter().all(|(_, value)| !value.contains("2026-11")), "{parameters:?}");
            }
        }
    }

    #[test]
    fn amounts_and_moments_are_in_the_recipients_language_and_links_lead_there() {
        let notice = samples().into_iter().find(|notice| notice.template() == "payment_asked").unwrap();
        let (vi, en) = (content(Lang::Vi, &notice, "https://a.vn"), content(Lang::En, &notice, "https://a.vn"));
        let text = vi.text.replace('\u{a0}', " ");
        assert!(text.contains("50.000 đồng") && text.contains("https://a.vn/ho-so/QN-7K3F-M2XR"), "{text}");
        assert!(en.text.contains("https://a.vn/en/ho-so/QN-7K3F-M2XR"), "{}", en.text);
        assert_eq!((vi.template, vi.subject.as_str()), ("payment_asked", "Hồ sơ QN-7K3F-M2XR"));
        assert_eq!(en.subject, "Dossier QN-7K3F-M2XR");
    }
}
