//! The gateway's call to us: where it arrives, what may be in it, and what we can answer.

/// Where the callbacks of a kind of gateway arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallbackRoute {
    /// How it calls.
    pub method: CallbackMethod,
    /// The path at the portal; the gateway's operators are told it.
    pub path: &'static str,
}

/// How a gateway calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackMethod {
    /// With everything in the query.
    Get,
    /// With a body.
    Post,
}

/// A callback exactly as it was received. Nothing in it may be believed before a client has read it.
#[derive(Clone, Copy, Debug)]
pub struct Callback<'a> {
    /// What stands behind the `?`.
    pub query: &'a str,
    /// The body.
    pub body: &'a [u8],
}

impl<'a> Callback<'a> {
    /// A callback that is all query.
    pub fn of_query(query: &'a str) -> Self {
        Self { query, body: b"" }
    }

    /// The part that speaks, to be stored.
    pub fn text(&self) -> std::borrow::Cow<'a, str> {
        if self.body.is_empty() { self.query.into() } else { String::from_utf8_lossy(self.body) }
    }
}

/// Why a callback cannot be believed. Nothing in it may be acted upon.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallbackError {
    /// No signature, or a wrong one, or another merchant's.
    #[error("wrong signature")]
    Signature,
    /// Signed, but a field is missing, doubled or unreadable.
    #[error("malformed field {0}")]
    Malformed(&'static str),
}

/// What became of a callback. Each client says it in its gateway's codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackVerdict {
    /// Noted now, whether it reports success or failure.
    Noted,
    /// Noted before; nothing changed.
    AlreadyNoted,
    /// No such reference at this gateway.
    UnknownOrder,
    /// Another amount than was asked.
    WrongAmount,
    /// Wrong signature.
    Forged,
    /// Unreadable, or we could not note it; it should come again.
    NotNoted,
}

impl CallbackVerdict {
    /// As stored beside the raw message.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Noted => "noted",
            Self::AlreadyNoted => "already_noted",
            Self::UnknownOrder => "unknown_order",
            Self::WrongAmount => "wrong_amount",
            Self::Forged => "forged",
            Self::NotNoted => "not_noted",
        }
    }
}

impl From<&CallbackError> for CallbackVerdict {
    fn from(error: &CallbackError) -> Self {
        match error {
            CallbackError::Signature => Self::Forged,
            CallbackError::Malformed(_) => Self::NotNoted,
        }
    }
}
