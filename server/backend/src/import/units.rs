//! Importing administrative units: those of today, those of before 1 July 2025, and what became of which.
//!
//! Which of the three a file holds is told by its header.

mod store;

use std::{collections::HashMap, path::Path};

use csv::StringRecord;

use store::{UnitChangeRow, UnitRow};

use crate::{
    db::{self, Db, Tx},
    error::AppError,
    write_tx,
};

/// Quyết định 124/2004/QĐ-TTg: the codes in use until the mergers.
const OLD_FROM: &str = "2004-07-08";
/// The last day of three levels.
const OLD_TO: &str = "2025-06-30";
/// Quyết định 19/2025/QĐ-TTg: two levels, 34 provinces.
const NEW_FROM: &str = "2025-07-01";
/// Đồng Nai became a city, and ten of its communes became wards.
const CHANGED_FROM: &str = "2026-04-30";
const CHANGED_TO: &str = "2026-04-29";

/// What a file of units held, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitReport {
    /// Which of the three.
    pub kind: UnitFile,
    /// Lines, without the header.
    pub lines: usize,
    /// Rows written: new ones, and ones that differ.
    pub written: usize,
    /// Lines that couldn't be read: the line's number, and why.
    pub refused: Vec<(usize, String)>,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitFile {
    /// The units since 1 July 2025.
    Today,
    /// The units until 30 June 2025.
    Before2025,
    /// What became of which.
    Map,
}

/// What was read of a file.
enum Rows {
    Units(Vec<UnitRow>),
    Changes(Vec<UnitChangeRow>),
}

/// Imports a file of units in one transaction; the same file again changes nothing.
///
/// # Errors
/// A file that can't be read or whose header is none of the three, or a database that fails.
pub async fn import_units(db: &Db, file: &Path) -> Result<UnitReport, AppError> {
    let bytes = tokio::fs::read(file).await?;
    let (kind, lines, rows, refused) = read(&bytes)?;
    let written = write_tx!(db, |tx| {
        let written = match &rows {
            Rows::Units(rows) => put_units(tx, rows).await?,
            Rows::Changes(rows) => put_changes(tx, rows).await?,
        };
        if written > 0 {
            db::touch_data(tx).await?;
        }
        Ok(written)
    })?;
    Ok(UnitReport { kind, lines, written, refused })
}

async fn put_units(tx: &mut Tx, rows: &[UnitRow]) -> Result<usize, AppError> {
    let stored: HashMap<(String, String), UnitRow> =
        store::unit_rows(tx).await?.into_iter().map(|row| ((row.code.clone(), row.valid_from.clone()), row)).collect();
    let differ: Vec<UnitRow> = rows
        .iter()
        .filter(|row| stored.get(&(row.code.clone(), row.valid_from.clone())) != Some(*row))
        .cloned()
        .collect();
    store::put_units(tx, &differ).await?;
    Ok(differ.len())
}

async fn put_changes(tx: &mut Tx, rows: &[UnitChangeRow]) -> Result<usize, AppError> {
    let stored: HashMap<(String, String), UnitChangeRow> = store::unit_change_rows(tx)
        .await?
        .into_iter()
        .filter(|row| row.changed_on == NEW_FROM)
        .map(|row| ((row.old_code.clone(), row.new_code.clone()), row))
        .collect();
    let differ: Vec<UnitChangeRow> = rows
        .iter()
        .filter(|row| stored.get(&(row.old_code.clone(), row.new_code.clone())) != Some(*row))
        .cloned()
        .collect();
    store::put_unit_changes(tx, &differ).await?;
    Ok(differ.len())
}

type Reading = (UnitFile, usize, Rows, Vec<(usize, String)>);

