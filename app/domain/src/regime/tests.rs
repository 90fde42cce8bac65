use jiff::civil::date;

use super::*;

/// The very rows that a fresh database gets.
const REGIME_SQL: &str = include_str!("../../../../migrations/0009_rules.sql");

fn rows() -> Vec<RegimeRow> {
    REGIME_SQL
        .lines()
        .filter_map(|line| line.strip_prefix("('"))
        .map(|line| {
            let line = line.trim_end_matches([',', ';']);
            let texts: Vec<&str> = line.trim_end_matches("')").split("', '").collect();
            let [subject, valid_from, value, legal_basis] = texts[..] else {
                panic!("four texts: {line}");
            };
            RegimeRow {
                subject: subject.parse().unwrap(),
                valid_from: valid_from.parse().unwrap(),
                value: value.to_owned(),
                legal_basis: legal_basis.to_owned(),
            }
        })
        .collect()
}

fn on(day: Date) -> Regime {
    Regimes::new(rows()).unwrap().on(day).unwrap()
}

/// RULES.md 0.2: each line of the table that a program must know.
#[test]
fn each_day_has_its_rules() {
    let (old, new) = (on(date(2024, 5, 6)), on(date(2026, 11, 20)));
    assert_eq!(old.levels, [Level::Province, Level::District, Level::Commune]);
    assert_eq!(new.levels, [Level::Province, Level::Commune]);
    assert_eq!((old.forms, new.forms), (FormSet::Six, FormSet::Seven));
    // Restart is Nghị định 61/2018 Điều 19; suspend the neutral default since.
    assert_eq!(old.supplement_clock, ClockPolicy::Restart);
    assert_eq!(new.supplement_clock, ClockPolicy::Suspend);
    assert_eq!(new.payment_clock, ClockPolicy::Suspend);
    assert_eq!(
        [date(2022, 8, 14), date(2022, 8, 15), date(2026, 7, 1)].map(|day| on(day).service_levels),
        [ServiceLevels::Four, ServiceLevels::Two, ServiceLevels::TwoAndProactive]
    );
    for (subject, day, text) in [
        (Subject::OneStop, date(2024, 5, 6), "61/2018/NĐ-CP"),
        (Subject::OneStop, date(2025, 7, 1), "118/2025/NĐ-CP"),
        (Subject::Forms, date(2025, 6, 30), "01/2018/TT-VPCP"),
        (Subject::Forms, date(2025, 7, 1), "03/2025/TT-VPCP"),
        (Subject::NationalPortal, date(2026, 7, 19), "31/2021/QĐ-TTg"),
        (Subject::NationalPortal, date(2026, 7, 20), "29/2026/QĐ-TTg"),
        (Subject::Identity, date(2024, 6, 30), "59/2022/NĐ-CP"),
        (Subject::Identity, date(2024, 7, 1), "69/2024/NĐ-CP"),
        (Subject::PersonalData, date(2025, 12, 31), "13/2023/NĐ-CP"),
        (Subject::PersonalData, date(2026, 1, 1), "356/2025/NĐ-CP"),
        (Subject::Security, date(2026, 8, 18), "85/2016/NĐ-CP"),
        (Subject::Security, date(2026, 8, 19), "331/2026/NĐ-CP"),
        (Subject::Receipts, date(2026, 6, 30), "123/2020/NĐ-CP"),
        (Subject::Receipts, date(2026, 7, 1), "254/2026/NĐ-CP"),
        (Subject::Holidays, date(2026, 7, 1), "28/2026/QH16"),
        (Subject::CivilStatus, date(2027, 2, 28), "60/2014/QH13"),
        (Subject::CivilStatus, date(2027, 3, 1), "03/2026/QH16"),
        (Subject::ElectronicProcedure, date(2026, 11, 20), "45/2020/NĐ-CP"),
    ] {
        let regime = on(day);
        let said = regime.text(subject).unwrap();
        assert!(said.contains(text), "{subject} on {day}: {said}");
    }
    // Nothing of a day is named before it was there.
    assert_eq!(old.text(Subject::Security), Some("Nghị định 85/2016/NĐ-CP"));
    assert!(old.legal.iter().all(|basis| basis.since <= old.on));
}

/// RULES.md 2.4 and 2.5.
#[test]
fn forms_and_limits_of_patience() {
    let (old, new) = (on(date(2024, 5, 6)), on(date(2026, 11, 20)));
    assert_eq!((old.forms, new.forms), (FormSet::Six, FormSet::Seven));
    assert_eq!(old.forms.number(Form::ControlSheet), Some(5));
    assert_eq!(new.forms.number(Form::ControlSheet), Some(6));
    assert_eq!(old.forms.title(Form::Stop), None);
    assert_eq!(new.forms.title(Form::Apology), Some("Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"));
    for regime in [old, new] {
        assert!(regime.may_extend(0) && !regime.may_extend(1));
        assert_eq!(regime.supplements_before_late, 1);
    }
}

#[test]
fn the_procedures_own_law_goes_first() {
    let regime = on(date(2026, 11, 20));
    let own = OwnClocks { supplement: Some(ClockPolicy::Continue), payment: None };
    assert_eq!(regime.clock(ClockStage::Supplement, &own), ClockPolicy::Continue);
    assert_eq!(regime.clock(ClockStage::Payment, &own), ClockPolicy::Suspend);
    assert_eq!(serde_json::to_string(&own).unwrap(), r#"{"supplement":"continue"}"#);
    assert_eq!(serde_json::from_str::<OwnClocks>("{}").unwrap(), OwnClocks::default());
}

#[test]
fn what_can_not_be_read_is_refused_at_once() {
    let mut wrong = rows();
    wrong.push(RegimeRow {
        subject: Subject::Forms,
        valid_from: date(2030, 1, 1),
        value: "eight".to_owned(),
        legal_basis: String::new(),
    });
    let error = Regimes::new(wrong).unwrap_err();
    assert_eq!(error.subject, Subject::Forms);
    let lacking = rows().into_iter().filter(|row| row.subject != Subject::Levels);
    assert_eq!(Regimes::new(lacking).unwrap_err().value, None);
}
