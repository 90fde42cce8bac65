//! Messages to people: a template with its parameters, and the words that they make, over a channel.
//!
//! The portal tells a [`Notice`](crate::outbox::Notice); at the sending edge it becomes a [`Content`] in the recipient's
//! language. A channel that carries words (SMS, e-mail) takes its text; one that fills in templates of its own, as
//! messengers do, takes template and parameters.
//!
//! # How to add a channel
//! 1. A variant of [`MessageChannel`], and of [`Recipient`](crate::outbox::Recipient) with the address that it needs;
//!    `notices` in the server maps the one to the other.
//! 2. Who has such an address: `dossier/notices.rs`, where each way to reach an applicant is tried.
//! 3. A client: a variant's name where [`HttpMessenger`]'s service takes it, else a [`Messenger`] beside it, with its
//!    section in [`GatewayConfig`](super::GatewayConfig); [`Gateways::messenger`](super::Gateways::messenger) chooses it.
//! 4. The other side in `server/sandbox/src/messages.rs`.

use serde::Serialize;

use super::{GatewayError, Pending, System, config::MessagesConfig, http};

/// The way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageChannel {
    /// To a phone number.
    Sms,
    /// To an e-mail address.
    Email,
}

/// One message. `Debug` shows neither recipient nor words.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Ours, stable over retries: the service delivers each id once.
    pub id: String,
    /// The way it goes.
    pub channel: MessageChannel,
    /// Where it goes: a phone number in E.164, an e-mail address.
    pub to: String,
    /// What it says.
    pub content: Content,
}

/// What a message says, in the recipient's language.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    /// The template's name.
    pub template: &'static str,
    /// Its parameters, as people read them.
    pub parameters: Vec<(&'static str, String)>,
    /// In a line, for channels that have one.
    pub subject: String,
    /// The words, filled in.
    pub text: String,
}

/// A message as [`HttpMessenger`]'s service takes it.
#[derive(Serialize)]
struct Posted<'a> {
    id: &'a str,
    channel: MessageChannel,
    to: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    text: &'a str,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Message").field("id", &self.id).field("channel", &self.channel).finish_non_exhaustive()
    }
}

/// What the service did with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Taken for delivery.
    Accepted,
    /// It had this id already and delivered nothing again.
    Duplicate,
}

/// Sends notices.
pub trait Messenger: Send + Sync {
    /// Hands one message over.
    ///
    /// # Errors
    /// `Unavailable` (try again with the same id), `Rejected` (`409`: the id was used for another
    /// message; `401`: wrong key; `422`: malformed recipient).
    fn send<'a>(&'a self, message: &'a Message) -> Pending<'a, Delivery>;
}

/// The client of a service that sends words by SMS and e-mail: `POST` of one message with an id that makes repeating it
/// harmless.
pub struct HttpMessenger {
    config: MessagesConfig,
    http: reqwest::Client,
}

impl HttpMessenger {
    pub(super) fn new(config: MessagesConfig, http: reqwest::Client) -> Self {
        Self { config, http }
    }

    async fn post(&self, message: &Message) -> Result<Delivery, GatewayError> {
        let posted = Posted {
            id: &message.id,
            channel: message.channel,
            to: &message.to,
            subject: (message.channel == MessageChannel::Email).then_some(message.content.subject.as_str()),
            text: &message.content.text,
        };
        let request = self.http.post(self.config.url.clone()).bearer_auth(self.config.key.expose()).json(&posted);
        let answer = http::send(System::Messages, request).await?;
        match answer.status.as_u16() {
            200 => Ok(Delivery::Duplicate),
            201 | 202 => Ok(Delivery::Accepted),
            status => Err(GatewayError::Rejected {
                system: System::Messages,
                code: status.to_string(),
                reason: "message not taken".to_owned(),
            }),
        }
    }
}

impl Messenger for HttpMessenger {
    fn send<'a>(&'a self, message: &'a Message) -> Pending<'a, Delivery> {
        Box::pin(self.post(message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_neither_recipient_nor_words() {
        let message = Message {
            id: "m-1".to_owned(),
            channel: MessageChannel::Sms,
            to: "+84900000001".to_owned(),
            content: Content {
                template: "accepted",
                parameters: vec![("code", "Hồ sơ".to_owned())],
                subject: "Hồ sơ".to_owned(),
                text: "Hồ sơ đã được tiếp nhận".to_owned(),
            },
        };
        let shown = format!("{message:?}");
        assert!(shown.contains("m-1"));
        assert!(!shown.contains("+849"));
        assert!(!shown.contains("Hồ sơ"));
    }
}
