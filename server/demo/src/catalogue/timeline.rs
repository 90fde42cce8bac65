//! A service's versions: from a day on, some keys change and the others stay.

use jiff::civil::Date;
use toml::{Table, Value};

use super::{
    DemoService, DemoVersion,
    authored::{AuthoredError, AuthoredHead, AuthoredVersion, Shared},
};

/// From when on, and what then changes.
struct Change {
    from: Date,
    keys: Table,
}

/// The services of one file.
pub(super) fn services(file: &str, text: &str, shared: &Shared) -> Result<Vec<DemoService>, AuthoredError> {
    let mut defaults: Table = text.parse().map_err(|e| AuthoredError::file(file, &e))?;
    let Some(Value::Array(list)) = defaults.remove("service") else {
        return Err(AuthoredError::new(file, "no [[service]]"));
    };
    list.into_iter()
        .map(|service| {
            let Value::Table(own) = service else {
                return Err(AuthoredError::new(file, "[[service]] is a table"));
            };
            let mut keys = defaults.clone();
            keys.extend(own);
            service_of(keys, shared).map_err(|error| error.within(file))
        })
        .collect()
}

fn service_of(mut keys: Table, shared: &Shared) -> Result<DemoService, AuthoredError> {
    let own = changes(keys.remove("version"))?;
    let mut head = Table::new();
    for key in ["id", "life_event", "popular", "filing", "regime", "valid_from"] {
        if let Some(value) = keys.remove(key) {
            head.insert(key.to_owned(), value);
        }
    }
    let head: AuthoredHead = head.try_into().map_err(|e| AuthoredError::file("", &e))?;
    let within = |error: AuthoredError| error.within(&head.id);

    let preset = shared.regime(&head.regime).map_err(within)?;
    let mut timeline = changes(Some(Value::Array(preset.to_vec()))).map_err(within)?;
    timeline.extend(own);
    // Stable: on one day the service's own keys come after the regime's, and so win.
    timeline.sort_by_key(|change| change.from);

    let mut starts: Vec<Date> = timeline.iter().map(|change| change.from).collect();
    if let Some(start) = head.valid_from {
        starts.retain(|from| *from > start);
        starts.insert(0, start);
    }
    starts.dedup();

    let mut versions = Vec::with_capacity(starts.len());
    for (at, from) in starts.iter().enumerate() {
        let mut then = keys.clone();
        for change in timeline.iter().filter(|change| change.from <= *from) {
            then.extend(change.keys.clone());
        }
        let authored: AuthoredVersion =
            then.try_into().map_err(|e| AuthoredError::file(&from.to_string(), &e)).map_err(within)?;
        let (offered_by, procedure) = authored.build(shared).map_err(within)?;
        let valid_to = match starts.get(at + 1) {
            Some(next) => Some(next.yesterday().map_err(|e| within(AuthoredError::new("from", e)))?),
            None => None,
        };
        versions.push(DemoVersion { valid_from: *from, valid_to, offered_by, procedure });
    }
    Ok(DemoService { id: head.id, life_event: head.life_event, popular: head.popular, filing: head.filing, versions })
}

fn changes(list: Option<Value>) -> Result<Vec<Change>, AuthoredError> {
    let Some(list) = list else {
        return Ok(Vec::new());
    };
    let Value::Array(list) = list else {
        return Err(AuthoredError::new("version", "not a list"));
    };
    list.into_iter()
        .map(|entry| {
            let Value::Table(mut keys) = entry else {
                return Err(AuthoredError::new("version", "not a table"));
            };
            let from = match keys.remove("from") {
                Some(Value::String(from)) => from.parse().map_err(|e| AuthoredError::new("from", e))?,
                _ => return Err(AuthoredError::new("version", "no `from`")),
            };
            Ok(Change { from, keys })
        })
        .collect()
}