fn read(bytes: &[u8]) -> Result<Reading, AppError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut csv = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = csv.headers().map_err(unreadable)?.clone();
    let columns: HashMap<&str, usize> = header.iter().enumerate().map(|(at, name)| (name, at)).collect();
    let has = |name: &str| columns.contains_key(name);
    let kind = if has("old_code") && has("new_code") {
        UnitFile::Map
    } else if has("code") && has("district_code") {
        UnitFile::Before2025
    } else if has("code") && has("province_code") && has("full_name") {
        UnitFile::Today
    } else {
        return Err(AppError::Setup(
            "the header is none of the known ones (units of today, of before 2025, or the map between them)".into(),
        ));
    };

    let (mut units, mut changes, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    let mut lines = 0;
    for (at, record) in csv.records().enumerate() {
        lines += 1;
        let line = at + 2;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                refused.push((line, error.to_string()));
                continue;
            }
        };
        let cells = Cells { record: &record, columns: &columns };
        let read = match kind {
            UnitFile::Map => change(&cells).map(|change| changes.push(change)),
            UnitFile::Before2025 => old_unit(&cells).map(|unit| units.push(unit)),
            UnitFile::Today => new_units(&cells).map(|both| units.extend(both)),
        };
        if let Err(reason) = read {
            refused.push((line, reason));
        }
    }
    let rows = match kind {
        UnitFile::Map => {
            Rows::Changes(last_of_each(changes, |row: &UnitChangeRow| (row.old_code.clone(), row.new_code.clone())))
        }
        _ => Rows::Units(last_of_each(units, |row: &UnitRow| (row.code.clone(), row.valid_from.clone()))),
    };
    Ok((kind, lines, rows, refused))
}

/// Where a key comes twice, the later row stands: one statement must not write a row twice.
fn last_of_each<T>(rows: Vec<T>, key: impl Fn(&T) -> (String, String)) -> Vec<T> {
    let mut at: HashMap<(String, String), usize> = HashMap::new();
    let mut kept: Vec<T> = Vec::with_capacity(rows.len());
    for row in rows {
        match at.get(&key(&row)) {
            Some(at) => kept[*at] = row,
            None => {
                at.insert(key(&row), kept.len());
                kept.push(row);
            }
        }
    }
    kept
}

fn unreadable(error: csv::Error) -> AppError {
    AppError::Setup(format!("the file can't be read: {error}"))
}

struct Cells<'a> {
    record: &'a StringRecord,
    columns: &'a HashMap<&'a str, usize>,
}

impl Cells<'_> {
    /// A cell; `None` if it is empty or absent.
    fn get(&self, name: &str) -> Option<String> {
        let cell = self.record.get(*self.columns.get(name)?)?;
        let cell = domain::text::clean(cell);
        (!cell.is_empty()).then_some(cell)
    }

    fn need(&self, name: &str) -> Result<String, String> {
        self.get(name).ok_or_else(|| format!("{name} is empty"))
    }

    fn code(&self, name: &str) -> Result<String, String> {
        let code = self.need(name)?;
        if code.len() <= 5 && code.bytes().all(|b| b.is_ascii_digit()) {
            Ok(code)
        } else {
            Err(format!("{name} is no code: {code}"))
        }
    }
}

fn level(cells: &Cells<'_>) -> Result<String, String> {
    Ok(match cells.need("level")?.as_str() {
        "tỉnh" => "province",
        "huyện" => "district",
        "xã" => "commune",
        other => return Err(format!("no such level: {other}")),
    }
    .to_owned())
}

fn old_unit(cells: &Cells<'_>) -> Result<UnitRow, String> {
    Ok(UnitRow {
        code: cells.code("code")?,
        level: level(cells)?,
        kind: cells.need("type")?,
        name: cells.need("name")?,
        full_name: cells.need("full_name")?,
        parent_code: cells.get("district_code").or_else(|| cells.get("province_code")),
        valid_from: OLD_FROM.to_owned(),
        valid_to: Some(OLD_TO.to_owned()),
    })
}

