use domain::{
    deadline::Limit,
    fee::{Amount, FeeAuthority},
    mode::Mode,
    money::Dong,
    procedure::{Flag, Need},
};
use jiff::civil::date;
use serde_json::{Value, json};

use super::{Read, Refusal, Repair, read_line};

/// A clean row, with some keys replaced.
fn row(changes: Value) -> Read {
    let mut row = json!({
        "code": "1.001612", "name": "Đăng ký thành lập hộ kinh doanh", "field": "Hộ kinh doanh",
        "level": ["xã"], "agency": "Ủy ban nhân dân cấp xã", "publisher": "Bộ Tài chính", "online": "toàn trình",
        "internal": false, "subjects": ["Công dân Việt Nam"], "decision_no": "2353/QĐ-BTC",
        "decision_date": "2025-07-03", "published": "2026-04-08",
        "channels": [way("trực tuyến", 3, "ngày làm việc", json!([]))],
        "documents": [{"case": null, "name": "- Giấy đề nghị;", "originals": 1, "copies": 0, "forms": ["Mẫu.docx"]}],
        "results": ["Giấy chứng nhận"], "steps_text": "Bước 1: nộp.\n- Bước 2: nhận.",
        "legal_basis": [{"number": "168/2025/NĐ-CP", "title": "Nghị định"}],
        "portal_id": "p-1", "snapshot": "2026-07", "quality": []
    });
    let object = row.as_object_mut().unwrap();
    for (key, value) in changes.as_object().unwrap() {
        object.insert(key.clone(), value.clone());
    }
    read_line(&row.to_string()).unwrap()
}

fn way(channel: &str, value: impl Into<Value>, unit: &str, fees: Value) -> Value {
    json!({"channel": channel, "time_text": null, "time_value": value.into(), "time_unit": unit,
           "fee_text": fees.as_array().filter(|f| !f.is_empty()).map(|f| f.iter().map(|f| f["note"].as_str().unwrap_or("")).collect::<Vec<_>>().join("; ")),
           "fees": fees, "description": null})
}

fn fee(value: impl Into<Value>, note: &str) -> Value {
    json!([{"kind": "lệ phí", "value": value.into(), "currency": "VND", "note": if note.is_empty() { Value::Null } else { note.into() }}])
}

/// The amount of the only fee of a row with one counter way.
fn amount_of(fees: Value) -> Option<Amount> {
    let read = row(json!({"channels": [way("trực tiếp", 3, "ngày làm việc", fees)]}));
    read.procedure.terms.fees.first().map(|fee| fee.amount.clone())
}

#[test]
fn a_clean_row_is_taken_as_it_is() {
    let read = row(json!({"channels": [way("trực tuyến", 3, "ngày làm việc", fee(100_000, ""))]}));
    assert_eq!(read.source_key, "portal:p-1");
    assert_eq!(read.valid_from, date(2025, 7, 3));
    assert!(read.repairs.is_empty());
    let procedure = read.procedure;
    assert!(procedure.flags.is_empty(), "{:?}", procedure.flags);
    assert!(procedure.missing_parts().is_empty());
    assert_eq!(procedure.mode, Mode::FullOnline);
    assert_eq!(procedure.steps, ["Bước 1: nộp.", "Bước 2: nhận."]);
    assert_eq!(procedure.documents[0].name.vi, "Giấy đề nghị;");
    assert_eq!(procedure.documents[0].need, Need::Unstated);
    assert_eq!(procedure.terms.limits.online, Some(Limit::working_days(3)));
    assert_eq!(procedure.terms.limits.counter, None);
    assert_eq!(procedure.terms.fees[0].amount, Amount::Fixed { dong: Dong::of(100_000) });
}

#[test]
fn nought_is_free_only_without_a_condition() {
    assert_eq!(amount_of(fee(0, "")), None);
    assert_eq!(amount_of(fee(0, "Không")), None);
    assert_eq!(amount_of(fee(0, "Miễn phí.")), None);
    for words in ["Theo quy định của HĐND tỉnh", "150.000 đồng/hồ sơ", "Không quy định", "Miễn phí cho hộ nghèo"]
    {
        assert_eq!(amount_of(fee(0, words)), Some(Amount::Unknown { source_text: words.into() }),);
    }
    let council = row(json!({"channels": [way("trực tiếp", 1, "ngày", fee(0, "Do Hội đồng nhân dân tỉnh quy định"))]}));
    assert_eq!(council.procedure.terms.fees[0].set_by, FeeAuthority::Council);
    assert!(council.procedure.has(Flag::FeeUnknown));
}

