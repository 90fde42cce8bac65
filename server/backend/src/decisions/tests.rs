use jiff::{SignedDuration, civil::date};

use super::*;
use crate::{
    catalogue,
    desk::{Order, TypedAcceptance, act},
    dossier, quoting,
    testing::{
        office::{HERE, SERVICE, filed, officer, portal},
        on_each_engine,
    },
};

async fn administrator(portal: &Portal) -> Actor {
    let mut actor = officer(portal, "quan.tri", HERE).await;
    actor.roles[0].kind = RoleKind::Admin;
    actor
}

/// The council frees the field from the first of December on.
fn free() -> Vec<(&'static str, &'static str)> {
    vec![
        ("number", "45/2026/NQ-HĐND"),
        ("article", "Điều 3"),
        ("issuer", "council"),
        ("issuer_name", "HĐND tỉnh Quảng Ngãi"),
        ("date", "10/11/2026"),
        ("territory", "51/51"),
        ("valid_from", "01/12/2026"),
        ("channel", "online"),
        ("scope", "fields"),
        ("fields", "Hộ kinh doanh"),
        ("effect", "cut_fee"),
        ("percent", "100"),
        ("set_by", "council"),
        ("source", "Công báo, kiểm tra ngày 20/11/2026"),
    ]
}

fn values(pairs: &[(&'static str, &'static str)]) -> Values {
    Values::among(&FIELDS.map(str::to_owned), pairs.iter().copied())
}

fn with(field: &'static str, value: &'static str) -> Values {
    let mut pairs = free();
    pairs.retain(|(name, _)| *name != field);
    pairs.push((field, value));
    values(&pairs)
}

async fn saved(portal: &Portal, admin: &Actor, known: Option<(&str, i64)>, values: &Values) -> String {
    match save_draft(portal, admin, known, values).await {
        Ok(Saved::Draft(id)) => id,
        other => panic!("{other:?}"),
    }
}

/// What somebody who files online at the agency on a day is asked to pay.
async fn payable(portal: &Portal, day: Date) -> i64 {
    let rules = recent_rules(portal).await.unwrap();
    let mut tx = portal.db.read().await.unwrap();
    let agency = catalogue::store::agency(&mut tx, HERE).await.unwrap();
    let version = catalogue::store::version_on(&mut tx, SERVICE, day).await.unwrap();
    tx.commit().await.unwrap();
    let quote = quoting::quote(
        &rules,
        &version.unwrap().procedure,
        agency.as_ref(),
        domain::channel::Channel::Online,
        day.at(9, 0, 0, 0),
        &quoting::Wish::default(),
    );
    quote.unwrap().fee.unwrap().payable.get()
}

