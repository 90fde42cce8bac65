use domain::dossier::Group;
use jiff::SignedDuration;

use crate::{
    desk::{Filter, Order, Tally, TypedAcceptance, Urgency, act, queue},
    error::AppError,
    run,
    testing::{
        office::{self, ELSEWHERE, HERE, filed, officer},
        on_each_engine,
    },
    write_tx,
};

fn of(group: Group) -> Filter {
    Filter { group, ..Filter::default() }
}

#[tokio::test]
async fn the_queue_shows_its_own_agencies_dossiers_by_due_time() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(&db, &folder).await;
        let actor = officer(&portal, "hoa", HERE).await;
        let first = filed(&portal, HERE, "an").await;
        portal.clock.set(portal.clock.now() + SignedDuration::from_mins(5));
        let second = filed(&portal, HERE, "an").await;
        filed(&portal, ELSEWHERE, "an").await;
        let accept = Order::Accept(TypedAcceptance::default());
        act(&portal, &actor, &second.reference, 1, &accept).await.unwrap();

        let page = queue(&portal, &actor, &of(Group::ToAccept)).await.unwrap();
        let shown: Vec<_> = page.rows.iter().map(|row| row.reference.as_str()).collect();
        assert_eq!(shown, [first.reference.as_str()]);
        assert_eq!(page.rows[0].urgency, Some(Urgency::Late), "it was due at once");
        let tally = |count, late, near| Tally { count, late, near };
        assert_eq!(page.groups[0], (Group::ToAccept, tally(1, 1, 0)));
        assert_eq!(page.groups[1], (Group::InProgress, tally(1, 0, 0)));
        assert_eq!(page.groups[4], (Group::All, tally(2, 1, 0)));

        let page = queue(&portal, &actor, &of(Group::All)).await.unwrap();
        let shown: Vec<_> = page.rows.iter().map(|row| row.reference.as_str()).collect();
        assert_eq!(shown, [&second.reference, &first.reference], "the newest first");

        let nobody = crate::actor::Actor { roles: vec![], ..actor };
        let refused = queue(&portal, &nobody, &Filter::default()).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
    })
    .await;
}

#[tokio::test]
async fn text_finds_name_code_and_reference_without_marks() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(&db, &folder).await;
        let actor = officer(&portal, "hoa", HERE).await;
        let dossier = filed(&portal, HERE, "an").await;
        let accept = Order::Accept(TypedAcceptance::default());
        act(&portal, &actor, &dossier.reference, 1, &accept).await.unwrap();
        let reference = dossier.reference.to_lowercase();
        for (text, found) in [
            ("nguyen thi anh", 1),
            ("  ÁNH ", 1),
            ("261120-0001", 1),
            (reference.as_str(), 1),
            ("%", 0),
            ("_", 0),
            ("' OR 1=1 --", 0),
            ("Bình", 0),
        ] {
            for group in [Group::InProgress, Group::All] {
                let filter = Filter { text: text.to_owned(), ..of(group) };
                let page = queue(&portal, &actor, &filter).await.unwrap();
                assert_eq!(page.rows.len(), found, "{text:?} {group:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_double() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(&db, &folder).await;
        let actor = officer(&portal, "hoa", HERE).await;
        for _ in 0..4 {
            filed(&portal, HERE, "an").await;
        }
        // Made many by copying: the page holds fifty.
        write_tx!(&portal.db, |tx| {
            for copy in 0..30 {
                run!(
                    tx,
                    "INSERT INTO dossier (id, reference, submission, service_id, version_id, agency_id, channel,
                         acting_mode, state, last_event, submitted_at, next_due, body, facts, demo)
                     SELECT id || $1, reference || $1, submission || $1, service_id, version_id, agency_id, channel,
                         acting_mode, state, last_event, submitted_at, next_due, body, facts, demo
                     FROM dossier WHERE LENGTH(id) = 32",
                    format!("{copy:02}")
                )?;
            }
            Ok(())
        })
        .unwrap();
        for group in [Group::ToAccept, Group::All] {
            let mut filter = of(group);
            let mut seen = Vec::new();
            loop {
                let page = queue(&portal, &actor, &filter).await.unwrap();
                seen.extend(page.rows.into_iter().map(|row| row.id));
                match page.next {
                    Some(next) => filter.after = Some(next.to_string().parse().unwrap()),
                    None => break,
                }
            }
            assert_eq!(seen.len(), 124);
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 124, "{group:?}");
        }
    })
    .await;
}
