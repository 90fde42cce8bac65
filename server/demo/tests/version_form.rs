//! The form of a version, over the demo's and the national portal's services.

#![expect(clippy::unwrap_used, reason = "what a test needs is there, or the test fails")]

use domain::{
    channel::Channel,
    deadline::Limit,
    fee::Amount,
    mode::PartialReason,
    procedure::{Original, compare},
};

use backend::{
    error::AppError,
    input::Values,
    testing::real_data,
    versions::{read, typed as as_typed},
};
use domain::procedure::Procedure;

fn values<N: AsRef<str>>(pairs: &[(N, String)]) -> Values {
    let pairs = pairs.iter().map(|(name, value)| (name.as_ref(), value.as_str()));
    pairs.collect()
}

/// A service of the demo, as its newest version has it.
fn procedure(id: &str) -> Procedure {
    let demo = demo::catalogue::load().unwrap();
    let service = demo.services.into_iter().find(|one| one.id == id).unwrap();
    service.versions.into_iter().next_back().unwrap().procedure
}

fn read_with(before: &Procedure, changes: &[(&str, &str)]) -> Result<Procedure, AppError> {
    let mut pairs = as_typed(before);
    pairs.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    for (name, value) in changes {
        pairs.push(((*name).to_owned(), (*value).to_owned()));
    }
    read(before, &values(&pairs))
}

/// Whatever a version says, a form that is sent as it was shown changes none of it.
#[test]
fn every_version_of_the_demo_is_typed_as_it_was_read() {
    let demo = demo::catalogue::load().unwrap();
    let mut versions = 0;
    for service in &demo.services {
        for version in &service.versions {
            let before = &version.procedure;
            let again = read(before, &values(&as_typed(before))).unwrap();
            assert_eq!(&again, before, "{}", service.id);
            versions += 1;
        }
    }
    assert!(versions > 100);
}