#[tokio::test]
async fn a_decision_is_entered_previewed_and_published_and_nothing_accepted_changes() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let admin = administrator(&portal).await;
        let clerk = officer(&portal, "can.bo", HERE).await;
        let accepted = filed(&portal, HERE, "nguoi-nop").await;
        let order = Order::Accept(TypedAcceptance::default());
        act(&portal, &clerk, &accepted.reference, 1, &order).await.unwrap();
        portal.clock.set(portal.clock.now() + SignedDuration::from_hours(24));

        let id = saved(&portal, &admin, None, &values(&free())).await;
        assert_eq!(payable(&portal, date(2026, 12, 1)).await, 50_000, "a draft has no effect");
        let preview = preview(&portal, &admin, &id).await.unwrap();
        let [change] = &preview.changes[..] else {
            panic!("one service changes: {:?}", preview.changes);
        };
        let dong = |deal: Deal| deal.payable.map(|dong| dong.get());
        assert_eq!((dong(change.before), dong(change.after)), (Some(50_000), Some(0)));
        assert_eq!(change.before.promised, change.after.promised);
        assert_eq!((preview.cost.dossiers, preview.cost.dong), (1, 50_000));
        assert_eq!(preview.overlaps.len(), 1, "the half of 2022 is in vain then");

        publish(&portal, &admin, &id, preview.revision).await.unwrap();
        assert_eq!(payable(&portal, date(2026, 11, 30)).await, 50_000);
        assert_eq!(payable(&portal, date(2026, 12, 1)).await, 0);
        let again = publish(&portal, &admin, &id, preview.revision).await;
        assert!(matches!(again, Err(AppError::NotFound)), "published once");
        let mut tx = portal.db.read().await.unwrap();
        let dossier = dossier::store::by_id(&mut tx, &accepted.id).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert_eq!(dossier.facts.payable().get(), 50_000, "what was accepted stays");

        let one = published(&portal, &admin, &id).await.unwrap();
        assert_eq!(one.acts.len(), 1);
        assert!(one.can_end);
        let early = end(&portal, &admin, &id, "30/11/2026", "46/2026/NQ-HĐND").await;
        assert!(matches!(early, Err(AppError::Invalid(_))), "before it begins");
        end(&portal, &admin, &id, "31/12/2026", "46/2026/NQ-HĐND").await.unwrap();
        assert_eq!(payable(&portal, date(2027, 1, 1)).await, 50_000);
        let list = decisions(&portal, &admin).await.unwrap();
        assert!(list.drafts.is_empty());
        let ends = |finding: &Finding| matches!(finding, Finding::EndsSoon { policy, .. } if policy.id == id);
        assert!(!list.findings.iter().any(ends), "the half of 2022 follows");
        assert!(list.findings.iter().any(|finding| matches!(finding, Finding::Overlap { .. })));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_is_told_at_its_field_and_what_is_unlawful_is_refused() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let admin = administrator(&portal).await;
        for (field, value, code) in [
            ("number", " ", "required"),
            ("date", "31/02/2026", "no_such_day"),
            ("issuer", "village", "choose"),
            ("fields", "Hộ tịhc", "unknown_fields"),
            ("percent", "101", "bad_percent"),
            ("effect", "", "choose"),
        ] {
            let refused = save_draft(&portal, &admin, None, &with(field, value)).await;
            let Err(AppError::Invalid(errors)) = refused else {
                panic!("{field} = {value:?} was taken");
            };
            let told = errors.0.iter().any(|error| error.field == field && error.code == code);
            assert!(told, "{field} = {value:?}: {errors:?}");
        }
        for (field, value) in [
            ("territory", ""),
            ("valid_from", "01/11/2026"),
            ("valid_to", "30/11/2026"),
            ("percent", "0"),
            ("set_by", "ministry_of_finance"),
            ("issuer", "committee"),
        ] {
            let refused = save_draft(&portal, &admin, None, &with(field, value)).await;
            let Ok(Saved::Unlawful(against)) = refused else {
                panic!("{field} = {value:?}: {refused:?}");
            };
            assert_eq!(against.len(), 1, "{field} = {value:?}: {against:?}");
        }
        assert!(decisions(&portal, &admin).await.unwrap().drafts.is_empty());
    })
    .await;
}

#[tokio::test]
async fn drafts_are_the_administrators_and_two_do_not_overwrite_each_other() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let admin = administrator(&portal).await;
        let clerk = officer(&portal, "can.bo", HERE).await;
        let id = saved(&portal, &admin, None, &values(&free())).await;
        let refused = [
            decisions(&portal, &clerk).await.err(),
            draft(&portal, &clerk, &id).await.err(),
            preview(&portal, &clerk, &id).await.err(),
            save_draft(&portal, &clerk, None, &values(&free())).await.err(),
            publish(&portal, &clerk, &id, 1).await.err(),
            discard(&portal, &clerk, &id).await.err(),
            end(&portal, &clerk, "qn-fee", "31/12/2026", "x").await.err(),
        ];
        for error in refused {
            assert!(matches!(error, Some(AppError::Forbidden)), "{error:?}");
        }

        let mine = with("percent", "80");
        saved(&portal, &admin, Some((&id, 1)), &mine).await;
        let late = save_draft(&portal, &admin, Some((&id, 1)), &with("percent", "70")).await;
        assert!(matches!(late, Err(AppError::Invalid(_))));
        let unseen = publish(&portal, &admin, &id, 1).await;
        assert!(matches!(unseen, Err(AppError::Conflict(_))), "nobody publishes what they didn't see");
        let kept = draft(&portal, &admin, &id).await.unwrap();
        assert_eq!(kept.revision, 2);
        let typed = form::typed(&kept.decision);
        assert!(typed.contains(&("percent", "80".to_owned())));
        discard(&portal, &admin, &id).await.unwrap();
        assert!(matches!(draft(&portal, &admin, &id).await, Err(AppError::NotFound)));
    })
    .await;
}

#[test]
fn a_decision_is_typed_as_it_was_read() {
    let mut shorter = free();
    shorter.retain(|(name, _)| !["issuer", "effect", "percent", "set_by", "scope", "fields"].contains(name));
    shorter.extend([
        ("issuer", "committee"),
        ("scope", "codes"),
        ("codes", "1.001612, 2.000720"),
        ("effect", "shorten_deadline"),
        ("percent", "20"),
        ("limits", "1.001612: 2 ngày làm việc\n2.000720: 2,5 ngày làm việc"),
    ]);
    for pairs in [free(), shorter] {
        let decision = form::read("id", &values(&pairs)).unwrap();
        let typed = form::typed(&decision);
        let again =
            Values::among(&FIELDS.map(str::to_owned), typed.iter().map(|(name, value)| (*name, value.as_str())));
        assert_eq!(form::read("id", &again).unwrap(), decision);
    }
}
