//! Importing the national portal's procedures: read all, then write in one transaction what differs.

use std::{
    collections::{BTreeMap, HashMap},
    io::{BufRead, BufReader, Read},
    path::Path,
};

use domain::procedure::Flag;
use jiff::civil::Date;

use super::national::{self, Repair};
use crate::{
    catalogue::saving::{self, Content, Incoming, Saved},
    db::{self, Db},
    error::AppError,
    write_tx,
};

/// What became of a file.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Lines that aren't empty.
    pub lines: usize,
    /// Lines that were kept, repaired ones among them.
    pub taken: usize,
    /// Lines that were kept after a repair.
    pub repaired: usize,
    /// Lines that were refused.
    pub refused: usize,
    /// How often each repair was made, by its name.
    pub repairs: BTreeMap<&'static str, usize>,
    /// How many procedures bear each flag.
    pub flags: BTreeMap<Flag, usize>,
    /// Line by line, what there is to say; clean lines are passed over.
    pub findings: Vec<Finding>,
    /// What it did to the store.
    pub saved: Saved,
}

/// What there is to say of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Counted from 1.
    pub line: usize,
    /// The code, as far as it could be read.
    pub code: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why: names of repairs and flags, or the reason of a refusal.
    pub reasons: Vec<String>,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Kept, with flags.
    Taken,
    /// Kept after a repair.
    Repaired,
    /// Not kept.
    Refused,
}

/// A file read, not yet written.
pub struct Parsed {
    report: Report,
    incoming: Vec<Incoming>,
}

/// Imports a `.jsonl` or `.jsonl.gz` file (told by its first bytes). `progress` hears how many bytes of the file were
/// read so far. `today` is when versions begin that replace pinned ones.
///
/// # Errors
/// The file can't be read or unpacked, or the database fails; then nothing was written.
pub async fn import_procedures(
    db: &Db,
    file: &Path,
    today: Date,
    progress: impl FnMut(u64) + Send + 'static,
) -> Result<Report, AppError> {
    let file = file.to_owned();
    let parsed = tokio::task::spawn_blocking(move || {
        let source = Counting { inner: std::fs::File::open(file)?, read: 0, progress };
        parse(source)
    })
    .await
    .map_err(|error| AppError::Internal(format!("reading stopped: {error}")))??;
    save(db, &parsed, today).await
}

/// Reads procedures, plain or gzipped.
///
/// # Errors
/// The source can't be read or unpacked. A line that isn't a procedure is in the report.
pub fn parse(source: impl Read) -> Result<Parsed, AppError> {
    let mut source = BufReader::with_capacity(1 << 16, source);
    let is_gzip = source.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    if is_gzip {
        parse_lines(BufReader::new(flate2::bufread::MultiGzDecoder::new(source)))
    } else {
        parse_lines(source)
    }
}

fn parse_lines(mut source: impl BufRead) -> Result<Parsed, AppError> {
    let mut reads: Vec<(usize, national::Read)> = Vec::new();
    let mut report = Report::default();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        if source.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
        if text.is_empty() {
            continue;
        }
        report.lines += 1;
        let outcome = std::str::from_utf8(text)
            .map_err(|_| "is not UTF-8".to_owned())
            .and_then(|text| national::read_line(text).map_err(|refusal| refusal.to_string()))
            .and_then(|read| match seen.insert(read.source_key.clone(), line) {
                None => Ok(read),
                Some(earlier) => {
                    seen.insert(read.source_key.clone(), earlier);
                    Err(format!("is the same procedure as line {earlier}"))
                }
            });
        match outcome {
            Ok(read) => reads.push((line, read)),
            Err(reason) => {
                report.refused += 1;
                report.findings.push(Finding {
                    line,
                    code: String::new(),
                    outcome: Outcome::Refused,
                    reasons: vec![reason],
                });
            }
        }
    }
    flag_shared_codes(&mut reads);
    let mut incoming = Vec::with_capacity(reads.len());
    for (line, read) in reads {
        count(&mut report, line, &read);
        incoming.push(incoming_of(read)?);
    }
    report.findings.sort_by_key(|finding| finding.line);
    Ok(Parsed { report, incoming })
}

/// A code that two procedures bear is no key; both say so.
fn flag_shared_codes(reads: &mut [(usize, national::Read)]) {
    let mut bearers: HashMap<String, usize> = HashMap::new();
    for (_, read) in reads.iter() {
        *bearers.entry(read.procedure.code.clone()).or_default() += 1;
    }
    for (_, read) in reads {
        if bearers.get(&read.procedure.code).is_some_and(|n| *n > 1) {
            read.procedure.flag(Flag::CodeNotUnique);
        }
    }
}

fn count(report: &mut Report, line: usize, read: &national::Read) {
    report.taken += 1;
    for repair in &read.repairs {
        *report.repairs.entry(repair.as_str()).or_default() += 1;
    }
    for flag in &read.procedure.flags {
        *report.flags.entry(*flag).or_default() += 1;
    }
    let outcome = if read.repairs.is_empty() {
        Outcome::Taken
    } else {
        report.repaired += 1;
        Outcome::Repaired
    };
    let reasons: Vec<String> = read
        .repairs
        .iter()
        .copied()
        .map(Repair::as_str)
        .chain(read.procedure.flags.iter().map(|flag| flag.as_str()))
        .map(str::to_owned)
        .collect();
    if !reasons.is_empty() {
        report.findings.push(Finding { line, code: read.procedure.code.clone(), outcome, reasons });
    }
}

fn incoming_of(read: national::Read) -> Result<Incoming, AppError> {
    let is_local = read.procedure.has(Flag::LocalVariant);
    Ok(Incoming {
        source: if is_local { "local" } else { "national" },
        source_key: read.source_key,
        wanted_id: address_of(&read.procedure.code),
        illustration: false,
        life_event: read.life_event,
        popular: 0,
        code: read.procedure.code.clone(),
        name: read.procedure.name.vi.clone(),
        versions: vec![Content::new(read.valid_from, &read.procedure)?],
    })
}

/// A code as part of an address.
fn address_of(code: &str) -> String {
    let id: String = code.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    if id.is_empty() { "thu-tuc".to_owned() } else { id }
}

/// Writes what was read, in one transaction.
///
/// # Errors
/// The database fails; then nothing was written.
pub async fn save(db: &Db, parsed: &Parsed, today: Date) -> Result<Report, AppError> {
    let mut report = parsed.report.clone();
    report.saved = write_tx!(db, |tx| {
        let (saved, _) = saving::save(tx, &parsed.incoming, today).await?;
        if !saved.is_nothing() {
            db::touch_data(tx).await?;
        }
        Ok(saved)
    })?;
    Ok(report)
}

/// Tells how far a file was read.
struct Counting<R, F> {
    inner: R,
    read: u64,
    progress: F,
}

impl<R: Read, F: FnMut(u64)> Read for Counting<R, F> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(into)?;
        self.read += n as u64;
        (self.progress)(self.read);
        Ok(n)
    }
}

#[cfg(test)]
mod tests;
