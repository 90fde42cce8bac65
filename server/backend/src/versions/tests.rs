mod publishing;
mod withdrawing;

use domain::{
    channel::Channel,
    mode::{Mode, PartialReason},
    procedure::Obstacle,
};
use jiff::{
    SignedDuration,
    civil::{Date, date},
};

use super::*;
use crate::{
    catalogue::store as catalogue_store,
    desk::{Order, TypedAcceptance, act},
    dossier,
    policy::recent_rules,
    quoting::{self, Wish},
    run,
    testing::{
        office::{HERE, SERVICE, VERSION, filed, officer, portal},
        on_each_engine,
    },
};

async fn administrator(portal: &Portal, login: &str) -> Actor {
    let mut actor = officer(portal, login, HERE).await;
    actor.roles[0].kind = RoleKind::Admin;
    actor
}

/// The form as the draft fills it, with these fields otherwise.
async fn form(portal: &Portal, admin: &Actor, id: &str, changes: &[(&str, &str)]) -> (i64, Values) {
    let draft = draft(portal, admin, id).await.unwrap();
    let mut pairs = typed(&draft.procedure);
    pairs.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    pairs.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    (draft.revision, pairs.collect())
}

async fn change(portal: &Portal, admin: &Actor, id: &str, changes: &[(&str, &str)]) {
    let (revision, values) = form(portal, admin, id, changes).await;
    save(portal, admin, id, revision, &values).await.unwrap();
}

fn announced(from: &str) -> Values {
    let mut values = Values::default();
    for (name, value) in [
        ("valid_from", from),
        ("number", "2045/QĐ-UBND"),
        ("date", "19/11/2026"),
        ("issuer", "Chủ tịch UBND tỉnh Quảng Ngãi"),
    ] {
        values.set(name, value);
    }
    values
}

async fn publish_as_seen(portal: &Portal, admin: &Actor, id: &str, from: &str) -> Result<Publication, AppError> {
    let seen = comparison(portal, admin, id).await.unwrap().seen();
    publish(portal, admin, id, &seen, &announced(from)).await
}

async fn payable(portal: &Portal, day: Date) -> i64 {
    let rules = recent_rules(portal).await.unwrap();
    let mut tx = portal.db.read().await.unwrap();
    let agency = catalogue_store::agency(&mut tx, HERE).await.unwrap();
    let version = catalogue_store::version_on(&mut tx, SERVICE, day).await.unwrap();
    tx.commit().await.unwrap();
    let quote = quoting::quote(
        &rules,
        &version.unwrap().procedure,
        agency.as_ref(),
        Channel::Counter,
        day.at(9, 0, 0, 0),
        &Wish::default(),
    );
    quote.unwrap().fee.unwrap().payable.get()
}

#[tokio::test]
async fn a_version_is_prepared_compared_and_published_and_dossiers_keep_theirs() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let admin = administrator(&portal, "quan.tri").await;
        let clerk = officer(&portal, "can.bo", HERE).await;
        let accepted = filed(&portal, HERE, "nguoi-nop").await;
        let order = Order::Accept(TypedAcceptance::default());
        act(&portal, &clerk, &accepted.reference, 1, &order).await.unwrap();
        let waiting = filed(&portal, HERE, "nguoi-nop").await;

        let id = begin(&portal, &admin, SERVICE, None).await.unwrap();
        assert_eq!(comparison(&portal, &admin, &id).await.unwrap().differences, []);
        change(
            &portal,
            &admin,
            &id,
            &[
                ("name", "Đăng ký hộ kinh doanh"),
                ("fee0_amount", "120.000"),
                ("limit_online", "3 ngày làm việc"),
                ("doc1_remove", "yes"),
            ],
        )
        .await;
        let compared = comparison(&portal, &admin, &id).await.unwrap();
        let parts: Vec<Part> = compared.differences.iter().map(|one| one.part).collect();
        assert_eq!(parts, [Part::Name, Part::Documents, Part::Limits, Part::Fees]);
        assert!(compared.unfit.is_empty() && !compared.moved_on);
        assert_eq!(payable(&portal, date(2026, 12, 1)).await, 100_000, "a draft has no effect");

        let done = publish_as_seen(&portal, &admin, &id, "01/12/2026").await.unwrap();
        assert_eq!(done, Publication::Done { service_id: SERVICE.into() });
        assert_eq!(payable(&portal, date(2026, 11, 30)).await, 100_000);
        assert_eq!(payable(&portal, date(2026, 12, 1)).await, 120_000);
        let history = history(&portal, &admin, SERVICE).await.unwrap();
        let [new, old] = &history.versions[..] else {
            panic!("{:?}", history.versions);
        };
        assert!(history.drafts.is_empty());
        assert_eq!((old.version.valid_to, old.published.clone()), (Some(date(2026, 11, 30)), None));
        assert_eq!(new.version.id, id);
        assert_eq!(new.published, Some((admin.person.full_name.clone(), portal.clock.now())));
        let decision = new.version.procedure.decision.as_ref().unwrap();
        assert_eq!((decision.number.as_str(), decision.date), ("2045/QĐ-UBND", Some(date(2026, 11, 19))));
        assert!(new.version.procedure.sources["fees"].title.contains("2045/QĐ-UBND"));
        assert_eq!(history.service.name, "Đăng ký thành lập hộ kinh doanh", "until its day");
        let again = publish_as_seen_gone(&portal, &admin, &id).await;
        assert!(matches!(again, Err(AppError::NotFound)), "published once");
        let succession = succession(&portal, &admin, SERVICE, &id).await.unwrap();
        assert_eq!(succession.differences.len(), 4);
        assert_eq!(succession.before.unwrap().version.id, VERSION);

        // The day comes: dossiers of before keep their version, their fee and their time.
        portal.clock.set(portal.clock.now() + SignedDuration::from_hours(24 * 12));
        follow_names(&portal).await.unwrap();
        act(&portal, &clerk, &waiting.reference, 1, &order).await.unwrap();
        let mut tx = portal.db.read().await.unwrap();
        for dossier in [&accepted, &waiting] {
            let kept = dossier::store::by_id(&mut tx, &dossier.id).await.unwrap().unwrap();
            assert_eq!(kept.version_id, VERSION);
            assert_eq!(kept.facts.payable().get(), 50_000, "half of what it was");
        }
        let service = catalogue_store::service(&mut tx, SERVICE).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert_eq!(service.name, "Đăng ký hộ kinh doanh");
    })
    .await;
}

