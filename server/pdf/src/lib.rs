//! Sets a [`Paper`] as PDF/A-2a, tagged for screen readers (PDF/UA-1): fonts embedded, text that can be searched, a
//! table's head on each sheet. The library validates what it writes; a file that does not conform is an error.
//!
//! The way of a paper: `compose` says what stands under what, [`flow`](flow::Flow) puts it on sheets, with lines from
//! [`text`], and [`draw`] writes the sheets. The same paper gives the same bytes: its date is the paper's own.

mod compose;
mod draw;
mod flow;
mod table;
mod text;

use app::papers::Paper;

/// A paper could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the paper cannot be written as PDF/A: {0}")]
pub struct PdfError(String);

/// The file.
///
/// # Errors
/// [`PdfError`] where the file would not conform; only a mistake here can bring that about.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PdfError> {
    draw::draw(paper, &compose::compose(paper))
}
