//! The whole life of a dossier at the desk: waits, payments, apologies, hand-overs between agencies.

use domain::{
    deadline::Due,
    dossier::{Act, StateCode, Waiting, WarnedLimit},
    forms::Form,
    metrics::Tally,
    money::Dong,
};
use jiff::civil::DateTime;

use super::acts::{accept, done, fields};
use crate::{
    Portal,
    actor::{Actor, Person},
    clock::instant,
    db::Db,
    desk::{Acted, AskedPayment, Case, Order, act, case},
    dossier::Dossier,
    error::AppError,
    payment,
    testing::{
        office::{self, HERE, filed, officer},
        on_each_engine,
    },
    tracking,
    verify::verify,
};

pub(super) struct Desk {
    pub portal: Portal,
    pub actor: Actor,
    pub name: String,
    _folder: tempfile::TempDir,
}

impl Desk {
    /// A dossier of `an`, sent at this local time.
    pub(super) async fn at(db: &Db, sent: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(db, &folder).await;
        portal.clock.set(instant(sent.parse().unwrap()));
        let actor = officer(&portal, "hoa", HERE).await;
        let name = filed(&portal, HERE, "an").await.reference;
        Self { portal, actor, name, _folder: folder }
    }

    pub(super) fn now(&self, at: &str) {
        self.portal.clock.set(instant(at.parse::<DateTime>().unwrap()));
    }

    pub(super) async fn case(&self) -> Case {
        case(&self.portal, &self.actor, &self.name).await.unwrap()
    }

    pub(super) async fn try_to(&self, order: &Order) -> Result<Acted, AppError> {
        let last = self.case().await.dossier.last_event;
        act(&self.portal, &self.actor, &self.name, last, order).await
    }

    pub(super) async fn does(&self, order: &Order) -> Dossier {
        done(self.try_to(order).await.unwrap())
    }

    async fn supplies(&self) -> Dossier {
        let supply = tracking::begin_supply(&self.portal, &citizen(), &self.name).await.unwrap();
        supply.send(&self.portal, &citizen(), "Đã bổ sung").await.unwrap()
    }

    async fn pays(&self) -> Dossier {
        let dossier = self.case().await.dossier;
        let owed = dossier.facts.owed();
        payment::take_cash(&self.portal, &self.actor, &dossier.id, owed).await.unwrap()
    }
}

fn citizen() -> Actor {
    Actor {
        account_id: "an".into(),
        person: Person::default(),
        roles: vec![],
        demo: false,
        verified: false,
        assist: None,
    }
}

fn due(statutory: &str, promised: &str) -> Due {
    Due { statutory: statutory.parse().unwrap(), promised: promised.parse().unwrap() }
}

pub(super) fn ask(until: &str) -> Order {
    Order::AskSupplement {
        items: vec!["Bản vẽ hoàn công".into()],
        until: until.into(),
        guidance: "Nộp bản chụp".into(),
    }
}

fn obligation(until: &str) -> Order {
    Order::AskPayment(AskedPayment {
        kind: "decision".into(),
        name: "Tiền sử dụng đất".into(),
        amount: "12.500.000 đồng".into(),
        until: until.into(),
        reason: "Theo thông báo của cơ quan thuế".into(),
        legal_ground: "Nghị định 101/2024/NĐ-CP".into(),
    })
}

pub(super) fn apology(until: &str) -> Order {
    Order::Apologise { until: until.into(), reason: "Cần xác minh thực địa".into() }
}

