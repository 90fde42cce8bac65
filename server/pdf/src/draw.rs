//! Writes sheets as a file, tagged along the tree.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use app::papers::{Paper, qr::QUIET};
use krilla::{
    Document, SerializeSettings,
    action::{Action, LinkAction},
    annotation::{Annotation, LinkAnnotation, Target},
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{Path, PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, TableHeaderScope, Tag as Kind,
        TagGroup, TagKind, TagTree,
    },
};

use crate::PdfError;
use crate::flow::{Flow, Frame, Mark, Node, Tag};
use crate::text::{Face, Run, shape};

/// A rule's width in points.
const RULE: f32 = 0.6;

/// What was drawn for each piece of the tree.
type Drawn = BTreeMap<Node, Vec<Identifier>>;

/// The file.
pub fn draw(paper: &Paper, flow: &Flow) -> Result<Vec<u8>, PdfError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PdfError(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut drawn = Drawn::new();
    let count = flow.sheets.len();
    for (place, marks) in flow.sheets.iter().enumerate() {
        let frame = &flow.frame;
        let settings = PageSettings::from_wh(frame.width, frame.height);
        let settings = settings.ok_or_else(|| PdfError("a sheet without size".into()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            draw_mark(&mut surface, mark, &mut drawn);
        }
        foot(&mut surface, frame, paper, place + 1, count);
        surface.finish();
        for mark in marks {
            if let Mark::Code { x, y, side, leads_to, link, .. } = mark
                && let Some(area) = Rect::from_xywh(*x, *y, *side, *side)
            {
                let action = Action::from(LinkAction::new(leads_to.clone()));
                let there = LinkAnnotation::new(area, Target::Action(action));
                let annotation = Annotation::new_link(there, Some(leads_to.clone()));
                drawn.entry(*link).or_default().push(page.add_tagged_annotation(annotation));
            }
        }
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some("vi".into()));
    for root in &flow.roots {
        if let Some(group) = group(flow, *root, &drawn) {
            tree.push(group);
        }
    }
    document.set_tag_tree(tree);
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(paper.title.clone(), top));
    document.set_outline(outline);
    document.set_metadata(metadata(paper));
    document.finish().map_err(|error| PdfError(format!("{error:?}")))
}

fn metadata(paper: &Paper) -> Metadata {
    let at = paper.at;
    // What is not negative: local times of papers lie in our era.
    let year = u16::try_from(at.year()).unwrap_or_default();
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    let date = DateTime::new(year)
        .month(part(at.month()))
        .day(part(at.day()))
        .hour(part(at.hour()))
        .minute(part(at.minute()))
        .second(part(at.second()))
        .utc_offset_hour(7)
        .utc_offset_minute(0);
    Metadata::new()
        .title(format!("{} – {}", paper.title, paper.subtitle))
        .language("vi".into())
        .authors(paper.agency.first().cloned().into_iter().collect())
        .creation_date(date)
        // What the file's identity is made from, so that the same paper gives the same bytes.
        .document_id(paper.name.clone())
}

fn draw_mark(surface: &mut Surface<'_>, mark: &Mark, drawn: &mut Drawn) {
    match mark {
        Mark::Text { x, y, size, run, node } => {
            let tag = match node {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => furniture(ArtifactType::PaginationOther),
            };
            let drew = surface.start_tagged(tag);
            glyphs(surface, run, (*x, *y), *size);
            surface.end_tagged();
            if let Some(node) = node {
                drawn.entry(*node).or_default().push(drew);
            }
        }
        Mark::Rule { from, to } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            surface.start_tagged(furniture(ArtifactType::Layout));
            surface.set_stroke(Some(Stroke { width: RULE, ..Stroke::default() }));
            surface.set_fill(None);
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
            surface.set_stroke(None);
            surface.end_tagged();
        }
        Mark::Code { x, y, side, modules, figure, .. } => {
            let drew = surface.start_tagged(ContentTag::Other);
            surface.set_fill(Some(Fill::default()));
            if let Some(path) = code(modules, (*x, *y), *side) {
                surface.draw_path(&path);
            }
            surface.end_tagged();
            drawn.entry(*figure).or_default().push(drew);
        }
    }
}

/// The dark modules as squares.
fn code((count, dark): &(i32, Vec<(i32, i32)>), at: (f32, f32), side: f32) -> Option<Path> {
    #[expect(clippy::cast_precision_loss, reason = "a code has at most 177 modules a side")]
    let number = |value: i32| value as f32;
    let module = side / number(count + 2 * QUIET);
    let mut path = PathBuilder::new();
    for (x, y) in dark {
        let left = at.0 + number(x + QUIET) * module;
        let top = at.1 + number(y + QUIET) * module;
        if let Some(square) = Rect::from_xywh(left, top, module, module) {
            path.push_rect(square);
        }
    }
    path.finish()
}

fn glyphs(surface: &mut Surface<'_>, run: &Run, (x, y): (f32, f32), size: f32) {
    let Some(font) = run.face.font().filter(|_| !run.glyphs.is_empty()) else {
        return;
    };
    surface.set_fill(Some(Fill::default()));
    surface.draw_glyphs(Point::from_xy(x, y), &run.glyphs, font, &run.text, size, false);
}

/// What the paper is called on the left, the sheet's number on the right.
fn foot(surface: &mut Surface<'_>, frame: &Frame, paper: &Paper, place: usize, count: usize) {
    let size = frame.size - 2.5;
    let y = frame.height - frame.bottom / 2.0;
    let name = shape(Face::Regular, &paper.name);
    let number = shape(Face::Regular, &format!("{place}/{count}"));
    let right = frame.width - frame.side - number.width * size;
    surface.start_tagged(furniture(ArtifactType::Footer));
    glyphs(surface, &name, (frame.side, y), size);
    glyphs(surface, &number, (right, y), size);
    surface.end_tagged();
}

fn furniture(kind: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(kind))
}

/// A piece of the tree with all below it; none where nothing was drawn for it.
fn group(flow: &Flow, node: Node, drawn: &Drawn) -> Option<TagGroup> {
    let branch = flow.tree.get(node)?;
    let mut group = TagGroup::new(kind(&branch.tag));
    for leaf in drawn.get(&node).into_iter().flatten() {
        group.push(*leaf);
    }
    for below in &branch.below {
        if let Some(below) = self::group(flow, *below, drawn) {
            group.push(below);
        }
    }
    let is_cell = matches!(branch.tag, Tag::Cell | Tag::HeadCell);
    let is_empty = branch.below.is_empty() && !drawn.contains_key(&node);
    // An empty cell still holds its place in the row.
    (!is_empty || is_cell).then_some(group)
}

fn kind(tag: &Tag) -> TagKind {
    match tag {
        Tag::Heading(words) => Kind::Hn(NonZeroU16::MIN, Some(words.clone())).into(),
        Tag::Paragraph => Kind::P.into(),
        Tag::List => Kind::L(ListNumbering::Decimal).into(),
        Tag::Item => Kind::LI.into(),
        Tag::Label => Kind::Lbl.into(),
        Tag::Body => Kind::LBody.into(),
        Tag::Table => Kind::Table.into(),
        Tag::Head => Kind::THead.into(),
        Tag::Rows => Kind::TBody.into(),
        Tag::Row => Kind::TR.into(),
        Tag::HeadCell => Kind::TH(TableHeaderScope::Column).into(),
        Tag::Cell => Kind::TD.into(),
        Tag::Figure(words) => Kind::Figure(Some(words.clone())).into(),
        Tag::Link => Kind::Link.into(),
    }
}
