//! Several administrators, and who is none.

use super::*;

#[tokio::test]
async fn two_administrators_do_not_overwrite_each_other() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let (portal, admin) = (&world.portal, &world.admin);
        let mine = world.prepare(&storm()).await;
        assert_eq!(world.prepare(&storm()).await, mine, "the same is prepared once");
        let theirs = world.prepare(&with("name", "Lũ")).await;
        world.apply(&theirs).await;
        assert!(preview(portal, admin, &mine).await.unwrap().moved_on);
        let late = apply(portal, admin, &mine).await;
        assert!(matches!(late, Err(AppError::Conflict("calendar_moved_on"))));
        discard(portal, admin, &mine).await.unwrap();
        discard(portal, admin, &theirs).await.unwrap();
        let year = year(portal, admin, Some(2026)).await.unwrap();
        assert_eq!(year.changes.len(), 1, "what was applied stays as history");
        let there = world.day(date(2026, 11, 26), COMMUNE).await.unwrap();
        assert_eq!((there.name.as_str(), there.kind), ("Lũ", DayKind::Closure));
        let source = "Quyết định 99/QĐ-UBND ngày 25/11/2026 của UBND tỉnh";
        assert_eq!(there.legal_source, source);

        let Ok(Kept::Change(id)) = remove_day(portal, admin, there.date, COMMUNE).await else {
            panic!("nothing was prepared");
        };
        world.apply(&id).await;
        assert_eq!(world.day(there.date, COMMUNE).await, None);

        let clerk = officer(portal, "can.bo", HERE).await;
        let nobody_s = [
            put_days(portal, &clerk, &values(&DAY_FIELDS, &storm())).await.err(),
            apply(portal, &clerk, &id).await.err(),
            discard(portal, &clerk, &id).await.err(),
            preview(portal, &clerk, &id).await.err(),
            crate::calendar::year(portal, &clerk, None).await.err(),
            import(portal, &clerk, EXAMPLE, false).await.err(),
            hours(portal, &clerk).await.err(),
            remote_areas(portal, &clerk).await.err(),
        ];
        for error in nobody_s {
            assert!(matches!(error, Some(AppError::Forbidden)), "{error:?}");
        }
    })
    .await;
}
