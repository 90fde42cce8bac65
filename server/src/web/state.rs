//! What handlers share.

use std::sync::Arc;

use app::shell::Site;
use backend::Portal;
use metrics_exporter_prometheus::PrometheusHandle;

use super::{limits::Limits, rendered::Rendered};
use crate::settings::Settings;

/// The running portal.
pub struct App {
    /// Use cases' context.
    pub portal: Portal,
    /// How the installation is set.
    pub settings: Settings,
    /// What all pages say around their views.
    pub site: Arc<Site>,
    /// How often somebody may try.
    pub limits: Limits,
    /// Public pages, kept rendered.
    pub rendered: Rendered,
    /// Figures for the operator.
    pub metrics: PrometheusHandle,
}

/// The router's state.
pub type Shared = Arc<App>;
