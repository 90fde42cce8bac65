//! The national portal's data: one line of JSON, one procedure.
//!
//! What is odd but readable is kept and flagged; what can't be trusted becomes unknown, with the source's words; only
//! what isn't a procedure at all is refused. Nothing here reads a file or a clock.

mod amounts;
mod fees;
mod limits;
mod row;

use std::collections::BTreeMap;

use domain::{
    channel::Channel,
    mode::{Level, Mode},
    procedure::{
        Announcement, Confidence, Document, Flag, LegalText, Need, Procedure, Source, Visits, Way, Words,
        is_procedure_code,
    },
    quote::{OwnClocks, Terms},
};
use jiff::civil::Date;

use super::text::{TextRepair, clean, clean_line};
use crate::catalogue::notation;
use row::{Row, RowDocument};

const PORTAL: &str = "https://dichvucong.gov.vn";

/// A procedure read from one line.
#[derive(Debug, Clone)]
pub struct Read {
    /// What an import recognises it by: the portal's own id, else code and name.
    pub source_key: String,
    /// The life event under which the portal lists it.
    pub life_event: Option<String>,
    /// From the decision's date, else publication.
    pub valid_from: Date,
    /// What is known of it, with flags.
    pub procedure: Procedure,
    /// What was mended, each once.
    pub repairs: Vec<Repair>,
}

/// What was mended while reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Repair {
    /// A text was made fit to read.
    Text(TextRepair),
    /// Spaces around the code.
    CodeTrimmed,
}

impl Repair {
    /// Its stable name, for reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text(TextRepair::Normalised) => "text_normalised",
            Self::Text(TextRepair::Spaces) => "text_spaces",
            Self::Text(TextRepair::Bullets) => "text_bullets",
            Self::Text(TextRepair::LookAlikes) => "text_look_alikes",
            Self::CodeTrimmed => "code_trimmed",
        }
    }
}

/// Why a line is no procedure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not a JSON object of the known form.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// Without a name nobody can find it.
    #[error("has no name")]
    NoName,
    /// Without code and portal id it can't be recognised the next time.
    #[error("has neither a code nor a portal id")]
    NoKey,
    /// Not one date in it can be read.
    #[error("has no date from which it is valid")]
    NoDate,
}

/// Reads one line.
///
/// # Errors
/// What isn't a procedure at all.
pub fn read_line(line: &str) -> Result<Read, Refusal> {
    let row: Row = serde_json::from_str(line).map_err(|error| Refusal::Unreadable(error.to_string()))?;
    read_row(row)
}

