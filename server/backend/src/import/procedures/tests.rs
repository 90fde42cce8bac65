use std::io::Write as _;

use jiff::civil::date;
use serde_json::{Value, json};

use super::*;
use crate::{catalogue::store, one, testing::on_each_engine};

const TODAY: Date = date(2026, 11, 22);

fn line(key: &str, code: &str, name: &str) -> Value {
    json!({
        "code": code, "name": name, "field": "Hộ tịch", "level": ["xã"], "agency": "UBND xã", "online": "một phần",
        "subjects": ["Công dân"], "decision_date": "2026-01-16", "portal_id": key, "snapshot": "2026-07",
        "channels": [{"channel": "trực tuyến", "time_value": 3, "time_unit": "ngày làm việc",
                      "fees": [{"kind": "phí", "value": 0}]}],
        "documents": [{"name": "Tờ khai", "originals": 1, "copies": 0}], "results": ["Giấy"], "steps_text": "Nộp."
    })
}

fn text(lines: &[Value]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

async fn import(db: &Db, text: &str) -> Report {
    save(db, &parse(text.as_bytes()).unwrap(), TODAY).await.unwrap()
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    on_each_engine(|db| async move {
        let file =
            text(&[line("a", "1.000001", "Một"), line("b", "1.000002", "Hai"), line("c", "1.000002", "Hai của tỉnh")]);
        let first = import(&db, &file).await;
        assert_eq!((first.lines, first.taken, first.refused), (3, 3, 0));
        assert_eq!(first.saved, Saved { added: 3, changed: 0, unchanged: 0 });
        let mut tx = db.read().await.unwrap();
        let version = db::data_version(&mut tx).await.unwrap();
        let both = store::services_by_code(&mut tx, "1.000002").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(both[0].id, "1.000002");
        assert!(both[1].id.starts_with("1.000002-"), "{}", both[1].id);

        let second = import(&db, &file).await;
        assert_eq!(second.saved, Saved { added: 0, changed: 0, unchanged: 3 });
        let mut tx = db.read().await.unwrap();
        assert_eq!(db::data_version(&mut tx).await.unwrap(), version);
        assert_eq!(store::services_by_code(&mut tx, "1.000002").await.unwrap(), both);
    })
    .await;
}

#[tokio::test]
async fn ids_do_not_hang_on_the_order_of_lines() {
    on_each_engine(|db| async move {
        let (b, c) = (line("b", "1.000002", "Hai"), line("c", "1.000002", "Hai của tỉnh"));
        import(&db, &text(&[c, b])).await;
        let mut tx = db.read().await.unwrap();
        let service = store::service(&mut tx, "1.000002").await.unwrap().unwrap();
        assert_eq!(service.name, "Hai");
    })
    .await;
}

#[tokio::test]
async fn a_refused_line_does_not_stop_the_rest() {
    let mut bytes = text(&[line("a", "1.000001", "Một")]).into_bytes();
    bytes.extend(b"{broken\n\n\xff\xfe\n");
    bytes.extend(text(&[line("a", "1.000001", "Một"), line("d", " 1.000004", "Bốn")]).bytes());
    let report = parse(bytes.as_slice()).unwrap().report;
    assert_eq!((report.lines, report.taken, report.repaired, report.refused), (5, 2, 1, 3));
    let refused: Vec<(usize, &str)> = report
        .findings
        .iter()
        .filter(|finding| finding.outcome == Outcome::Refused)
        .map(|finding| (finding.line, finding.reasons[0].as_str()))
        .collect();
    assert!(refused[0].0 == 2 && refused[0].1.starts_with("cannot be read"));
    assert_eq!(refused[1], (4, "is not UTF-8"));
    assert_eq!(refused[2], (5, "is the same procedure as line 1"));
    let repaired = report.findings.last().unwrap();
    assert_eq!((repaired.line, repaired.outcome), (6, Outcome::Repaired));
    assert!(repaired.reasons.contains(&"code_trimmed".to_owned()));
}

#[tokio::test]
async fn a_later_decision_is_a_new_version_and_an_older_file_brings_nothing_back() {
    on_each_engine(|db| async move {
        let first = text(&[line("a", "1.000001", "Tên cũ")]);
        import(&db, &first).await;
        let mut later = line("a", "1.000001", "Tên mới");
        later["decision_date"] = json!("2026-09-01");
        let report = import(&db, &text(&[later])).await;
        assert_eq!(report.saved.changed, 1);
        let report = import(&db, &first).await;
        assert_eq!(report.saved.unchanged, 1);

        let mut tx = db.read().await.unwrap();
        let service = store::service(&mut tx, "1.000001").await.unwrap().unwrap();
        assert_eq!(service.name, "Tên mới");
        let name = |version: Option<crate::catalogue::Version>| version.unwrap().procedure.name.vi;
        let old = store::version_on(&mut tx, "1.000001", date(2026, 8, 31)).await.unwrap();
        assert_eq!(name(old), "Tên cũ");
        let new = store::version_on(&mut tx, "1.000001", date(2026, 9, 1)).await.unwrap();
        assert_eq!(name(new), "Tên mới");
        assert!(store::version_on(&mut tx, "1.000001", date(2026, 1, 15)).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_pinned_version_is_never_rewritten() {
    on_each_engine(|db| async move {
        import(&db, &text(&[line("a", "1.000001", "Tên")])).await;
        let pinned = {
            let mut tx = db.read().await.unwrap();
            store::version_on(&mut tx, "1.000001", TODAY).await.unwrap().unwrap().id
        };
        write_tx!(&db, |tx| {
            crate::run!(
                tx,
                "INSERT INTO agency (id, code, name, level, valid_from, demo) VALUES ('x', 'H48', 'X', 'commune', '2025-07-01', FALSE)"
            )?;
            crate::run!(
                tx,
                "INSERT INTO dossier (id, reference, submission, service_id, version_id, agency_id, channel, acting_mode,
                     state, last_event, submitted_at, body, facts, demo)
                 VALUES ('d', 'r', 's', '1.000001', $1, 'x', 'online', 'self', 'submitted', 1, 0, '{}', '{}', FALSE)",
                &pinned
            )
        })
        .unwrap();
        let corrected = text(&[line("a", "1.000001", "Tên đã sửa")]);
        assert_eq!(import(&db, &corrected).await.saved.changed, 1);
        assert_eq!(import(&db, &corrected).await.saved.unchanged, 1);
        let mut tx = db.read().await.unwrap();
        let kept = store::version(&mut tx, &pinned).await.unwrap().unwrap();
        assert_eq!(kept.procedure.name.vi, "Tên");
        assert_eq!(kept.valid_to, Some(date(2026, 11, 21)));
        let now = store::version_on(&mut tx, "1.000001", TODAY).await.unwrap().unwrap();
        assert_eq!(now.procedure.name.vi, "Tên đã sửa");
    })
    .await;
}

#[tokio::test]
async fn gzip_is_told_by_its_bytes_and_a_torn_file_writes_nothing() {
    let plain = text(&[line("a", "1.000001", "Một")]);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(plain.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    assert_eq!(parse(packed.as_slice()).unwrap().report.taken, 1);
    let torn = &packed[..packed.len() / 2];
    assert!(parse(torn).is_err());
}

/// The whole of the real data on both engines, where it lies beside the repository.
#[tokio::test]
async fn the_real_file_is_stored_whole() {
    let Some(file) = crate::testing::real_data::file("procedures.jsonl.gz") else {
        return;
    };
    let parsed = &parse(std::fs::File::open(file).unwrap()).unwrap();
    on_each_engine(|db| async move {
        let report = save(&db, parsed, TODAY).await.unwrap();
        assert_eq!((report.taken, report.refused), (4_778, 0));
        let again = save(&db, parsed, TODAY).await.unwrap().saved;
        assert_eq!(again, Saved { added: 0, changed: 0, unchanged: 4_778 });
        let mut tx = db.read().await.unwrap();
        let (services,): (i64,) = one!(&mut tx, "SELECT COUNT(*) FROM service").unwrap();
        assert_eq!(services, 4_778);
    })
    .await;
}
