//! How much may be attached, in one place. A megabyte is 1,000,000 bytes, as phones count.

/// Bytes of one file.
pub const MOST_FILE: u64 = 10_000_000;
/// Files of one dossier.
pub const MOST_FILES: usize = 20;
/// Bytes of all files of one dossier.
pub const MOST_TOTAL: u64 = 50_000_000;
/// Bytes of one upload: whoever chooses too many or too large files is told so, and not cut off in the middle.
pub const MOST_UPLOAD: usize = 250_000_000;
/// Drafts of one account.
pub const MOST_DRAFTS: usize = 30;
/// Characters of a file's name.
pub const MOST_FILE_NAME: usize = 120;
/// Days after which a draft that nobody touched goes, with its files.
pub const DRAFT_DAYS: u32 = 90;
