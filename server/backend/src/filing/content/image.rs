//! Pictures. A PNG ends with its last chunk; behind a JPEG phones put clips and notes of their own, which are left
//! alone unless they are something that could be opened or run.

use std::io::{Read, Seek, SeekFrom};

use super::{MIXED, Trouble, scan};

/// The longest chain of chunks that is followed.
const MOST_CHUNKS: usize = 100_000;

pub fn check_png(file: &mut (impl Read + Seek), size: u64) -> Result<(), Trouble> {
    file.seek(SeekFrom::Start(8))?;
    let mut at = 8_u64;
    for chunk in 0..MOST_CHUNKS {
        let mut header = [0; 8];
        file.read_exact(&mut header)?;
        let length = u64::from(u32::from_be_bytes([header[0], header[1], header[2], header[3]]));
        let kind = &header[4..];
        at += 12 + length;
        if (chunk == 0) != (kind == b"IHDR") || at > size {
            return Err(Trouble::Refused(MIXED));
        }
        if kind == b"IEND" {
            if at != size {
                return Err(Trouble::Refused(MIXED));
            }
            return scan::no_foreign(file, size);
        }
        file.seek(SeekFrom::Start(at))?;
    }
    Err(Trouble::Refused(MIXED))
}

pub fn check_jpeg(file: &mut (impl Read + Seek), size: u64) -> Result<(), Trouble> {
    // Segments up to the picture itself, each with its length; then what is left is scanned.
    file.seek(SeekFrom::Start(2))?;
    let mut at = 2_u64;
    loop {
        let mut marker = [0; 4];
        file.read_exact(&mut marker)?;
        let length = u64::from(u16::from_be_bytes([marker[2], marker[3]]));
        if marker[0] != 0xff || length < 2 {
            return Err(Trouble::Refused(MIXED));
        }
        at += 2 + length;
        if at > size {
            return Err(Trouble::Refused(MIXED));
        }
        // Start of scan: the compressed picture follows.
        if marker[1] == 0xda {
            break;
        }
        file.seek(SeekFrom::Start(at))?;
    }
    scan::no_zip_behind(file, size)?;
    scan::no_foreign(file, size)
}
