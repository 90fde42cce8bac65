//! A dossier keeps the rules of the day on which it was filed: one of 2024 reads as 2024.

use domain::{
    forms::{Form, FormSet},
    mode::{Level, ServiceLevels},
};

use super::acts::{accept, done};
use crate::{
    Portal,
    actor::Actor,
    db::Db,
    desk::{Order, act, case},
    dossier::Dossier,
    papers, run,
    testing::{
        office::{self, HERE, filed, officer},
        on_each_engine,
    },
    verify::verify,
    write_tx,
};

/// An agency of before July 2025, which has been no more since.
const DISTRICT: &str = "huyen-son-tinh";

async fn world(db: &Db, folder: &tempfile::TempDir) -> (Portal, Actor) {
    let portal = office::portal(db, folder).await;
    write_tx!(db, |tx| {
        // Registered in the new order, which codes before July 2025 turn round.
        run!(tx, "UPDATE agency SET code = 'H48.10.01' WHERE id = $1", HERE)?;
        run!(
            tx,
            "INSERT INTO agency (id, code, name, level, territory, valid_from, valid_to, demo)
             VALUES ($1, '000.00.10.H48', 'UBND huyện Sơn Tịnh', 'district', '51/51', '2022-01-01', '2025-06-30',
                 FALSE)",
            DISTRICT
        )?;
        crate::db::touch_data(tx).await
    })
    .unwrap();
    let clerk = officer(&portal, "hoa", HERE).await;
    (portal, clerk)
}

fn go(portal: &Portal, day: &str) {
    portal.clock.set(format!("{day}T02:00:00Z").parse().unwrap());
}

async fn accepted(portal: &Portal, clerk: &Actor, dossier: &Dossier) -> Dossier {
    let last = dossier.last_event;
    done(act(portal, clerk, &dossier.reference, last, &accept()).await.unwrap())
}

#[tokio::test]
async fn a_dossier_of_2024_reads_as_2024() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let (portal, clerk) = world(&db, &folder).await;
        let old_clerk = officer(&portal, "lan", DISTRICT).await;
        go(&portal, "2024-05-06");
        let here = accepted(&portal, &clerk, &filed(&portal, HERE, "an").await).await;
        assert_eq!(here.code.as_deref(), Some("000.01.10.H48-240506-0001"));
        let district = filed(&portal, DISTRICT, "an").await;
        let district = accepted(&portal, &old_clerk, &district).await;
        assert_eq!(district.code.as_deref(), Some("000.00.10.H48-240506-0001"));

        // Two years and a reform later.
        go(&portal, "2026-11-20");
        let name = district.code.as_deref().unwrap();
        let shown = case(&portal, &old_clerk, name).await.unwrap();
        assert_eq!(shown.agency.name, "UBND huyện Sơn Tịnh");
        assert_eq!(shown.agency.level, Level::District);
        let regime = shown.regime;
        assert_eq!(regime.levels, [Level::Province, Level::District, Level::Commune]);
        assert_eq!(regime.service_levels, ServiceLevels::Two);
        assert_eq!(regime.forms, FormSet::Six);
        let paper = papers::for_officer(&portal, &old_clerk, name).await.unwrap();
        assert_eq!(paper.set.number(Form::ControlSheet), Some(5));
        let issued = paper.log[1].entry.ground.form.clone().unwrap();
        assert_eq!((issued.form, issued.set), (Form::Acceptance, FormSet::Six));
        // What happens to it now is still on its own forms, which know no stop notice.
        let stop = Order::Stop {
            reason: "Công dân không bổ sung".into(),
            legal_ground: "Nghị định 61/2018/NĐ-CP".into(),
            guidance: String::new(),
        };
        act(&portal, &old_clerk, name, district.last_event, &Order::Start).await.unwrap();
        act(&portal, &old_clerk, name, district.last_event + 1, &stop).await.unwrap();
        let paper = papers::for_officer(&portal, &old_clerk, name).await.unwrap();
        assert!(!paper.has(Form::Stop));
        assert_eq!(paper.log.last().unwrap().entry.ground.form, None);
        let (_, differences) = verify(&portal).await.unwrap();
        assert_eq!(differences, []);
    })
    .await;
}

#[tokio::test]
async fn who_filed_before_the_reform_is_accepted_under_the_rules_of_the_filing() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let (portal, clerk) = world(&db, &folder).await;
        go(&portal, "2025-06-30");
        let before = filed(&portal, HERE, "an").await;
        go(&portal, "2025-07-02");
        let after = filed(&portal, HERE, "an").await;
        let after = accepted(&portal, &clerk, &after).await;
        let before = accepted(&portal, &clerk, &before).await;
        // One sequence a day, whichever way the agency is written.
        assert_eq!(after.code.as_deref(), Some("H48.10.01-250702-0001"));
        assert_eq!(before.code.as_deref(), Some("000.01.10.H48-250702-0002"));
        for (dossier, set) in [(before, FormSet::Six), (after, FormSet::Seven)] {
            let name = dossier.code.as_deref().unwrap();
            let shown = case(&portal, &clerk, name).await.unwrap();
            assert_eq!(shown.regime.forms, set);
            let form = shown.log[1].entry.ground.form.clone().unwrap();
            assert_eq!(form.set, set);
        }
    })
    .await;
}
