//! Glyphs and lines. What is measured is what is drawn: each word is shaped once.

use std::ops::Range;
use std::sync::LazyLock;

use harfrust::{FontRef, ShapeOptions, Shaper, ShaperData, UnicodeBuffer};
use krilla::text::{Font, GlyphId, KrillaGlyph};

/// Units of an em in each face.
const EM: f32 = 2048.0;
/// Stands for what no face has: a paper shows that something is missing, and is written all the same.
const MISSING: &str = "□";

/// A typeface's cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    Regular,
    Bold,
    Italic,
}

/// A cut as both libraries read it.
struct Cut {
    font: Font,
    reader: FontRef<'static>,
    data: ShaperData,
}

static CUTS: LazyLock<[Option<Cut>; 3]> = LazyLock::new(|| {
    let regular: &[u8] = include_bytes!("../fonts/papers-serif-regular.ttf");
    let bold: &[u8] = include_bytes!("../fonts/papers-serif-bold.ttf");
    let italic: &[u8] = include_bytes!("../fonts/papers-serif-italic.ttf");
    [regular, bold, italic].map(|bytes| {
        let reader = FontRef::new(bytes).ok()?;
        Some(Cut { font: Font::new(bytes.into(), 0)?, data: ShaperData::new(&reader), reader })
    })
});

impl Face {
    fn cut(self) -> Option<&'static Cut> {
        CUTS[self as usize].as_ref()
    }

    /// As the writer wants it; `None` for a broken file, which the tests exclude.
    pub fn font(self) -> Option<Font> {
        Some(self.cut()?.font.clone())
    }
}

/// Text of one face with its glyphs, in parts of an em.
#[derive(Clone, Debug)]
pub struct Run {
    pub face: Face,
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    /// In parts of an em.
    pub width: f32,
}

/// A line: runs from left to right.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub runs: Vec<Run>,
    /// In points, without the blank at its end.
    pub width: f32,
}

/// Shapes a text in one face.
pub fn shape(face: Face, text: &str) -> Run {
    let empty = || Run { face, text: String::new(), glyphs: vec![], width: 0.0 };
    let Some(cut) = face.cut() else {
        return empty();
    };
    let shaper = cut.data.shaper(&cut.reader).build();
    let glyphs = glyphs(&shaper, text);
    if glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0) {
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        return Run { face, text: text.to_owned(), glyphs, width };
    }
    let mut known = String::new();
    let mut after = 0;
    for glyph in &glyphs {
        let range = &glyph.text_range;
        if range.start < after {
            continue;
        }
        after = range.end;
        if glyph.glyph_id.to_u32() == 0 {
            known.push_str(MISSING);
        } else {
            known.push_str(&text[range.clone()]);
        }
    }
    // Shaped once more without what is missing; the box is in every face.
    if known == text { empty() } else { shape(face, &known) }
}

fn glyphs(shaper: &Shaper<'_>, text: &str) -> Vec<KrillaGlyph> {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    // Names are written from left to right; a stray letter of another script does not turn them around.
    buffer.set_direction(harfrust::Direction::LeftToRight);
    let shaped = shaper.shape(buffer, ShapeOptions::new());
    let infos = shaped.glyph_infos();
    infos
        .iter()
        .zip(shaped.glyph_positions())
        .map(|(info, at)| {
            #[expect(clippy::cast_precision_loss, reason = "font units are small")]
            let em = |units: i32| units as f32 / EM;
            let range = cluster(infos.iter().map(|info| info.cluster), info.cluster, text.len());
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                em(at.x_advance),
                em(at.x_offset),
                em(at.y_offset),
                em(at.y_advance),
                range,
                None,
            )
        })
        .collect()
}

/// The bytes of the text that begin at a cluster and end where the next one begins.
fn cluster(all: impl Iterator<Item = u32>, start: u32, end: usize) -> Range<usize> {
    let next = all.filter(|other| *other > start).min();
    let start = start as usize;
    start..next.map_or(end, |next| next as usize)
}

/// Breaks spans of text into lines of at most `width` points at this size. A line feed always breaks; a word that is
/// wider than the line is cut.
pub fn wrap(spans: &[(Face, &str)], size: f32, width: f32) -> Vec<Line> {
    let mut lines = Lines { done: vec![], line: Line::default(), blank: 0.0, size, width };
    for (face, text) in spans {
        for (place, paragraph) in text.split('\n').enumerate() {
            if place > 0 {
                lines.end();
            }
            for word in paragraph.split_inclusive(' ') {
                lines.word(*face, word);
            }
        }
    }
    lines.end();
    lines.done
}

