//! `portal import`: what became of each line goes to standard output, how far it is to standard error.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use backend::{
    calendar::{NotTaken, import_file},
    error::AppError,
    import::{Outcome, Report, UnitFile, import_procedures, import_units},
};
use indicatif::{ProgressBar, ProgressStyle};

use crate::{cli, settings::Place};

/// Imports a file.
pub async fn run(place: &Place, what: cli::Import) -> Result<ExitCode, AppError> {
    match what {
        cli::Import::Procedures { file, strict, report } => procedures(place, &file, strict, report).await,
        cli::Import::Units { file } => units(place, &file).await,
        cli::Import::Calendar { file } => calendar(place, &file).await,
    }
}

async fn procedures(place: &Place, file: &Path, strict: bool, to: Option<PathBuf>) -> Result<ExitCode, AppError> {
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
    let refused = strict && report.refused > 0;
    Ok(if refused { ExitCode::FAILURE } else { ExitCode::SUCCESS })
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

async fn units(place: &Place, file: &Path) -> Result<ExitCode, AppError> {
    readable(file)?;
    let portal = super::open(place).await?;
    let outcome = import_units(&portal.db, file).await;
    portal.db.close().await;
    let report = outcome?;
    for (line, why) in &report.refused {
        println!("line {line}: refused: {why}");
    }
    let kind = match report.kind {
        UnitFile::Today => "units of today",
        UnitFile::Before2025 => "units of before July 2025",
        UnitFile::Map => "map of units",
    };
    println!("{kind}: {} lines, {} written, {} refused", report.lines, report.written, report.refused.len());
    Ok(ExitCode::SUCCESS)
}

/// Days of the calendar: where a line is wrong, nothing is written.
async fn calendar(place: &Place, file: &Path) -> Result<ExitCode, AppError> {
    readable(file)?;
    let portal = super::open(place).await?;
    let outcome = import_file(&portal, file).await;
    portal.db.close().await;
    let why = match outcome? {
        Ok(changed) => {
            println!("{changed} days changed");
            return Ok(ExitCode::SUCCESS);
        }
        Err(why) => why,
    };
    match why {
        NotTaken::Empty => println!("there is nothing in the file"),
        NotTaken::Columns(names) => println!("the first line lacks: {}", names.join(", ")),
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