/// A unit of today: one row, or two where its kind changed in 2026. Another place of the tone ("Hoà") is no change.
fn new_units(cells: &Cells<'_>) -> Result<Vec<UnitRow>, String> {
    let first = UnitRow {
        code: cells.code("code")?,
        level: level(cells)?,
        kind: cells.need("type")?,
        name: cells.need("name")?,
        full_name: cells.need("full_name")?,
        parent_code: cells.get("province_code"),
        valid_from: NEW_FROM.to_owned(),
        valid_to: None,
    };
    let kind = cells.get("type_2026").unwrap_or_else(|| first.kind.clone());
    if kind == first.kind {
        return Ok(vec![first]);
    }
    let full_name = format!("{} {}", capitalised(&kind), first.name);
    let second = UnitRow { kind, full_name, valid_from: CHANGED_FROM.to_owned(), ..first.clone() };
    let first = UnitRow { valid_to: Some(CHANGED_TO.to_owned()), ..first };
    Ok(vec![first, second])
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

fn change(cells: &Cells<'_>) -> Result<UnitChangeRow, String> {
    Ok(UnitChangeRow {
        // Empty where a district without communes became one unit (the islands).
        old_code: match cells.get("old_code") {
            Some(_) => cells.code("old_code")?,
            None => String::new(),
        },
        new_code: cells.code("new_code")?,
        changed_on: NEW_FROM.to_owned(),
        kind: match cells.need("kind")?.as_str() {
            "toàn bộ" => "whole",
            "một phần" => "part",
            "giữ nguyên" => "kept",
            "khác" => "other",
            other => return Err(format!("no such kind: {other}")),
        }
        .to_owned(),
        note: cells.get("note"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        all,
        testing::{on_each_engine, real_data},
    };

    async fn import(db: &Db, text: &str) -> Result<UnitReport, AppError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("units.csv");
        std::fs::write(&file, text).unwrap();
        import_units(db, &file).await
    }

    #[tokio::test]
    async fn units_of_three_files_are_told_by_their_headers() {
        on_each_engine(|db| async move {
            let today = "code,level,type,name,full_name,name_ascii,province_code,province_name,portal_org_code,type_2026,name_2026\n\
                 75,tỉnh,tỉnh,Đồng Nai,Tỉnh Đồng Nai,Dong Nai,,,H19,thành phố,Đồng Nai\n\
                 21025,xã,phường,Cẩm Thành,Phường Cẩm Thành,Cam Thanh,51,Quảng Ngãi,,phường,Cẩm Thành\n\
                 x,xã,phường,Sai,Phường Sai,Sai,51,Quảng Ngãi,,phường,Sai\n";
            let report = import(&db, today).await.unwrap();
            assert_eq!((report.kind, report.lines, report.written), (UnitFile::Today, 3, 3));
            assert_eq!(report.refused, [(4, "code is no code: x".to_owned())]);
            assert_eq!(import(&db, today).await.unwrap().written, 0);

            let old = "code,level,type,name,full_name,district_code,province_code\n\
                 21025,xã,phường,Trần Phú,Phường Trần Phú,522,51\n";
            assert_eq!(import(&db, old).await.unwrap().kind, UnitFile::Before2025);
            let map = "old_code,new_code,kind,note\n21025,21025,một phần,Nhập một phần\n";
            assert_eq!(import(&db, map).await.unwrap().kind, UnitFile::Map);
            assert!(matches!(import(&db, "a,b\n1,2\n").await, Err(AppError::Setup(_))));

            let mut tx = db.read().await.unwrap();
            let rows: Vec<(String, String, Option<String>)> = all!(
                &mut tx,
                "SELECT full_name, valid_from, valid_to FROM unit WHERE code = '75' ORDER BY valid_from"
            )
            .unwrap();
            assert_eq!(rows[0], ("Tỉnh Đồng Nai".into(), NEW_FROM.into(), Some(CHANGED_TO.into())));
            assert_eq!(rows[1], ("Thành phố Đồng Nai".into(), CHANGED_FROM.into(), None));
        })
        .await;
    }

    #[tokio::test]
    async fn the_real_units_are_taken_whole() {
        let names = ["units_2025.csv", "units_pre2025.csv", "units_map_2025.csv"];
        let files: Vec<_> = names.iter().filter_map(|name| real_data::file(name)).collect();
        if files.len() < names.len() {
            return;
        }
        on_each_engine(|db| {
            let files = files.clone();
            async move {
                for (file, lines) in files.iter().zip([3_355, 10_794, 10_571]) {
                    let report = import_units(&db, file).await.unwrap();
                    assert_eq!((report.lines, report.refused.len()), (lines, 0));
                    assert_eq!(import_units(&db, file).await.unwrap().written, 0);
                }
            }
        })
        .await;
    }
}
