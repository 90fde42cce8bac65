//! An officer decides about the groups that an applicant claims; the fee counts those that are confirmed.
//!
//! The office's fee is 100.000 đồng, half of it online; here poor households pay 20.000 and people of merit nothing.

use std::collections::BTreeMap;

use domain::{
    dossier::WarnedLimit,
    groups::{ApplicantGroup, Evidence, Finding, GroupCheck, Membership, Verification},
    money::Dong,
};

use super::acts::{accept, done, fields};
use crate::{
    Portal,
    actor::Actor,
    db::{Db, touch_data},
    desk::{Order, TypedAcceptance, TypedFinding, act, case, intake, intake_fields},
    dossier::{Dossier, Event, store::log},
    error::AppError,
    input::Values,
    outbox, payment,
    quoting::Wish,
    run,
    testing::{
        office::{self, HERE, SERVICE, filed_with, officer},
        on_each_engine,
    },
    verify::verify,
    write_tx,
};

use ApplicantGroup::{Elderly, Merit, PoorHousehold};

const FOR_GROUPS: [(&str, &str); 2] = [
    (
        "poor",
        r#"{"id": "poor", "number": "12/2026/NQ-HĐND", "issuer": "council", "issuer_name": "HĐND tỉnh Quảng Ngãi",
          "date": "2026-01-01", "territory": "51/51", "valid_from": "2026-01-01", "groups": ["poor_household"],
          "scope": {"type": "all"}, "source": "thử", "effect": {"type": "own_rate",
            "amount": {"type": "fixed", "dong": 20000}, "fees": {"set_by": ["council"], "kinds": ["duty"], "keys": []}}}"#,
    ),
    (
        "merit",
        r#"{"id": "merit", "number": "60/2014/QH13", "issuer": "central", "issuer_name": "Quốc hội",
          "date": "2014-11-20", "valid_from": "2016-01-01", "groups": ["merit", "elderly"],
          "scope": {"type": "all"}, "source": "thử", "effect": {"type": "cut_fee", "percent": 100,
            "fees": {"set_by": ["council"], "kinds": ["duty"], "keys": []}}}"#,
    ),
];

struct Office {
    portal: Portal,
    actor: Actor,
    _folder: tempfile::TempDir,
}

impl Office {
    /// `due` is when the fee is due.
    async fn open(db: &Db, due: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(db, &folder).await;
        write_tx!(db, |tx| {
            for (id, policy) in FOR_GROUPS {
                run!(
                    tx,
                    "INSERT INTO policy (id, number, valid_from, body) VALUES ($1, $1, '2016-01-01', $2)",
                    id,
                    policy
                )?;
            }
            run!(tx, "UPDATE service_version SET body = replace(body, 'after_acceptance', $1)", due)?;
            touch_data(tx).await
        })
        .unwrap();
        let actor = officer(&portal, "hoa", HERE).await;
        Self { portal, actor, _folder: folder }
    }

    async fn filed(&self, groups: &[ApplicantGroup]) -> Dossier {
        self.filed_as(Membership::claims(groups)).await
    }

    async fn filed_as(&self, groups: Vec<Membership>) -> Dossier {
        let wish = Wish { groups, ..Wish::default() };
        filed_with(&self.portal, HERE, "an", wish).await
    }

    async fn accept(&self, name: &str, found: &[(ApplicantGroup, [&str; 3])]) -> Result<Dossier, AppError> {
        let findings = found.iter().map(|(group, typed)| {
            let [finding, number, reason] = typed.map(str::to_owned);
            let typed = TypedFinding { finding, number, reason };
            (*group, typed)
        });
        let order =
            Order::Accept(TypedAcceptance { due: String::new(), findings: findings.collect::<BTreeMap<_, _>>() });
        let acted = act(&self.portal, &self.actor, name, 1, &order).await?;
        Ok(done(acted))
    }

    /// What the log's acceptance keeps.
    async fn checks(&self, dossier: &Dossier) -> Vec<GroupCheck> {
        let mut tx = self.portal.db.read().await.unwrap();
        let entries = log(&mut tx, &dossier.id).await.unwrap();
        let mut accepted = entries.into_iter().filter_map(|entry| match entry.event {
            Event::Accepted { groups, .. } => {
                assert_eq!(entry.who.account_id, Some(self.actor.account_id.clone()));
                Some(groups)
            }
            _ => None,
        });
        accepted.next().expect("an acceptance")
    }

    async fn verified(&self) {
        assert_eq!(verify(&self.portal).await.unwrap().1, []);
    }
}

fn confirmed(group: ApplicantGroup, evidence: Evidence, number: &str) -> GroupCheck {
    let number = number.to_owned();
    GroupCheck { group, finding: Finding::Confirmed { evidence, number } }
}

const SEEN: [&str; 3] = ["paper", "12/HN", ""];
const NOT: [&str; 3] = ["no", "", "Không có trong danh sách năm 2026"];

