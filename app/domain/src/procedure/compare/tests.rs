use proptest::prelude::*;

use super::*;
use crate::fee::Amount;
use crate::fixture::procedure;
use crate::money::Dong;
use crate::procedure::{Need, Original};

fn texts_of(difference: &Difference) -> Vec<String> {
    let say = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        Value::Document(document) => document.key.clone(),
        other => panic!("{other:?}"),
    };
    let line = |change: &Change| match change {
        Change::Added(value) => format!("+{}", say(value)),
        Change::Removed(value) => format!("-{}", say(value)),
        Change::Changed { old, new } => format!("{}>{}", say(old), say(new)),
        Change::Moved(value) => format!("~{}", say(value)),
    };
    difference.changes.iter().map(line).collect()
}

#[test]
fn a_version_differs_from_itself_in_nothing() {
    assert_eq!(compare(&procedure(), &procedure()), []);
}

/// Each edit shows in its part, and in no other.
#[test]
fn each_edit_is_told_in_its_part() {
    type Edit = fn(&mut Procedure);
    let edits: [(Part, Edit); 17] = [
        (Part::Name, |p| p.name.vi.push('!')),
        (Part::Summary, |p| p.summary = Words::vi("Để làm gì")),
        (Part::AlsoCalled, |p| p.also_called.push("Giấy làm ăn".into())),
        (Part::Mode, |p| p.mode = Mode::FullOnline),
        (Part::Reason, |p| p.partial = None),
        (Part::Visits, |p| p.visits.result = true),
        (Part::Levels, |p| p.levels.push(Level::Province)),
        (Part::Agency, |p| p.agency = Words::vi("Sở Tư pháp")),
        (Part::Anywhere, |p| p.non_territorial = true),
        (Part::Ways, |p| p.ways[0].description = Some("Cổng".into())),
        (Part::Sets, |p| p.sets = 2),
        (Part::Limits, |p| p.terms.limits.online = None),
        (Part::Fees, |p| p.terms.fees[0].amount = Amount::Free),
        (Part::Subjects, |p| p.subjects.clear()),
        (Part::Results, |p| p.results.push("Bản sao".into())),
        (Part::Requirements, |p| p.requirements = Some("Đủ tuổi".into())),
        (Part::LegalBasis, |p| {
            p.legal_basis.push(LegalText { number: "60/2014/QH13".into(), title: "Luật Hộ tịch".into() });
        }),
    ];
    for (part, edit) in edits {
        let mut new = procedure();
        edit(&mut new);
        let told: Vec<Part> = compare(&procedure(), &new).iter().map(|difference| difference.part).collect();
        assert_eq!(told, [part]);
    }
}

#[test]
fn documents_are_known_by_their_keys() {
    let mut new = procedure();
    new.documents[1].need = Need::Conditional;
    let last = new.documents.pop().unwrap();
    new.documents.insert(0, last);
    new.documents.push(Document { key: "anh".into(), ..new.documents[1].clone() });
    let differences = compare(&procedure(), &new);
    let [documents] = &differences[..] else {
        panic!("{differences:?}");
    };
    assert_eq!(texts_of(documents), ["~ly-hon", "xac-nhan>xac-nhan", "+anh"]);
    assert_eq!(documents.kept, 1);
}

#[test]
fn a_line_in_anothers_place_is_that_line_changed() {
    let mut new = procedure();
    new.steps = ["Gửi tờ khai trực tuyến", "Hai bên ký vào Sổ", "Đánh giá", "Nhận"].map(str::to_owned).to_vec();
    let differences = compare(&procedure(), &new);
    assert_eq!(
        texts_of(&differences[0]),
        ["Gửi tờ khai>Gửi tờ khai trực tuyến", "Nhận giấy chứng nhận>Đánh giá", "+Nhận"]
    );
    assert_eq!(differences[0].kept, 1);
}

/// A document that goes takes its mark with it, and what remains marked is told by its words.
#[test]
fn what_needs_a_visit_is_told_by_its_words() {
    let mut old = procedure();
    old.visits.originals.insert("ly-hon".into(), Original::Shown);
    let mut new = old.clone();
    new.documents.pop();
    let differences = compare(&old, &new);
    let parts: Vec<Part> = differences.iter().map(|one| one.part).collect();
    assert_eq!(parts, [Part::Visits, Part::Documents]);
}

fn list() -> impl Strategy<Value = Vec<String>> {
    let line = prop::sample::select(vec!["a", "b", "c", "d", "e"]).prop_map(str::to_owned);
    prop::collection::vec(line, 0..7)
}

fn some_procedure() -> impl Strategy<Value = Procedure> {
    let marks = prop::collection::vec(0_u16..8, 0..3);
    let parts = (list(), list(), list(), 0_u32..3, any::<bool>(), marks);
    parts.prop_map(|(steps, results, documents, fee, anywhere, marks)| {
        let mut it = procedure();
        let model = it.documents[0].clone();
        let numbered = documents.into_iter().enumerate();
        // Keys are unique within a procedure; names may be the same.
        it.documents = numbered
            .map(|(at, name)| Document {
                key: format!("{name}{}", at % 3),
                copies: u16::try_from(at % 2).unwrap_or(0),
                ..model.clone()
            })
            .collect();
        it.documents.sort_by_key(|document| document.copies);
        it.documents.dedup_by(|a, b| a.key == b.key);
        (it.steps, it.results) = (steps, results);
        it.terms.fees[0].amount = Amount::Fixed { dong: Dong::of(fee) };
        it.non_territorial = anywhere;
        it.visits.presence = marks;
        it
    })
}

proptest! {
    /// Nothing is told of what is equal, something of what is not; and each entry of both versions is told once.
    #[test]
    fn nothing_is_lost_and_nothing_made_up(old in some_procedure(), new in some_procedure()) {
        let differences = compare(&old, &new);
        for part in Part::ALL {
            let (before, after) = (content(&old, *part), content(&new, *part));
            let told = differences.iter().find(|one| one.part == *part);
            prop_assert_eq!(told.is_none(), before == after);
            let Some(told) = told else { continue };
            let (mut gone, mut come) = (told.kept, told.kept);
            for change in &told.changes {
                match change {
                    Change::Added(_) => come += 1,
                    Change::Removed(_) => gone += 1,
                    Change::Changed { old, new } => {
                        prop_assert_ne!(old, new);
                        (gone, come) = (gone + 1, come + 1);
                    }
                    Change::Moved(_) => (gone, come) = (gone + 1, come + 1),
                }
            }
            prop_assert_eq!((gone, come), (before.len(), after.len()));
            // What is told of the new version stands in it.
            for change in &told.changes {
                if let Change::Added(value) | Change::Moved(value) | Change::Changed { new: value, .. } = change {
                    prop_assert!(after.iter().any(|entry| entry.value == *value));
                }
            }
        }
    }
}
