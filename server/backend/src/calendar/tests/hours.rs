//! Hours, remote communes, and where days hold.

use super::*;

#[tokio::test]
async fn hours_and_remote_communes_hold_from_a_day_and_the_past_stays() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let (portal, admin) = (&world.portal, &world.admin);
        let typed = |from: &'static str, saturday: &'static str| {
            let typed = [
                ("agency", HERE),
                ("morning", "7:30 – 11:30"),
                ("afternoon", "13:00-17:00"),
                ("saturday", saturday),
                ("valid_from", from),
                ("number", "Quyết định 5/QĐ-UBND"),
                ("date", "20/11/2026"),
            ];
            values(&HOURS_FIELDS, &typed)
        };
        let past = put_hours(portal, admin, &typed("19/11/2026", "")).await;
        assert_eq!(codes(past.unwrap_err()), [("valid_from".to_owned(), "date_past")]);
        let wrong = put_hours(portal, admin, &typed("01/12/2026", "sáng")).await;
        assert_eq!(codes(wrong.unwrap_err()), [("saturday".to_owned(), "bad_hours")]);
        for (from, saturday) in [("01/12/2026", "07:30-11:00"), ("01/12/2026", "")] {
            let Ok(Kept::Change(id)) = put_hours(portal, admin, &typed(from, saturday)).await else {
                panic!("nothing was prepared");
            };
            world.apply(&id).await;
        }
        let same = put_hours(portal, admin, &typed("01/12/2026", "")).await.unwrap();
        assert_eq!(same, Kept::Nothing);
        let known = hours(portal, admin).await.unwrap();
        let here = known.iter().find(|one| one.agency_id == HERE).unwrap();
        assert_eq!(here.rows.len(), 1, "a row that nobody was counted by is mended");
        assert_eq!(here.rows[0].hours.to_string(), "07:30-11:30,13:00-17:00");
        assert_eq!(hour_changes(portal, admin).await.unwrap().len(), 2, "and that is not forgotten");
        let rules = recent_rules(portal).await.unwrap();
        let on = |day| rules.hours(Some(HERE), day).unwrap().to_string();
        assert_eq!(on(date(2026, 11, 30)), "07:00-11:30,13:30-17:00");
        assert_eq!(on(date(2026, 12, 1)), "07:30-11:30,13:00-17:00");

        let listed = |field: &'static str, day: &'static str| {
            let typed = [("unit", "21172"), (field, day), ("number", "Quyết định 6/QĐ-TTg"), ("date", "20/11/2026")];
            values(&REMOTE_FIELDS, &typed)
        };
        let nothing = put_remote(portal, admin, &listed("last_day", "31/12/2026")).await;
        assert_eq!(codes(nothing.unwrap_err()), [("unit".to_owned(), "remote_not_there")]);
        for (field, day) in [("valid_from", "01/12/2026"), ("last_day", "31/12/2026")] {
            let Ok(Kept::Change(id)) = put_remote(portal, admin, &listed(field, day)).await else {
                panic!("nothing was prepared");
            };
            world.apply(&id).await;
        }
        let rules = recent_rules(portal).await.unwrap();
        let remote = |day| rules.is_remote(Some("21172"), day);
        assert!(!remote(date(2026, 11, 30)) && !remote(date(2027, 1, 1)));
        assert!(remote(date(2026, 12, 1)) && remote(date(2026, 12, 31)));
    })
    .await;
}

/// The areas come with names, and communes by their agencies.
#[tokio::test]
async fn places_are_areas_and_communes() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        write_tx!(&db, |tx| {
            run!(
                tx,
                "INSERT INTO agency (id, code, name, level, unit_code, territory, valid_from, demo)
                 VALUES ('cong-an', 'G01', 'Công an xã Sơn Tịnh', 'commune', '21172', '51/51', '2022-01-01', FALSE)"
            )?;
            touch_data(tx).await
        })
        .unwrap();
        let places = places(&world.portal, &world.admin).await.unwrap();
        let here = places.choices.iter().filter(|(path, _)| path == COMMUNE);
        assert_eq!(here.count(), 1, "a commune is one place, whatever agencies it has");
        assert!(places.knows("VN") && places.knows("51") && places.knows(COMMUNE));
        assert!(!places.knows("51/51/1") && !places.knows(""));
        assert_eq!(places.name(COMMUNE), "xã Sơn Tịnh");
        assert_eq!(places.unit("21172"), Some("xã Sơn Tịnh"));
        assert_eq!(places.name("92"), "92");
    })
    .await;
}
