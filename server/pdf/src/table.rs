//! Tables: columns by their shares, a head on each sheet, rows that stay whole where a sheet can hold them.

use app::papers::{Align, Table};

use crate::flow::{Flow, LEADING, Mark, Node, Tag};
use crate::text::{Face, Line, wrap};

/// Between a cell's edge and its text, in points.
const PAD: f32 = 3.0;

/// A row on its way to the sheets.
struct Row {
    /// Each cell's lines.
    cells: Vec<Vec<Line>>,
    aligns: Vec<Align>,
    nodes: Vec<Option<Node>>,
}

struct Grid {
    /// Where the columns begin, and where the last one ends.
    edges: Vec<f32>,
    size: f32,
}

/// Sets a table.
pub fn table(flow: &mut Flow, table: &Table) {
    let grid = Grid::new(flow, table);
    let height = grid.size * LEADING;
    flow.keep(4.0 * height);
    flow.paragraph(&[(Face::Regular, &table.label)], flow.frame.size, Align::Left, Tag::Paragraph);
    flow.y += 2.0;
    let root = flow.node(None, Tag::Table);
    let head_part = flow.node(Some(root), Tag::Head);
    let head_row = flow.node(Some(head_part), Tag::Row);
    let titles: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
    let centred = vec![Align::Centre; titles.len()];
    let nodes = titles.iter().map(|_| Some(flow.node(Some(head_row), Tag::HeadCell))).collect();
    let head = grid.row(&titles, Face::Bold, &centred, nodes);
    grid.set(flow, head, None);

    let aligns: Vec<Align> = table.columns.iter().map(|column| column.align).collect();
    let body = flow.node(Some(root), Tag::Rows);
    let rows = table.rows.iter().map(|row| (row, Face::Regular));
    let sum = table.sum.iter().map(|row| (row, Face::Bold));
    for (cells, face) in rows.chain(sum) {
        let row_node = flow.node(Some(body), Tag::Row);
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let nodes = cells.iter().map(|_| Some(flow.node(Some(row_node), Tag::Cell))).collect();
        let row = grid.row(&cells, face, &aligns, nodes);
        grid.set(flow, row, Some(&titles));
    }
    flow.y += height / 2.0;
}

impl Grid {
    fn new(flow: &Flow, table: &Table) -> Self {
        let shares: Vec<f32> = table.columns.iter().map(|column| f32::from(column.share)).collect();
        let all: f32 = shares.iter().sum();
        let mut edges = vec![flow.frame.side];
        for share in shares {
            let last = edges.last().copied().unwrap_or_default();
            edges.push(last + flow.frame.measure() * share / all);
        }
        Self { edges, size: flow.frame.size - 0.5 }
    }

    fn row(&self, cells: &[&str], face: Face, aligns: &[Align], nodes: Vec<Option<Node>>) -> Row {
        let widths = self.edges.windows(2).map(|pair| pair[1] - pair[0] - 2.0 * PAD);
        Row {
            cells: cells.iter().zip(widths).map(|(cell, width)| wrap(&[(face, cell)], self.size, width)).collect(),
            aligns: aligns.to_vec(),
            nodes,
        }
    }

    fn height(&self, lines: usize) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "lines of one cell are few")]
        let lines = lines.max(1) as f32;
        lines * self.size * LEADING + 2.0 * PAD
    }

    /// Puts a row on the sheet, or on the next one below the titles; one that no sheet can hold is parted.
    fn set(&self, flow: &mut Flow, mut row: Row, titles: Option<&[&str]>) {
        loop {
            let most = row.cells.iter().map(Vec::len).max().unwrap_or_default();
            let whole = self.height(most);
            if whole > flow.room() && flow.y > flow.frame.top {
                let is_parted = whole > flow.whole() / 2.0 && flow.room() > self.height(2);
                if !is_parted {
                    flow.turn();
                    self.repeat(flow, titles);
                }
            }
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a sheet's lines are few and not negative"
            )]
            let fit = ((flow.room() - 2.0 * PAD) / (self.size * LEADING)).max(1.0) as usize;
            let rest = Row {
                cells: row.cells.iter_mut().map(|cell| cell.split_off(fit.min(cell.len()))).collect(),
                aligns: row.aligns.clone(),
                nodes: row.nodes.clone(),
            };
            self.draw(flow, row);
            if rest.cells.iter().all(Vec::is_empty) {
                return;
            }
            flow.turn();
            self.repeat(flow, titles);
            row = rest;
        }
    }

    /// The titles again, on a further sheet; a screen reader has heard them.
    fn repeat(&self, flow: &mut Flow, titles: Option<&[&str]>) {
        let Some(titles) = titles else { return };
        let centred = vec![Align::Centre; titles.len()];
        let row = self.row(titles, Face::Bold, &centred, vec![None; titles.len()]);
        self.draw(flow, row);
    }

    fn draw(&self, flow: &mut Flow, row: Row) {
        let most = row.cells.iter().map(Vec::len).max().unwrap_or_default();
        let (top, bottom) = (flow.y, flow.y + self.height(most));
        let cells = row.cells.into_iter().zip(row.aligns).zip(row.nodes);
        for (((lines, align), node), edges) in cells.zip(self.edges.windows(2)) {
            let mut y = top + PAD - 0.5;
            let width = edges[1] - edges[0] - 2.0 * PAD;
            for line in lines {
                flow.line(line, (edges[0] + PAD, y), width, self.size, align, node);
                y += self.size * LEADING;
            }
        }
        for x in &self.edges {
            flow.mark(Mark::Rule { from: (*x, top), to: (*x, bottom) });
        }
        let (left, right) = (self.edges[0], self.edges[self.edges.len() - 1]);
        for y in [top, bottom] {
            flow.mark(Mark::Rule { from: (left, y), to: (right, y) });
        }
        flow.y = bottom;
    }
}
