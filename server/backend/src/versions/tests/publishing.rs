//! From which day, by which decision, and which of two drafts first.

use super::*;

#[tokio::test]
async fn the_day_and_the_decision_are_checked() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let admin = administrator(&portal, "quan.tri").await;
        let id = begin(&portal, &admin, SERVICE, None).await.unwrap();
        let same = publish_as_seen(&portal, &admin, &id, "01/12/2026").await;
        assert_eq!(told(same), [("valid_from".to_owned(), "version_same")]);
        change(&portal, &admin, &id, &[("fee0_amount", "90000")]).await;
        let seen = comparison(&portal, &admin, &id).await.unwrap().seen();
        for (field, value, code) in [
            ("valid_from", "19/11/2026", "date_past"),
            ("valid_from", "31/11/2026", "no_such_day"),
            ("valid_from", "", "required"),
            ("number", " ", "required"),
            ("date", "21/11/2026", "future_date"),
            ("issuer", "", "required"),
        ] {
            let mut values = announced("01/12/2026");
            values.set(field, value);
            let refused = publish(&portal, &admin, &id, &seen, &values).await;
            assert_eq!(told(refused), [(field.to_owned(), code)], "{field} = {value:?}");
        }
        publish_as_seen(&portal, &admin, &id, "01/12/2026").await.unwrap();

        // Nothing is put before what is published already, nor in its place.
        let next = begin(&portal, &admin, SERVICE, None).await.unwrap();
        change(&portal, &admin, &next, &[("fee0_amount", "80000")]).await;
        for day in ["25/11/2026", "01/12/2026"] {
            let refused = publish_as_seen(&portal, &admin, &next, day).await;
            assert_eq!(told(refused), [("valid_from".to_owned(), "version_after")], "{day}");
        }
        publish_as_seen(&portal, &admin, &next, "02/12/2026").await.unwrap();
        assert_eq!(payable(&portal, date(2026, 12, 1)).await, 90_000);
        assert_eq!(payable(&portal, date(2026, 12, 2)).await, 80_000);
    })
    .await;
}

fn told(refused: Result<Publication, AppError>) -> Vec<(String, &'static str)> {
    match refused {
        Err(AppError::Invalid(errors)) => {
            let errors = errors.0.into_iter();
            errors.map(|error| (error.field, error.code)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn of_two_administrators_one_is_told_that_things_moved_on() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let (an, binh) = (administrator(&portal, "quan.tri.an").await, administrator(&portal, "quan.tri.binh").await);
        let (first, second) =
            (begin(&portal, &an, SERVICE, None).await.unwrap(), begin(&portal, &binh, SERVICE, None).await.unwrap());
        change(&portal, &an, &first, &[("fee0_amount", "90000")]).await;
        change(&portal, &binh, &second, &[("sets", "2")]).await;
        let seen = comparison(&portal, &binh, &second).await.unwrap().seen();
        let mine = comparison(&portal, &an, &first).await.unwrap().seen();

        // Both at once, from different days: one is published, the other looks again.
        let (days, later) = (announced("01/12/2026"), announced("05/12/2026"));
        let (one, other) =
            tokio::join!(publish(&portal, &an, &first, &mine, &days), publish(&portal, &binh, &second, &seen, &later));
        let outcomes = [one.unwrap(), other.unwrap()];
        let done = |outcome: &&Publication| matches!(outcome, Publication::Done { .. });
        assert_eq!(outcomes.iter().filter(done).count(), 1, "{outcomes:?}");
        assert!(outcomes.contains(&Publication::MovedOn));

        let (left, who) = if outcomes[0] == Publication::MovedOn { (&first, &an) } else { (&second, &binh) };
        let compared = comparison(&portal, who, left).await.unwrap();
        assert!(compared.moved_on);
        assert_eq!(compared.meanwhile.len(), 1, "what the other changed");
        assert_eq!(compared.differences.len(), 2, "would be undone, and is shown");
        let done = publish(&portal, who, left, &compared.seen(), &announced("10/12/2026")).await;
        assert!(matches!(done, Ok(Publication::Done { .. })), "having looked");
        let history = history(&portal, &an, SERVICE).await.unwrap();
        assert_eq!(history.versions.len(), 3);
        // Without a gap, newest first.
        for pair in history.versions.windows(2) {
            let ends = pair[1].version.valid_to.unwrap();
            assert_eq!(ends.tomorrow().unwrap(), pair[0].version.valid_from);
        }
    })
    .await;
}