/// As [`wrap`], with lines of about the same width: a title does not end in a word alone.
pub fn balanced(face: Face, text: &str, size: f32, width: f32) -> Vec<Line> {
    let mut best = wrap(&[(face, text)], size, width);
    for part in [0.9, 0.8, 0.7, 0.6, 0.5] {
        let narrow = wrap(&[(face, text)], size, width * part);
        if narrow.len() > best.len() {
            break;
        }
        best = narrow;
    }
    best
}

struct Lines {
    done: Vec<Line>,
    line: Line,
    /// The blank after the last word, in points; it counts once another word follows.
    blank: f32,
    size: f32,
    width: f32,
}

impl Lines {
    fn word(&mut self, face: Face, word: &str) {
        let bare = shape(face, word.trim_end_matches(' ')).width * self.size;
        if self.line.width + self.blank + bare > self.width && !self.line.runs.is_empty() {
            self.end();
        }
        if bare <= self.width {
            self.push(shape(face, word), bare);
            return;
        }
        for piece in pieces(face, word, self.width / self.size) {
            let run = shape(face, &piece);
            let bare = run.width * self.size;
            if self.line.width + bare > self.width && !self.line.runs.is_empty() {
                self.end();
            }
            self.push(run, bare);
        }
    }

    fn push(&mut self, run: Run, bare: f32) {
        self.line.width += self.blank + bare;
        self.blank = run.width * self.size - bare;
        match self.line.runs.last_mut() {
            Some(last) if last.face == run.face => last.append(run),
            _ => self.line.runs.push(run),
        }
    }

    fn end(&mut self) {
        self.blank = 0.0;
        self.done.push(std::mem::take(&mut self.line));
    }
}

impl Run {
    fn append(&mut self, other: Self) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.width += other.width;
        self.glyphs.extend(other.glyphs.into_iter().map(|mut glyph| {
            glyph.text_range = glyph.text_range.start + shift..glyph.text_range.end + shift;
            glyph
        }));
    }
}

/// Cuts a long word so that each piece is at most `most` ems wide; a mark stays with its letter.
fn pieces(face: Face, word: &str, most: f32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut width = 0.0;
    for glyph in shape(face, word).glyphs {
        let Some(text) = word.get(glyph.text_range.clone()) else {
            continue;
        };
        if width + glyph.x_advance > most && glyph.x_advance > 0.0 && width > 0.0 {
            pieces.push(String::new());
            width = 0.0;
        }
        width += glyph.x_advance;
        let last = pieces.last_mut();
        // Several glyphs of one cluster bring its text once.
        if let Some(last) = last.filter(|last| glyph.x_advance > 0.0 || !last.ends_with(text)) {
            last.push_str(text);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cut_has_the_letters_of_every_people() {
        let words = "Nguyễn Thị Ánh ĐẶNG VŨ ƯỜNG ẳẵặ ỗộ ữự ỵỹ Ƀlă H’Čŏ HʼHen Đăk Tơkan ê̆ Ŏ̆ ơ̆ ƀ o̔ — “Kon Plông” \
            1.234.567 đồng ₫";
        for face in [Face::Regular, Face::Bold, Face::Italic] {
            let run = shape(face, words);
            assert_eq!(run.text, words, "{face:?}");
            assert!(run.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0));
        }
    }

    /// What is typed is refused where a paper could not print it: by this list.
    #[test]
    fn every_cut_has_each_letter_that_may_be_typed() {
        let letters = domain::text::PRINTED.iter().flat_map(|(first, last)| *first..=*last);
        let text: String = letters.filter(|c| *c != '\u{ad}').collect();
        assert!(text.chars().count() > 900);
        for face in [Face::Regular, Face::Bold, Face::Italic] {
            let absent: Vec<char> = text.chars().filter(|c| shape(face, &c.to_string()).text.contains('□')).collect();
            assert_eq!(absent, ['□'], "{face:?}");
        }
    }

    #[test]
    fn what_no_face_has_becomes_a_box() {
        assert_eq!(shape(Face::Regular, "An 😀 Bình").text, "An □ Bình");
        assert_eq!(shape(Face::Bold, "漢").text, "□");
    }

    #[test]
    fn lines_fit_and_lose_nothing() {
        let text = "Số 12, đường Nguyễn Tự Tân, phường Cẩm Thành, tỉnh Quảng Ngãi https://portal.example.vn/\
            tra-cuu?ma=000.00.15.H48-261120-0007-va-rat-dai-khong-co-cho-ngat";
        let lines = wrap(&[(Face::Regular, text)], 11.0, 150.0);
        assert!(lines.len() > 3);
        assert!(lines.iter().all(|line| line.width <= 150.0), "{lines:?}");
        let set: String = lines.iter().flat_map(|line| &line.runs).map(|run| run.text.as_str()).collect();
        assert_eq!(set, text);
        assert_eq!(wrap(&[(Face::Bold, "một\nhai")], 11.0, 150.0).len(), 2);
    }
}
