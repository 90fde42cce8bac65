//! Which gateways an installation has, by its configuration.

use std::{fmt, sync::Arc};

use serde::{
    Deserialize, Deserializer,
    de::{Error as _, MapAccess, Visitor},
};
use serde_json::{Map, Value};

use super::{CallbackRoute, KINDS, PayLanguage, PaymentGateway};
use crate::gateway::{GatewayError, System};

/// A kind of gateway: what is known of it before an installation has one.
pub struct Kind {
    /// Its `type` in the configuration.
    pub name: &'static str,
    /// What payers call it.
    pub title: Title,
    /// Where its callbacks arrive.
    pub callback: CallbackRoute,
    /// What a callback is answered where no such gateway is configured.
    pub unavailable: fn() -> Value,
    /// The query parameter that names our reference when it sends the browser back.
    pub return_parameter: &'static str,
    /// Reads the configuration of one.
    pub read: fn(Value) -> Result<Arc<dyn Connect>, serde_json::Error>,
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kind({})", self.name)
    }
}

/// A name in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// In Vietnamese.
    pub vi: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Title {
    /// In this language.
    pub const fn in_language(self, language: PayLanguage) -> &'static str {
        match language {
            PayLanguage::Vietnamese => self.vi,
            PayLanguage::English => self.en,
        }
    }
}

/// The configuration of a gateway, from which its client is made. `Debug` must show no secret.
pub trait Connect: fmt::Debug + Send + Sync {
    /// Makes the client; calls nobody.
    fn connect(&self, http: reqwest::Client) -> Arc<dyn PaymentGateway>;
}

/// One configured gateway.
#[derive(Clone, Debug)]
pub struct PaymentConfig {
    /// Its name, stored with each of its orders: kept for as long as money may go back.
    pub name: String,
    /// Of which kind it is.
    pub kind: &'static Kind,
    /// What its kind needs.
    pub settings: Arc<dyn Connect>,
}

/// The gateways of an installation, the one to be offered first in front.
///
/// ```toml
/// [payment.thu-phi]          # any name
/// type = "vnpay"             # may be left out where the name is the type
/// merchant = "…"
/// ```
/// A `[payment]` without such parts is one gateway of the type and name `vnpay`.
#[derive(Clone, Debug, Default)]
pub struct PaymentConfigs(pub Vec<PaymentConfig>);

impl<'de> Deserialize<'de> for PaymentConfigs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Parts;
        impl<'de> Visitor<'de> for Parts {
            type Value = PaymentConfigs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a payment gateway, or several by name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PaymentConfigs, A::Error> {
                // In the order of the file, which is the order in which payers are offered them.
                let mut parts: Vec<(String, Value)> = Vec::new();
                while let Some(part) = map.next_entry()? {
                    parts.push(part);
                }
                if !parts.iter().all(|(_, value)| value.is_object()) {
                    parts = vec![("vnpay".to_owned(), Value::Object(parts.into_iter().collect()))];
                }
                let configs = parts.into_iter().map(|(name, value)| read(name, value));
                configs.collect::<Result<_, _>>().map(PaymentConfigs).map_err(A::Error::custom)
            }
        }
        from.deserialize_map(Parts)
    }
}

fn read(name: String, value: Value) -> Result<PaymentConfig, String> {
    let Value::Object(mut table) = value else {
        return Err(format!("payment.{name} must be a table"));
    };
    let kind = kind(&name, &mut table)?;
    let settings = (kind.read)(Value::Object(table)).map_err(|error| format!("payment.{name}: {error}"))?;
    Ok(PaymentConfig { name, kind, settings })
}

fn kind(name: &str, table: &mut Map<String, Value>) -> Result<&'static Kind, String> {
    let wanted = match table.remove("type") {
        Some(Value::String(kind)) => kind,
        Some(_) => return Err(format!("payment.{name}: type must be a string")),
        None => name.to_owned(),
    };
    KINDS.iter().copied().find(|kind| kind.name == wanted).ok_or_else(|| {
        let known: Vec<_> = KINDS.iter().map(|kind| kind.name).collect();
        format!("payment.{name}: unknown type `{wanted}`, expected one of {}", known.join(", "))
    })
}

/// A gateway that can be paid at.
#[derive(Clone)]
pub struct Provider {
    /// Its name in the configuration; with each of its orders in the store.
    pub name: String,
    /// Of which kind it is.
    pub kind: &'static Kind,
    /// Speaks to it.
    pub client: Arc<dyn PaymentGateway>,
}

/// All gateways that can be paid at, the one to be offered first in front.
#[derive(Clone, Default)]
pub struct Providers(Vec<Provider>);

impl Providers {
    /// These, in this order.
    pub fn new(providers: Vec<Provider>) -> Self {
        Self(providers)
    }

    pub(in crate::gateway) fn connect(configs: &PaymentConfigs, http: &reqwest::Client) -> Self {
        let connected = configs.0.iter().map(|config| Provider {
            name: config.name.clone(),
            kind: config.kind,
            client: config.settings.connect(http.clone()),
        });
        Self(connected.collect())
    }

    /// All.
    pub fn all(&self) -> &[Provider] {
        &self.0
    }

    /// The one of this name.
    pub fn named(&self, name: &str) -> Option<&Provider> {
        self.0.iter().find(|provider| provider.name == name)
    }

    /// The one to be offered first.
    ///
    /// # Errors
    /// `Unavailable` where there is none.
    pub fn first(&self) -> Result<&Provider, GatewayError> {
        self.0
            .first()
            .ok_or_else(|| GatewayError::Unavailable { system: System::Payment, reason: "not configured".to_owned() })
    }
}
