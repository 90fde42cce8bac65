//! Values made from one state of the data (rules, agencies, services), held until it changes.

use std::sync::{Arc, PoisonError, RwLock};

use crate::{db::statements::uncounted, error::AppError};

/// The newest value, with the data version that it was made from and what else it depends on, such as the day.
pub struct Cached<T, K = ()> {
    slot: RwLock<Option<Slot<T, K>>>,
    making: tokio::sync::Mutex<()>,
}

struct Slot<T, K> {
    version: i64,
    key: K,
    value: Arc<T>,
}

impl<T, K> Default for Cached<T, K> {
    fn default() -> Self {
        Self { slot: RwLock::default(), making: tokio::sync::Mutex::default() }
    }
}

impl<T, K: PartialEq> Cached<T, K> {
    /// The value of exactly this version.
    pub fn at(&self, version: i64, key: &K) -> Option<Arc<T>> {
        self.find(|slot| slot.version == version && slot.key == *key)
    }

    /// Holds a value made from committed data, unless a newer one is held.
    pub fn hold(&self, version: i64, key: K, value: Arc<T>) {
        let mut slot = self.slot.write().unwrap_or_else(PoisonError::into_inner);
        if slot.as_ref().is_none_or(|held| held.version <= version) {
            *slot = Some(Slot { version, key, value });
        }
    }

    /// The value of this version or a newer one. Whoever comes first after a change makes it, and tells of which
    /// version it is; the others wait for them.
    ///
    /// # Errors
    /// Those of `make`.
    pub async fn since<F>(&self, version: i64, key: K, make: F) -> Result<Arc<T>, AppError>
    where
        F: Future<Output = Result<(i64, T), AppError>>,
    {
        let fresh = |slot: &Slot<T, K>| slot.version >= version && slot.key == key;
        if let Some(value) = self.find(fresh) {
            return Ok(value);
        }
        let _one_at_a_time = self.making.lock().await;
        if let Some(value) = self.find(fresh) {
            return Ok(value);
        }
        let (made_of, value) = uncounted(make).await?;
        let value = Arc::new(value);
        self.hold(made_of, key, Arc::clone(&value));
        Ok(value)
    }

    fn find(&self, fits: impl Fn(&Slot<T, K>) -> bool) -> Option<Arc<T>> {
        self.slot
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .filter(|slot| fits(slot))
            .map(|slot| Arc::clone(&slot.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_value_is_made_once_for_each_version_and_key() {
        let held: Cached<&str, u8> = Cached::default();
        let get = async |version, key, fresh| held.since(version, key, async { fresh }).await;
        assert_eq!(*get(1, 7, Ok((1, "one"))).await.unwrap(), "one");
        assert_eq!(*get(1, 7, Ok((1, "again"))).await.unwrap(), "one");
        assert_eq!(*get(2, 7, Ok((3, "three"))).await.unwrap(), "three");
        assert_eq!(*get(2, 7, Ok((2, "older"))).await.unwrap(), "three");
        assert_eq!(*get(3, 8, Ok((3, "tomorrow"))).await.unwrap(), "tomorrow");
        assert!(held.at(2, &8).is_none() && held.at(3, &7).is_none());

        // An old state read late doesn't push out a newer one; a failure leaves what is held.
        held.hold(2, 8, Arc::new("late"));
        assert!(get(4, 8, Err(AppError::NotFound)).await.is_err());
        assert_eq!(held.at(3, &8).as_deref(), Some(&"tomorrow"));
    }
}
