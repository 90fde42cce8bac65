//! What the sandbox remembers, and the small things that all its parts need.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::{Timestamp, tz};

use crate::{
    SandboxConfig, SandboxError,
    controls::Faults,
    identity::{grants::Grants, keys::SigningKey},
    messages::Stored,
    payment::ledger::Ledger,
};

/// What every handler gets.
pub type Shared = Arc<Sandbox>;

/// The whole simulated world.
pub struct Sandbox {
    pub config: SandboxConfig,
    /// Our public address; the issuer of identities.
    pub issuer: String,
    pub http: reqwest::Client,
    pub key: SigningKey,
    ledger: Mutex<Ledger>,
    grants: Mutex<Grants>,
    inbox: Mutex<VecDeque<Stored>>,
    faults: Mutex<Faults>,
}

impl Sandbox {
    pub fn new(config: SandboxConfig, local: SocketAddr) -> Result<Self, SandboxError> {
        let issuer = match &config.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{local}"),
        };
        // It is an error only to install it twice.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        Ok(Self {
            issuer,
            // Callbacks go to the portal beside us, never through a proxy.
            http: reqwest::Client::builder()
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none())
                .timeout(Duration::from_secs(10))
                .build()?,
            key: SigningKey::generate()?,
            config,
            ledger: Mutex::default(),
            grants: Mutex::default(),
            inbox: Mutex::default(),
            faults: Mutex::default(),
        })
    }

    pub fn now(&self) -> Timestamp {
        (self.config.clock)()
    }

    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        lock(&self.ledger)
    }

    pub fn grants(&self) -> MutexGuard<'_, Grants> {
        lock(&self.grants)
    }

    pub fn inbox(&self) -> MutexGuard<'_, VecDeque<Stored>> {
        lock(&self.inbox)
    }

    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }
}

/// A panic elsewhere leaves a demo's memory good enough to go on with.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// 128 random bits in hex.
pub fn token() -> String {
    hex::encode(rand::random::<[u8; 16]>())
}

/// An instant as people read it: `09:15:02 22/11/2026`, at UTC+7.
pub fn readable(at: Timestamp) -> String {
    tz::offset(7).to_datetime(at).strftime("%H:%M:%S %d/%m/%Y").to_string()
}

/// `1.234.567 đồng`, not to be broken at the space.
pub fn dong(amount: i64) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let sign = if amount < 0 { "−" } else { "" };
    format!("{sign}{grouped}\u{a0}đồng")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped_by_dots() {
        assert_eq!(dong(0), "0\u{a0}đồng");
        assert_eq!(dong(999), "999\u{a0}đồng");
        assert_eq!(dong(8_000), "8.000\u{a0}đồng");
        assert_eq!(dong(1_234_567), "1.234.567\u{a0}đồng");
    }
}
