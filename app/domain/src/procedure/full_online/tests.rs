use super::*;
use crate::fixture::procedure;

fn none() -> Procedure {
    Procedure { visits: Visits::default(), ..procedure() }
}

/// RULES.md 1.1: the checklist. If any of it is false, the procedure is partial, by a reason that fits.
#[test]
fn each_thing_of_the_checklist_is_an_obstacle() {
    use PartialReason::{PresenceRequired, SiteCheckRequired, TechnicalOther};
    type Mark = fn(&mut Procedure);
    let marks: [(&str, Mark, PartialReason); 8] = [
        ("presence", |p| p.visits.presence = vec![2], PresenceRequired),
        ("site", |p| p.visits.site_checks = vec![3], SiteCheckRequired),
        (
            "shown",
            |p| {
                p.visits.originals.insert("ly-hon".into(), Original::Shown);
            },
            PresenceRequired,
        ),
        (
            "handed in",
            |p| {
                p.visits.originals.insert("xac-nhan".into(), Original::HandedIn);
            },
            TechnicalOther,
        ),
        ("fee", |p| p.visits.counter_fees.push("le-phi".into()), TechnicalOther),
        ("result", |p| p.visits.result = true, PresenceRequired),
        ("identity", |p| p.visits.identity = true, TechnicalOther),
        ("no online way", |p| p.ways.retain(|way| way.channel != Channel::Online), TechnicalOther),
    ];
    assert_eq!(obstacles(&none()), []);
    for (name, mark, reason) in marks {
        let mut marked = none();
        mark(&mut marked);
        let found = obstacles(&marked);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert!(found[0].reasons().contains(&reason), "{name}");
    }
}

#[test]
fn an_obstacle_says_what_it_is() {
    let found = obstacles(&procedure());
    let words = "Hai bên ký vào Sổ".to_owned();
    assert_eq!(found, [Obstacle::Presence { step: 2, words }]);
}

/// Marks on steps, documents and fees that are gone, and on remarks, are none.
#[test]
fn a_mark_on_what_is_gone_counts_for_nothing() {
    let mut marked = none();
    marked.visits.presence = vec![0, 4];
    marked.visits.originals.insert("khac".into(), Original::Shown);
    marked.visits.counter_fees.push("khac".into());
    assert_eq!(obstacles(&marked), []);
    marked.visits.originals.insert("to-khai".into(), Original::Shown);
    marked.documents[0].need = super::super::Need::Remark;
    assert_eq!(obstacles(&marked), []);
}

/// Versions that were stored before have no marks, and their stored text stays what it was.
#[test]
fn a_version_without_marks_is_stored_as_before() {
    let json = serde_json::to_value(none()).unwrap();
    assert!(json.get("visits").is_none());
    let back: Procedure = serde_json::from_value(json).unwrap();
    assert_eq!(back, none());
    let json = serde_json::to_value(procedure()).unwrap();
    assert_eq!(json["visits"], serde_json::json!({"presence": [2]}));
}
