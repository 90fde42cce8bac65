//! Tables that people bring (CSV), as spreadsheets write them: UTF-8 with or without its mark, commas, semicolons or
//! tabs between cells, perhaps a line that says which (`sep=;`), and blank rows at the end.
//!
//! A row is one line. A quote that is left open would make one row of two; here its line cannot be read, and nothing
//! else is lost.

use domain::text::clean;

/// A table: names of columns, and rows.
#[derive(Debug)]
pub struct Table {
    /// The first row, cleaned, in lower case.
    names: Vec<String>,
    rows: Vec<Row>,
}

/// A row that is not blank.
#[derive(Debug)]
pub struct Row {
    /// Its line, as an editor counts.
    pub line: usize,
    /// Its cells, cleaned; as many as there are columns.
    cells: Result<Vec<String>, BrokenRow>,
}

/// Why a line is no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenRow {
    /// A quote opens a cell and is not closed on the line.
    #[error("a quote is not closed on this line")]
    OpenQuote,
    /// A quote stands inside a cell, or something follows a closed one.
    #[error("a quote stands in the wrong place; inside a quoted cell it is written twice")]
    StrayQuote,
    /// More cells than columns.
    #[error("more cells than columns: a cell that holds the separator must stand in quotes")]
    MoreCells,
}

/// Why a file is no table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATable {
    /// There is no row in it.
    #[error("there is nothing in the file")]
    Empty,
    /// Not UTF-8.
    #[error(
        "line {0} is not UTF-8. Save the file again: in Excel as \"CSV UTF-8 (Comma delimited)\", in LibreOffice with \
         the character set \"Unicode (UTF-8)\""
    )]
    Encoding(usize),
    /// The row of names can't be read.
    #[error("the names of the columns: {0}")]
    Names(BrokenRow),
    /// Two columns have one name.
    #[error("two columns are called {0}")]
    Twice(String),
    /// These columns are missing.
    #[error("the first line lacks: {}", .0.join(", "))]
    Missing(Vec<&'static str>),
}

/// The text of a file.
///
/// # Errors
/// [`NotATable::Encoding`] with the first line that is not UTF-8.
pub fn text_of(bytes: &[u8]) -> Result<&str, NotATable> {
    let valid = match std::str::from_utf8(bytes) {
        // UTF-16 without its mark is made of valid bytes, half of them zero.
        Ok(text) => match text.find('\0') {
            None => return Ok(text.trim_start_matches('\u{feff}')),
            Some(at) => at,
        },
        Err(error) => error.valid_up_to(),
    };
    let line = 1 + bytes[..valid].iter().filter(|byte| **byte == b'\n').count();
    Err(NotATable::Encoding(line))
}

impl Table {
    /// Reads a table. Rows that can't be read are told one by one, by [`Row::read`].
    ///
    /// # Errors
    /// Where it is none.
    pub fn read(text: &str) -> Result<Self, NotATable> {
        let text = text.trim_start_matches('\u{feff}');
        let mut lines = lines(text).enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !is_blank(line));
        let (_, mut head) = lines.next().ok_or(NotATable::Empty)?;
        let said = separator_said(head);
        if said.is_some() {
            (_, head) = lines.next().ok_or(NotATable::Empty)?;
        }
        let separator = said.unwrap_or_else(|| likely_separator(head));
        let mut names = cells(head, separator).map_err(NotATable::Names)?;
        names.iter_mut().for_each(|name| *name = name.to_lowercase());
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        let twice = names.iter().enumerate().find(|(at, name)| !name.is_empty() && names[..*at].contains(*name));
        if let Some((_, name)) = twice {
            return Err(NotATable::Twice(name.clone()));
        }
        let rows = lines.filter_map(|(line, text)| row(line, text, separator, names.len())).collect();
        Ok(Self { names, rows })
    }

    /// The places of these columns, in this order.
    ///
    /// # Errors
    /// [`NotATable::Missing`].
    pub fn columns<const N: usize>(&self, wanted: [&'static str; N]) -> Result<[usize; N], NotATable> {
        let missing: Vec<_> = wanted.into_iter().filter(|name| self.column(name).is_none()).collect();
        if missing.is_empty() {
            Ok(wanted.map(|name| self.column(name).unwrap_or_default()))
        } else {
            Err(NotATable::Missing(missing))
        }
    }

    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    /// The rows that are not blank.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl Row {
    /// The cells.
    ///
    /// # Errors
    /// Where the line is no row.
    pub fn read(&self) -> Result<&[String], BrokenRow> {
        self.cells.as_deref().map_err(|broken| *broken)
    }
}

/// Lines as Windows, Unix and old Macs end them.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// Blank but for what separates cells.
fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || matches!(c, ',' | ';'))
}

/// What the line `sep=;` says, which spreadsheets write and heed.
fn separator_said(line: &str) -> Option<char> {
    let bare = line.trim_matches('"').to_ascii_lowercase();
    let separator = bare.strip_prefix("sep=")?.chars().next()?;
    matches!(separator, ',' | ';' | '\t').then_some(separator)
}

/// The one that stands most often in the row of names, outside of quotes.
fn likely_separator(head: &str) -> char {
    let count = |separator: char| {
        let mut is_quoted = false;
        let outside = head.chars().filter(|c| {
            is_quoted ^= *c == '"';
            *c == separator && !is_quoted
        });
        outside.count()
    };
    // Of equals the first.
    [',', ';', '\t']
        .into_iter()
        .map(|separator| (count(separator), separator))
        .fold((0, ','), |best, next| if next.0 > best.0 { next } else { best })
        .1
}

