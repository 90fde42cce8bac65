//! Signing in with the national identity: the browser leaves for the provider and comes back.

use jiff::SignedDuration;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::store;
use crate::{
    Portal,
    actor::Person,
    clock::from_micros,
    error::AppError,
    gateway::{
        GatewayError,
        identity::{Attempt, CallbackError, Gender, Identity, read_callback},
    },
    write_tx,
};

/// How long somebody may stay at the provider.
pub const ATTEMPT_LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// A browser on its way to the provider.
pub struct Departure {
    /// Where it goes.
    pub to: Url,
    /// Belongs in a short-lived cookie: only the browser that left may come back.
    pub state: String,
}

/// A browser that came back as somebody.
pub struct Arrival {
    /// The account, for which a session can be opened.
    pub account_id: String,
    /// Where the person wanted to go, as it was handed to [`depart`].
    pub return_to: String,
}

/// Why the national identity did not lead to a session. Each has its words on the page.
#[derive(Debug)]
pub enum NationalError {
    /// The person said no at the provider.
    Cancelled,
    /// The provider is not configured, or does not answer.
    Unavailable,
    /// Too old, used already, or another browser's: to begin again helps.
    Stale,
    /// The provider refused, or what it said cannot be believed.
    Refused,
    /// The account was closed here.
    Closed,
    /// The portal itself failed.
    Portal(AppError),
}

impl From<AppError> for NationalError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Forbidden => Self::Closed,
            other => Self::Portal(other),
        }
    }
}

impl From<GatewayError> for NationalError {
    fn from(error: GatewayError) -> Self {
        tracing::warn!(%error, "national identity");
        if error.is_retriable() { Self::Unavailable } else { Self::Refused }
    }
}

/// Begins: notes the attempt, gives the way to the provider.
///
/// # Errors
/// [`NationalError::Unavailable`] where there is no provider or it does not answer.
pub async fn depart(portal: &Portal, return_to: &str) -> Result<Departure, NationalError> {
    let attempt = Attempt::new();
    let to = portal.gateways.identity()?.authorization_url(&attempt).await?;
    let now = portal.clock.now();
    let hash = hash(&attempt.state);
    write_tx!(&portal.db, |tx| {
        store::drop_expired_attempts(tx, now).await?;
        store::insert_attempt(tx, &hash, &attempt, return_to, now + ATTEMPT_LIFETIME).await
    })?;
    Ok(Departure { to, state: attempt.state })
}

/// The browser is back with `query`, and with the state that its cookie kept.
///
/// # Errors
/// See [`NationalError`]; an attempt is used up by whatever comes of it.
pub async fn arrive(portal: &Portal, query: &str, state: &str) -> Result<Arrival, NationalError> {
    let now = portal.clock.now();
    let hash = hash(state);
    let taken = write_tx!(&portal.db, |tx| { store::take_attempt(tx, &hash).await })?;
    let Some((nonce, verifier, return_to, until)) = taken else {
        return Err(NationalError::Stale);
    };
    if from_micros(until) <= now {
        return Err(NationalError::Stale);
    }
    let attempt = Attempt { state: state.to_owned(), nonce, verifier };
    let code = read_callback(query, &attempt).map_err(|error| match error {
        CallbackError::Cancelled => NationalError::Cancelled,
        CallbackError::WrongState => NationalError::Stale,
        CallbackError::Failed(_) | CallbackError::Malformed => {
            tracing::warn!(%error, "national identity");
            NationalError::Refused
        }
    })?;
    let provider = portal.gateways.identity()?;
    let identity = provider.sign_in(&code, &attempt, now).await?;
    let account_id = account_of(portal, &identity).await?;
    Ok(Arrival { account_id, return_to })
}

/// The account of an identity; made or brought up to date.
///
/// # Errors
/// The database fails, or the account was closed ([`AppError::Forbidden`]).
pub async fn account_of(portal: &Portal, identity: &Identity) -> Result<String, AppError> {
    let now = portal.clock.now();
    let fresh = crate::db::new_id();
    let subject = identity.subject.as_str();
    write_tx!(&portal.db, |tx| {
        match store::by_subject(tx, subject).await? {
            Some((_, true)) => Err(AppError::Forbidden),
            Some((id, false)) => {
                let known = store::person(tx, &id).await?;
                store::set_person(tx, &id, &vouched(identity, known)).await?;
                Ok(id)
            }
            None => {
                let person = vouched(identity, Person::default());
                store::insert(tx, &fresh, None, None, Some(subject), &person, now, false).await?;
                Ok(fresh.clone())
            }
        }
    })
}

/// What the provider vouches for replaces what was known; how to reach the person is theirs to say.
fn vouched(identity: &Identity, known: Person) -> Person {
    let gender = identity.gender.map(|gender| match gender {
        Gender::Male => "male".to_owned(),
        Gender::Female => "female".to_owned(),
    });
    Person {
        full_name: identity.full_name.clone(),
        personal_number: Some(identity.identity_number.clone()),
        birth_date: identity.birthdate.or(known.birth_date),
        gender: gender.or(known.gender),
        phone: known.phone.or_else(|| identity.phone.clone()),
        email: known.email,
        address: known.address,
    }
}

fn hash(state: &str) -> String {
    hex::encode(Sha256::digest(state.as_bytes()))
}
