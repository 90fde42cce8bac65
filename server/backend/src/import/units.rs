//! Importing administrative units: those of today, those of before 1 July 2025, and what became of which.
//!
//! Which of the three a file holds is told by its header.

mod store;

use std::{collections::HashMap, path::Path};

use store::{UnitChangeRow, UnitRow};

use crate::{
    db::{self, Db, Tx},
    error::AppError,
    input::table::{NotATable, Table, text_of},
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
    /// Rows that are new, or differ: written, unless this is a preview or a line was refused.
    pub changed: usize,
    /// Lines that couldn't be read: the line's number, and why. Where there is one, nothing was written.
    pub refused: Vec<(usize, String)>,
    /// Codes that lacked zeros in front, which spreadsheets drop: the line's number, what stood there, what was read.
    pub restored: Vec<(usize, String, String)>,
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

impl Rows {
    fn len(&self) -> usize {
        match self {
            Self::Units(rows) => rows.len(),
            Self::Changes(rows) => rows.len(),
        }
    }
}

/// A file, read.
struct Read {
    kind: UnitFile,
    lines: usize,
    rows: Rows,
    refused: Vec<(usize, String)>,
    restored: Vec<(usize, String, String)>,
}

/// Imports a file of units in one transaction, all lines or none, or only says what it would change; the same file again
/// changes nothing.
///
/// # Errors
/// A file that can't be read or whose header is none of the three, or a database that fails.
pub async fn import_units(db: &Db, file: &Path, only_preview: bool) -> Result<UnitReport, AppError> {
    let bytes = tokio::fs::read(file).await?;
    let read = read(&bytes)?;
    let changed = write_tx!(db, |tx| {
        let rows = match &read.rows {
            Rows::Units(rows) => Rows::Units(differing_units(tx, rows).await?),
            Rows::Changes(rows) => Rows::Changes(differing_changes(tx, rows).await?),
        };
        if rows.len() > 0 && read.refused.is_empty() && !only_preview {
            match &rows {
                Rows::Units(rows) => store::put_units(tx, rows).await?,
                Rows::Changes(rows) => store::put_unit_changes(tx, rows).await?,
            }
            db::touch_data(tx).await?;
        }
        Ok(rows.len())
    })?;
    Ok(UnitReport { kind: read.kind, lines: read.lines, changed, refused: read.refused, restored: read.restored })
}

/// What isn't in the store as it is here.
async fn differing_units(tx: &mut Tx, rows: &[UnitRow]) -> Result<Vec<UnitRow>, AppError> {
    let stored: HashMap<(String, String), UnitRow> =
        store::unit_rows(tx).await?.into_iter().map(|row| ((row.code.clone(), row.valid_from.clone()), row)).collect();
    let differs = |row: &&UnitRow| stored.get(&(row.code.clone(), row.valid_from.clone())) != Some(*row);
    Ok(rows.iter().filter(differs).cloned().collect())
}

async fn differing_changes(tx: &mut Tx, rows: &[UnitChangeRow]) -> Result<Vec<UnitChangeRow>, AppError> {
    let stored: HashMap<(String, String), UnitChangeRow> = store::unit_change_rows(tx)
        .await?
        .into_iter()
        .filter(|row| row.changed_on == NEW_FROM)
        .map(|row| ((row.old_code.clone(), row.new_code.clone()), row))
        .collect();
    let differs = |row: &&UnitChangeRow| stored.get(&(row.old_code.clone(), row.new_code.clone())) != Some(*row);
    Ok(rows.iter().filter(differs).cloned().collect())
}

fn read(bytes: &[u8]) -> Result<Read, AppError> {
    let table = text_of(bytes).and_then(Table::read).map_err(unreadable)?;
    let has = |name: &str| table.column(name).is_some();
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

    let (mut units, mut changes) = (Vec::new(), Vec::new());
    let (mut refused, mut restored) = (Vec::new(), Vec::new());
    for row in table.rows() {
        let read = row.read().map_err(|broken| broken.to_string()).and_then(|cells| {
            let mut cells = Cells { table: &table, cells, restored: Vec::new() };
            match kind {
                UnitFile::Map => changes.push(change(&mut cells)?),
                UnitFile::Before2025 => units.push(old_unit(&mut cells)?),
                UnitFile::Today => units.extend(new_units(&mut cells)?),
            }
            Ok(cells.restored)
        });
        match read {
            Ok(codes) => restored.extend(codes.into_iter().map(|(was, is)| (row.line, was, is))),
            Err(reason) => refused.push((row.line, reason)),
        }
    }
    let rows = match kind {
        UnitFile::Map => {
            Rows::Changes(last_of_each(changes, |row: &UnitChangeRow| (row.old_code.clone(), row.new_code.clone())))
        }
        _ => Rows::Units(last_of_each(units, |row: &UnitRow| (row.code.clone(), row.valid_from.clone()))),
    };
    Ok(Read { kind, lines: table.rows().len(), rows, refused, restored })
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

fn unreadable(why: NotATable) -> AppError {
    AppError::Setup(format!("the file can't be read: {why}"))
}

/// The cells of a row, by the names of their columns.
struct Cells<'a> {
    table: &'a Table,
    cells: &'a [String],
    /// Codes that lacked zeros in front: what stood there, and what was read.
    restored: Vec<(String, String)>,
}

impl Cells<'_> {
    /// A cell; `None` if it is empty or absent.
    fn get(&self, name: &str) -> Option<String> {
        let cell = self.cells.get(self.table.column(name)?)?;
        (!cell.is_empty()).then(|| cell.clone())
    }

    fn need(&self, name: &str) -> Result<String, String> {
        self.get(name).ok_or_else(|| format!("{name} is empty"))
    }

    /// A code of a level. Spreadsheets take codes for numbers and drop the zeros in front: the level says how many
    /// digits there are.
    fn code(&mut self, name: &str, level: UnitLevel) -> Result<String, String> {
        let (code, width) = (self.need(name)?, level.digits());
        if code.len() > width || !code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(format!("{name} is no code of {width} digits: {code}"));
        }
        if code.len() == width {
            return Ok(code);
        }
        let whole = format!("{code:0>width$}");
        self.restored.push((code, whole.clone()));
        Ok(whole)
    }

    fn code_if_any(&mut self, name: &str, level: UnitLevel) -> Result<Option<String>, String> {
        self.get(name).map(|_| self.code(name, level)).transpose()
    }

    fn level(&self) -> Result<UnitLevel, String> {
        match self.need("level")?.as_str() {
            "tỉnh" => Ok(UnitLevel::Province),
            "huyện" => Ok(UnitLevel::District),
            "xã" => Ok(UnitLevel::Commune),
            other => Err(format!("no such level: {other}")),
        }
    }
}