async fn publish_as_seen_gone(portal: &Portal, admin: &Actor, id: &str) -> Result<Publication, AppError> {
    publish(portal, admin, id, "1.x.y", &announced("02/12/2026")).await
}

#[tokio::test]
async fn what_needs_a_visit_is_not_published_as_full_online() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let admin = administrator(&portal, "quan.tri").await;
        let id = begin(&portal, &admin, SERVICE, None).await.unwrap();
        change(&portal, &admin, &id, &[("doc0_original", "handed_in")]).await;
        let refused = publish_as_seen(&portal, &admin, &id, "01/12/2026").await.unwrap();
        let Publication::Unfit(unfit) = refused else {
            panic!("{refused:?}");
        };
        assert!(matches!(
            &unfit[..],
            [Unfit::NotFull { obstacle: Obstacle::Original { document, .. } }] if document == "giay-de-nghi"
        ));

        change(&portal, &admin, &id, &[("mode", "partial")]).await;
        let refused = publish_as_seen(&portal, &admin, &id, "01/12/2026").await.unwrap();
        assert_eq!(refused, Publication::Unfit(vec![Unfit::NoReason]));

        change(
            &portal,
            &admin,
            &id,
            &[("partial_reason", "technical_other"), ("partial_note", "Phải nộp bản chính giấy đề nghị.")],
        )
        .await;
        let done = publish_as_seen(&portal, &admin, &id, "20/11/2026").await.unwrap();
        assert!(matches!(done, Publication::Done { .. }), "from today on");
        let mut tx = portal.db.read().await.unwrap();
        let today = catalogue_store::version_on(&mut tx, SERVICE, date(2026, 11, 20)).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert_eq!(today.procedure.mode, Mode::Partial);
        assert_eq!(today.procedure.partial.unwrap().reason, PartialReason::TechnicalOther);
    })
    .await;
}

#[tokio::test]
async fn drafts_are_the_administrators_and_two_do_not_overwrite_each_other() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let admin = administrator(&portal, "quan.tri").await;
        let clerk = officer(&portal, "can.bo", HERE).await;
        let id = begin(&portal, &admin, SERVICE, None).await.unwrap();
        let (revision, values) = form(&portal, &admin, &id, &[("sets", "2")]).await;
        let refused = [
            drafts(&portal, &clerk).await.err(),
            history(&portal, &clerk, SERVICE).await.err(),
            succession(&portal, &clerk, SERVICE, VERSION).await.err(),
            begin(&portal, &clerk, SERVICE, None).await.err(),
            draft(&portal, &clerk, &id).await.err(),
            save(&portal, &clerk, &id, revision, &values).await.err(),
            comparison(&portal, &clerk, &id).await.err(),
            publish(&portal, &clerk, &id, "", &announced("01/12/2026")).await.err(),
            discard(&portal, &clerk, &id).await.err(),
        ];
        for error in refused {
            assert!(matches!(error, Some(AppError::Forbidden)), "{error:?}");
        }
        save(&portal, &admin, &id, revision, &values).await.unwrap();
        let late = save(&portal, &admin, &id, revision, &values).await;
        assert!(matches!(late, Err(AppError::Invalid(_))));
        let unseen = publish(&portal, &admin, &id, "1.ho-kinh-doanh-1.", &announced("01/12/2026")).await;
        assert_eq!(unseen.unwrap(), Publication::MovedOn, "nobody publishes what they didn't see");
        assert_eq!(drafts(&portal, &admin).await.unwrap().len(), 1);
        assert_eq!(discard(&portal, &admin, &id).await.unwrap(), SERVICE);
        assert!(drafts(&portal, &admin).await.unwrap().is_empty());
        for gone in [
            draft(&portal, &admin, &id).await.err(),
            comparison(&portal, &admin, &id).await.err(),
            history(&portal, &admin, "khac").await.err(),
            succession(&portal, &admin, SERVICE, "khac").await.err(),
            begin(&portal, &admin, "khac", None).await.err(),
        ] {
            assert!(matches!(gone, Some(AppError::NotFound)), "{gone:?}");
        }
    })
    .await;
}

/// An import that puts another text in the place of the version that was copied.
#[tokio::test]
async fn a_base_that_was_imported_anew_is_told() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let admin = administrator(&portal, "quan.tri").await;
        let id = begin(&portal, &admin, SERVICE, None).await.unwrap();
        write_tx!(&portal.db, |tx| {
            run!(tx, "UPDATE service_version SET hash = 'x' WHERE id = $1", VERSION)?;
            Ok(())
        })
        .unwrap();
        let compared = comparison(&portal, &admin, &id).await.unwrap();
        assert!(compared.moved_on && compared.meanwhile.is_empty());
    })
    .await;
}
