use domain::dossier::Due;
use jiff::civil::DateTime;

use super::*;
use crate::{
    catalogue::store,
    clock::instant,
    dossier::{Event, Who, record},
    policy::load_rules,
    run,
    testing::{
        office::{self, HERE, VERSION},
        on_each_engine,
    },
    write_tx,
};

fn at(text: &str) -> Timestamp {
    instant(text.parse::<DateTime>().unwrap())
}

fn due(statutory: &str, promised: &str) -> Due {
    Due { statutory: statutory.parse().unwrap(), promised: promised.parse().unwrap() }
}

/// Five working days by law, 32 hours promised; 24/11/2026 is a holiday.
#[tokio::test]
async fn the_limit_counts_from_the_complete_dossier_under_the_policies_of_its_filing() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(&db, &folder).await;
        let mut tx = portal.db.read().await.unwrap();
        let rules = load_rules(&mut tx).await.unwrap();
        let agency = store::agency(&mut tx, HERE).await.unwrap().unwrap();
        let version = store::version(&mut tx, VERSION).await.unwrap().unwrap();
        let service = &version.procedure;
        for (filed, complete, statutory, promised) in [
            // Complete as it was sent.
            ("2026-11-20T09:00", "2026-11-20T09:00", "2026-11-30T17:00", "2026-11-27T17:00"),
            // Sent on a Sunday: received on Monday at seven.
            ("2026-11-22T20:00", "2026-11-22T20:00", "2026-12-01T17:00", "2026-11-30T17:00"),
            // Completed by a supplement on the Wednesday after.
            ("2026-11-20T09:00", "2026-11-25T10:00", "2026-12-02T17:00", "2026-12-01T17:00"),
            // Filed before the promise was made: no cut, although completed after.
            ("2023-06-13T09:00", "2023-06-15T09:00", "2023-06-22T17:00", "2023-06-22T17:00"),
        ] {
            let pinned =
                fix_deadline(&rules, service, &agency, &Wish::default(), Channel::Online, at(filed), at(complete))
                    .unwrap()
                    .unwrap();
            let got = Due { statutory: pinned.deadline.statutory_due, promised: pinned.deadline.promised_due };
            assert_eq!(got, due(statutory, promised), "{filed} {complete}");
        }
        let (sent, postal) = (at("2026-11-20T09:00"), Channel::Postal);
        let wish = Wish::default();
        let unknown = fix_deadline(&rules, service, &agency, &wish, postal, sent, sent).unwrap();
        assert!(matches!(unknown, Err(DeadlineUnknown::SourceText { .. })));
    })
    .await;
}

/// Accepted on a Friday, asked for papers on the Wednesday, supplied on the Friday after: two working days of waiting.
#[tokio::test]
async fn waiting_restarts_suspends_or_changes_nothing() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(&db, &folder).await;
        let filed = office::filed(&portal, HERE, "an").await;
        let mut tx = portal.db.read().await.unwrap();
        let rules = load_rules(&mut tx).await.unwrap();
        let agency = store::agency(&mut tx, HERE).await.unwrap().unwrap();
        let version = store::version(&mut tx, VERSION).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let sent = filed.submitted_at;
        let channel = filed.channel;
        let service = &version.procedure;
        let wish = Wish::default();
        let pinned = fix_deadline(&rules, service, &agency, &wish, channel, sent, sent).unwrap().unwrap();
        let who = Who::officer("officer", HERE);
        let dossier = write_tx!(&portal.db, |tx| {
            let dossier = filed.clone();
            let accepted = Event::Accepted {
                code: "000.01.10.H48-261120-0001".parse().unwrap(),
                due: due("2026-11-30T17:00", "2026-11-27T17:00"),
                pinned: Some(pinned.clone()),
                fee: None,
                groups: Vec::new(),
            };
            let dossier = record(tx, dossier, &who, accepted, at("2026-11-20T10:00")).await?;
            let dossier = record(tx, dossier, &who, Event::Started, at("2026-11-20T10:00")).await?;
            let asked = Event::SupplementAsked {
                items: vec!["Bản sao".into()],
                until: "2026-12-30T17:00".parse().unwrap(),
                most: 1,
            };
            record(tx, dossier, &who, asked, at("2026-11-25T10:00")).await
        })
        .unwrap();

        let supplied = at("2026-11-27T14:30");
        for (clock, statutory, promised) in [
            ("restart", "2026-12-04T17:00", "2026-12-03T17:00"),
            ("suspend", "2026-12-02T17:00", "2026-12-01T17:00"),
            ("continue", "2026-11-30T17:00", "2026-11-27T17:00"),
        ] {
            let rules = with_clock(&portal, clock).await;
            let anew = due_after_supplement(&rules, &dossier, &agency, service, supplied).unwrap();
            assert_eq!(anew, Some(due(statutory, promised)), "{clock}");
        }

        // A date that an officer set has no limit to count again.
        let mut set_by_hand = dossier.clone();
        set_by_hand.facts.pinned = None;
        let rules = with_clock(&portal, "restart").await;
        let anew = due_after_supplement(&rules, &set_by_hand, &agency, service, supplied).unwrap();
        assert_eq!(anew, Some(due("2026-12-02T17:00", "2026-12-01T17:00")));

        assert_eq!(due_after_supplement(&rules, &filed, &agency, service, supplied).unwrap(), None);

        // The procedure's own law goes before the regime.
        let mut own = service.clone();
        own.terms.clocks.supplement = Some(ClockPolicy::Continue);
        let anew = due_after_supplement(&rules, &dossier, &agency, &own, supplied).unwrap();
        assert_eq!(anew, Some(due("2026-11-30T17:00", "2026-11-27T17:00")));

        // The days to be drawn stand still while it waits; where an officer set the date there are none.
        let today = "2026-11-26".parse().unwrap();
        let drawn = course(&rules, &dossier, &agency, service, today).unwrap();
        assert!(drawn.is_some_and(|course| course.waits));
        let drawn = course(&rules, &set_by_hand, &agency, service, today).unwrap();
        assert_eq!(drawn, None);
    })
    .await;
}

async fn with_clock(portal: &crate::Portal, value: &str) -> RuleBook {
    write_tx!(&portal.db, |tx| {
        run!(tx, "UPDATE regime SET value = $1 WHERE subject = 'supplement_clock'", value)?;
        load_rules(tx).await
    })
    .unwrap()
}
