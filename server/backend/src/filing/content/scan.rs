//! Looks for what has no business in a file.

use std::io::{Read, Seek, SeekFrom};

use super::{MIXED, Trouble, tail};

/// What a browser might run, or what opens another format.
const FOREIGN: [&[u8]; 5] = [b"<script", b"<html", b"<!doctype html", b"<?php", b"%pdf-"];

/// The most that a ZIP's comment and its end record take.
const ZIP_END: usize = 22 + 65_535;

/// Refuses a file that holds any of [`FOREIGN`] in its first `within` bytes, in whatever case.
pub fn no_foreign(file: &mut (impl Read + Seek), within: u64) -> Result<(), Trouble> {
    const PIECE: usize = 64 * 1024;
    const LONGEST: usize = 16;
    file.seek(SeekFrom::Start(0))?;
    let mut file = file.take(within);
    let mut window = Vec::with_capacity(PIECE + LONGEST);
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(());
        }
        window.extend(piece[..read].iter().map(u8::to_ascii_lowercase));
        if FOREIGN.iter().any(|foreign| contains(&window, foreign)) {
            return Err(Trouble::Refused(MIXED));
        }
        // A word may lie across two pieces.
        let keep = window.len().min(LONGEST);
        window.drain(..window.len() - keep);
    }
}

/// Refuses a file behind which a ZIP (an office file, an installer, a JAR) hides.
pub fn no_zip_behind(file: &mut (impl Read + Seek), size: u64) -> Result<(), Trouble> {
    let end = tail::<ZIP_END>(file, size)?;
    let is_end = |at: usize| {
        let comment = end.get(at + 20..at + 22);
        let fits = |c: &[u8]| at + 22 + usize::from(u16::from_le_bytes([c[0], c[1]])) <= end.len();
        comment.is_some_and(fits)
    };
    let mut places = end.windows(4).enumerate();
    if places.any(|(at, bytes)| bytes == b"PK\x05\x06" && is_end(at)) {
        return Err(Trouble::Refused(MIXED));
    }
    Ok(())
}

/// Whether `words` stand anywhere in `bytes`.
pub fn contains(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}