#[tokio::test]
async fn the_fee_counts_the_groups_that_the_officer_confirms() {
    on_each_engine(|db| async move {
        let office = Office::open(&db, "after_acceptance").await;
        for (claimed, found, payable, checks) in [
            // Nothing claimed: half, as everybody online.
            (vec![], vec![], 50_000, 0),
            (vec![PoorHousehold], vec![(PoorHousehold, SEEN)], 20_000, 1),
            (vec![PoorHousehold], vec![(PoorHousehold, NOT)], 50_000, 1),
            // The best single preference is that of whoever is confirmed.
            (vec![PoorHousehold, Merit], vec![(PoorHousehold, SEEN), (Merit, NOT)], 20_000, 2),
            (vec![PoorHousehold, Merit], vec![(PoorHousehold, NOT), (Merit, ["database", "CSDL 7", ""])], 0, 2),
            (vec![PoorHousehold, Merit], vec![(PoorHousehold, NOT), (Merit, NOT)], 50_000, 2),
            // Nothing hangs on the second once the first is seen: it is nobody's business then.
            (vec![PoorHousehold, Merit], vec![(Merit, SEEN)], 0, 1),
            // Nobody is put into a group that they did not claim.
            (vec![PoorHousehold], vec![(PoorHousehold, NOT), (Merit, SEEN)], 50_000, 1),
        ] {
            let dossier = office.filed(&claimed).await;
            let told = dossier.facts.payable();
            let accepted = office.accept(&dossier.reference, &found).await.unwrap();
            assert_eq!(accepted.facts.payable(), Dong::of(payable), "{claimed:?} {found:?}");
            assert_eq!(accepted.facts.owed(), Dong::of(payable));
            assert!(told <= accepted.facts.payable());
            let fee = accepted.facts.fee.as_ref().unwrap();
            assert_eq!(fee.unconfirmed(), fee.payable, "nothing is open any more");
            assert_eq!(office.checks(&accepted).await.len(), checks, "{found:?}");
        }
        office.verified().await;
    })
    .await;
}

#[tokio::test]
async fn each_claim_on_which_the_fee_hangs_is_decided_with_its_evidence() {
    on_each_engine(|db| async move {
        let office = Office::open(&db, "after_acceptance").await;
        let dossier = office.filed(&[PoorHousehold, Merit]).await;
        let name = dossier.reference.as_str();
        let shown = case(&office.portal, &office.actor, name).await.unwrap();
        let claims = shown.preview.unwrap().claims;
        let worth = claims.iter().map(|claim| (claim.group, claim.confirmed.get()));
        assert_eq!(worth.collect::<Vec<_>>(), [(PoorHousehold, 20_000), (Merit, 0)]);
        assert!(claims.iter().all(|claim| claim.otherwise == Dong::of(50_000)));

        for (found, wrong) in [
            (vec![], vec![("group-poor_household", "choose"), ("group-merit", "choose")]),
            (vec![(PoorHousehold, SEEN)], vec![("group-merit", "choose")]),
            (
                vec![(PoorHousehold, ["paper", " ", ""]), (Merit, ["no", "", " "])],
                vec![("group_number-poor_household", "required"), ("group_reason-merit", "required")],
            ),
            (vec![(PoorHousehold, ["rumour", "1", ""]), (Merit, NOT)], vec![("group-poor_household", "choose")]),
        ] {
            let refused = office.accept(name, &found).await;
            let said = fields(refused.map(|_| ()).unwrap_err());
            let wrong = wrong.into_iter().map(|(field, code)| (field.to_owned(), code));
            assert_eq!(said, wrong.collect::<Vec<_>>(), "{found:?}");
        }
        let found = [(PoorHousehold, NOT), (Merit, ["identity_account", "", ""])];
        let accepted = office.accept(name, &found).await.unwrap();
        let reason = NOT[2].to_owned();
        let expected = [
            GroupCheck { group: PoorHousehold, finding: Finding::NotConfirmed { reason } },
            confirmed(Merit, Evidence::IdentityAccount, ""),
        ];
        assert_eq!(office.checks(&accepted).await, expected);
        // After acceptance there is nothing to decide.
        let shown = case(&office.portal, &office.actor, name).await.unwrap();
        assert!(shown.preview.is_none());
        office.verified().await;
    })
    .await;
}

