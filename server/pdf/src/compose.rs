//! What stands under what on a paper.

use app::papers::{Align, Fact, List, Paper, Part, Qr, Signature, qr};

use crate::flow::{Flow, LEADING, Mark, Tag};
use crate::table::table;
use crate::text::{Face, balanced, shape, wrap};

/// The left column's part of the head.
const LEFT: f32 = 0.42;
/// A QR code's side in points: 20 mm, its quiet edge included.
const CODE: f32 = 56.7;

/// A column's lines: face, text, size.
type Column<'a> = Vec<(Face, &'a str, f32)>;

/// Puts a paper on its sheets.
pub fn compose(paper: &Paper) -> Flow {
    let mut flow = Flow::new(paper.format);
    let size = flow.frame.size;
    if let Some(form) = &paper.form {
        flow.paragraph(&[(Face::Italic, form)], size - 2.0, Align::Right, Tag::Paragraph);
    }
    if let Some(words) = &paper.mark {
        mark(&mut flow, words);
    }
    head(&mut flow, paper);
    flow.y += size * 0.8;
    let title = paper.title.to_uppercase();
    let heading = flow.node(None, Tag::Heading(paper.title.clone()));
    let lines = balanced(Face::Bold, &title, size + 2.0, flow.frame.measure());
    flow.lines(lines, 0.0, size + 2.0, Align::Centre, Some(heading));
    if !paper.subtitle.is_empty() {
        flow.paragraph(&[(Face::Regular, &paper.subtitle)], size, Align::Centre, Tag::Paragraph);
    }
    flow.y += size * 0.5;
    for part in &paper.parts {
        match part {
            Part::Text(text) => paragraph(&mut flow, &[(Face::Regular, text)]),
            Part::Fact(Fact { label, fact }) => {
                let label = format!("{label}: ");
                paragraph(&mut flow, &[(Face::Regular, &label), (Face::Bold, fact)]);
            }
            Part::List(items) => list(&mut flow, items),
            Part::Table(rows) => table(&mut flow, rows),
        }
    }
    if let Some(code) = &paper.qr {
        tracking(&mut flow, code);
    }
    signatures(&mut flow, &paper.signatures);
    flow
}

fn paragraph(flow: &mut Flow, spans: &[(Face, &str)]) {
    flow.paragraph(spans, flow.frame.size, Align::Left, Tag::Paragraph);
    flow.y += flow.frame.size * 0.15;
}

/// A box that says what the paper is not.
fn mark(flow: &mut Flow, words: &str) {
    let size = flow.frame.size - 1.0;
    let (left, right) = (flow.frame.side, flow.frame.width - flow.frame.side);
    let top = flow.y;
    flow.y += 2.0;
    flow.paragraph(&[(Face::Bold, words)], size, Align::Centre, Tag::Paragraph);
    flow.y += 2.0;
    let bottom = flow.y;
    for (from, to) in [
        ((left, top), (right, top)),
        ((right, top), (right, bottom)),
        ((right, bottom), (left, bottom)),
        ((left, bottom), (left, top)),
    ] {
        flow.mark(Mark::Rule { from, to });
    }
    flow.y += size * 0.5;
}

/// Who issues it on the left, the country's name and motto on the right (Nghị định 30/2020/NĐ-CP, phụ lục I).
fn head(flow: &mut Flow, paper: &Paper) {
    let size = flow.frame.size - 0.5;
    let small = size - 1.0;
    let mut left: Column = paper
        .agency
        .iter()
        .enumerate()
        .map(|(place, line)| match place {
            0 => (Face::Bold, line.as_str(), size),
            _ => (Face::Regular, line.as_str(), small),
        })
        .collect();
    let measure = flow.frame.measure();
    let mut right: Column = vec![];
    if let Some([name, motto]) = &paper.country {
        // The country's name stands on one line, however narrow the sheet.
        let fits = measure * (1.0 - LEFT) / shape(Face::Bold, name).width;
        right.push((Face::Bold, name, fits.min(size - 0.5)));
        right.push((Face::Bold, motto, size));
    }
    let underlined = right.len();
    if !paper.number.is_empty() {
        let column = if underlined == 0 { &mut right } else { &mut left };
        column.push((Face::Regular, &paper.number, small));
    }
    right.push((Face::Italic, &paper.dated, size));

    let top = flow.y;
    let middle = flow.frame.side + measure * LEFT;
    column(flow, &left, (flow.frame.side, measure * LEFT - 6.0), 0);
    let end = std::mem::replace(&mut flow.y, top);
    column(flow, &right, (middle, measure * (1.0 - LEFT)), underlined);
    flow.y = flow.y.max(end);
}

