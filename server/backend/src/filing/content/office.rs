//! DOCX and XLSX: a ZIP that begins with its first entry, ends with its end record, and holds a document without
//! macros.

use std::io::{Read, Seek, SeekFrom};

use super::{FileKind, MIXED, OTHER_KIND, Trouble, scan, tail};

/// The most entries that are looked at.
const MOST_ENTRIES: u16 = 10_000;
/// The most bytes of the list of parts, unpacked.
const MOST_LIST: u64 = 1_000_000;
/// Names every part of an office file with its type.
const LIST: &str = "[Content_Types].xml";

struct Entry {
    name: String,
    method: u16,
    packed: u64,
    at: u64,
}

pub fn check(file: &mut (impl Read + Seek), size: u64) -> Result<FileKind, Trouble> {
    let entries = entries(file, size)?;
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    // Office programs read names without regard to case; of two lists, who knows which.
    let mut lists = entries.iter().filter(|entry| entry.name.eq_ignore_ascii_case(LIST));
    let list = match (lists.next(), lists.next()) {
        (Some(list), None) => list,
        (Some(_), Some(_)) => return Err(Trouble::Refused(MIXED)),
        (None, _) => return Err(Trouble::Refused(OTHER_KIND)),
    };
    let kind = match (has("word/document.xml"), has("xl/workbook.xml")) {
        (true, false) => FileKind::Docx,
        (false, true) => FileKind::Xlsx,
        (true, true) => return Err(Trouble::Refused(MIXED)),
        (false, false) => return Err(Trouble::Refused(OTHER_KIND)),
    };
    let names_macro = |entry: &Entry| {
        let name = entry.name.to_ascii_lowercase();
        name.contains("vba") || name.contains("activex") || name.contains("..")
    };
    let types = unpack(file, list)?.to_ascii_lowercase();
    // A list of another alphabet, or with letters written as numbers, cannot be searched for words.
    if [&b"\0"[..], b"&#", b"<!doctype"].iter().any(|sign| scan::contains(&types, sign)) {
        return Err(Trouble::Refused(MIXED));
    }
    let has_macros = [&b"macroenabled"[..], b"vbaproject", b"activex"].iter().any(|word| scan::contains(&types, word));
    if has_macros || entries.iter().any(names_macro) {
        return Err(Trouble::Refused("file_macros"));
    }
    Ok(kind)
}

/// The entries by the central directory, which must lie right before the end record, as that must end the file.
fn entries(file: &mut (impl Read + Seek), size: u64) -> Result<Vec<Entry>, Trouble> {
    let refused = || Trouble::Refused(MIXED);
    let end = tail::<22>(file, size)?;
    if end.len() < 22 || !end.starts_with(b"PK\x05\x06") || end[20..] != [0, 0] {
        return Err(refused());
    }
    let count = short(&end, 10);
    let (length, start) = (u64::from(long(&end, 12)), u64::from(long(&end, 16)));
    if count == 0 || count > MOST_ENTRIES || start + length + 22 != size {
        return Err(refused());
    }
    file.seek(SeekFrom::Start(start))?;
    let mut directory = Vec::new();
    file.take(length).read_to_end(&mut directory)?;
    let mut entries = Vec::with_capacity(usize::from(count));
    let mut rest = directory.as_slice();
    for _ in 0..count {
        if rest.len() < 46 || !rest.starts_with(b"PK\x01\x02") {
            return Err(refused());
        }
        let name_end = 46 + usize::from(short(rest, 28));
        let whole = name_end + usize::from(short(rest, 30)) + usize::from(short(rest, 32));
        let name = rest.get(46..name_end).ok_or_else(refused)?;
        entries.push(Entry {
            name: String::from_utf8_lossy(name).into_owned(),
            method: short(rest, 10),
            packed: u64::from(long(rest, 20)),
            at: u64::from(long(rest, 42)),
        });
        rest = rest.get(whole..).ok_or_else(refused)?;
    }
    // Nothing stands before the first entry: the file is a ZIP and not something with a ZIP behind it.
    if !rest.is_empty() || !entries.iter().any(|entry| entry.at == 0) {
        return Err(refused());
    }
    Ok(entries)
}

fn unpack(file: &mut (impl Read + Seek), entry: &Entry) -> Result<Vec<u8>, Trouble> {
    file.seek(SeekFrom::Start(entry.at))?;
    let mut header = [0; 30];
    file.read_exact(&mut header)?;
    let skip = i64::from(short(&header, 26)) + i64::from(short(&header, 28));
    file.seek(SeekFrom::Current(skip))?;
    let packed = file.take(entry.packed);
    let mut bytes = Vec::new();
    let read = match entry.method {
        0 => packed.take(MOST_LIST + 1).read_to_end(&mut bytes),
        8 => flate2::read::DeflateDecoder::new(packed).take(MOST_LIST + 1).read_to_end(&mut bytes),
        _ => return Err(Trouble::Refused(MIXED)),
    };
    match read {
        // What stands further behind would not be looked at.
        Ok(read) if read as u64 <= MOST_LIST => Ok(bytes),
        _ => Err(Trouble::Refused(MIXED)),
    }
}

fn short(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