/// Five working days by law, four promised. Tết 2026: 14/02 to 22/02 are off. By hand: two days of waiting for papers
/// (11 and 12/02), two for the obligation (23 and 24/02).
#[tokio::test]
async fn a_supplement_and_an_obligation_over_tet() {
    on_each_engine(|db| async move {
        let desk = Desk::at(&db, "2026-02-06T09:00").await;
        let accepted = desk.does(&accept()).await;
        let first = due("2026-02-13T17:00", "2026-02-12T17:00");
        assert_eq!(accepted.facts.due(), Some(first));
        desk.does(&Order::Start).await;
        desk.now("2026-02-10T10:00");
        let asked = desk.does(&ask("10/03/2026")).await;
        assert_eq!(asked.facts.suspensions[0].to, None, "the clock stands");
        desk.now("2026-02-12T09:00");
        let supplied = desk.supplies().await;
        let second = due("2026-02-24T17:00", "2026-02-23T17:00");
        assert_eq!(supplied.facts.due(), Some(second));

        desk.now("2026-02-13T09:00");
        let asked = desk.does(&obligation("13/03/2026")).await;
        assert_eq!(asked.facts.state.code(), StateCode::Payment);
        assert_eq!(asked.facts.owed(), Dong::of(12_550_000), "with the fee of 50.000");
        assert!(matches!(desk.try_to(&Order::Start).await, Err(AppError::Conflict("state_moved"))));
        desk.now("2026-02-24T09:00");
        let paid = desk.pays().await;
        assert_eq!(paid.facts.state.code(), StateCode::Processing);
        let third = due("2026-02-26T17:00", "2026-02-25T17:00");
        assert_eq!(paid.facts.due(), Some(third));
        assert_eq!(paid.facts.fixed, Some(first), "the first dates are kept");
        let waits: Vec<_> = paid.facts.suspensions.iter().map(|wait| (wait.why, wait.to.is_some())).collect();
        assert_eq!(waits, [(Waiting::Supplement, true), (Waiting::Payment, true)]);

        // The log says on which rules the dates rest, and which form went out.
        let log = desk.case().await.log;
        let grounds: Vec<_> = log.iter().map(|line| &line.entry.ground).collect();
        let rules = &grounds.last().unwrap().rules;
        let values: Vec<_> = rules.iter().map(|rule| (&*rule.key, &*rule.value)).collect();
        assert_eq!(values, [("payment_clock", "suspend")]);
        let asked = grounds[3];
        assert_eq!(asked.form.as_ref().unwrap().form, Form::Supplement);
        assert_eq!(asked.guidance, "Nộp bản chụp");
        assert!(asked.contact.starts_with("Cán bộ hoa, UBND xã Sơn Tịnh"));

        let finish = Order::Finish { outcome: "granted".into(), note: "Giấy phép 12".into() };
        let finished = desk.does(&finish).await;
        assert_eq!(finished.tallies()[Tally::LateLaw], 0);
        assert_eq!(verify(&desk.portal).await.unwrap(), (1, vec![]));
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_to_be_paid_must_be_owed_or_set() {
    on_each_engine(|db| async move {
        let desk = Desk::at(&db, "2026-11-20T09:00").await;
        desk.does(&accept()).await;
        let nothing =
            Order::AskPayment(AskedPayment { kind: "decision".into(), amount: "0".into(), ..AskedPayment::default() });
        assert_eq!(
            fields(desk.try_to(&nothing).await.unwrap_err()),
            [
                ("pay_name".into(), "required"),
                ("pay_amount".into(), "bad_money"),
                ("pay_until".into(), "required"),
                ("pay_reason".into(), "required"),
                ("pay_ground".into(), "required"),
            ]
        );
        // The fee itself fell due with acceptance: the work may wait for it.
        let fees = Order::AskPayment(AskedPayment {
            kind: "fees".into(),
            until: "30/11/2026".into(),
            reason: "Lệ phí chưa nộp".into(),
            legal_ground: "Nghị quyết 11/2022/NQ-HĐND".into(),
            ..AskedPayment::default()
        });
        let asked = desk.does(&fees).await;
        assert_eq!(asked.facts.owed(), Dong::of(50_000));
        assert_eq!(asked.facts.pay_until(), Some("2026-11-30T17:00".parse().unwrap()));
        let paid = desk.pays().await;
        assert_eq!(paid.facts.state.code(), StateCode::Processing);
        let again = desk.try_to(&fees).await.unwrap_err();
        assert_eq!(fields(again), [("pay_kind".into(), "nothing_owed")]);
        // An amount set after the decision is due before the result goes out; no clock stands for it.
        let finish = Order::Finish { outcome: "granted".into(), note: "Số 1".into() };
        desk.does(&finish).await;
        let asked = desk.does(&obligation("30/11/2026")).await;
        assert_eq!(asked.facts.state.code(), StateCode::Payment);
        assert_eq!(asked.facts.suspensions.len(), 1);
        let due = asked.facts.due();
        let paid = desk.pays().await;
        assert_eq!((paid.facts.state.code(), paid.facts.due()), (StateCode::Finished, due));
        assert_eq!(verify(&desk.portal).await.unwrap(), (1, vec![]));
    })
    .await;
}

/// Accepted on Friday 20/11/2026, promised for Friday 27/11, by law Monday 30/11: the apology goes out on Thursday.
#[tokio::test]
async fn an_apology_sets_one_new_date_and_the_law_s_stays() {
    on_each_engine(|db| async move {
        let desk = Desk::at(&db, "2026-11-20T09:00").await;
        let first = desk.does(&accept()).await.facts.due();
        desk.does(&Order::Start).await;
        desk.now("2026-11-26T16:00");
        let shown = desk.case().await;
        assert!(shown.acts.contains(&Act::Apologise));
        let mut warnings = shown.warnings.iter();
        let warned = warnings.find(|warning| warning.limit == WarnedLimit::Apology);
        let warned = warned.expect("a warning of the apology's last day");
        assert_eq!((warned.hours, warned.over), (1, false));
        for (until, code) in [("27/11/2026", "date_not_later"), ("29/11/2026", "day_off"), ("26/11", "bad_date")] {
            let wrong = desk.try_to(&apology(until)).await.unwrap_err();
            assert_eq!(fields(wrong), [("new_date".into(), code)], "{until}");
        }
        let told = desk.does(&apology("01/12/2026")).await;
        assert_eq!(told.facts.expected(), Some("2026-12-01T17:00".parse().unwrap()));
        assert_eq!(told.facts.due(), first, "lateness is measured against the first dates");
        let again = desk.try_to(&apology("04/12/2026")).await.unwrap_err();
        assert_eq!(fields(again), [("new_date".into(), "redated_already")]);
        assert!(!desk.case().await.acts.contains(&Act::Apologise));

        // Two days of waiting move the new date, too.
        desk.now("2026-11-30T10:00");
        desk.does(&ask("30/12/2026")).await;
        desk.now("2026-12-02T09:00");
        let supplied = desk.supplies().await;
        assert_eq!(supplied.facts.expected(), Some("2026-12-03T17:00".parse().unwrap()));
        desk.now("2026-12-03T10:00");
        let finish = Order::Finish { outcome: "denied".into(), note: "Không đủ điều kiện".into() };
        let finished = desk.does(&finish).await;
        // By law 30/11, and two days of waiting: 02/12.
        assert_eq!(finished.tallies()[Tally::LateLaw], 1, "an apology makes nothing on time");
        assert_eq!(verify(&desk.portal).await.unwrap(), (1, vec![]));
    })
    .await;
}

#[tokio::test]
async fn on_the_due_date_it_is_too_late_for_an_apology() {
    on_each_engine(|db| async move {
        let desk = Desk::at(&db, "2026-11-20T09:00").await;
        desk.does(&accept()).await;
        desk.now("2026-11-27T08:00");
        assert!(!desk.case().await.acts.contains(&Act::Apologise));
        let late = desk.try_to(&apology("01/12/2026")).await.unwrap_err();
        assert_eq!(fields(late), [("new_date".into(), "apology_late")]);
    })
    .await;
}

#[tokio::test]
async fn who_did_not_answer_before_acceptance_is_let_go_after_the_date_only() {
    on_each_engine(|db| async move {
        let desk = Desk::at(&db, "2026-11-20T09:00").await;
        desk.does(&ask("30/11/2026")).await;
        let lapse = Order::Lapse {
            reason: "Không bổ sung".into(),
            legal_ground: "Nghị định 61/2018/NĐ-CP, Điều 17".into(),
        };
        assert!(matches!(desk.try_to(&lapse).await, Err(AppError::Conflict("state_moved"))));
        let refuse = Order::Refuse { reason: "x".into(), legal_ground: "x".into() };
        assert!(matches!(desk.try_to(&refuse).await, Err(AppError::Conflict("state_moved"))));
        desk.now("2026-12-01T08:00");
        assert_eq!(desk.case().await.acts, [Act::Lapse]);
        let over = desk.does(&lapse).await;
        assert_eq!(over.facts.state.code(), StateCode::Refused);
        assert_eq!(verify(&desk.portal).await.unwrap(), (1, vec![]));
    })
    .await;
}

/// RULES.md 2.5 (Quyết định 766/QĐ-TTg): while the applicant is waited for, the day of the request counts as the end
/// of processing, and so it does for what ends meanwhile. Five working days from Monday 02/03/2026: due on 09/03.
#[tokio::test]
async fn what_ends_while_the_applicant_is_waited_for_is_measured_by_the_request() {
    on_each_engine(|db| async move {
        let mut desk = Desk::at(&db, "2026-03-02T09:00").await;
        let stop = Order::Stop {
            reason: "Không bổ sung giấy tờ".into(),
            legal_ground: "Nghị định 118/2025/NĐ-CP".into(),
            guidance: String::new(),
        };
        for (asked_at, withdrawn, late) in [
            ("2026-03-04T09:00", true, 0),
            ("2026-03-04T09:00", false, 0),
            ("2026-03-10T09:00", true, 1),
            ("2026-03-10T09:00", false, 1),
        ] {
            desk.now("2026-03-02T09:00");
            desk.name = filed(&desk.portal, HERE, "an").await.reference;
            desk.does(&accept()).await;
            desk.does(&Order::Start).await;
            desk.now(asked_at);
            desk.does(&ask("31/03/2026")).await;
            desk.now("2026-04-15T09:00");
            let ended = if withdrawn {
                tracking::withdraw(&desk.portal, &citizen(), &desk.name, "Đổi ý").await.unwrap()
            } else {
                desk.does(&stop).await
            };
            let tallies = ended.tallies();
            assert_eq!(tallies[Tally::Ended], 1);
            let counted = [tallies[Tally::LateLaw], tallies[Tally::LatePromise]];
            assert_eq!(counted, [late, late], "asked {asked_at}, {withdrawn}");
        }
        let (_, differences) = verify(&desk.portal).await.unwrap();
        assert_eq!(differences, []);
    })
    .await;
}
