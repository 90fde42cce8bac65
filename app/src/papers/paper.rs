//! What is printed, before it is a page or a file.

use jiff::civil::DateTime;

/// A sheet's size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 148 × 210 mm: what is handed to people.
    A5,
    /// 210 × 297 mm.
    A4,
    /// 297 × 210 mm: wide tables.
    A4Landscape,
}

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The sheet.
    pub format: Format,
    /// Which form this is: `Mẫu số 01 – Thông tư 03/2025/TT-VPCP`.
    pub form: Option<String>,
    /// That it is a simulation, where it is.
    pub mark: Option<String>,
    /// Who issues it; then its address and telephone, as far as they are known.
    pub agency: Vec<String>,
    /// `Số: …`, or what stands in its place.
    pub number: String,
    /// The country's name and motto; none on a receipt.
    pub country: Option<[String; 2]>,
    /// `Ngày 05 tháng 02 năm 2026`
    pub dated: String,
    /// In normal case; it is set in capitals.
    pub title: String,
    /// What it is about, below the title.
    pub subtitle: String,
    /// What it says, in order.
    pub parts: Vec<Part>,
    /// Where the dossier is followed.
    pub qr: Option<Qr>,
    /// Who signs, from left to right.
    pub signatures: Vec<Signature>,
    /// What it is called: in the foot of each sheet, and as a file.
    pub name: String,
    /// When it was issued, local time.
    pub at: DateTime,
}

/// A part of what a paper says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Text(String),
    /// A label and what is filled in.
    Fact(Fact),
    /// Numbered items.
    List(List),
    /// Rows.
    Table(Table),
}

/// A label and what is filled in; lines are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Without colon.
    pub label: String,
    /// What is filled in.
    pub fact: String,
}

/// Numbered items below a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Without colon.
    pub label: String,
    /// Lines are kept.
    pub items: Vec<String>,
}

/// A table; its head is repeated on each sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it lists, as it stands above.
    pub label: String,
    /// From left to right.
    pub columns: Vec<Column>,
    /// As many cells each as there are columns.
    pub rows: Vec<Vec<String>>,
    /// A last row in bold.
    pub sum: Option<Vec<String>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub title: String,
    /// Its share of the width, in parts of the columns' sum.
    pub share: u8,
    /// How its cells stand.
    pub align: Align,
}

/// How a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers in a row, days.
    Centre,
    /// Amounts.
    Right,
}

/// A QR code with what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// An address.
    pub content: String,
    /// What it is, for those who do not see it.
    pub label: String,
    /// What stands beside it.
    pub caption: String,
}

/// Who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// In capitals: `NGƯỜI NỘP HỒ SƠ`.
    pub role: String,
    /// `(Ký, ghi rõ họ tên)`
    pub hint: String,
    /// Who it is, where that is known.
    pub name: String,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn left(title: impl Into<String>, share: u8) -> Self {
        Self::new(title.into(), share, Align::Left)
    }

    /// A column of days or small numbers.
    #[must_use]
    pub fn centre(title: impl Into<String>, share: u8) -> Self {
        Self::new(title.into(), share, Align::Centre)
    }

    /// A column of amounts.
    #[must_use]
    pub fn right(title: impl Into<String>, share: u8) -> Self {
        Self::new(title.into(), share, Align::Right)
    }

    const fn new(title: String, share: u8, align: Align) -> Self {
        Self { title, share, align }
    }
}

impl Part {
    /// A label and what is filled in.
    pub(super) fn fact(label: impl Into<String>, fact: impl Into<String>) -> Self {
        Self::Fact(Fact { label: label.into(), fact: fact.into() })
    }

    /// Numbered items.
    pub(super) fn list(label: impl Into<String>, items: &[String]) -> Self {
        Self::List(List { label: label.into(), items: items.to_vec() })
    }
}