/// `None` for a row of empty cells. What is missing at the end is empty.
fn row(line: usize, text: &str, separator: char, columns: usize) -> Option<Row> {
    let cells = match cells(text, separator) {
        Ok(mut cells) => {
            if cells.iter().all(String::is_empty) {
                return None;
            }
            if cells.iter().skip(columns).any(|cell| !cell.is_empty()) {
                Err(BrokenRow::MoreCells)
            } else {
                cells.resize(columns, String::new());
                Ok(cells)
            }
        }
        Err(broken) => Err(broken),
    };
    Some(Row { line, cells })
}

/// The cells of a line.
fn cells(line: &str, separator: char) -> Result<Vec<String>, BrokenRow> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_cell(quoted)?,
            None => {
                let (cell, after) = rest.split_at(rest.find(separator).unwrap_or(rest.len()));
                if cell.contains('"') {
                    return Err(BrokenRow::StrayQuote);
                }
                (clean(cell), after)
            }
        };
        cells.push(cell);
        match after.strip_prefix(separator) {
            Some(next) => rest = next,
            None if after.is_empty() => return Ok(cells),
            None => return Err(BrokenRow::StrayQuote),
        }
    }
}

/// What stands before the closing quote, and what follows it.
fn quoted_cell(mut rest: &str) -> Result<(String, &str), BrokenRow> {
    let mut cell = String::new();
    loop {
        let (before, after) = rest.split_once('"').ok_or(BrokenRow::OpenQuote)?;
        cell.push_str(before);
        match after.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                rest = next;
            }
            None => return Ok((clean(&cell), after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<(usize, Result<Vec<String>, BrokenRow>)> {
        let table = Table::read(text).unwrap();
        assert_eq!(table.columns(["code", "name"]), Ok([0, 1]), "{text:?}");
        table.rows.into_iter().map(|row| (row.line, row.cells)).collect()
    }

    fn ok(line: usize, code: &str, name: &str) -> (usize, Result<Vec<String>, BrokenRow>) {
        (line, Ok(vec![code.to_owned(), name.to_owned()]))
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        for text in [
            "code,name\n01,Hà Nội\n",
            "\u{feff}code,name\r\n01,Hà Nội\r\n",
            "code;name\r01;Hà Nội",
            "code\tname\n01\tHà Nội\n",
            "Code, NAME \n 01 ,  Hà  Nội\n",
            "\"code\",\"name\"\n\"01\",\"Hà Nội\"",
            "code;name;;\n01;Hà Nội;;\n;;;\n;;;\n\n",
        ] {
            assert_eq!(read(text), [ok(2, "01", "Hà Nội")], "{text:?}");
        }
        for text in ["sep=;\ncode;name\n01;a, b\n", "\"sep=;\"\r\ncode;name\r\n01;\"a, b\"\r\n"] {
            assert_eq!(read(text), [ok(3, "01", "a, b")], "{text:?}");
        }
        assert_eq!(read("code,name\n\n\n01,\"a \"\"b\"\", c\"\n02\n"), [ok(4, "01", "a \"b\", c"), ok(5, "02", "")]);
        assert_eq!(read("code,name\n01,a;b;c\n"), [ok(2, "01", "a;b;c")]);
    }

    #[test]
    fn a_broken_line_takes_no_other_with_it() {
        use BrokenRow::{MoreCells, OpenQuote, StrayQuote};
        for (line, why) in [
            ("01,\"a", OpenQuote),
            ("\"01,a", OpenQuote),
            ("01,\"a\"\"", OpenQuote),
            ("01,a\"b", StrayQuote),
            ("01,\"a\"b", StrayQuote),
            ("01, \"a\"", StrayQuote),
            ("01,a,b", MoreCells),
        ] {
            let text = format!("code,name\n{line}\n02,\"b\"\n03,c\n");
            assert_eq!(read(&text), [(2, Err(why)), ok(3, "02", "b"), ok(4, "03", "c")], "{line}");
        }
    }

    #[test]
    fn what_is_no_table_is_said() {
        for (text, why) in [
            ("", NotATable::Empty),
            (" \n;;\n", NotATable::Empty),
            ("sep=;\n", NotATable::Empty),
            ("code,\"name\n", NotATable::Names(BrokenRow::OpenQuote)),
            ("code,name,Code\n", NotATable::Twice("code".to_owned())),
        ] {
            assert_eq!(Table::read(text).err(), Some(why), "{text:?}");
        }
        let table = Table::read("code\n1\n").unwrap();
        assert_eq!(table.columns(["code", "name", "kind"]), Err(NotATable::Missing(vec!["name", "kind"])));
    }

    #[test]
    fn other_encodings_are_told_by_their_line() {
        let utf16: Vec<u8> = "code,name\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16.clone()).collect();
        for bytes in [&utf16, &marked] {
            assert_eq!(text_of(bytes), Err(NotATable::Encoding(1)));
        }
        // Windows-1258: Hà Nội.
        assert_eq!(text_of(b"code,name\n1,H\xe0 N\xf4\xf2i\n"), Err(NotATable::Encoding(2)));
        assert_eq!(text_of("\u{feff}Hà".as_bytes()), Ok("Hà"));
        assert!(NotATable::Encoding(2).to_string().contains("CSV UTF-8"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            rows in prop::collection::vec(["[^\r\n\"]{1,8}", "[^\r\n]{0,12}"], 0..6),
            separator in prop::sample::select(vec![',', ';', '\t']),
        ) {
            let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
            let mut text = format!("sep={separator}\ncode{separator}name\n");
            for [code, name] in &rows {
                text.push_str(&format!("{}{separator}{}\r\n", quoted(&format!("x{code}")), quoted(name)));
            }
            let expected = rows.iter().enumerate().map(|(at, [code, name])| {
                ok(at + 3, &clean(&format!("x{code}")), &clean(name))
            });
            prop_assert_eq!(read(&text), expected.collect::<Vec<_>>());
        }
    }
}
