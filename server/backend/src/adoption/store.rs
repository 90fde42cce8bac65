//! The counters in the store.

use domain::channel::Channel;
use jiff::civil::Date;

use crate::{all, db::Tx, dossier::Counts, error::AppError, one};

#[derive(sqlx::FromRow)]
struct Row {
    channel: String,
    #[sqlx(flatten)]
    counts: Counts,
}

/// What was counted in a period, by channel.
pub(super) async fn by_channel(
    tx: &mut Tx,
    from: Date,
    to: Date,
) -> Result<Vec<(Channel, Counts)>, AppError> {
    let rows: Vec<Row> = all!(
        tx,
        "SELECT channel, CAST(SUM(accepted) AS BIGINT) AS accepted, CAST(SUM(finished) AS BIGINT) AS finished,
             CAST(SUM(on_time_law) AS BIGINT) AS on_time_law,
             CAST(SUM(on_time_promise) AS BIGINT) AS on_time_promise,
             CAST(SUM(with_fee) AS BIGINT) AS with_fee, CAST(SUM(paid_online) AS BIGINT) AS paid_online,
             CAST(SUM(paid_online_dong) AS BIGINT) AS paid_online_dong,
             CAST(SUM(saved_dong) AS BIGINT) AS saved_dong, CAST(SUM(saved_hours) AS BIGINT) AS saved_hours,
             CAST(SUM(very_satisfied) AS BIGINT) AS very_satisfied, CAST(SUM(satisfied) AS BIGINT) AS satisfied,
             CAST(SUM(dissatisfied) AS BIGINT) AS dissatisfied
         FROM counter WHERE day BETWEEN $1 AND $2 GROUP BY channel ORDER BY channel",
        from.to_string(),
        to.to_string()
    )?;
    rows.into_iter()
        .map(|row| {
            let channel = row
                .channel
                .parse()
                .map_err(|error| AppError::Internal(format!("stored counter: {error}")))?;
            Ok((channel, row.counts))
        })
        .collect()
}

/// Services with at least one dossier that came online in a period.
pub(super) async fn services_used_online(
    tx: &mut Tx,
    from: Date,
    to: Date,
) -> Result<i64, AppError> {
    let (count,): (i64,) = one!(
        tx,
        "SELECT COUNT(DISTINCT service_id) FROM counter
         WHERE channel = 'online' AND accepted > 0 AND day BETWEEN $1 AND $2",
        from.to_string(),
        to.to_string()
    )?;
    Ok(count)
}
