//! Days from a table (CSV). The whole of it is checked first; where a line is wrong, nothing is kept.

use std::{collections::HashMap, path::Path};

use domain::calendar::{CalendarDay, DayKind, NATIONWIDE, Refused, check_put};
use jiff::civil::Date;

use super::{
    Change, Kept, Places, Step,
    change::{Listed, keep, listed, write},
    entry::put,
    form::{FORESEEN, is_near},
    places::places,
    store,
    year::span_of,
};
use crate::{
    Portal,
    actor::Actor,
    catalogue,
    db::{self, new_id},
    error::AppError,
    input::{
        date,
        table::{BrokenRow, NotATable, Table, text_of},
    },
    policy, write_tx,
};

/// The columns, in the order of the example.
pub const COLUMNS: [&str; 6] = ["day", "kind", "name", "legal_source", "provisional", "scope"];

/// A table to begin with.
pub const EXAMPLE: &str = "\
day,kind,name,legal_source,provisional,scope
2028-01-01,holiday,Tết Dương lịch,\"Bộ luật Lao động 2019, Điều 112\",no,VN
2028-01-26,holiday,Tết Âm lịch,,yes,VN
2028-02-05,make_up,Làm bù ngày 31/01 (ví dụ),,yes,VN
2026-12-07,closure,\"Ngừng tiếp nhận để phòng, chống bão (ví dụ)\",Công điện 01/CĐ-UBND ngày 06/12/2026 của UBND tỉnh,no,51/51/21548
";

/// Above so many lines it is no calendar.
const MOST_LINES: usize = 2_000;

/// Why a line isn't taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// No such day.
    #[error("no such day: {0}")]
    Day(String),
    /// More than five years away.
    #[error("too far away: {0}")]
    Far(String),
    /// No such kind.
    #[error("no such kind: {0}")]
    Kind(String),
    /// Neither yes nor no.
    #[error("neither yes nor no: {0}")]
    Flag(String),
    /// Nothing known by this path.
    #[error("no such scope: {0}")]
    Scope(String),
    /// It has no name.
    #[error("the name is empty")]
    Name,
    /// A text of more than 200 characters.
    #[error("a text is too long")]
    Long,
    /// The same day and scope stand on this line too.
    #[error("the same day and scope as on line {0}")]
    Twice(usize),
    /// Not a line of a table.
    #[error("{0}")]
    Broken(BrokenRow),
    /// It can't be entered.
    #[error("{0}")]
    Refused(Refused),
}

/// A line that isn't taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongLine {
    /// Its number, as an editor counts; the header is the first.
    pub line: usize,
    /// Why.
    pub why: Wrong,
}

/// Why nothing of a table is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// There is nothing in it.
    Empty,
    /// The first line lacks these columns.
    Columns(Vec<&'static str>),
    /// It is no table.
    NoTable(NotATable),
    /// More lines than a calendar has.
    TooLong,
    /// These lines are wrong.
    Lines(Vec<WrongLine>),
}

/// Prepares the days of a table. With `whole`, days that were only foreseen in its years and scopes, and that it does
/// not name, are taken out.
///
/// # Errors
/// The inner error says why nothing of it was kept. [`AppError::Forbidden`] to all but administrators.
pub async fn import(
    portal: &Portal,
    actor: &Actor,
    text: &str,
    whole: bool,
) -> Result<Result<Kept, NotTaken>, AppError> {
    let places = places(portal, actor).await?;
    let steps = match steps(portal, text, &places, whole).await? {
        Ok(steps) => steps,
        Err(why) => return Ok(Err(why)),
    };
    Ok(Ok(keep(portal, actor, steps).await?))
}

impl From<NotATable> for NotTaken {
    fn from(why: NotATable) -> Self {
        match why {
            NotATable::Empty => Self::Empty,
            NotATable::Missing(names) => Self::Columns(names),
            other => Self::NoTable(other),
        }
    }
}

/// Takes a table over at once, for who runs the portal, or only says what it would change; gives the days that change.
///
/// # Errors
/// The inner error says why nothing was written. A file that can't be read; the database fails.
pub async fn import_file(
    portal: &Portal,
    file: &Path,
    only_preview: bool,
) -> Result<Result<Vec<Step>, NotTaken>, AppError> {
    let bytes = tokio::fs::read(file).await?;
    let text = match text_of(&bytes) {
        Ok(text) => text,
        Err(why) => return Ok(Err(why.into())),
    };
    let rules = policy::recent_rules(portal).await?;
    let agencies = catalogue::agencies(portal).await?;
    let places = Places::of(&rules, &agencies, portal.clock.today());
    let steps = match steps(portal, text, &places, false).await? {
        Ok(steps) if steps.is_empty() || only_preview => return Ok(Ok(steps)),
        Ok(steps) => steps,
        Err(why) => return Ok(Err(why)),
    };
    let by = "portal import calendar".to_owned();
    let now = portal.clock.now();
    let change = Change { id: new_id(), steps, author: by.clone(), prepared_at: now, applied: None };
    write_tx!(&portal.db, |tx| {
        write(tx, &change.steps, &agencies).await?;
        store::insert_change(tx, &change, "").await?;
        store::mark_applied(tx, &change.id, &by, now).await?;
        db::touch_data(tx).await
    })?;
    Ok(Ok(change.steps))
}

