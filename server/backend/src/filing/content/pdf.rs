//! PDF: begins with its header at the first byte and ends with its end mark.

use std::io::{Read, Seek};

use super::{MIXED, Trouble, scan, tail};

/// How far into the file a browser looks for HTML.
const SNIFFED: u64 = 1024;

pub fn check(file: &mut (impl Read + Seek), size: u64) -> Result<(), Trouble> {
    let end = tail::<1024>(file, size)?;
    let blank = |b: &u8| b.is_ascii_whitespace() || *b == 0;
    let written = end.iter().rposition(|b| !blank(b)).map_or(0, |last| last + 1);
    if !end[..written].ends_with(b"%%EOF") {
        return Err(Trouble::Refused(MIXED));
    }
    scan::no_zip_behind(file, size)?;
    // Behind the header, so that the header itself is not what is found.
    file.seek(std::io::SeekFrom::Start(0))?;
    let mut start = Vec::new();
    file.take(SNIFFED).read_to_end(&mut start)?;
    let mut start = std::io::Cursor::new(start.split_off(start.len().min(5)));
    scan::no_foreign(&mut start, SNIFFED)
}
