//! `portal sandbox`: the simulated outside world, in a process of its own.

use backend::error::AppError;
use sandbox::SandboxConfig;
use tokio::net::TcpListener;

use super::serve::asked_to_stop;
use crate::cli;

/// Serves until SIGTERM or Ctrl-C.
pub async fn run(options: cli::Sandbox) -> Result<(), AppError> {
    let listener = TcpListener::bind(options.listen)
        .await
        .map_err(|error| AppError::Setup(format!("cannot listen on {}: {error}", options.listen)))?;
    let config = SandboxConfig::for_portal(options.portal.trim_end_matches('/'));
    sandbox::serve(config, listener, asked_to_stop())
        .await
        .map_err(|error| AppError::Setup(format!("sandbox: {error}")))
}
