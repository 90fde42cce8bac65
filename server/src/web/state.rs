//! What handlers share.

use std::sync::{Arc, PoisonError, RwLock};

use app::shell::Site;
use backend::{Portal, search::Searcher};
use metrics_exporter_prometheus::PrometheusHandle;

use super::{health::LastFound, limits::Limits, rendered::Rendered};
use crate::settings::Settings;

/// The running portal.
pub struct App {
    /// Use cases' context.
    pub portal: Portal,
    /// How the installation is set.
    pub settings: Settings,
    /// What all pages say around their views.
    pub site: SharedSite,
    /// How often somebody may try.
    pub limits: Limits,
    /// The services, ready to be searched.
    pub searcher: Searcher,
    /// Public pages, kept rendered.
    pub rendered: Rendered,
    /// Whether it can work, as found last.
    pub last_found: LastFound,
    /// Figures for the operator.
    pub metrics: PrometheusHandle,
}

/// The router's state.
pub type Shared = Arc<App>;

/// What all pages say around their views. Whether the data is made up may change while the portal runs.
pub struct SharedSite(RwLock<Arc<Site>>);

impl SharedSite {
    /// As it stands at start.
    pub fn new(site: Site) -> Self {
        Self(RwLock::new(Arc::new(site)))
    }

    /// As it stands now.
    pub fn get(&self) -> Arc<Site> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Says whether the portal holds made-up data.
    pub fn set_demo(&self, demo: bool) {
        let mut site = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if site.demo != demo {
            *site = Arc::new(Site { demo, ..Site::clone(&site) });
        }
    }
}
