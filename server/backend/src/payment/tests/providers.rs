//! Several gateways at once, and gateways that have to be asked before anybody can pay.

use super::*;

impl World {
    /// As [`World::new`], with a second gateway `other`.
    async fn with_two(db: &Db, takes_refunds: bool) -> (Self, Arc<Fake>) {
        let mut world = Self::new(db).await;
        let other = Arc::new(Fake { takes_refunds, ..Fake::at("other.test") });
        world.portal.gateways.payment =
            Providers::new(vec![provider("vnpay", &world.gateway), provider("other", &other)]);
        (world, other)
    }

    /// Starts paying at a gateway; the order's reference.
    async fn start_at(&self, name: &str, host: &str) -> String {
        let Start::Pay(address) = self.try_start(&self.actor, Some(name)).await.unwrap() else { panic!("chosen") };
        let rest = address.strip_prefix(&format!("http://{host}/")).unwrap_or_else(|| panic!("{address}"));
        rest.split('/').next().unwrap().to_owned()
    }
}

#[tokio::test]
async fn of_several_gateways_the_payer_chooses_and_each_speaks_for_its_own_orders() {
    on_each_engine(|db| async move {
        let (world, other) = World::with_two(&db, true).await;
        assert_eq!(world.try_start(&world.actor, None).await.unwrap(), Start::Choose);
        let stranger = citizen(&world.portal, "nguoi.binh").await;
        assert!(matches!(world.try_start(&stranger, None).await, Err(AppError::NotFound)));
        let unknown = world.try_start(&world.actor, Some("third")).await;
        assert!(matches!(unknown, Err(AppError::Unavailable("payment"))));

        let first = world.start_at("vnpay", "gateway.test").await;
        let second = world.start_at("other", "other.test").await;
        assert_eq!(second, world.start_at("other", "other.test").await, "an open order is used again");
        assert_eq!(world.order(&first).await.state, OrderState::Expired, "one may be paid at a time");
        assert_eq!(world.order(&second).await.provider, "other");
        let bill = other.begun.lock().unwrap()[0].bill.clone();
        assert_eq!((bill.payer.full_name.as_str(), bill.lines[0].amount.get()), ("Nguyễn Thị Ánh", OWED));

        // The first gateway knows the second's reference, and has nothing to say about it.
        assert_eq!(world.hear_at(0, &second, OWED, "T1", "00").await, CallbackVerdict::UnknownOrder);
        assert_eq!(world.order(&second).await.state, OrderState::Open);
        // Two accounts of one kind share an address: the one whose signature it is hears it.
        let said = format!("signature=other.test&order={second}&amount={OWED}&transaction=T1&code=00");
        let answer = hear(&world.portal, &vnpay::KIND, &Callback::of_query(&said)).await;
        assert_eq!(answer, CallbackVerdict::Noted.as_str());
        assert_eq!(world.order(&second).await.state, OrderState::Paid);
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn money_goes_back_where_it_came_from() {
    on_each_engine(|db| async move {
        let (world, other) = World::with_two(&db, true).await;
        let first = world.start_at("vnpay", "gateway.test").await;
        let second = world.start_at("other", "other.test").await;
        world.hear_at(1, &second, OWED, "T2", "00").await;
        world.hear_at(0, &first, OWED, "T1", "00").await;
        // Paid twice at the second.
        world.hear_at(1, &second, OWED, "T3", "00").await;
        send_refunds(&world.portal, [127, 0, 0, 1].into()).await.unwrap();
        let ordered = |gateway: &Fake| {
            let refunds = gateway.refunds.lock().unwrap();
            refunds.iter().map(|r| (r.reference.clone(), r.transaction_no.clone().unwrap())).collect::<Vec<_>>()
        };
        assert_eq!(ordered(&world.gateway), [(first, "T1".to_owned())]);
        assert_eq!(ordered(&other), [(second, "T3".to_owned())]);
        assert!(world.refunds().await.iter().all(|refund| refund.state == RefundState::Done));
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn a_gateway_without_refunds_leaves_the_money_to_the_counter() {
    on_each_engine(|db| async move {
        let (world, other) = World::with_two(&db, false).await;
        let order = world.start_at("other", "other.test").await;
        // The answer to a query tells no number; a callback later does. It is one payment.
        *other.answer.lock().unwrap() = PaymentOutcome::Paid { transaction_no: None };
        world.pass(3);
        ask_about_open(&world.portal, [127, 0, 0, 1].into()).await.unwrap();
        assert_eq!(*other.asked.lock().unwrap(), std::slice::from_ref(&order));
        assert!(world.gateway.asked.lock().unwrap().is_empty(), "it is not asked about another's order");
        assert_eq!(world.order(&order).await.state, OrderState::Paid);
        assert_eq!(world.hear_at(1, &order, OWED, "T1", "00").await, CallbackVerdict::AlreadyNoted);
        assert_eq!(world.order(&order).await.transaction_no.as_deref(), Some("T1"));
        assert!(world.refunds().await.is_empty());

        assert_eq!(world.hear_at(1, &order, OWED, "T2", "00").await, CallbackVerdict::Noted);
        let here = [127, 0, 0, 1].into();
        send_refunds(&world.portal, here).await.unwrap();
        let refund = world.refunds().await.remove(0);
        assert_eq!((refund.state, refund.next_try), (RefundState::Counter, None));
        world.pass(600);
        send_refunds(&world.portal, here).await.unwrap();
        assert_eq!(other.refunds.lock().unwrap().len(), 1, "it is asked once");
        let clerk = officer(&world.portal, "canbo.sontinh", HERE).await;
        for _ in 0..2 {
            give_cash_back(&world.portal, &clerk, &world.dossier.id, &refund.id).await.unwrap();
        }
        assert_eq!(world.refunds().await[0].state, RefundState::Done);
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn an_order_that_the_gateway_did_not_take_ends_and_its_reference_is_not_used_again() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        *world.gateway.down.lock().unwrap() = true;
        let refused = world.try_start(&world.actor, None).await;
        assert!(matches!(refused, Err(AppError::Unavailable("payment"))));
        let lost = world.gateway.begun.lock().unwrap()[0].reference.clone();
        assert_eq!(world.order(&lost).await.state, OrderState::Expired);
        assert_eq!(world.facts().await.owed().get(), OWED);
        *world.gateway.down.lock().unwrap() = false;
        let order = world.start().await;
        assert_ne!(order, lost);
        world.hear(&order, OWED, "T1", "00").await;
        // The answer alone was lost, and the payer found the way all the same.
        assert_eq!(world.hear(&lost, OWED, "T2", "00").await, CallbackVerdict::Noted);
        assert_eq!(world.refunds().await.len(), 1);
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn a_lost_order_that_is_paid_is_found_by_asking() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        *world.gateway.down.lock().unwrap() = true;
        world.try_start(&world.actor, None).await.unwrap_err();
        *world.gateway.answer.lock().unwrap() = paid("T1");
        world.pass(3);
        ask_about_open(&world.portal, [127, 0, 0, 1].into()).await.unwrap();
        assert!(world.facts().await.owed().is_zero());
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn clicks_at_once_make_one_order_and_an_abandoned_one_is_replaced() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let clicks = (0..5).map(|_| world.try_start(&world.actor, None));
        let mut addresses: Vec<_> =
            join_all(clicks).await.into_iter().map(Result::unwrap).map(|s| format!("{s:?}")).collect();
        addresses.dedup();
        assert_eq!(addresses.len(), 1, "{addresses:?}");
        assert_eq!(world.gateway.begun.lock().unwrap().len(), 1);

        // The portal stopped between the order and the gateway's answer.
        let order = world.start().await;
        write_tx!(&world.portal.db, |tx| { crate::run!(tx, "UPDATE payment_order SET address = ''") }).unwrap();
        world.pass(1);
        let next = world.start().await;
        assert_ne!(order, next);
        assert_eq!(world.order(&order).await.state, OrderState::Expired);
    })
    .await;
}

#[tokio::test]
async fn what_ends_while_the_gateway_is_asked_is_not_paid() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let clerk = officer(&world.portal, "canbo.sontinh", HERE).await;
        let starting = world.try_start(&world.actor, None);
        let taking = async {
            // As soon as the gateway is asked, somebody pays at the counter.
            while world.gateway.begun.lock().unwrap().is_empty() {
                tokio::task::yield_now().await;
            }
            take_cash(&world.portal, &clerk, &world.dossier.id, Dong::of(50_000)).await
        };
        let (started, taken) = tokio::join!(starting, taking);
        taken.unwrap();
        match started {
            Err(AppError::Conflict("nothing_owed")) => {}
            // The address was stored before the cash was taken: the order has ended since.
            Ok(Start::Pay(address)) => {
                let order = world.order(address.split('/').nth(3).unwrap()).await;
                assert_eq!(order.state, OrderState::Expired);
            }
            other => panic!("{other:?}"),
        }
        assert!(world.facts().await.owed().is_zero());
        world.nothing_differs().await;
    })
    .await;
}