#[tokio::test]
async fn what_was_paid_too_little_is_owed_before_the_result_goes_out() {
    on_each_engine(|db| async move {
        let office = Office::open(&db, "at_filing").await;
        let (portal, actor) = (&office.portal, &office.actor);
        let dossier = office.filed(&[PoorHousehold]).await;
        let name = dossier.reference.as_str();
        assert_eq!(dossier.facts.owed(), Dong::of(20_000), "the claim counts until it is looked at");
        let paid = payment::take_cash(portal, actor, &dossier.id, Dong::of(20_000)).await.unwrap();
        assert!(paid.facts.owed().is_zero());
        let found = [(
            PoorHousehold,
            TypedFinding { finding: "no".into(), number: String::new(), reason: "Sổ đã hết hạn".into() },
        )];
        let order = Order::Accept(TypedAcceptance { due: String::new(), findings: found.into_iter().collect() });
        let accepted = done(act(portal, actor, name, 2, &order).await.unwrap());
        assert_eq!(accepted.facts.payable(), Dong::of(50_000));
        assert_eq!(accepted.facts.owed(), Dong::of(30_000), "the rest");

        // The applicant is told so, and not why in a message that others may read.
        let notices = outbox::claim(portal, 50).await.unwrap();
        let told = notices.iter().find(|one| one.message.notice.template() == "accepted_unconfirmed");
        let told = &told.expect("a notice").message;
        assert_eq!(told.notice.value("amount").as_deref(), Some("50000"));
        assert!(told.notice.parameters().iter().all(|(_, value)| !value.to_string().contains("Sổ")));

        let started = act(portal, actor, name, 3, &Order::Start).await.unwrap();
        assert_eq!(done(started).facts.owed(), Dong::of(30_000));
        let finish = Order::Finish { outcome: "granted".into(), note: "Số 1".into() };
        let finished = done(act(portal, actor, name, 4, &finish).await.unwrap());
        assert!(!finished.facts.result_released(), "the result is kept back");
        let hand_over = Order::HandOver {
            taken_by: "An".into(),
            way: "counter".into(),
            authorisation: String::new(),
            shipment: String::new(),
        };
        let held = act(portal, actor, name, 5, &hand_over).await;
        assert!(matches!(held, Err(AppError::Conflict("owed"))));
        payment::take_cash(portal, actor, &dossier.id, Dong::of(30_000)).await.unwrap();
        done(act(portal, actor, name, 6, &hand_over).await.unwrap());
        office.verified().await;
    })
    .await;
}

#[tokio::test]
async fn what_the_identity_vouches_for_needs_no_officer() {
    on_each_engine(|db| async move {
        let office = Office::open(&db, "after_acceptance").await;
        let seen = Verification {
            group: Elderly,
            evidence: Evidence::IdentityAccount,
            number: String::new(),
            by: "an".into(),
            at: office.portal.clock.now(),
        };
        let groups = vec![Membership::Claimed(PoorHousehold), Membership::Verified(seen)];
        let dossier = office.filed_as(groups).await;
        let acted = act(&office.portal, &office.actor, &dossier.reference, 1, &accept()).await;
        let accepted = done(acted.unwrap());
        assert!(accepted.facts.payable().is_zero(), "the elderly pay nothing, poor or not");
        assert_eq!(office.checks(&accepted).await, []);
        office.verified().await;
    })
    .await;
}

#[tokio::test]
async fn at_the_counter_the_officer_sees_it_at_once() {
    on_each_engine(|db| async move {
        let office = Office::open(&db, "after_acceptance").await;
        let (portal, actor) = (&office.portal, &office.actor);
        let submission = crate::db::new_id();
        let mut typed = vec![
            ("submission", submission.as_str()),
            ("service", SERVICE),
            ("channel", "counter"),
            ("full_name", "Nguyễn Thị Ánh"),
            ("delivery", "counter"),
            ("group-poor_household", "paper"),
        ];
        let form = |typed: &[(&'static str, &str)]| Values::among(&intake_fields(), typed.iter().copied());
        let refused = intake(portal, actor, &form(&typed)).await.unwrap_err();
        assert_eq!(fields(refused), [("group_number-poor_household".to_owned(), "required")]);
        typed.push(("group_number-poor_household", "12/HN"));
        let dossier = intake(portal, actor, &form(&typed)).await.unwrap();
        assert_eq!(dossier.facts.payable(), Dong::of(20_000));
        let seen = [confirmed(PoorHousehold, Evidence::Paper, "12/HN")];
        assert_eq!(office.checks(&dossier).await, seen);
        let groups = &dossier.body.wish.groups;
        assert!(Membership::none_claimed(groups) && groups.len() == 1);
        // What came on paper is handed on within the day (Nghị định 61/2018 Điều 18).
        let shown = case(portal, actor, &dossier.reference).await.unwrap();
        let first = shown.warnings[0];
        let closing = shown.now.date().at(17, 0, 0, 0);
        assert_eq!((first.limit, first.at), (WarnedLimit::HandOn, closing));
        office.verified().await;
    })
    .await;
}

/// The log is the truth: a fee that hangs on what nobody confirmed is found.
#[tokio::test]
async fn verify_finds_a_fee_that_nobody_founded() {
    on_each_engine(|db| async move {
        let office = Office::open(&db, "after_acceptance").await;
        let dossier = office.filed(&[PoorHousehold]).await;
        office.accept(&dossier.reference, &[(PoorHousehold, SEEN)]).await.unwrap();
        office.verified().await;
        write_tx!(&db, |tx| {
            run!(
                tx,
                "UPDATE dossier_event SET body = replace(body, '\"finding\":\"confirmed\"', $1) WHERE number = 2",
                "\"finding\":\"not_confirmed\",\"reason\":\"x\""
            )?;
            Ok(())
        })
        .unwrap();
        let (_, differences) = verify(&office.portal).await.unwrap();
        let found = differences.iter().any(|one| one.what.contains("nobody confirmed"));
        assert!(found, "{differences:?}");
    })
    .await;
}