#[test]
fn what_states_no_fee_is_unknown_and_says_so() {
    let read = row(json!({}));
    assert!(read.procedure.has(Flag::FeeUnstated));
    assert!(matches!(read.procedure.terms.fees[0].amount, Amount::Unknown { .. }));
}

#[test]
fn numbers_that_their_words_contradict_are_unknown() {
    let unknown = |fees: Value| matches!(amount_of(fees), Some(Amount::Unknown { .. }));
    assert!(unknown(fee(20, "20.000 đ/tờ khai")));
    assert!(unknown(fee(17_500_000_000_i64, "17,5 triệu đồng")));
    assert!(unknown(fee(25, "")));
    assert!(unknown(fee(50_000, "(áp dụng mức phí 25.000 đồng/hồ sơ kể từ ngày 01/7/2025)")));
    assert!(unknown(fee(100_000, "Đối với cá nhân")));
    assert!(unknown(fee(Value::Null, "")));
    assert!(unknown(json!([{"kind": "phí", "value": 10, "currency": "USD", "note": "10 USD/lần"}])));
    assert!(unknown(json!([
        {"kind": "phí", "value": 100_000, "currency": "VND", "note": "cá nhân"},
        {"kind": "phí", "value": 200_000, "currency": "VND", "note": "tổ chức"}
    ])));
    assert_eq!(
        amount_of(fee(70_000, "70.000 đồng/Giấy chứng nhận")),
        Some(Amount::PerUnit { unit: "Giấy chứng nhận".into(), each: Dong::of(70_000) })
    );
    assert_eq!(amount_of(fee(500_000, "/hồ sơ")), Some(Amount::Fixed { dong: Dong::of(500_000) }));
}

#[test]
fn an_online_rate_of_its_own_is_kept() {
    let read = row(json!({"channels": [
        way("trực tuyến", 7, "ngày làm việc", fee(10_000, "")),
        way("trực tiếp", 7, "ngày làm việc", fee(20_000, ""))
    ]}));
    let item = &read.procedure.terms.fees[0];
    assert_eq!(item.amount, Amount::Fixed { dong: Dong::of(20_000) });
    assert_eq!(item.online, Some(Amount::Fixed { dong: Dong::of(10_000) }));
}

#[test]
fn limits_are_numbers_or_the_sources_words() {
    let limit = |value: Value, unit: &str| {
        row(json!({"channels": [way("trực tiếp", value, unit, json!([]))]})).procedure.terms.limits.counter.unwrap()
    };
    assert_eq!(limit(json!(6.25), "ngày làm việc"), Limit::WorkingTime { hours: 50 });
    assert_eq!(limit(json!("15"), "ngày"), Limit::CalendarDays { days: 15 });
    assert_eq!(limit(json!(2), "năm"), Limit::Months { months: 24 });
    assert!(matches!(limit(json!(17.5), "ngày"), Limit::Unknown { .. }));
    assert!(matches!(limit(json!(1), "khác"), Limit::Unknown { .. }));
    assert_eq!(limit(json!("Theo mô tả"), "khác"), Limit::Unknown { source_text: "Theo mô tả (khác)".into() });

    let repeated = row(json!({"channels": [
        way("trực tiếp", 7, "ngày làm việc", json!([])),
        way("trực tiếp", 2, "ngày làm việc", json!([]))
    ]}));
    assert_eq!(
        repeated.procedure.terms.limits.counter,
        Some(Limit::Unknown { source_text: "7 ngày làm việc; 2 ngày làm việc".into() })
    );
    assert!(repeated.procedure.has(Flag::LimitByCase));

    let cases = row(json!({"service_cases": [
        {"code": "1", "name": "Cấp mới", "time_value": 5, "time_unit": "ngày làm việc"},
        {"code": "2", "name": "Cấp lại", "time_value": 2.5, "time_unit": "ngày làm việc"}
    ]}));
    assert_eq!(
        cases.procedure.terms.limits.online,
        Some(Limit::Unknown {
            source_text: "Cấp mới: 5 ngày làm việc; Cấp lại: 2,5 ngày làm việc".into()
        })
    );
}

