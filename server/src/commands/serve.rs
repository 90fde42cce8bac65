//! `portal serve`.

use std::sync::Arc;

use app::shell::{Assets, Site};
use backend::{error::AppError, gateway::Gateways, search::Searcher};
use tokio::net::TcpListener;

use crate::{
    assets, router,
    settings::{Settings, trimmed},
    web::{
        App, SharedSite,
        connections::{self, MOST_SILENCE},
        health::LastFound,
        limits::Limits,
        measure,
        rendered::Rendered,
    },
    worker,
};

/// Serves until SIGTERM or Ctrl-C; what is under way is finished first.
pub async fn run(settings: Settings) -> Result<(), AppError> {
    let mut portal = super::open(&settings.place).await?;
    portal.gateways =
        Gateways::new(&settings.gateways).map_err(|error| AppError::Setup(format!("outside systems: {error}")))?;
    let metrics = measure::keep().map_err(|error| AppError::Setup(format!("metrics: {error}")))?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .map_err(|error| AppError::Setup(format!("cannot listen on {}: {error}", settings.listen)))?;
    tracing::info!(listen = %settings.listen, public_url = %settings.public_url, "serving");
    let app = Arc::new(App {
        site: SharedSite::new(site(&settings)),
        limits: Limits::default(),
        searcher: Searcher::default(),
        last_found: LastFound::default(),
        rendered: Rendered::new(0),
        portal: portal.clone(),
        metrics,
        settings,
    });
    worker::follow_data(&app).await?;
    let worker = worker::start(app.clone());
    let router = router::router(&app)?;
    connections::serve(listener, router, MOST_SILENCE, asked_to_stop()).await;
    worker.stop().await;
    portal.db.close().await;
    tracing::info!("stopped");
    Ok(())
}

pub fn site(settings: &Settings) -> Site {
    Site {
        province: settings.province.clone(),
        public_url: trimmed(&settings.public_url).to_owned(),
        demo: false,
        help_phone: settings.help_phone.clone(),
        assets: Assets {
            css: assets::css_href().to_owned(),
            islands: assets::islands_href().map(str::to_owned),
            favicon: assets::favicon_href().to_owned(),
        },
    }
}

/// Resolves at SIGTERM or Ctrl-C.
pub async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};

    let term = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::warn!(%error, "SIGTERM cannot be heard");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        () = term => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
