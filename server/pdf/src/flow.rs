//! Sheets that fill from top to bottom, and the tree that says to a screen reader what is what.

use app::papers::{Align, Format};

use crate::text::{Face, Line, Run};

/// Millimetres in points.
const MM: f32 = 72.0 / 25.4;
/// A line's height in parts of its size: room for the two marks of `Ễ`.
pub const LEADING: f32 = 1.32;

/// What a piece of a paper is.
#[derive(Clone, Debug)]
pub enum Tag {
    /// The title, in words.
    Heading(String),
    Paragraph,
    List,
    Item,
    Label,
    Body,
    Table,
    Head,
    Rows,
    Row,
    HeadCell,
    Cell,
    /// A picture, in words.
    Figure(String),
    /// What leads elsewhere.
    Link,
}

/// A place in the tree.
pub type Node = usize;

/// A piece of the tree: what it is, and the pieces below it.
#[derive(Debug)]
pub struct Branch {
    pub tag: Tag,
    pub below: Vec<Node>,
}

/// Something on a sheet; lengths in points from its upper left corner.
#[derive(Debug)]
pub enum Mark {
    /// Text from `x` on, standing on `y`; without a node it is furniture, such as a repeated head.
    Text { x: f32, y: f32, size: f32, run: Run, node: Option<Node> },
    /// A line.
    Rule { from: (f32, f32), to: (f32, f32) },
    /// A QR code: its side in modules, its dark ones, and where it leads.
    Code { x: f32, y: f32, side: f32, modules: (i32, Vec<(i32, i32)>), leads_to: String, figure: Node, link: Node },
}

/// Paper's measures.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    pub width: f32,
    pub height: f32,
    pub side: f32,
    pub top: f32,
    pub bottom: f32,
    /// The body's size in points.
    pub size: f32,
}

impl Frame {
    pub fn of(format: Format) -> Self {
        let (width, height, side, size) = match format {
            Format::A5 => (148.0, 210.0, 12.0, 10.0),
            Format::A4 => (210.0, 297.0, 18.0, 11.5),
            Format::A4Landscape => (297.0, 210.0, 13.0, 9.0),
        };
        Self { width: width * MM, height: height * MM, side: side * MM, top: 9.0 * MM, bottom: 11.0 * MM, size }
    }

    /// Between the margins.
    pub fn measure(&self) -> f32 {
        self.width - 2.0 * self.side
    }
}

/// A paper being put on sheets.
#[derive(Debug)]
pub struct Flow {
    pub frame: Frame,
    pub sheets: Vec<Vec<Mark>>,
    pub tree: Vec<Branch>,
    /// The tree's first level.
    pub roots: Vec<Node>,
    /// How far the sheet is filled.
    pub y: f32,
}

impl Flow {
    pub fn new(format: Format) -> Self {
        let frame = Frame::of(format);
        Self { frame, sheets: vec![vec![]], tree: vec![], roots: vec![], y: frame.top }
    }

    /// A new piece of the tree, below another one or on its first level.
    pub fn node(&mut self, parent: Option<Node>, tag: Tag) -> Node {
        let node = self.tree.len();
        self.tree.push(Branch { tag, below: vec![] });
        match parent {
            Some(parent) => self.tree[parent].below.push(node),
            None => self.roots.push(node),
        }
        node
    }

    /// What is left of the sheet.
    pub fn room(&self) -> f32 {
        self.frame.height - self.frame.bottom - self.y
    }

    /// What an empty sheet holds.
    pub fn whole(&self) -> f32 {
        self.frame.height - self.frame.bottom - self.frame.top
    }

    /// On to the next sheet.
    pub fn turn(&mut self) {
        self.sheets.push(vec![]);
        self.y = self.frame.top;
    }

    /// Turns the page where less than `height` is left of it, unless it is empty.
    pub fn keep(&mut self, height: f32) {
        if self.room() < height && self.y > self.frame.top {
            self.turn();
        }
    }

    pub fn mark(&mut self, mark: Mark) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.push(mark);
        }
    }

    /// A line at a height, within a column.
    pub fn line(&mut self, line: Line, at: (f32, f32), width: f32, size: f32, align: Align, node: Option<Node>) {
        let free = (width - line.width).max(0.0);
        let mut x = at.0
            + match align {
                Align::Left => 0.0,
                Align::Centre => free / 2.0,
                Align::Right => free,
            };
        // The marks above capitals need most of a line's height.
        let y = at.1 + size;
        for run in line.runs {
            let wide = run.width * size;
            self.mark(Mark::Text { x, y, size, run, node });
            x += wide;
        }
    }

    /// Lines over the whole measure from `indent` on, over as many sheets as they need.
    pub fn lines(&mut self, lines: Vec<Line>, indent: f32, size: f32, align: Align, node: Option<Node>) {
        let height = size * LEADING;
        let (left, width) = (self.frame.side + indent, self.frame.measure() - indent);
        for line in lines {
            if self.room() < height {
                self.turn();
            }
            self.line(line, (left, self.y), width, size, align, node);
            self.y += height;
        }
    }

    /// A paragraph of spans.
    pub fn paragraph(&mut self, spans: &[(Face, &str)], size: f32, align: Align, tag: Tag) {
        let lines = crate::text::wrap(spans, size, self.frame.measure());
        let node = self.node(None, tag);
        self.lines(lines, 0.0, size, align, Some(node));
    }
}
