//! `portal import`: what became of each line goes to standard output, how far it is to standard error.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use backend::{
    calendar::{NotTaken, Step, import_file},
    error::AppError,
    import::{Outcome, Report, UnitFile, import_procedures, import_units},
};
use indicatif::{ProgressBar, ProgressStyle};

use crate::{cli, settings::Place};

/// Imports a file.
pub async fn run(place: &Place, what: cli::Import) -> Result<ExitCode, AppError> {
    match what {
        cli::Import::Procedures { file, report } => procedures(place, &file, report).await,
        cli::Import::Units { file, dry_run } => units(place, &file, dry_run).await,
        cli::Import::Calendar { file, dry_run } => calendar(place, &file, dry_run).await,
    }
}

async fn procedures(place: &Place, file: &Path, to: Option<PathBuf>) -> Result<ExitCode, AppError> {
    let size = readable(file)?;
    let portal = super::open(place).await?;
    let bar = ProgressBar::new(size).with_message("reading").with_style(style()?);
    let seen = bar.clone();
    let today = portal.clock.today();
    let outcome = import_procedures(&portal.db, file, today, move |bytes| {
        seen.set_position(bytes);
        if bytes >= size {
            seen.set_message("writing");
        }
    })
    .await;
    bar.finish_and_clear();
    portal.db.close().await;
    let report = outcome?;
    if let Some(path) = to {
        std::fs::write(&path, in_full(&report))?;
    }
    print!("{}", summary(&report));
    Ok(exit(report.refused))
}

/// 1 where a line was refused.
fn exit(refused: usize) -> ExitCode {
    if refused > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The size of a file that can be read; says which file cannot.
fn readable(file: &Path) -> Result<u64, AppError> {
    match std::fs::metadata(file) {
        Ok(data) if data.is_file() => Ok(data.len()),
        Ok(_) => Err(AppError::Setup(format!("{}: not a file", file.display()))),
        Err(error) => Err(AppError::Setup(format!("{}: {error}", file.display()))),
    }
}

fn style() -> Result<ProgressStyle, AppError> {
    ProgressStyle::with_template("{msg:>8} {bar:40} {bytes}/{total_bytes} {elapsed}")
        .map_err(|error| AppError::Internal(error.to_string()))
}

/// Repaired and refused lines one by one, the rest counted.
fn summary(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        if finding.outcome != Outcome::Taken {
            let _ = writeln!(text, "{}", line_of(finding));
        }
    }
    let _ = writeln!(
        text,
        "{} lines: {} taken ({} of them repaired), {} refused",
        report.lines, report.taken, report.repaired, report.refused
    );
    let mut several = |title: &str, counts: BTreeMap<String, usize>| {
        if !counts.is_empty() {
            let list: Vec<_> = counts.iter().map(|(name, n)| format!("{name} {n}")).collect();
            let _ = writeln!(text, "{title}: {}", list.join(", "));
        }
    };
    several("repairs", report.repairs.iter().map(|(k, v)| ((*k).to_owned(), *v)).collect());
    several("flags", report.flags.iter().map(|(k, v)| (k.to_string(), *v)).collect());
    let saved = report.saved;
    let _ = writeln!(text, "services: {} added, {} changed, {} unchanged", saved.added, saved.changed, saved.unchanged);
    text
}

/// Everything that there is to say, a line each.
fn in_full(report: &Report) -> String {
    report.findings.iter().map(|finding| line_of(finding) + "\n").collect()
}

fn line_of(finding: &backend::import::Finding) -> String {
    let outcome = match finding.outcome {
        Outcome::Taken => "taken",
        Outcome::Repaired => "repaired",
        Outcome::Refused => "refused",
    };
    format!("line {}: {} {outcome}: {}", finding.line, finding.code, finding.reasons.join(", "))
}

/// Units: where a line is wrong, nothing is written.
async fn units(place: &Place, file: &Path, dry_run: bool) -> Result<ExitCode, AppError> {
    readable(file)?;
    let portal = super::open(place).await?;
    let outcome = import_units(&portal.db, file, dry_run).await;
    portal.db.close().await;
    let report = outcome?;
    for (line, why) in &report.refused {
        println!("line {line}: refused: {why}");
    }
    for (line, was, is) in report.restored.iter().take(MOST_RESTORED) {
        println!("line {line}: {was} is read as {is}: the spreadsheet dropped zeros in front");
    }
    if report.restored.len() > MOST_RESTORED {
        println!("and {} more codes", report.restored.len() - MOST_RESTORED);
    }
    let kind = match report.kind {
        UnitFile::Today => "units of today",
        UnitFile::Before2025 => "units of before July 2025",
        UnitFile::Map => "map of units",
    };
    let (lines, changed, refused) = (report.lines, report.changed, report.refused.len());
    if refused > 0 || dry_run {
        println!("{kind}: {lines} lines, {refused} refused, {changed} rows would change; nothing was written");
    } else {
        println!("{kind}: {lines} lines, {changed} rows written");
    }
    Ok(exit(refused))
}

/// So many restored codes are told one by one.
const MOST_RESTORED: usize = 20;

/// Days of the calendar: where a line is wrong, nothing is written.
async fn calendar(place: &Place, file: &Path, dry_run: bool) -> Result<ExitCode, AppError> {
    readable(file)?;
    let portal = super::open(place).await?;
    let outcome = import_file(&portal, file, dry_run).await;
    portal.db.close().await;
    let why = match outcome? {
        Ok(changes) => {
            changes.iter().for_each(tell);
            let said = if dry_run { "would change; nothing was written" } else { "changed" };
            println!("{} days {said}", changes.len());
            return Ok(ExitCode::SUCCESS);
        }
        Err(why) => why,
    };
    match why {
        NotTaken::Empty => println!("there is nothing in the file"),
        NotTaken::Columns(names) => println!("the first line lacks: {}", names.join(", ")),
        NotTaken::NoTable(why) => println!("{why}"),
        NotTaken::TooLong => println!("more lines than a calendar has"),
        NotTaken::Lines(lines) => {
            for wrong in &lines {
                println!("line {}: refused: {}", wrong.line, wrong.why);
            }
        }
    }
    println!("nothing was written");
    Ok(ExitCode::FAILURE)
}

/// A day that changes.
fn tell(step: &Step) {
    match step {
        Step::Put { day, was } => {
            let how = if was.is_some() { "changed" } else { "new" };
            println!("{} {} {}: {how}", day.date, day.scope, day.name);
        }
        Step::Remove { was } => println!("{} {} {}: taken out", was.date, was.scope, was.name),
        // A table names days alone.
        _ => {}
    }
}
