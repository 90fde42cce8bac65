//! What a file is, told by its content alone, and whether it is that and nothing else.
//!
//! A file that is two things at once (a PDF with a ZIP behind it, a picture that holds a script) is refused: what the
//! officer opens must be what was checked here.

mod image;
mod office;
mod pdf;
mod scan;

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use domain::text::clean;

use super::limits::MOST_FILE_NAME;

/// The kinds that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// Word, without macros.
    Docx,
    /// Excel, without macros.
    Xlsx,
}

impl FileKind {
    /// All, in the order in which the page names them.
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Docx, Self::Xlsx];

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// What its name ends with.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }

    /// The kind of a stored media type.
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.media_type() == media_type)
    }
}

/// Why a file is not taken: the code of a field error.
pub(crate) type Refused = &'static str;

/// None of the kinds that are taken.
pub(super) const OTHER_KIND: Refused = "file_kind";
/// It holds more than it says, or is damaged.
pub(super) const MIXED: Refused = "file_mixed";

/// What went wrong while looking.
pub(crate) enum Trouble {
    /// The file is not taken.
    Refused(Refused),
    /// It could not be read.
    Disk(std::io::Error),
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        // A structure that points past the end: the file is damaged, not the disk.
        if error.kind() == std::io::ErrorKind::UnexpectedEof { Self::Refused(MIXED) } else { Self::Disk(error) }
    }
}

/// Looks at a whole file. Reads it in pieces; blocks.
pub(crate) fn inspect(path: &Path) -> Result<FileKind, Trouble> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut head = [0; 16];
    let known = usize::try_from(size.min(16)).unwrap_or(16);
    file.read_exact(&mut head[..known])?;
    file.seek(SeekFrom::Start(0))?;
    let said = infer::get(&head[..known]).map(|kind| kind.mime_type());
    match (said, &head) {
        (_, [b'%', b'P', b'D', b'F', b'-', ..]) => pdf::check(&mut file, size).map(|()| FileKind::Pdf),
        (Some("image/jpeg"), _) => image::check_jpeg(&mut file, size).map(|()| FileKind::Jpeg),
        (Some("image/png"), _) => image::check_png(&mut file, size).map(|()| FileKind::Png),
        (_, [b'P', b'K', 3, 4, ..]) => office::check(&mut file, size),
        _ => Err(Trouble::Refused(OTHER_KIND)),
    }
}

/// A file's name as it is kept: without folders, control and invisible characters, and with the ending of what it is.
pub fn clean_file_name(name: &str, kind: FileKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = clean(last).chars().map(|c| if r#"<>:"|?*%;"#.contains(c) { '_' } else { c }).collect();
    let is_ending = |ending: &str| (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    let stem = match plain.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) => stem,
        _ => plain.as_str(),
    };
    let stem: String = stem.trim_matches(['.', ' ']).chars().take(MOST_FILE_NAME).collect();
    let stem = if stem.is_empty() { "tep" } else { stem.as_str() };
    format!("{stem}.{}", kind.ending())
}

/// The last bytes of a file, at most so many.
fn tail<const MOST: usize>(file: &mut (impl Read + Seek), size: u64) -> std::io::Result<Vec<u8>> {
    let length = size.min(MOST as u64);
    file.seek(SeekFrom::Start(size - length))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