/// Centred lines; below the one of this number, from 1, there is a rule as long as it.
fn column(flow: &mut Flow, lines: &Column, (left, width): (f32, f32), underlined: usize) {
    for (place, (face, text, size)) in lines.iter().enumerate() {
        let node = flow.node(None, Tag::Paragraph);
        let mut longest: f32 = 0.0;
        for line in wrap(&[(*face, text)], *size, width) {
            longest = longest.max(line.width);
            flow.line(line, (left, flow.y), width, *size, Align::Centre, Some(node));
            flow.y += size * LEADING;
        }
        if place + 1 == underlined {
            let from = left + (width - longest) / 2.0;
            flow.y += 0.5;
            flow.mark(Mark::Rule { from: (from, flow.y), to: (from + longest, flow.y) });
            flow.y += size * 0.5;
        }
    }
}

fn list(flow: &mut Flow, list: &List) {
    let size = flow.frame.size;
    let label = format!("{}:", list.label);
    flow.keep(2.0 * size * LEADING);
    paragraph(flow, &[(Face::Regular, &label)]);
    let root = flow.node(None, Tag::List);
    let indent = size * 1.8;
    for (place, item) in list.items.iter().enumerate() {
        flow.keep(size * LEADING);
        let node = flow.node(Some(root), Tag::Item);
        let label = flow.node(Some(node), Tag::Label);
        let body = flow.node(Some(node), Tag::Body);
        let number = format!("{}.", place + 1);
        let side = flow.frame.side;
        for line in wrap(&[(Face::Regular, &number)], size, indent) {
            flow.line(line, (side, flow.y), indent - 4.0, size, Align::Right, Some(label));
        }
        let lines = wrap(&[(Face::Bold, item)], size, flow.frame.measure() - indent);
        flow.lines(lines, indent, size, Align::Left, Some(body));
        flow.y += size * 0.15;
    }
}

/// The code with its words beside it.
fn tracking(flow: &mut Flow, code: &Qr) {
    let Some(modules) = qr::modules(&code.content) else {
        return;
    };
    flow.y += 4.0;
    flow.keep(CODE);
    let size = flow.frame.size - 1.0;
    let (top, left) = (flow.y, flow.frame.side);
    let paragraph = flow.node(None, Tag::Paragraph);
    let link = flow.node(Some(paragraph), Tag::Link);
    let figure = flow.node(Some(link), Tag::Figure(code.label.clone()));
    flow.mark(Mark::Code { x: left, y: top, side: CODE, modules, leads_to: code.content.clone(), figure, link });
    let x = left + CODE + 6.0;
    let width = flow.frame.measure() - CODE - 6.0;
    let lines = wrap(&[(Face::Italic, &code.caption)], size, width);
    #[expect(clippy::cast_precision_loss, reason = "a caption has few lines")]
    let high = lines.len() as f32 * size * LEADING;
    let mut y = top + ((CODE - high) / 2.0).max(0.0);
    let words = flow.node(None, Tag::Paragraph);
    for line in lines {
        flow.line(line, (x, y), width, size, Align::Left, Some(words));
        y += size * LEADING;
    }
    flow.y = (top + CODE).max(y);
}

/// Side by side, together on one sheet, with room to sign by hand.
fn signatures(flow: &mut Flow, signatures: &[Signature]) {
    if signatures.is_empty() {
        return;
    }
    let size = flow.frame.size;
    let gap = size * 3.0;
    flow.y += size * 0.6;
    flow.keep(gap + 3.0 * size * LEADING);
    let top = flow.y;
    #[expect(clippy::cast_precision_loss, reason = "two sign, or three")]
    let width = flow.frame.measure() / signatures.len() as f32;
    let mut left = flow.frame.side;
    let mut end = top;
    for signature in signatures {
        flow.y = top;
        let above: Column =
            vec![(Face::Bold, &signature.role, size - 0.5), (Face::Italic, &signature.hint, size - 1.5)];
        let above = above.into_iter().filter(|(_, text, _)| !text.is_empty()).collect();
        column(flow, &above, (left, width), 0);
        if !signature.name.is_empty() {
            flow.y += gap;
            column(flow, &vec![(Face::Bold, &signature.name, size)], (left, width), 0);
        }
        end = end.max(flow.y);
        left += width;
    }
    flow.y = end;
}
