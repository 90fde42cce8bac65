//! Receipts are replaced, never changed or deleted.

use super::*;
use crate::{desk::Order as Wanted, testing::office::ELSEWHERE, verify};

fn corrected(wrong: &Receipt, payer: &str) -> NewReceipt {
    NewReceipt { wrong: Some(wrong.number.clone()), payer: payer.into(), reason: "Ghi sai tên người nộp".into() }
}

#[tokio::test]
async fn a_wrong_receipt_stays_and_another_stands_in_its_place() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let clerk = officer(&world.portal, "canbo.sontinh", HERE).await;
        let id = &world.dossier.id;
        take_cash(&world.portal, &clerk, id, Dong::of(50_000)).await.unwrap();
        let wrong = world.receipts().await.remove(0);
        world.pass(60);
        let other = officer(&world.portal, "canbo.bato", ELSEWHERE).await;
        let right = corrected(&wrong, "Trần Văn Bình");
        for stranger in [&other, &world.actor] {
            let refused = replace_receipt(&world.portal, stranger, id, &right).await;
            assert!(matches!(refused, Err(AppError::NotFound)));
        }
        for (field, code, bad) in [
            ("payer", "receipt_same", corrected(&wrong, &wrong.body.payer)),
            ("payer", "required", corrected(&wrong, " ")),
            ("receipt", "choose", NewReceipt { wrong: None, ..right.clone() }),
            ("receipt_reason", "required", NewReceipt { reason: String::new(), ..right.clone() }),
        ] {
            let Err(AppError::Invalid(errors)) = replace_receipt(&world.portal, &clerk, id, &bad).await else {
                panic!("{field} {code} was taken");
            };
            assert_eq!((&*errors.0[0].field, errors.0[0].code), (field, code));
        }
        let clicks = (0..3).map(|_| replace_receipt(&world.portal, &clerk, id, &right));
        let done = join_all(clicks).await;
        assert_eq!(done.iter().filter(|new| new.is_ok()).count(), 1, "{done:?}");

        let receipts = world.receipts().await;
        let numbers: Vec<i64> = receipts.iter().map(|r| r.number.number).collect();
        assert_eq!(numbers, [1, 2], "no gap, and none is gone");
        let [old, new] = &receipts[..] else { panic!() };
        assert_eq!(old.replaced_by.as_ref(), Some(&new.number));
        assert_eq!(old.body, wrong.body, "the old one says what it said");
        assert_eq!(new.replaces.as_ref(), Some(&old.number));
        assert_eq!(new.body.payer, "Trần Văn Bình");
        assert_eq!((new.amount, new.paid_at()), (old.amount, old.issued_at));
        let correction = new.body.correction.clone().unwrap();
        assert_eq!(correction.recorded_by, "Cán bộ canbo.sontinh");
        let again = replace_receipt(&world.portal, &clerk, id, &right).await;
        assert!(matches!(again, Err(AppError::Conflict("receipt_replaced"))));
        // Both can be read by whoever filed it.
        for receipt_ in &receipts {
            let read = receipt(&world.portal, &world.actor, &receipt_.number).await;
            assert!(read.is_ok());
        }
        world.nothing_differs().await;
        write_tx!(&world.portal.db, |tx| { crate::run!(tx, "UPDATE receipt SET replaces_number = NULL") }).unwrap();
        let (_, differences) = verify::verify(&world.portal).await.unwrap();
        assert_eq!(differences.len(), 1, "{differences:?}");
    })
    .await;
}

#[tokio::test]
async fn after_a_part_went_back_the_new_receipt_says_what_stands() {
    on_each_engine(|db| async move {
        let (world, clerk) = World::with_charge(&db).await;
        let id = &world.dossier.id;
        take_cash(&world.portal, &clerk, id, Dong::of(70_000)).await.unwrap();
        let first = world.receipts().await.remove(0);
        world.act(&clerk, &Wanted::Start).await.unwrap();
        let deny = Wanted::Finish { outcome: "denied".into(), note: "Chưa đủ điều kiện".into() };
        world.act(&clerk, &deny).await.unwrap();
        let right = corrected(&first, &first.body.payer);
        let new = replace_receipt(&world.portal, &clerk, id, &right).await.unwrap();
        assert_eq!(new.amount.get(), 20_000);
        assert_eq!(new.body.lines.len(), 1);
        assert_eq!(new.body.lines[0].name, "Phí thẩm định");
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn a_receipt_of_which_all_went_back_needs_no_other() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let clerk = officer(&world.portal, "canbo.sontinh", HERE).await;
        let id = &world.dossier.id;
        take_cash(&world.portal, &clerk, id, Dong::of(50_000)).await.unwrap();
        let first = world.receipts().await.remove(0);
        let name = &world.dossier.reference;
        let withdrawn = crate::tracking::withdraw(&world.portal, &world.actor, name, "Đổi ý").await;
        withdrawn.unwrap();
        let right = corrected(&first, "Trần Văn Bình");
        let refused = replace_receipt(&world.portal, &clerk, id, &right).await;
        let Err(AppError::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert_eq!(errors.0[0].code, "all_returned");
    })
    .await;
}
