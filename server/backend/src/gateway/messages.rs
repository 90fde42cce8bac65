//! SMS and e-mail: `POST` of one message with an id that makes repeating it harmless.

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
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Ours, stable over retries: the service delivers each id once.
    pub id: String,
    /// The way it goes.
    pub channel: MessageChannel,
    /// Phone number in E.164, or e-mail address.
    pub to: String,
    /// The subject, for e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The words.
    pub text: String,
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

/// The client over HTTP.
pub struct HttpMessenger {
    config: MessagesConfig,
    http: reqwest::Client,
}

impl HttpMessenger {
    pub(super) fn new(config: MessagesConfig, http: reqwest::Client) -> Self {
        Self { config, http }
    }

    async fn post(&self, message: &Message) -> Result<Delivery, GatewayError> {
        let request = self.http.post(self.config.url.clone()).bearer_auth(self.config.key.expose()).json(message);
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
            subject: None,
            text: "Hồ sơ đã được tiếp nhận".to_owned(),
        };
        let shown = format!("{message:?}");
        assert!(shown.contains("m-1"));
        assert!(!shown.contains("+849"));
        assert!(!shown.contains("Hồ sơ"));
    }
}
