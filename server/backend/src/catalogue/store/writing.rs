//! What imports write: services, versions, agencies, offers, policies. Rows go in by the hundred.

use sqlx::QueryBuilder;

use crate::{all, db::Tx, error::AppError, maybe, on_engine, run};

/// Rows to a statement: eight columns of each stay under what SQLite binds.
const ROWS: usize = 500;

/// A service's row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct ServiceRow {
    pub id: String,
    pub source: String,
    pub source_key: String,
    pub code: String,
    pub name: String,
    pub illustration: bool,
    pub life_event: Option<String>,
    pub popular: i64,
}

/// A version's row without its body.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct VersionHead {
    pub id: String,
    pub service_id: String,
    pub valid_from: String,
    pub valid_to: Option<String>,
    pub hash: String,
}

/// A version's row.
pub(crate) struct NewVersion {
    pub head: VersionHead,
    pub body: String,
}

pub(crate) async fn service_rows(tx: &mut Tx) -> Result<Vec<ServiceRow>, AppError> {
    all!(tx, "SELECT id, source, source_key, code, name, illustration, life_event, popular FROM service")
}

pub(crate) async fn version_heads(tx: &mut Tx) -> Result<Vec<VersionHead>, AppError> {
    all!(tx, "SELECT id, service_id, valid_from, valid_to, hash FROM service_version ORDER BY service_id, valid_from")
}

pub(crate) async fn insert_services(tx: &mut Tx, rows: &[ServiceRow]) -> Result<(), AppError> {
    for chunk in rows.chunks(ROWS) {
        on_engine!(tx, |conn| {
            QueryBuilder::new(
                "INSERT INTO service (id, source, source_key, code, name, illustration, life_event, popular) ",
            )
            .push_values(chunk, |mut values, row| {
                values
                    .push_bind(&row.id)
                    .push_bind(&row.source)
                    .push_bind(&row.source_key)
                    .push_bind(&row.code)
                    .push_bind(&row.name)
                    .push_bind(row.illustration)
                    .push_bind(&row.life_event)
                    .push_bind(row.popular);
            })
            .build()
            .execute(conn)
            .await
            .map(drop)?
        });
    }
    Ok(())
}

pub(crate) async fn update_service(tx: &mut Tx, row: &ServiceRow) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE service SET source = $2, code = $3, name = $4, illustration = $5, life_event = $6, popular = $7
         WHERE id = $1",
        &row.id,
        &row.source,
        &row.code,
        &row.name,
        row.illustration,
        &row.life_event,
        row.popular
    )
    .map(drop)
}

pub(crate) async fn insert_versions(tx: &mut Tx, rows: &[NewVersion]) -> Result<(), AppError> {
    for chunk in rows.chunks(ROWS) {
        on_engine!(tx, |conn| QueryBuilder::new(
            "INSERT INTO service_version (id, service_id, valid_from, valid_to, hash, body) "
        )
        .push_values(chunk, |mut values, row| {
            values
                .push_bind(&row.head.id)
                .push_bind(&row.head.service_id)
                .push_bind(&row.head.valid_from)
                .push_bind(&row.head.valid_to)
                .push_bind(&row.head.hash)
                .push_bind(&row.body);
        })
        .build()
        .execute(conn)
        .await
        .map(drop)?);
    }
    Ok(())
}

/// Puts another text in the place of a version that no dossier pins.
pub(crate) async fn replace_version(tx: &mut Tx, id: &str, hash: &str, body: &str) -> Result<(), AppError> {
    run!(tx, "UPDATE service_version SET hash = $2, body = $3 WHERE id = $1", id, hash, body).map(drop)
}

pub(crate) async fn end_version(tx: &mut Tx, id: &str, valid_to: Option<&str>) -> Result<(), AppError> {
    run!(tx, "UPDATE service_version SET valid_to = $2 WHERE id = $1", id, valid_to).map(drop)
}

pub(crate) async fn is_pinned(tx: &mut Tx, version_id: &str) -> Result<bool, AppError> {
    let row: Option<(String,)> = maybe!(tx, "SELECT id FROM dossier WHERE version_id = $1 LIMIT 1", version_id)?;
    Ok(row.is_some())
}