/// The same of all that the national portal has. What it lacks is asked for; nothing else stands in the way.
#[test]
fn every_procedure_of_the_real_data_is_typed_as_it_was_read() {
    let Some(lines) = real_data::lines("procedures.jsonl.gz") else {
        return;
    };
    let mut lacking = 0;
    for line in lines {
        let before = backend::import::national::read_line(&line).unwrap().procedure;
        let pairs = as_typed(&before);
        match read(&before, &values(&pairs)) {
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
            ("fee0_how", "per_unit"),
            ("fee0_unit", "trường hợp"),
            ("fee0_counter", "yes"),
            ("legal_basis", "60/2014/QH13 Luật Hộ tịch\n1/2027/NĐ-CP Nghị định mới"),
        ],
    )
    .unwrap();
    assert_eq!(after.summary.vi, "Một dòng.\nDòng nữa.");
    assert_eq!(after.partial.as_ref().unwrap().reason, PartialReason::SiteCheckRequired);
    assert_eq!(after.terms.limits.online, Some(Limit::WorkingTime { hours: 20 }));
    assert_eq!(after.visits.presence, [2]);
    let first = &before.documents[0].key;
    assert_eq!(after.visits.originals.get(first), Some(&Original::HandedIn));
    assert_eq!(after.documents.len(), documents);
    let last = after.documents.last().unwrap();
    assert_eq!((last.key.as_str(), last.copies), ("anh-chan-dung", 0));
    let fee = &after.terms.fees[0];
    assert!(matches!(&fee.amount, Amount::PerUnit { unit, each } if unit == "trường hợp" && each.get() == 30_000));
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
        let told: Vec<_> = errors.0.iter().map(|e| (e.field.as_str(), e.code)).collect();
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

fn told(refused: Result<Procedure, AppError>) -> Vec<(String, &'static str)> {
    let Err(AppError::Invalid(errors)) = refused else {
        panic!("{refused:?}");
    };
    let errors = errors.0.into_iter();
    errors.map(|error| (error.field, error.code)).collect()
}

/// RULES.md 4.2: certified copies, Thông tư 226/2016 Điều 4, and an online rate by steps of its own.
#[test]
fn steps_with_a_cap_are_typed() {
    let before = procedure("dang-ky-ket-hon");
    let typed = [
        ("fee0_how", "stepped"),
        ("fee0_unit", "trang"),
        ("fee0_step0_from", "1"),
        ("fee0_step0_each", "2.000"),
        ("fee0_step1_from", "3"),
        ("fee0_step1_each", "1.000"),
        ("fee0_step2_from", " "),
        ("fee0_cap", "200.000"),
        ("fee0_on_how", "per_unit"),
        ("fee0_on_unit", "trang"),
        ("fee0_on_amount", "500"),
        // Of another way of working it out: passed over.
        ("fee0_amount", "nhiều"),
        ("fee0_case0_label", "Bỏ qua"),
    ];
    let after = read_with(&before, &typed).unwrap();
    let fee = &after.terms.fees[0];
    let price = |pages| {
        let demand = domain::fee::Demand { quantity: domain::fee::Quantity::new(pages), ..Default::default() };
        fee.amount.total(demand).unwrap().get()
    };
    assert_eq!([2, 12, 300].map(price), [4_000, 14_000, 200_000]);
    assert_eq!(fee.online.as_ref().unwrap().unit(), Some("trang"));
    assert_eq!(read(&after, &values(&as_typed(&after))).unwrap(), after);

    for (field, value, at, code) in [
        ("fee0_step0_from", "2", "fee0_step0_from", "steps_order"),
        ("fee0_step1_from", "1", "fee0_step0_from", "steps_order"),
        ("fee0_step1_from", "0", "fee0_step1_from", "bad_quantity"),
        ("fee0_step1_each", "", "fee0_step1_each", "required"),
        ("fee0_unit", "", "fee0_unit", "required"),
        ("fee0_cap", "-1", "fee0_cap", "bad_money"),
        ("fee0_how", "chia", "fee0_how", "choose"),
        ("fee0_how", "unknown", "fee0_how", "choose"),
        ("fee0_on_unit", "", "fee0_on_unit", "required"),
    ] {
        let mut changes = typed.to_vec();
        changes.retain(|(name, _)| *name != field);
        changes.push((field, value));
        let errors = told(read_with(&before, &changes));
        assert_eq!(errors, [(at.to_owned(), code)], "{field} = {value:?}");
    }
}

/// Without a question that asks for it, a case is known by its words wherever it is named.
#[test]
fn cases_are_known_by_their_words() {
    let before = procedure("dang-ky-ket-hon");
    let typed = [
        ("fee0_how", "by_case"),
        ("fee0_case0_label", "Trong nước"),
        ("fee0_case0_dong", "30.000"),
        ("fee0_case1_label", "Có yếu tố nước ngoài"),
        ("fee0_case1_dong", "1.500.000"),
        ("fee0_on_how", "by_case"),
        ("fee0_on_case0_label", "trong  nước"),
        ("fee0_on_case0_dong", "0"),
        ("case_limit0_label", "Có yếu tố nước ngoài"),
        ("case_limit0_limit", "15 ngày làm việc"),
        ("longer_by", "2 ngày làm việc"),
        ("longer_source", "Nghị định 123/2015/NĐ-CP"),
    ];
    let after = read_with(&before, &typed).unwrap();
    let fee = &after.terms.fees[0];
    let keys = |amount: &Amount| match amount {
        Amount::ByCase { cases } => cases.iter().map(|case| case.key.clone()).collect(),
        other => panic!("{other:?}"),
    };
    let counter: Vec<String> = keys(&fee.amount);
    assert_eq!(counter, ["trong-nuoc", "co-yeu-to-nuoc-ngoai"]);
    let online: Vec<String> = keys(fee.online.as_ref().unwrap());
    assert_eq!(online, ["trong-nuoc"], "the same case");
    let limits = &after.terms.limits;
    assert_eq!(limits.of_case(Channel::Online, Some("co-yeu-to-nuoc-ngoai")), Some(&Limit::working_days(15)));
    assert_eq!(limits.remote.as_ref().unwrap().by, Limit::working_days(2));
    assert_eq!(read(&after, &values(&as_typed(&after))).unwrap(), after);

    // Renamed, a case keeps its key; so does its limit, which names it anew.
    let renamed = [("fee0_case1_label", "Với người nước ngoài"), ("case_limit0_label", "Với người nước ngoài")];
    let again = read_with(&after, &renamed).unwrap();
    assert_eq!(keys(&again.terms.fees[0].amount), counter);
    assert_eq!(again.terms.limits.cases[0].key, counter[1]);

    for (changes, at, code) in [
        (vec![("fee0_case1_label", "Trong nước")], "fee0_case1_label", "case_twice"),
        (vec![("fee0_case1_label", "")], "fee0_case1_label", "required"),
        (vec![("fee0_case1_dong", "")], "fee0_case1_dong", "required"),
        (vec![("case_limit0_label", "Khác")], "case_limit0_label", "case_unknown"),
        (vec![("case_limit0_limit", "lâu")], "case_limit0_limit", "bad_limit"),
        (vec![("longer_by", "10 ngày")], "longer_by", "longer_unit"),
        (vec![("longer_source", "")], "longer_source", "required"),
    ] {
        let mut all = typed.to_vec();
        all.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        all.extend(changes);
        let errors = told(read_with(&before, &all));
        assert_eq!(errors, [(at.to_owned(), code)]);
    }
    let nothing = [("fee0_how", "by_case")];
    let errors = told(read_with(&before, &nothing));
    assert_eq!(errors, [("fee0_case0_label".to_owned(), "required")]);
    let limit_alone = [("case_limit0_label", "A"), ("case_limit0_limit", "3 ngày")];
    let errors = told(read_with(&before, &limit_alone));
    assert_eq!(errors, [("case_limit0_label".to_owned(), "case_none")]);
}

/// Where the form asks for the case, fees and limits name what it asks, and no other.
#[test]
fn a_form_that_asks_for_the_case_says_which_there_are() {
    let before = procedure("cap-giay-phep-xay-dung-moi");
    let question = domain::procedure::asked_cases(&before).unwrap();
    assert_eq!(question.len(), 2);
    assert_eq!(domain::procedure::case_faults(&before), []);
    let after = read_with(
        &before,
        &[("fee0_case0_dong", "80.000"), ("case_limit0_label", "NHÀ Ở riêng lẻ"), ("case_limit0_limit", "12 ngày")],
    )
    .unwrap();
    let limits = &after.terms.limits.cases;
    assert_eq!(limits[0].key, question[0].key);
    assert_eq!(domain::procedure::case_faults(&after), []);
    let strange = read_with(&before, &[("fee0_case1_label", "Lâu đài")]);
    assert_eq!(told(strange), [("fee0_case1_label".to_owned(), "case_unknown")]);

    // What the form asks must cost something known: else it cannot be published.
    let dropped = [("fee0_case1_key", ""), ("fee0_case1_label", ""), ("fee0_case1_dong", "")];
    let lacking = read_with(&before, &dropped).unwrap();
    assert_eq!(domain::procedure::case_faults(&lacking).len(), 1);
    let is_case = |why: &domain::procedure::Unfit| matches!(why, domain::procedure::Unfit::Case { .. });
    assert!(domain::procedure::unfit(&lacking).iter().any(is_case));
}