async fn steps(
    portal: &Portal,
    text: &str,
    places: &Places,
    whole: bool,
) -> Result<Result<Vec<Step>, NotTaken>, AppError> {
    let today = portal.clock.today();
    let read = match read(text, places, today) {
        Ok(read) => read,
        Err(why) => return Ok(Err(why)),
    };
    let dates = || read.lines.iter().map(|(_, day)| day.date.year());
    let (Some(first), Some(last)) = (dates().min(), dates().max()) else {
        return Ok(Err(if read.wrong.is_empty() { NotTaken::Empty } else { NotTaken::Lines(read.wrong) }));
    };
    let span = (span_of(first)?.0, span_of(last)?.1);
    let mut tx = portal.db.read().await?;
    let before = listed(&mut tx, span).await?;
    tx.commit().await?;
    Ok(compared(read, &before, whole, today))
}

/// What was read of a table.
struct Read {
    lines: Vec<(usize, CalendarDay)>,
    wrong: Vec<WrongLine>,
}

/// Holds the days against those that are there.
fn compared(read: Read, before: &Listed, whole: bool, today: Date) -> Result<Vec<Step>, NotTaken> {
    let Read { lines, mut wrong } = read;
    let mut steps = Vec::new();
    for (line, day) in &lines {
        let was = before.get(&(day.date, day.scope.clone()));
        if let Err(why) = check_put(day, was, today) {
            wrong.push(WrongLine { line: *line, why: Wrong::Refused(why) });
        }
        steps.extend(put(day.clone(), was));
    }
    if !wrong.is_empty() {
        wrong.sort_by_key(|wrong| wrong.line);
        return Err(NotTaken::Lines(wrong));
    }
    if whole {
        let days = || lines.iter().map(|(_, day)| day);
        let left = before.values().filter(|was| {
            let of_table = |day: &&CalendarDay| day.scope == was.scope && day.date.year() == was.date.year();
            let named = |day: &CalendarDay| day.scope == was.scope && day.date == was.date;
            was.provisional && days().any(|day| of_table(&day)) && !days().any(named)
        });
        steps.extend(left.map(|was| Step::Remove { was: was.clone() }));
    }
    Ok(steps)
}

fn read(text: &str, places: &Places, today: Date) -> Result<Read, NotTaken> {
    let table = Table::read(text)?;
    let columns = table.columns(COLUMNS)?;
    if table.rows().len() > MOST_LINES {
        return Err(NotTaken::TooLong);
    }
    let mut read = Read { lines: Vec::new(), wrong: Vec::new() };
    let mut seen: HashMap<(Date, String), usize> = HashMap::new();
    for row in table.rows() {
        let line = row.line;
        let day = row.read().map_err(Wrong::Broken).and_then(|cells| day_of(cells, columns, places, today));
        match day {
            Ok(day) => match seen.insert((day.date, day.scope.clone()), line) {
                Some(first) => read.wrong.push(WrongLine { line, why: Wrong::Twice(first) }),
                None => read.lines.push((line, day)),
            },
            Err(why) => read.wrong.push(WrongLine { line, why }),
        }
    }
    Ok(read)
}

fn day_of(cells: &[String], columns: [usize; 6], places: &Places, today: Date) -> Result<CalendarDay, Wrong> {
    let [day, kind, name, source, provisional, scope] = columns.map(|at| cells[at].clone());
    if [&name, &source].iter().any(|text| text.chars().count() > 200) {
        return Err(Wrong::Long);
    }
    let on = date(&day).map_err(|_| Wrong::Day(day.clone()))?;
    if !is_near(on, today) {
        return Err(Wrong::Far(day));
    }
    let kind = kind_of(&kind).ok_or(Wrong::Kind(kind))?;
    let provisional = match provisional.to_lowercase().as_str() {
        "yes" | "true" | "1" | "có" | "dự kiến" => true,
        "" | "no" | "false" | "0" | "không" => false,
        _ => return Err(Wrong::Flag(provisional)),
    };
    let scope = if scope.is_empty() { NATIONWIDE.to_owned() } else { scope };
    if !places.knows(&scope) {
        return Err(Wrong::Scope(scope));
    }
    if name.is_empty() {
        return Err(Wrong::Name);
    }
    let legal_source = match source {
        source if source.is_empty() && provisional => FORESEEN.to_owned(),
        source => source,
    };
    Ok(CalendarDay { date: on, scope, kind, name, legal_source, provisional })
}

/// A kind by its code, or by its name as the pages say it.
fn kind_of(text: &str) -> Option<DayKind> {
    Some(match text.to_lowercase().as_str() {
        "nghỉ lễ" => DayKind::Holiday,
        "nghỉ bù" => DayKind::Compensation,
        "nghỉ hoán đổi" => DayKind::SwapOff,
        "làm bù" => DayKind::MakeUp,
        "đóng cửa" | "đóng cửa theo quyết định" => DayKind::Closure,
        code => return code.parse().ok(),
    })
}
