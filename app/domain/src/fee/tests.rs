use super::*;
use crate::fixture::certified_copy;
use crate::money::Percent;

fn pages(quantity: u32, copies: u32) -> Demand<'static> {
    Demand { quantity: Quantity::new(quantity), copies: Quantity::new(copies), case: None }
}

/// RULES.md 4.2, Thông tư 226/2016 Điều 4.
#[test]
fn certified_copies() {
    for (quantity, copies, dong) in [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (5, 1, 7_000),
        (300, 1, 200_000),
        (300, 2, 400_000),
        (5, 3, 21_000),
        (0, 0, 2_000), // not said: one page, one copy
    ] {
        let total = certified_copy().amount.total(pages(quantity, copies));
        assert_eq!(total, Ok(Dong::of(dong)), "{quantity} pages, {copies} copies");
    }
}

#[test]
fn per_unit_and_its_limits() {
    let extract = Amount::PerUnit { unit: "bản".to_owned(), each: Dong::of(8_000) };
    assert_eq!(extract.total(pages(3, 0)), Ok(Dong::of(24_000)));
    let dear = Amount::PerUnit { unit: "bản".to_owned(), each: Dong::new(i64::MAX).unwrap() };
    assert_eq!(dear.total(pages(2, 0)), Err(AmountUnknown::TooLarge));
}

#[test]
fn by_case() {
    let case = |key: &str, dong| Case { key: key.to_owned(), label: key.to_owned(), dong: Dong::of(dong) };
    let cases = vec![case("house", 75_000), case("other", 150_000)];
    let amount = Amount::ByCase { cases: cases.clone() };
    let of = |case| amount.total(Demand { case, ..Demand::default() });
    assert_eq!(of(Some("other")), Ok(Dong::of(150_000)));
    assert_eq!(of(None), Err(AmountUnknown::CaseNeeded { cases: cases.clone() }));
    assert_eq!(of(Some("castle")), Err(AmountUnknown::CaseNeeded { cases }));
    let same = Amount::ByCase { cases: vec![case("a", 10), case("b", 10)] };
    assert_eq!(same.total(Demand::default()), Ok(Dong::of(10)));
}

#[test]
fn steps_that_leave_a_unit_without_a_price_are_refused() {
    for json in ["[]", r#"[{"from":2,"each":1}]"#, r#"[{"from":1,"each":1},{"from":1,"each":2}]"#] {
        assert!(serde_json::from_str::<Steps>(json).is_err(), "{json}");
    }
}

#[test]
fn an_item_is_stored_as_tagged_json() {
    let item = certified_copy();
    let json = serde_json::to_value(&item).unwrap();
    assert_eq!(json["kind"], "charge");
    assert_eq!(json["amount"]["type"], "stepped");
    assert_eq!(json["amount"]["steps"][1]["from"], 3);
    assert_eq!(serde_json::from_value::<FeeItem>(json).unwrap(), item);
}

/// RULES.md 4.3 end: Thông tư 25/2021 Điều 6 as the model, and all back for what was paid twice.
#[test]
fn what_goes_back() {
    let paid = Dong::of(100_001);
    let back = |rules: &[RefundRule], kind, cause| refund(rules, kind, cause, paid).dong;
    for (cause, duty, charge) in [
        (RefundCause::RefusedAtIntake, paid, paid),
        (RefundCause::Ineligible, paid, Dong::ZERO),
        (RefundCause::WithdrawnBeforeWork, paid, paid),
        (RefundCause::WithdrawnDuringWork, Dong::ZERO, Dong::ZERO),
        (RefundCause::StoppedBeforeWork, paid, paid),
        (RefundCause::StoppedDuringWork, Dong::ZERO, Dong::ZERO),
        (RefundCause::ResultDeclined, Dong::ZERO, Dong::ZERO),
        (RefundCause::PaidTwice, paid, paid),
    ] {
        assert_eq!(back(&[], FeeKind::Duty, cause), duty, "{cause}");
        assert_eq!(back(&[], FeeKind::Charge, cause), charge, "{cause}");
    }
    let half = |cause| RefundRule { cause, percent: Percent::new(50).unwrap(), source: "Điều 6".to_owned() };
    let rules = [half(RefundCause::Ineligible), half(RefundCause::PaidTwice)];
    let own = refund(&rules, FeeKind::Charge, RefundCause::Ineligible, paid);
    assert_eq!((own.dong, own.source), (Dong::of(50_001), Some("Điều 6")));
    assert_eq!(back(&rules, FeeKind::Duty, RefundCause::PaidTwice), paid);
}

/// RULES.md 4.2: the table's amounts, each with the text that sets it, and its two worked examples.
#[test]
fn the_verified_amounts() {
    let fixed = |dong| Amount::Fixed { dong: Dong::of(dong) };
    let per = |unit: &str, each| Amount::PerUnit { unit: unit.to_owned(), each: Dong::of(each) };
    for (amount, quantity, dong, source) in [
        (per("trường hợp", 10_000), 1, 10_000, "226/2016 Điều 4, chữ ký"),
        (fixed(50_000), 1, 50_000, "226/2016 Điều 4, hợp đồng"),
        (fixed(30_000), 1, 30_000, "226/2016 Điều 4, sửa đổi"),
        (fixed(25_000), 1, 25_000, "226/2016 Điều 4, sửa lỗi"),
        (per("bản", 8_000), 3, 24_000, "281/2016 Điều 4, trích lục"),
        (certified_copy().amount, 5, 7_000, "226/2016 Điều 4, 5 trang"),
        (certified_copy().amount, 12, 14_000, "226/2016 Điều 4, 12 trang"),
        (certified_copy().amount, 300, 200_000, "226/2016 Điều 4, 300 trang"),
        (Amount::Free, 9, 0, "bản sao từ sổ gốc"),
    ] {
        assert_eq!(amount.total(pages(quantity, 1)), Ok(Dong::of(dong)), "{source}");
    }
    // Without its cap the long one would cost 302.000.
    let Amount::Stepped { steps, .. } = certified_copy().amount else {
        panic!("steps");
    };
    assert_eq!(steps.total(Quantity::new(300).unwrap()), Ok(Dong::of(302_000)));
}

#[test]
fn no_quantity_wraps() {
    assert!(
        Quantity::new(0).is_none() && Quantity::new(Quantity::MOST + 1).is_none() && Quantity::new(u32::MAX).is_none()
    );
    let most = Quantity::new(Quantity::MOST);
    let steps = |from: &[u32], each| -> Steps {
        let step = |from| Step { from: NonZeroU32::new(from).unwrap(), each: Dong::new(each).unwrap() };
        from.iter().map(|from| step(*from)).collect::<Vec<_>>().try_into().unwrap()
    };
    let all = Amount::Stepped { unit: "trang".into(), steps: steps(&[1, u32::MAX], 2_000), cap: None };
    let demand = Demand { quantity: most, copies: most, case: None };
    assert_eq!(all.total(demand), Ok(Dong::new(2_000 * 10_000 * 10_000).unwrap()));
    let dear = Amount::Stepped { unit: "trang".into(), steps: steps(&[1], 999_999_999_999_999), cap: None };
    assert_eq!(dear.total(demand), Err(AmountUnknown::TooLarge));
}