fn read_row(row: Row) -> Result<Read, Refusal> {
    let mut texts = Vec::new();
    let name = clean_line(&row.name, &mut texts);
    if name.is_empty() {
        return Err(Refusal::NoName);
    }
    let raw_code = row.code.unwrap_or_default();
    let code = clean_line(&raw_code, &mut texts);
    let portal_id = row.portal_id.as_deref().map(str::trim).filter(|id| !id.is_empty());
    let source_key = match portal_id {
        Some(id) => format!("portal:{}", clean_line(id, &mut texts)),
        None if code.is_empty() => return Err(Refusal::NoKey),
        None => format!("code:{code}|{name}"),
    };
    let snapshot = row.snapshot.as_deref().and_then(|month| format!("{month}-01").parse::<Date>().ok());
    let day = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Date>().ok());
    let (decided, published) = (day(&row.decision_date), day(&row.published));
    let dated = decided.or(published);
    let valid_from = dated.or(day(&row.updated)).or(snapshot).ok_or(Refusal::NoDate)?;

    let mut flags = code_flags(&code, &raw_code, &row.quality);
    let mut flag_if = |holds: bool, flag: Flag| {
        if holds && !flags.contains(&flag) {
            flags.push(flag);
        }
    };
    flag_if(dated.is_none(), Flag::DateUnknown);
    flag_if(row.internal == Some(true), Flag::Internal);
    flag_if(row.publisher.as_deref().is_some_and(|p| p.trim_start().starts_with("UBND")), Flag::LocalVariant);
    flag_if(row.quality.iter().any(|q| q.starts_with("absent_from")), Flag::NotCurrent);

    let levels: Vec<Level> = row.level.iter().filter_map(|word| notation::level(word)).collect();
    flag_if(levels.is_empty(), Flag::LevelUnknown);
    let offers_online = row.channels.iter().any(|way| way.channel == "trực tuyến");
    let mode = match row.online.as_deref() {
        Some("toàn trình") => Mode::FullOnline,
        Some("một phần") => Mode::Partial,
        Some("không trực tuyến") => Mode::InformationOnly,
        _ => {
            flag_if(true, Flag::ModeUnclear);
            if offers_online { Mode::Partial } else { Mode::InformationOnly }
        }
    };
    flag_if(mode == Mode::FullOnline && !offers_online, Flag::OnlineWayMissing);

    let scale_suspect = row.quality.iter().any(|q| q == "fee_suspect_scale");
    let (fees, fee_flags) = fees::read(&row.channels, scale_suspect, &mut texts);
    let (limits, limit_flags) = limits::read(&row.channels, &row.service_cases, &mut texts);
    for flag in fee_flags.into_iter().chain(limit_flags) {
        flag_if(true, flag);
    }

    let ways = ways(&row.channels, &mut texts);
    let documents = documents(&row.documents, &mut texts);
    let results = list(&row.results, &mut texts);
    let agency = row.agency.as_deref().map(|text| clean_line(text, &mut texts)).unwrap_or_default();
    flag_if(documents.is_empty(), Flag::DocumentsMissing);
    flag_if(results.is_empty(), Flag::ResultsMissing);
    flag_if(agency.is_empty(), Flag::AgencyMissing);

    let procedure = Procedure {
        field: Words::vi(clean_line(&row.field.unwrap_or_default(), &mut texts)),
        summary: Words::default(),
        also_called: Vec::new(),
        levels,
        mode,
        partial: None,
        agency: Words::vi(agency),
        non_territorial: row.non_territorial.unwrap_or(false),
        subjects: list(&row.subjects, &mut texts),
        ways,
        terms: Terms { fees, limits, clocks: OwnClocks::default() },
        documents,
        sets: 1,
        visits: Visits::default(),
        steps: lines(&row.steps_text.unwrap_or_default(), &mut texts),
        results,
        requirements: row.requirements.map(|text| clean(&text, &mut texts)).filter(|text| !text.is_empty()),
        legal_basis: row
            .legal_basis
            .into_iter()
            .map(|law| LegalText {
                number: clean_line(&law.number.unwrap_or_default(), &mut texts),
                title: clean_line(&law.title.unwrap_or_default(), &mut texts),
            })
            .collect(),
        decision: row.decision_no.map(|number| Announcement {
            number: clean_line(&number, &mut texts),
            date: decided,
            issuer: None,
        }),
        form: Vec::new(),
        fee_names_en: BTreeMap::new(),
        flags,
        sources: BTreeMap::from([(
            "default".to_owned(),
            Source {
                title: match &row.publisher {
                    Some(publisher) => format!("Cổng Dịch vụ công quốc gia, {}", clean_line(publisher, &mut texts)),
                    None => "Cổng Dịch vụ công quốc gia".to_owned(),
                },
                url: Some(PORTAL.to_owned()),
                checked: snapshot.unwrap_or(valid_from),
                confidence: Confidence::Fair,
            },
        )]),
        code,
        name: Words::vi(name),
    };
    let mut repairs: Vec<Repair> = texts.into_iter().map(Repair::Text).collect();
    if raw_code != raw_code.trim() || row.quality.iter().any(|q| q == "code_whitespace") {
        repairs.push(Repair::CodeTrimmed);
    }
    Ok(Read {
        source_key,
        life_event: row.life_event.map(|event| event.trim().to_owned()).filter(|event| !event.is_empty()),
        valid_from,
        procedure,
        repairs,
    })
}

