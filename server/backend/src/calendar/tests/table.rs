//! Days from a table.

use super::*;

const HEAD: &str = "day;kind;name;legal_source;provisional;scope\n";

#[tokio::test]
async fn a_table_is_checked_whole_and_taken_once() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let (portal, admin) = (&world.portal, &world.admin);
        let bad = format!(
            "{HEAD}\
             2027-02-05;nghỉ lễ;Tết Âm lịch;Thông báo 1/TB;no;VN\n\
             30/02/2027;holiday;Sai;x;no;VN\n\
             2027-02-06;ngày hội;Sai;x;no;VN\n\
             2027-02-08;holiday;;x;no;VN\n\
             2027-02-08;holiday;Tết;;no;VN\n\
             2027-02-09;holiday;Tết;x;ừ;VN\n\
             2027-02-10;holiday;Tết;x;no;79\n\
             2027-02-05;holiday;Tết;x;no;\n\
             2027-02-11;làm bù;Làm bù;x;no;VN\n"
        );
        let Ok(Err(NotTaken::Lines(wrong))) = import(portal, admin, &bad, false).await else {
            panic!("a wrong table was taken");
        };
        let lines: Vec<_> = wrong.iter().map(|wrong| wrong.line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9, 10], "{wrong:?}");
        assert_eq!(wrong[6].why, Wrong::Twice(2));
        assert!(year(portal, admin, Some(2027)).await.unwrap().changes.is_empty());
        for (text, why) in [
            ("", NotTaken::Empty),
            (HEAD, NotTaken::Empty),
            ("day,name\n", NotTaken::Columns(vec!["kind", "legal_source", "provisional", "scope"])),
        ] {
            assert_eq!(import(portal, admin, text, false).await.unwrap(), Err(why));
        }

        // All of Tết as it was decided: the foreseen days that it does not name go.
        let good = format!(
            "\u{feff}{HEAD}\
             05/02/2027;nghỉ lễ;Tết Âm lịch;\"Thông báo 1/TB; Bộ Nội vụ\";không;VN\r\n\
             2027-02-08;holiday;Tết Âm lịch;Thông báo 1/TB;no;\r\n"
        );
        let Ok(Ok(Kept::Change(id))) = import(portal, admin, &good, true).await else {
            panic!("nothing was prepared");
        };
        world.apply(&id).await;
        let there = world.day(date(2027, 2, 5), "VN").await.unwrap();
        assert!(!there.provisional && there.legal_source == "Thông báo 1/TB; Bộ Nội vụ");
        assert_eq!(world.day(date(2027, 2, 9), "VN").await, None);
        assert!(world.day(date(2027, 11, 24), "VN").await.is_some(), "what is final stays");
        let again = import(portal, admin, &good, true).await.unwrap();
        assert_eq!(again, Ok(Kept::Nothing));

        // The example can be taken as it is, but for the places that are not here.
        let example = EXAMPLE.replace("51/51/21548", COMMUNE);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lich.csv");
        std::fs::write(&file, &example).unwrap();
        assert_eq!(import_file(portal, &file, true).await.unwrap().unwrap().len(), 4, "only a preview");
        assert_eq!(import_file(portal, &file, false).await.unwrap().unwrap().len(), 4);
        assert_eq!(import_file(portal, &file, false).await.unwrap().unwrap().len(), 0);
        // A quote that is left open takes no other line with it, and nothing is written.
        let open = format!("{HEAD}2027-03-01;holiday;\"Lễ;x;no;VN\n2027-03-02;holiday;Lễ;x;no;VN\n;;;;;\n");
        std::fs::write(&file, &open).unwrap();
        let why = Wrong::Broken(crate::input::table::BrokenRow::OpenQuote);
        let refused = NotTaken::Lines(vec![WrongLine { line: 2, why }]);
        assert_eq!(import_file(portal, &file, false).await.unwrap(), Err(refused));
        std::fs::write(&file, b"\xff\xfed\0a\0").unwrap();
        assert!(matches!(import_file(portal, &file, false).await.unwrap(), Err(NotTaken::NoTable(_))));
        std::fs::write(&file, &bad).unwrap();
        assert!(import_file(portal, &file, false).await.unwrap().is_err());
    })
    .await;
}
