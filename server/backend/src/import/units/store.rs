//! Administrative units in the store.

use sqlx::QueryBuilder;

use crate::{all, db::Tx, error::AppError, on_engine};

/// Rows to a statement: eight columns of each stay under what SQLite binds.
const ROWS: usize = 500;

/// An administrative unit's row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct UnitRow {
    pub code: String,
    pub level: String,
    pub kind: String,
    pub name: String,
    pub full_name: String,
    pub parent_code: Option<String>,
    pub valid_from: String,
    pub valid_to: Option<String>,
}

/// What became of a unit.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct UnitChangeRow {
    pub old_code: String,
    pub new_code: String,
    pub changed_on: String,
    pub kind: String,
    pub note: Option<String>,
}

pub(super) async fn unit_rows(tx: &mut Tx) -> Result<Vec<UnitRow>, AppError> {
    all!(tx, "SELECT code, level, kind, name, full_name, parent_code, valid_from, valid_to FROM unit")
}

/// Inserts units, or brings those of the same code and first day up to date.
pub(super) async fn put_units(tx: &mut Tx, rows: &[UnitRow]) -> Result<(), AppError> {
    for chunk in rows.chunks(ROWS) {
        on_engine!(tx, |conn| {
            let mut insert = QueryBuilder::new(
                "INSERT INTO unit (code, level, kind, name, full_name, parent_code, valid_from, valid_to) ",
            );
            insert.push_values(chunk, |mut values, row| {
                values
                    .push_bind(&row.code)
                    .push_bind(&row.level)
                    .push_bind(&row.kind)
                    .push_bind(&row.name)
                    .push_bind(&row.full_name)
                    .push_bind(&row.parent_code)
                    .push_bind(&row.valid_from)
                    .push_bind(&row.valid_to);
            });
            insert
                .push(
                    " ON CONFLICT (code, valid_from) DO UPDATE
                     SET level = excluded.level, kind = excluded.kind, name = excluded.name,
                         full_name = excluded.full_name, parent_code = excluded.parent_code,
                         valid_to = excluded.valid_to",
                )
                .build()
                .execute(conn)
                .await
                .map(drop)?;
        });
    }
    Ok(())
}

pub(super) async fn unit_change_rows(tx: &mut Tx) -> Result<Vec<UnitChangeRow>, AppError> {
    all!(tx, "SELECT old_code, new_code, changed_on, kind, note FROM unit_change")
}

/// Inserts what became of units, or brings it up to date.
pub(super) async fn put_unit_changes(tx: &mut Tx, rows: &[UnitChangeRow]) -> Result<(), AppError> {
    for chunk in rows.chunks(ROWS) {
        on_engine!(tx, |conn| {
            let mut insert = QueryBuilder::new("INSERT INTO unit_change (old_code, new_code, changed_on, kind, note) ");
            insert.push_values(chunk, |mut values, row| {
                values
                    .push_bind(&row.old_code)
                    .push_bind(&row.new_code)
                    .push_bind(&row.changed_on)
                    .push_bind(&row.kind)
                    .push_bind(&row.note);
            });
            insert
                .push(
                    " ON CONFLICT (old_code, new_code, changed_on) DO UPDATE
                     SET kind = excluded.kind, note = excluded.note",
                )
                .build()
                .execute(conn)
                .await
                .map(drop)?;
        });
    }
    Ok(())
}