fn code_flags(code: &str, raw: &str, quality: &[String]) -> Vec<Flag> {
    let says = |word: &str| quality.iter().any(|q| q == word);
    let mut flags = Vec::new();
    if !is_procedure_code(raw) || !is_procedure_code(code) || says("code_malformed") {
        flags.push(Flag::CodeMalformed);
    }
    if code.to_lowercase().ends_with("xoa") || says("code_deleted_marker") {
        flags.push(Flag::CodeDeleted);
    }
    if says("code_not_unique") {
        flags.push(Flag::CodeNotUnique);
    }
    flags
}

/// One way a channel, its words joined where the source repeats it.
fn ways(channels: &[row::RowWay], texts: &mut Vec<TextRepair>) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for entry in channels {
        let Some(channel) = channel(&entry.channel) else {
            continue;
        };
        let mut words =
            |text: &Option<String>| text.as_deref().map(|text| clean(text, texts)).filter(|text| !text.is_empty());
        let (limit, fee, description) = (words(&entry.time_text), words(&entry.fee_text), words(&entry.description));
        match ways.iter_mut().find(|way| way.channel == channel) {
            Some(way) => {
                join(&mut way.limit_words, limit);
                join(&mut way.fee_words, fee);
                join(&mut way.description, description);
            }
            None => ways.push(Way { channel, limit_words: limit, fee_words: fee, description }),
        }
    }
    ways
}

fn join(kept: &mut Option<String>, more: Option<String>) {
    if let Some(more) = more {
        match kept {
            Some(kept) if kept.lines().any(|line| line == more) || *kept == more => {}
            Some(kept) => {
                kept.push('\n');
                kept.push_str(&more);
            }
            None => *kept = Some(more),
        }
    }
}

fn channel(word: &str) -> Option<Channel> {
    match word {
        "trực tuyến" => Some(Channel::Online),
        "trực tiếp" => Some(Channel::Counter),
        "bưu chính" => Some(Channel::Postal),
        _ => None,
    }
}

/// The source's "required" says nothing, so whether a document must be there stays unstated; what is counted in
/// neither originals nor copies is a remark.
fn documents(rows: &[RowDocument], texts: &mut Vec<TextRepair>) -> Vec<Document> {
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        let name = bare(&clean_line(row.name.as_deref().unwrap_or_default(), texts)).to_owned();
        if name.is_empty() {
            continue;
        }
        let case = bare(&clean_line(row.case.as_deref().unwrap_or_default(), texts)).to_owned();
        let (originals, copies) = (row.originals.unwrap_or(0), row.copies.unwrap_or(0));
        documents.push(Document {
            key: format!("giay-to-{}", documents.len() + 1),
            name: Words::vi(name),
            case: (!case.is_empty()).then_some(case),
            originals,
            copies,
            need: if (originals, copies) == (0, 0) { Need::Remark } else { Need::Unstated },
            note: None,
            forms: row.forms.iter().map(|form| clean_line(form, texts)).collect(),
        });
    }
    documents
}

fn list(entries: &[String], texts: &mut Vec<TextRepair>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(entries.len());
    for entry in entries {
        let entry = bare(&clean_line(entry, texts)).to_owned();
        if !entry.is_empty() && !kept.contains(&entry) {
            kept.push(entry);
        }
    }
    kept
}

fn lines(text: &str, texts: &mut Vec<TextRepair>) -> Vec<String> {
    clean(text, texts).lines().map(|line| bare(line).to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Without the dash, plus, star or bullet that opens a list's entry.
fn bare(line: &str) -> &str {
    line.trim_start_matches(['-', '–', '+', '*', '•', '·', ' ', ':', ';']).trim()
}

#[cfg(test)]
mod tests;
