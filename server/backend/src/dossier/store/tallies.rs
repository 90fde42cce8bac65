//! The counters in the store. Their columns are [`Tally::ALL`], and no statement here lists them by hand.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use domain::metrics::{Tallies, Tally};
use sqlx::{ColumnIndex, Database, Decode, FromRow, Row, Type};

use crate::{all, db::Tx, dossier::TallyKey, error::AppError, insert_all, run};

/// `text` once for each tally, with `{}` for its column, joined by commas.
pub(crate) fn each_tally(text: &str) -> String {
    let columns = Tally::ALL.iter().map(|tally| text.replace("{}", tally.as_str()));
    columns.collect::<Vec<_>>().join(", ")
}

/// Tallies as they stand in a row, a column each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TallyColumns(pub Tallies);

impl<'r, R: Row> FromRow<'r, R> for TallyColumns
where
    i64: Decode<'r, R::Database> + Type<R::Database>,
    &'static str: ColumnIndex<R>,
    R::Database: Database,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        let mut tallies = Tallies::default();
        for tally in Tally::ALL {
            tallies[*tally] = row.try_get(tally.as_str())?;
        }
        Ok(Self(tallies))
    }
}

static INTO: LazyLock<String> = LazyLock::new(|| {
    let columns = each_tally("{}");
    format!("INSERT INTO tally (day, agency_id, service_id, demo, {columns}) ")
});

static ADDING: LazyLock<String> = LazyLock::new(|| {
    let sums = each_tally("{} = tally.{} + excluded.{}");
    format!(" ON CONFLICT (day, agency_id, service_id, demo) DO UPDATE SET {sums}")
});

/// Adds to a row of the counters, and tells whoever keeps sums of them that they have moved.
///
/// # Errors
/// The database fails.
pub async fn add_tallies(tx: &mut Tx, key: &TallyKey, more: &Tallies) -> Result<(), AppError> {
    insert(tx, &[(key, more)]).await?;
    moved(tx, &key.agency_id).await
}

/// [`add_tallies`], for many rows at once.
///
/// # Errors
/// The database fails.
pub(in crate::dossier) async fn add_many_tallies(
    tx: &mut Tx,
    more: &BTreeMap<TallyKey, Tallies>,
) -> Result<(), AppError> {
    insert(tx, &more.iter().collect::<Vec<_>>()).await?;
    let agencies: BTreeSet<&str> = more.keys().map(|key| key.agency_id.as_str()).collect();
    for agency_id in agencies {
        moved(tx, agency_id).await?;
    }
    Ok(())
}

async fn insert(tx: &mut Tx, rows: &[(&TallyKey, &Tallies)]) -> Result<(), AppError> {
    insert_all!(
        tx,
        INTO.as_str(),
        rows,
        |values, row| {
            let (key, tallies) = row;
            values
                .push_bind(key.day.to_string())
                .push_bind(&key.agency_id)
                .push_bind(&key.service_id)
                .push_bind(key.demo);
            for (_, number) in tallies.iter() {
                values.push_bind(number);
            }
        },
        ADDING.as_str()
    )
}

async fn moved(tx: &mut Tx, agency_id: &str) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO tally_moved (agency_id, times) VALUES ($1, 1)
         ON CONFLICT (agency_id) DO UPDATE SET times = tally_moved.times + 1",
        agency_id
    )?;
    Ok(())
}

/// Replaces all counters by these. For the recount alone.
pub(in crate::dossier) async fn replace_tallies(
    tx: &mut Tx,
    counted: &BTreeMap<TallyKey, Tallies>,
) -> Result<(), AppError> {
    run!(tx, "DELETE FROM tally")?;
    insert(tx, &counted.iter().collect::<Vec<_>>()).await?;
    // An empty name: no agency's.
    moved(tx, "").await
}

#[derive(FromRow)]
struct TallyRow {
    day: String,
    agency_id: String,
    service_id: String,
    demo: bool,
    #[sqlx(flatten)]
    columns: TallyColumns,
}

/// All rows of the counters.
pub(crate) async fn all_tallies(tx: &mut Tx) -> Result<Vec<(TallyKey, Tallies)>, AppError> {
    let rows: Vec<TallyRow> = all!(tx, "SELECT * FROM tally")?;
    rows.into_iter()
        .map(|row| {
            let key = TallyKey {
                day: row.day.parse().map_err(super::unreadable)?,
                agency_id: row.agency_id,
                service_id: row.service_id,
                demo: row.demo,
            };
            Ok((key, row.columns.0))
        })
        .collect()
}
