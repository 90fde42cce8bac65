//! Versions that are withdrawn before their first day.

use super::*;

async fn published(portal: &Portal, admin: &Actor, amount: &str, from: &str) -> String {
    let id = begin(portal, admin, SERVICE, None).await.unwrap();
    change(portal, admin, &id, &[("fee0_amount", amount)]).await;
    let done = publish_as_seen(portal, admin, &id, from).await.unwrap();
    assert!(matches!(done, Publication::Done { .. }));
    id
}

/// First and last days of what is published, the oldest first.
async fn periods(portal: &Portal, admin: &Actor) -> Vec<(Date, Option<Date>)> {
    let history = history(portal, admin, SERVICE).await.unwrap();
    let versions = history.versions.iter().rev();
    versions.map(|known| (known.version.valid_from, known.version.valid_to)).collect()
}

#[tokio::test]
async fn a_version_that_has_not_begun_is_withdrawn_and_the_one_before_holds_on() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let admin = administrator(&portal, "quan.tri").await;
        let before = periods(&portal, &admin).await;
        let dossier = filed(&portal, HERE, "nguoi-nop").await;
        let version = published(&portal, &admin, "120000", "01/12/2026").await;
        assert_eq!(payable(&portal, date(2026, 12, 1)).await, 120_000);
        let copy = begin(&portal, &admin, SERVICE, None).await.unwrap();
        change(&portal, &admin, &copy, &[("sets", "2")]).await;
        let offer = withdrawable(&portal, &admin, SERVICE, &version).await.unwrap();
        assert_eq!((offer.begun, offer.drafts), (false, 1));
        assert_eq!(offer.before.version.id, VERSION);

        for (reason, code) in [(" ", "required"), (&*"a".repeat(201), "too_long")] {
            let refused = withdraw(&portal, &admin, SERVICE, &version, reason).await;
            let Err(AppError::Invalid(errors)) = refused else {
                panic!("{refused:?}");
            };
            assert_eq!((errors.0[0].field.as_str(), errors.0[0].code), ("reason", code));
        }
        // Twice, as when a button is pressed again.
        for _ in 0..2 {
            let done = withdraw(&portal, &admin, SERVICE, &version, " Ghi sai mức thu ").await;
            assert_eq!(done.unwrap(), Withdrawal::Done);
        }
        assert_eq!(periods(&portal, &admin).await, before, "as if it had never been");
        assert_eq!(payable(&portal, date(2026, 12, 1)).await, 100_000);
        let after = history(&portal, &admin, SERVICE).await.unwrap();
        let [withdrawn] = &after.withdrawn[..] else {
            panic!("{:?}", after.withdrawn);
        };
        let by = (admin.person.full_name.clone(), portal.clock.now());
        assert_eq!((&withdrawn.id, &withdrawn.withdrawn), (&version, &by));
        assert_eq!(withdrawn.published, by);
        assert_eq!((withdrawn.reason.as_str(), withdrawn.valid_from), ("Ghi sai mức thu", date(2026, 12, 1)));

        // The copy is compared with what holds, and says what its own base had changed.
        let compared = comparison(&portal, &admin, &copy).await.unwrap();
        assert_eq!(compared.newest.version.id, VERSION);
        assert!(compared.moved_on);
        assert_eq!(compared.meanwhile, [Part::Fees]);
        assert_eq!(compared.withdrawn.unwrap().id, version);
        let parts: Vec<Part> = compared.differences.iter().map(|one| one.part).collect();
        assert_eq!(parts, [Part::Sets, Part::Fees]);

        // What was wrong is mended from what it said, and published from the same day.
        let again = begin(&portal, &admin, SERVICE, Some(&version)).await.unwrap();
        let mended = comparison(&portal, &admin, &again).await.unwrap();
        assert!(!mended.moved_on);
        assert_eq!(mended.differences.len(), 1);
        change(&portal, &admin, &again, &[("fee0_amount", "110000")]).await;
        publish_as_seen(&portal, &admin, &again, "01/12/2026").await.unwrap();
        assert_eq!(payable(&portal, date(2026, 12, 1)).await, 110_000);

        let mut tx = portal.db.read().await.unwrap();
        let kept = dossier::store::by_id(&mut tx, &dossier.id).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert_eq!(kept.version_id, VERSION);
    })
    .await;
}

/// Of two that are to come, either can go: no day is left without a version, and none has two.
#[tokio::test]
async fn the_time_of_a_withdrawn_version_goes_to_the_one_before() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let admin = administrator(&portal, "quan.tri").await;
        let first = published(&portal, &admin, "120000", "01/12/2026").await;
        let second = published(&portal, &admin, "130000", "10/12/2026").await;
        withdraw(&portal, &admin, SERVICE, &first, "Hủy quyết định").await.unwrap();
        let [base, last] = &periods(&portal, &admin).await[..] else {
            panic!("two are left");
        };
        assert_eq!(base.1, Some(date(2026, 12, 9)));
        assert_eq!(*last, (date(2026, 12, 10), None));
        assert_eq!(payable(&portal, date(2026, 12, 9)).await, 100_000);
        assert_eq!(payable(&portal, date(2026, 12, 10)).await, 130_000);
        withdraw(&portal, &admin, SERVICE, &second, "Hủy quyết định").await.unwrap();
        let left = periods(&portal, &admin).await;
        assert_eq!(left.iter().map(|period| period.1).collect::<Vec<_>>(), [None]);
    })
    .await;
}

#[tokio::test]
async fn what_has_begun_or_was_imported_is_not_withdrawn() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let admin = administrator(&portal, "quan.tri").await;
        let clerk = officer(&portal, "can.bo", HERE).await;
        let version = published(&portal, &admin, "120000", "01/12/2026").await;
        for refused in [
            withdraw(&portal, &clerk, SERVICE, &version, "x").await.err(),
            withdrawable(&portal, &clerk, SERVICE, &version).await.err(),
            begin(&portal, &clerk, SERVICE, Some(&version)).await.err(),
        ] {
            assert!(matches!(refused, Some(AppError::Forbidden)), "{refused:?}");
        }
        for missing in [
            withdraw(&portal, &admin, SERVICE, VERSION, "x").await.err(),
            withdraw(&portal, &admin, SERVICE, "khac", "x").await.err(),
            withdraw(&portal, &admin, "khac", &version, "x").await.err(),
            begin(&portal, &admin, SERVICE, Some(&version)).await.err(),
        ] {
            assert!(matches!(missing, Some(AppError::NotFound)), "{missing:?}");
        }

        // The last minute of the day before, and the first minute of its own.
        let midnight = "2026-11-30T17:00:00Z".parse::<Timestamp>().unwrap();
        portal.clock.set(midnight - SignedDuration::from_mins(1));
        let open = withdrawable(&portal, &admin, SERVICE, &version).await.unwrap();
        assert!(!open.begun);
        portal.clock.set(midnight);
        let late = withdraw(&portal, &admin, SERVICE, &version, "x").await.unwrap();
        assert_eq!(late, Withdrawal::Begun);
        assert!(withdrawable(&portal, &admin, SERVICE, &version).await.unwrap().begun);
        assert_eq!(payable(&portal, date(2026, 12, 1)).await, 120_000, "it holds");
        assert!(history(&portal, &admin, SERVICE).await.unwrap().withdrawn.is_empty());
    })
    .await;
}
