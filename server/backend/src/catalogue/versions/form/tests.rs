use domain::{
    deadline::Limit,
    fee::Amount,
    mode::PartialReason,
    procedure::{Original, compare},
};

use super::*;
use crate::catalogue::demo;

fn values<N: AsRef<str>>(pairs: &[(N, String)]) -> Values {
    let pairs = pairs
        .iter()
        .map(|(name, value)| (name.as_ref(), value.as_str()));
    Values::among(&field_names(), pairs)
}

/// A service of the demo, as its newest version has it.
fn procedure(id: &str) -> Procedure {
    let demo = demo::load().unwrap();
    let service = demo.services.into_iter().find(|one| one.id == id).unwrap();
    service.versions.into_iter().next_back().unwrap().procedure
}

fn read_with(before: &Procedure, changes: &[(&str, &str)]) -> Result<Procedure, AppError> {
    let mut pairs = typed(before);
    pairs.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    for (name, value) in changes {
        pairs.push(((*name).to_owned(), (*value).to_owned()));
    }
    read(before, &values(&pairs))
}

/// Whatever a version says, a form that is sent as it was shown changes none of it.
#[test]
fn every_version_of_the_demo_is_typed_as_it_was_read() {
    let demo = demo::load().unwrap();
    let mut versions = 0;
    for service in &demo.services {
        for version in &service.versions {
            let before = &version.procedure;
            let again = read(before, &values(&typed(before))).unwrap();
            assert_eq!(&again, before, "{}", service.id);
            versions += 1;
        }
    }
    assert!(versions > 100);
}

/// The same of all that the national portal has. What it lacks is asked for; nothing else stands in the way.
#[test]
fn every_procedure_of_the_real_data_is_typed_as_it_was_read() {
    let Some(lines) = crate::catalogue::real_data::lines("procedures.jsonl.gz") else {
        return;
    };
    let mut lacking = 0;
    for line in lines {
        let before = crate::catalogue::national::read_line(&line)
            .unwrap()
            .procedure;
        let pairs = typed(&before);
        let names: Vec<String> = pairs.iter().map(|(name, _)| name.clone()).collect();
        let sent = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        match read(&before, &Values::among(&names, sent)) {
            Ok(after) => {
                let differences = compare(&before, &after);
                assert!(differences.is_empty(), "{}: {differences:?}", before.code);
            }
            Err(AppError::Invalid(errors)) => {
                let only_lacks = errors.0.iter().all(|error| error.code == "required");
                assert!(only_lacks, "{}: {errors:?}", before.code);
                lacking += 1;
            }
            Err(other) => panic!("{}: {other}", before.code),
        }
    }
    eprintln!("lacking: {lacking}");
}

#[test]
fn what_is_typed_differently_is_another() {
    let before = procedure("dang-ky-ket-hon");
    let documents = before.documents.len();
    let new = format!("doc{documents}_name");
    let need = format!("doc{documents}_need");
    let after = read_with(
        &before,
        &[
            ("summary", "Một dòng.\nDòng nữa."),
            ("partial_reason", "site_check_required"),
            ("limit_online", "2,5 ngày làm việc"),
            ("steps", "Gửi tờ khai\nĐến ký"),
            ("presence", "2"),
            ("doc0_original", "handed_in"),
            ("doc1_remove", "yes"),
            (&new, "Ảnh chân dung"),
            (&need, "required"),
            ("fee0_amount", "30.000 đồng"),
            ("fee0_unit", "trường hợp"),
            ("fee0_counter", "yes"),
            (
                "legal_basis",
                "60/2014/QH13 Luật Hộ tịch\n1/2027/NĐ-CP Nghị định mới",
            ),
        ],
    )
    .unwrap();
    assert_eq!(after.summary.vi, "Một dòng.\nDòng nữa.");
    assert_eq!(
        after.partial.as_ref().unwrap().reason,
        PartialReason::SiteCheckRequired
    );
    assert_eq!(
        after.terms.limits.online,
        Some(Limit::WorkingTime { hours: 20 })
    );
    assert_eq!(after.visits.presence, [2]);
    let first = &before.documents[0].key;
    assert_eq!(after.visits.originals.get(first), Some(&Original::HandedIn));
    assert_eq!(after.documents.len(), documents);
    let last = after.documents.last().unwrap();
    assert_eq!((last.key.as_str(), last.copies), ("anh-chan-dung", 0));
    let fee = &after.terms.fees[0];
    assert!(
        matches!(&fee.amount, Amount::PerUnit { unit, each } if unit == "trường hợp" && each.get() == 30_000)
    );
    assert_eq!(after.visits.counter_fees, std::slice::from_ref(&fee.key));
    assert_eq!(after.legal_basis[0], before.legal_basis[0]);
    assert_eq!(after.legal_basis[1].number, "1/2027/NĐ-CP");
    assert_eq!(after.form, before.form, "what isn't asked stays");
    assert!(!compare(&before, &after).is_empty());
}

#[test]
fn what_cannot_be_read_is_told_at_its_field() {
    let before = procedure("dang-ky-ket-hon");
    for (field, value, code) in [
        ("name", " ", "required"),
        ("mode", "full", "choose"),
        ("partial_reason", "", "choose"),
        ("limit_online", "vài ngày", "bad_limit"),
        ("limit_counter", "", "required"),
        ("sets", "một", "bad_quantity"),
        ("presence", "4", "bad_steps"),
        ("site_checks", "0", "bad_steps"),
        ("doc0_name", "", "required"),
        ("doc0_need", "maybe", "choose"),
        ("doc0_copies", "-1", "bad_quantity"),
        ("fee0_amount", "nhiều", "bad_money"),
        ("fee0_amount", "", "required"),
        ("fee0_source", "", "required"),
        ("fee0_set_by", "", "choose"),
    ] {
        let Err(AppError::Invalid(errors)) = read_with(&before, &[(field, value)]) else {
            panic!("{field} = {value:?} was taken");
        };
        let told: Vec<_> = errors
            .0
            .iter()
            .map(|e| (e.field.as_str(), e.code))
            .collect();
        assert_eq!(told, [(field, code)], "{field} = {value:?}");
    }
}

/// A copied key, a name that is one already: what is new gets a key of its own.
#[test]
fn a_new_document_gets_a_new_key() {
    let before = procedure("dang-ky-ket-hon");
    let at = before.documents.len();
    let (name, need) = (format!("doc{at}_name"), format!("doc{at}_need"));
    let typed = before.documents[0].key.replace('-', " ");
    let after = read_with(&before, &[(&name, &typed), (&need, "required")]).unwrap();
    let mut keys: Vec<&str> = after.documents.iter().map(|one| one.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), at + 1);
}

/// Amounts by case stay as they are, whatever is sent for them.
#[test]
fn what_the_form_cannot_say_stays() {
    let demo = demo::load().unwrap();
    let mut versions = demo.services.iter().flat_map(|service| &service.versions);
    let by_case = |fee: &domain::fee::FeeItem| matches!(fee.amount, Amount::ByCase { .. });
    let version = versions.find(|one| one.procedure.terms.fees.iter().any(by_case));
    let before = &version.unwrap().procedure;
    let at = before.terms.fees.iter().position(by_case).unwrap();
    let after = read_with(before, &[(&format!("fee{at}_amount"), "1")]).unwrap();
    assert_eq!(after.terms, before.terms);
}
