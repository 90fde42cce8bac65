//! Where something holds: a path of codes.

use serde::{Deserialize, Serialize};

/// An area in which a policy, or a closure, holds, as a path of codes: `51` is the province of Quảng Ngãi today,
/// `51/62` the old Kon Tum within it (the old province codes), so that a resolution made before
/// the mergers of July 2025 stays in its old territory; `51/51/21548` is a commune.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Territory(String);

impl Territory {
    /// From its path of codes.
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The path of codes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `other` is this area or lies within it.
    pub fn covers(&self, other: &Self) -> bool {
        other.0.strip_prefix(&self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}
