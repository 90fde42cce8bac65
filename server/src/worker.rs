//! What happens beside the requests, again and again, until the portal stops.

use std::{future::Future, time::Duration};

use backend::{catalogue, db::data_version, error::AppError, files, payment, reminders, versions};
use tokio::{sync::watch, task::JoinSet};

use crate::{notices, web::Shared};

/// Nothing is swept before this: who starts a portal with the wrong settings has this long to notice.
const FIRST_SWEEP: Duration = Duration::from_hours(1);
/// Between two pieces of a long job.
const BREATH: Duration = Duration::from_millis(20);

/// The tasks under way.
pub struct Worker {
    stopping: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// Starts all tasks.
pub fn start(app: Shared) -> Worker {
    let (stopping, stop) = watch::channel(false);
    let mut tasks = JoinSet::new();
    tasks.spawn(every("messages", Duration::from_secs(1), stop.clone(), app.clone(), notices::send));
    tasks.spawn(every("measurements", Duration::from_secs(1), stop.clone(), app.clone(), count_measurements));
    tasks.spawn(every("payments", Duration::from_secs(5), stop.clone(), app.clone(), follow_payments));
    tasks.spawn(every("assisted sessions", Duration::from_secs(10), stop.clone(), app.clone(), |app| async move {
        backend::assist::end_lapsed(&app.portal).await
    }));
    tasks.spawn(every("what falls due", Duration::from_secs(5), stop.clone(), app.clone(), write_due));
    tasks.spawn(every("names of services", Duration::from_mins(1), stop.clone(), app.clone(), |app| async move {
        versions::follow_names(&app.portal).await
    }));
    tasks.spawn(every(
        "searches without success",
        Duration::from_mins(1),
        stop.clone(),
        app.clone(),
        |app| async move { app.searcher.misses.write(&app.portal).await },
    ));
    tasks.spawn(every("old drafts", Duration::from_hours(6), stop.clone(), app.clone(), forget_drafts));
    tasks.spawn(later("stray files", FIRST_SWEEP, Duration::from_hours(6), stop.clone(), app.clone(), sweep_files));
    tasks.spawn(every(
        "data version",
        Duration::from_millis(500),
        stop,
        app,
        |app| async move { follow_data(&app).await },
    ));
    Worker { stopping, tasks }
}

impl Worker {
    /// Ends all tasks, each after what it is just doing.
    pub async fn stop(mut self) {
        self.stopping.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Does `job` at intervals; a failure is logged and the next round tries again.
async fn every<F, Fut>(name: &'static str, pause: Duration, stop: watch::Receiver<bool>, app: Shared, job: F)
where
    F: Fn(Shared) -> Fut + Send,
    Fut: Future<Output = Result<(), AppError>> + Send,
{
    later(name, Duration::ZERO, pause, stop, app, job).await;
}

/// [`every`], for the first time after a rest.
async fn later<F, Fut>(
    name: &'static str,
    rest: Duration,
    pause: Duration,
    mut stop: watch::Receiver<bool>,
    app: Shared,
    job: F,
) where
    F: Fn(Shared) -> Fut + Send,
    Fut: Future<Output = Result<(), AppError>> + Send,
{
    let mut rounds = tokio::time::interval_at(tokio::time::Instant::now() + rest, pause);
    rounds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = rounds.tick() => {}
            _ = stop.changed() => return,
        }
        if let Err(error) = job(app.clone()).await {
            tracing::warn!(job = name, %error, "will be tried again");
        }
    }
}

/// Times that were taken are counted and let go, whether or not anybody reads them.
async fn count_measurements(app: Shared) -> Result<(), AppError> {
    app.metrics.run_upkeep();
    Ok(())
}

/// Reminders, lapses, apologies to be signed, late dossiers. After a long rest there may be many: they are worked off
/// piece by piece, so that nobody else waits for the store.
async fn write_due(app: Shared) -> Result<(), AppError> {
    while reminders::write_due(&app.portal).await? > 0 {
        tokio::time::sleep(BREATH).await;
    }
    Ok(())
}

/// Orders of which the gateway told nothing, orders that are over, and money that goes back.
async fn follow_payments(app: Shared) -> Result<(), AppError> {
    let here = app.settings.listen.ip();
    payment::expire(&app.portal).await?;
    payment::ask_about_open(&app.portal, here).await?;
    payment::send_refunds(&app.portal, here).await
}

/// Another process may change rules or services: what is kept of them is good no more.
///
/// # Errors
/// The database fails.
pub async fn follow_data(app: &Shared) -> Result<(), AppError> {
    let mut tx = app.portal.db.read().await?;
    let version = data_version(&mut tx).await?;
    app.portal.db.data_is_at(version);
    if app.rendered.is_at(version) {
        return tx.commit().await;
    }
    let demo = catalogue::store::holds_demo(&mut tx).await?;
    tx.commit().await?;
    app.site.set_demo(demo);
    // Last: a page that is kept under the new version must have been rendered from all of it.
    app.rendered.data_is_at(version);
    Ok(())
}

/// Drafts that nobody comes back for.
async fn forget_drafts(app: Shared) -> Result<(), AppError> {
    let forgotten = backend::filing::forget_drafts(&app.portal).await?;
    if forgotten > 0 {
        tracing::info!(forgotten, "dropped drafts that nobody touched");
    }
    Ok(())
}

/// Files that belong to nothing any more.
async fn sweep_files(app: Shared) -> Result<(), AppError> {
    let swept = files::sweep(&app.portal).await?;
    if swept.moved > 0 || swept.put_back > 0 {
        tracing::info!(set_aside = swept.moved, left = swept.left, put_back = swept.put_back, "stray files");
    }
    Ok(())
}
