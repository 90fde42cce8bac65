//! A procedure that becomes another while somebody fills in its form.

use super::*;
use crate::db::touch_data;

/// From Tuesday 24/11/2026 on the service costs 20.000 đồng.
async fn change(portal: &Portal) {
    let mut new = procedure();
    new.terms.fees[0].amount = Amount::Fixed { dong: Dong::of(20_000) };
    let body = serde_json::to_string(&new).unwrap();
    write_tx!(&portal.db, |tx| {
        run!(tx, "UPDATE service_version SET valid_to = '2026-11-23' WHERE id = 'v1'")?;
        run!(
            tx,
            "INSERT INTO service_version (id, service_id, valid_from, hash, body)
             VALUES ('v2', 'hkd', '2026-11-24', '2', $1)",
            &body
        )?;
        touch_data(tx).await
    })
    .unwrap();
}

#[tokio::test]
async fn whoever_began_under_an_earlier_version_is_told_once() {
    on_each_engine(|db| async move {
        let world = world(db).await;
        let (portal, an) = (&world.portal, actor("an"));
        let draft = begin(portal, &an, "hkd", "xa").await.unwrap();
        let revision = filled(portal, &an, &draft).await;
        change(portal).await;
        let case = the_case(portal, &an, &draft).await;
        assert!(case.begun_under.is_none(), "the change is still to come");

        portal.clock.set("2026-11-24T02:00:00Z".parse().unwrap());
        let case = the_case(portal, &an, &draft).await;
        assert_eq!(case.version.id, "v2");
        assert_eq!(case.begun_under.as_ref().unwrap().id, "v1");
        assert_eq!(case.typed(Step::Form), values(&[("f_shop", "Quán Ước"), ("f_opens", "1/12/2026")]));

        let told = submit(portal, &an, &draft, revision, "vi", "").await.unwrap();
        let Submitted::ProcedureChanged(before) = told else {
            panic!("{told:?}");
        };
        assert_eq!(before.id, "v1");
        let case = the_case(portal, &an, &draft).await;
        assert!(case.begun_under.is_none(), "told once");
        let stale = submit(portal, &an, &draft, revision, "vi", "").await.unwrap();
        assert!(matches!(stale, Submitted::Stale), "and they have to look again");
        let sent = submit(portal, &an, &draft, case.draft.revision, "vi", "").await.unwrap();
        let Submitted::Sent(dossier) = sent else {
            panic!("{sent:?}");
        };
        assert_eq!(dossier.version_id, "v2");
        assert_eq!(dossier.facts.fee.as_ref().unwrap().standard, Dong::of(20_000));
    })
    .await;
}

/// Drafts of before versions were noted: the day on which they were begun tells.
#[tokio::test]
async fn an_old_draft_is_told_by_its_day() {
    on_each_engine(|db| async move {
        let world = world(db).await;
        let (portal, an) = (&world.portal, actor("an"));
        let draft = begin(portal, &an, "hkd", "xa").await.unwrap();
        write_tx!(&portal.db, |tx| {
            run!(tx, "UPDATE draft SET body = '{}' WHERE id = $1", &draft)?;
            Ok(())
        })
        .unwrap();
        change(portal).await;
        portal.clock.set("2026-11-24T02:00:00Z".parse().unwrap());
        let case = the_case(portal, &an, &draft).await;
        assert_eq!(case.begun_under.unwrap().id, "v1");
        // Begun anew while empty: under today's.
        assert_eq!(begin(portal, &an, "hkd", "xa").await.unwrap(), draft);
        assert!(the_case(portal, &an, &draft).await.begun_under.is_none());
    })
    .await;
}