/// A level of units.
#[derive(Clone, Copy)]
enum UnitLevel {
    Province,
    District,
    Commune,
}

impl UnitLevel {
    /// The digits of its codes (Quyết định 124/2004/QĐ-TTg, kept by 19/2025/QĐ-TTg).
    const fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::District => 3,
            Self::Commune => 5,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
        }
    }
}

fn old_unit(cells: &mut Cells<'_>) -> Result<UnitRow, String> {
    let level = cells.level()?;
    let district = cells.code_if_any("district_code", UnitLevel::District)?;
    let province = cells.code_if_any("province_code", UnitLevel::Province)?;
    Ok(UnitRow {
        code: cells.code("code", level)?,
        level: level.code().to_owned(),
        kind: cells.need("type")?,
        name: cells.need("name")?,
        full_name: cells.need("full_name")?,
        parent_code: district.or(province),
        valid_from: OLD_FROM.to_owned(),
        valid_to: Some(OLD_TO.to_owned()),
    })
}

/// A unit of today: one row, or two where its kind changed in 2026. Another place of the tone ("Hoà") is no change.
fn new_units(cells: &mut Cells<'_>) -> Result<Vec<UnitRow>, String> {
    let level = cells.level()?;
    let first = UnitRow {
        code: cells.code("code", level)?,
        level: level.code().to_owned(),
        kind: cells.need("type")?,
        name: cells.need("name")?,
        full_name: cells.need("full_name")?,
        parent_code: cells.code_if_any("province_code", UnitLevel::Province)?,
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

fn change(cells: &mut Cells<'_>) -> Result<UnitChangeRow, String> {
    Ok(UnitChangeRow {
        // Empty where a district without communes became one unit (the islands).
        old_code: cells.code_if_any("old_code", UnitLevel::Commune)?.unwrap_or_default(),
        new_code: cells.code("new_code", UnitLevel::Commune)?,
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
        import_units(db, &file, false).await
    }

    #[tokio::test]
    async fn units_of_three_files_are_told_by_their_headers() {
        on_each_engine(|db| async move {
            let today = "code,level,type,name,full_name,name_ascii,province_code,province_name,portal_org_code,type_2026,name_2026\n\
                 75,tỉnh,tỉnh,Đồng Nai,Tỉnh Đồng Nai,Dong Nai,,,H19,thành phố,Đồng Nai\n\
                 21025,xã,phường,Cẩm Thành,Phường Cẩm Thành,Cam Thanh,51,Quảng Ngãi,,phường,Cẩm Thành\n";
            // All lines or none.
            let wrong = format!("{today}x,xã,phường,Sai,Phường Sai,Sai,51,Quảng Ngãi,,phường,Sai\n");
            let report = import(&db, &wrong).await.unwrap();
            assert_eq!((report.kind, report.lines, report.changed), (UnitFile::Today, 3, 3));
            assert_eq!(report.refused, [(4, "code is no code of 5 digits: x".to_owned())]);
            assert_eq!(import(&db, today).await.unwrap().changed, 3, "nothing was written before");
            assert_eq!(import(&db, today).await.unwrap().changed, 0);

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
    async fn codes_that_a_spreadsheet_shortened_are_whole_again() {
        on_each_engine(|db| async move {
            let saved = "sep=;\r\ncode;level;type;name;full_name;district_code;province_code\r\n\
                 1;tỉnh;thành phố;Hà Nội;Thành phố Hà Nội;;\r\n\
                 1;huyện;quận;Ba Đình;Quận Ba Đình;;1\r\n\
                 4;xã;phường;Phúc Xá;Phường Phúc Xá;1;1\r\n\
                 ;;;;;;\r\n;;;;;;\r\n";
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("units.csv");
            std::fs::write(&file, saved).unwrap();
            let preview = import_units(&db, &file, true).await.unwrap();
            assert_eq!((preview.lines, preview.changed, preview.refused.len()), (3, 3, 0));
            assert_eq!(preview.restored[0], (3, "1".to_owned(), "01".to_owned()));
            assert_eq!(import_units(&db, &file, false).await.unwrap(), preview, "a preview writes nothing");
            let mut tx = db.read().await.unwrap();
            let rows: Vec<(String, Option<String>)> =
                all!(&mut tx, "SELECT code, parent_code FROM unit ORDER BY LENGTH(code)").unwrap();
            let codes: Vec<_> = rows.iter().map(|(code, parent)| (code.as_str(), parent.as_deref())).collect();
            assert_eq!(codes, [("01", None), ("001", Some("01")), ("00004", Some("001"))]);
            tx.commit().await.unwrap();

            // Whoever typed a code of another level is asked, not guessed at.
            for line in ["100;tỉnh;tỉnh;A;Tỉnh A;;", "1.0;tỉnh;tỉnh;A;Tỉnh A;;", "123456;xã;xã;A;Xã A;;"]
            {
                let text = format!("code;level;type;name;full_name;district_code;province_code\n{line}\n");
                assert_eq!(import(&db, &text).await.unwrap().refused.len(), 1, "{line}");
            }
            let open = "old_code,new_code,kind,note\n00004,00004,một phần,\"Nhập\n00005,00004,một phần,\n";
            let report = import(&db, open).await.unwrap();
            assert_eq!((report.refused.len(), report.refused[0].0), (1, 2));
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
                    let report = import_units(&db, file, false).await.unwrap();
                    assert_eq!((report.lines, report.refused.len(), report.restored.len()), (lines, 0, 0));
                    assert_eq!(import_units(&db, file, false).await.unwrap().changed, 0);
                }
            }
        })
        .await;
    }
}