#[test]
fn odd_codes_are_kept_and_flagged() {
    let spaced = row(json!({"code": " 1.014325", "quality": ["code_whitespace", "code_not_unique"]}));
    assert_eq!(spaced.procedure.code, "1.014325");
    assert!(spaced.repairs.contains(&Repair::CodeTrimmed));
    assert!(spaced.procedure.has(Flag::CodeMalformed) && spaced.procedure.has(Flag::CodeNotUnique));
    let long = row(json!({"code": "1.0133611"}));
    assert!(long.procedure.has(Flag::CodeMalformed));
    let deleted = row(json!({"code": "1.014955-Xoa"}));
    assert!(deleted.procedure.has(Flag::CodeDeleted));
    let unknown_id = row(json!({"portal_id": null}));
    assert_eq!(unknown_id.source_key, "code:1.001612|Đăng ký thành lập hộ kinh doanh");
}

#[test]
fn dates_fall_back_and_say_so() {
    assert_eq!(row(json!({"decision_date": null})).valid_from, date(2026, 4, 8));
    let bare = row(json!({"decision_date": null, "published": null}));
    assert_eq!(bare.valid_from, date(2026, 7, 1));
    assert!(bare.procedure.has(Flag::DateUnknown));
}

#[test]
fn what_is_no_procedure_is_refused() {
    assert!(matches!(read_line("{\"name\": 5}"), Err(Refusal::Unreadable(_))));
    assert!(matches!(read_line("not json"), Err(Refusal::Unreadable(_))));
    assert_eq!(read_line("{\"code\": \"1.000001\"}").unwrap_err(), Refusal::NoName);
    assert_eq!(read_line("{\"name\": \"Tên\"}").unwrap_err(), Refusal::NoKey);
    assert_eq!(read_line("{\"name\": \"Tên\", \"code\": \"1.000001\"}").unwrap_err(), Refusal::NoDate);
}

#[test]
fn remarks_among_the_documents_are_told_from_documents() {
    let read = row(json!({"documents": [
        {"case": "* Lưu ý:", "name": "- Bản chụp phải rõ nét.", "originals": 0, "copies": 0, "forms": []},
        {"case": null, "name": "+ Tờ khai", "originals": 1, "copies": 2, "forms": []}
    ]}));
    let documents = &read.procedure.documents;
    assert_eq!(documents[0].need, Need::Remark);
    assert_eq!(documents[0].case.as_deref(), Some("Lưu ý:"));
    assert_eq!((documents[1].originals, documents[1].copies), (1, 2));
    assert_eq!(read.procedure.attachable().count(), 1);
}

/// The whole of the real data, where it lies beside the repository or where the environment says.
#[test]
fn the_real_file_is_read_whole() {
    let Some(lines) = crate::testing::real_data::lines("procedures.jsonl.gz") else {
        return;
    };
    let reads: Vec<Read> = lines.iter().map(|line| read_line(line).unwrap()).collect();
    assert_eq!(reads.len(), 4_778);
    let count = |flag: Flag| reads.iter().filter(|read| read.procedure.has(flag)).count();
    for flag in Flag::ALL {
        eprintln!("{flag}: {}", count(*flag));
    }
    let free = reads.iter().filter(|read| read.procedure.terms.fees.is_empty()).count();
    eprintln!("free: {free}");
    assert_eq!(count(Flag::FeeSuspectScale), 90);
    // 72 list none, 7 list empty lines alone.
    assert_eq!(count(Flag::DocumentsMissing), 79);
    assert_eq!(count(Flag::OnlineWayMissing), 131);
    assert_eq!(count(Flag::CodeMalformed), 3);
    assert_eq!(reads.iter().filter(|read| read.source_key.starts_with("code:")).count(), 31);
    let keys: std::collections::HashSet<&str> = reads.iter().map(|read| read.source_key.as_str()).collect();
    assert_eq!(keys.len(), reads.len());
}
