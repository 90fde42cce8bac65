//! The outside world, as the portal sees it: one trait a system, one client over HTTP each.
//!
//! No client reads a clock: instants and the ids that make repeating harmless are passed in.
//! Nothing here retries; the outbox does, asking [`GatewayError::is_retriable`].
//!
//! To add a payment gateway: see [`payment`]. To add a system: a folder with the trait, its types and its client; a section in
//! [`config::GatewayConfig`]; a field in [`Gateways`]; its counterparty in `server/sandbox`.

pub mod config;
mod http;
pub mod identity;
pub mod messages;
pub mod payment;

use std::{future::Future, pin::Pin, sync::Arc};

pub use config::GatewayConfig;

/// What an asynchronous method of a gateway trait answers; boxed, so that the traits can be `dyn`.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, GatewayError>> + Send + 'a>>;

/// An outside system, for errors and logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum System {
    /// The payment gateway.
    Payment,
    /// The national identity provider.
    Identity,
    /// SMS and e-mail.
    Messages,
}

impl std::fmt::Display for System {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            System::Payment => "payment gateway",
            System::Identity => "identity provider",
            System::Messages => "message service",
        })
    }
}

/// Why an outside system could not do what was asked. Written for operators: it holds no address
/// with a query, no secret and nothing about a person.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// Not configured, not reachable, too slow, or answering 5xx or 429. Asking again later is safe.
    #[error("{system} is unavailable: {reason}")]
    Unavailable {
        /// The system that did not answer.
        system: System,
        /// What happened, without addresses.
        reason: String,
    },
    /// The system understood and said no. Asking the same again gives the same answer.
    #[error("{system} refused: {code} {reason}")]
    Rejected {
        /// The system that refused.
        system: System,
        /// Its code, such as `91` or `invalid_grant`.
        code: String,
        /// Its words, or ours for its code.
        reason: String,
    },
    /// The answer cannot be believed: wrong signature, wrong issuer, unreadable.
    #[error("the answer of the {system} cannot be trusted: {reason}")]
    Untrusted {
        /// The system in whose name the answer came.
        system: System,
        /// Which check failed.
        reason: String,
    },
    /// What we were about to send breaks the protocol; a fault of ours.
    #[error("not sent to the {system}: {reason}")]
    Invalid {
        /// The system that would have been asked.
        system: System,
        /// Which rule it breaks.
        reason: &'static str,
    },
}

impl GatewayError {
    /// Whether the same request may succeed later without anybody changing anything.
    pub fn is_retriable(&self) -> bool {
        matches!(self, GatewayError::Unavailable { .. })
    }

    pub(crate) fn untrusted(system: System, reason: impl Into<String>) -> Self {
        GatewayError::Untrusted { system, reason: reason.into() }
    }
}

/// All clients; none where a system is not configured, and what needs it says so.
#[derive(Clone, Default)]
pub struct Gateways {
    /// Payments; there may be several.
    pub payment: payment::Providers,
    /// Sign-in.
    pub identity: Option<Arc<dyn identity::IdentityProvider>>,
    /// Notices.
    pub messages: Option<Arc<dyn messages::Messenger>>,
}

impl Gateways {
    /// Makes the clients. Calls nobody: a system that is down is met when it is used.
    pub fn new(config: &GatewayConfig) -> Result<Self, GatewayError> {
        let http = http::client(config)?;
        Ok(Self {
            payment: payment::Providers::connect(&config.payment, &http),
            identity: config.identity.clone().map(|identity| {
                Arc::new(identity::OidcClient::new(identity, http.clone())) as Arc<dyn identity::IdentityProvider>
            }),
            messages: config.messages.clone().map(|messages| {
                Arc::new(messages::HttpMessenger::new(messages, http.clone())) as Arc<dyn messages::Messenger>
            }),
        })
    }

    /// The identity provider, or that it is unavailable.
    pub fn identity(&self) -> Result<&dyn identity::IdentityProvider, GatewayError> {
        configured(self.identity.as_deref(), System::Identity)
    }

    /// What sends over this channel, or that it is unavailable.
    pub fn messenger(&self, channel: messages::MessageChannel) -> Result<&dyn messages::Messenger, GatewayError> {
        use messages::MessageChannel::{Email, Sms};
        match channel {
            Sms | Email => configured(self.messages.as_deref(), System::Messages),
        }
    }
}

fn configured<T: ?Sized>(gateway: Option<&T>, system: System) -> Result<&T, GatewayError> {
    gateway.ok_or_else(|| GatewayError::Unavailable { system, reason: "not configured".to_owned() })
}
