//! Codes and access tokens that are still good.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::citizens::Citizen;
use crate::state::token;

/// How long a code waits to be exchanged.
const CODE_LIFE: SignedDuration = SignedDuration::from_mins(2);
/// How long an access token, and an ID token, is good.
pub const TOKEN_LIFE: SignedDuration = SignedDuration::from_mins(10);

/// What a code stands for.
#[derive(Clone)]
pub struct Grant {
    pub citizen: Citizen,
    pub client_id: String,
    pub redirect_uri: String,
    pub nonce: String,
    pub challenge: String,
    pub granted_at: Timestamp,
}

struct Code {
    grant: Grant,
    /// The access token that it was exchanged for.
    used: Option<String>,
}

/// All that is open.
#[derive(Default)]
pub struct Grants {
    codes: HashMap<String, Code>,
    tokens: HashMap<String, (Citizen, Timestamp)>,
}

impl Grants {
    /// A fresh code for the grant.
    pub fn code(&mut self, grant: Grant) -> String {
        self.forget_old(grant.granted_at);
        let code = token();
        self.codes.insert(code.clone(), Code { grant, used: None });
        code
    }

    /// Looks at a code before it is used up; `None` when unknown, used or too old.
    /// Showing a used code takes back the access token that it gave (RFC 6749, 4.1.2).
    pub fn look(&mut self, code: &str, now: Timestamp) -> Option<Grant> {
        let known = self.codes.get(code)?;
        if let Some(access) = &known.used {
            self.tokens.remove(access);
            return None;
        }
        (known.grant.granted_at + CODE_LIFE > now).then(|| known.grant.clone())
    }

    /// Uses a code up and gives an access token.
    pub fn spend(&mut self, code: &str, now: Timestamp) -> Option<String> {
        let known = self.codes.get_mut(code).filter(|code| code.used.is_none())?;
        let access = token();
        known.used = Some(access.clone());
        self.tokens.insert(access.clone(), (known.grant.citizen.clone(), now + TOKEN_LIFE));
        Some(access)
    }

    /// Whose access token it is.
    pub fn bearer(&self, access: &str, now: Timestamp) -> Option<Citizen> {
        let (citizen, until) = self.tokens.get(access)?;
        (*until > now).then(|| citizen.clone())
    }

    fn forget_old(&mut self, now: Timestamp) {
        self.tokens.retain(|_, (_, until)| *until > now);
        // Used codes are remembered as long as their tokens, to notice a second use.
        self.codes.retain(|_, code| code.grant.granted_at + TOKEN_LIFE > now);
    }
}
