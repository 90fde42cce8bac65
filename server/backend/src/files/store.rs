//! What the database knows of the data directory.

use std::collections::HashSet;

use crate::{
    db::{Tx, query_on},
    error::AppError,
    maybe, on_engine, one, run,
};

/// The installation that the database belongs to; `None` where it has not been paired with a data directory.
pub(super) async fn installation(tx: &mut Tx) -> Result<Option<i64>, AppError> {
    let row: Option<(i64,)> = maybe!(tx, "SELECT value FROM meta WHERE key = 'installation'")?;
    Ok(row.map(|(id,)| id))
}

/// Names the installation, unless it has a name.
pub(super) async fn name_installation(tx: &mut Tx, id: i64) -> Result<(), AppError> {
    run!(tx, "INSERT INTO meta (key, value) VALUES ('installation', $1) ON CONFLICT (key) DO NOTHING", id)?;
    Ok(())
}

/// How many attachments there are.
pub(crate) async fn attachment_count(tx: &mut Tx) -> Result<u64, AppError> {
    let (count,): (i64,) = one!(tx, "SELECT COUNT(*) FROM attachment")?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Those of these files, at most some hundred, that are attachments.
pub(crate) async fn named(tx: &mut Tx, ids: &[&str]) -> Result<HashSet<String>, AppError> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let rows: Vec<(String,)> = on_engine!(tx, |conn| {
        let mut query = query_on(&*conn, "SELECT id FROM attachment WHERE id IN (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        query.push(")");
        query.build_query_as().fetch_all(conn).await.map_err(AppError::from)
    })?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
