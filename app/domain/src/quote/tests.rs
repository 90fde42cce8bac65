use std::num::NonZeroU32;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::fee::Amount;
use crate::fixture::{calendar, certified_copy, council_half, fixed, hours, in_time, residence};
use crate::policy::{Effect, FeeSelection, Issuer, Scope};

const ONLINE: Channel = Channel::Online;
const COUNTER: Channel = Channel::Counter;

fn terms(fees: Vec<FeeItem>) -> Terms {
    Terms {
        fees,
        limits: Limits::same(Limit::working_days(3)),
    }
}

/// Friday 20/11/2026, in the morning, in the old Quảng Ngãi.
fn ask(terms: &Terms, channel: Channel, change: impl Fn(&mut QuoteInput<'_>)) -> Quote {
    let territory = Territory::new("51/51");
    let policies = [council_half(), in_time(), digital_citizen()];
    let (calendar, hours) = (calendar(), hours());
    let mut input = QuoteInput {
        service: ServiceRef {
            code: Some("1.001612"),
            field: None,
        },
        terms,
        channel,
        submitted_at: date(2026, 11, 20).at(9, 15, 0, 0),
        place: Place::Known(&territory),
        demand: Demand::default(),
        groups: &[],
        policies: &policies,
        calendar: &calendar,
        hours: &hours,
    };
    change(&mut input);
    quote(&input)
}

/// Nghị quyết 66.22/2026/NQ-CP, for residence.
fn digital_citizen() -> Policy {
    Policy {
        id: "digital-citizen".to_owned(),
        number: "66.22/2026/NQ-CP".to_owned(),
        issuer: Issuer::Central,
        territory: None,
        valid_from: date(2026, 8, 15),
        valid_to: Some(date(2027, 2, 28)),
        groups: vec![ApplicantGroup::DigitalCitizen],
        scope: Scope::Codes {
            codes: vec!["1.004222".to_owned(), "1.004873".to_owned()],
        },
        effect: Effect::CutFee {
            percent: Percent::ALL,
            fees: FeeSelection {
                set_by: vec![FeeAuthority::MinistryOfFinance, FeeAuthority::Council],
                kinds: vec![],
                keys: vec![],
            },
        },
        ..council_half()
    }
}

fn amounts(quote: &Quote) -> (i64, i64, i64) {
    let fee = quote.fee.as_ref().unwrap();
    (fee.standard.get(), fee.payable.get(), fee.saved.get())
}

fn elsewhere(input: &mut QuoteInput<'_>, check: impl Fn(&Quote)) {
    let kon_tum = Territory::new("51/62");
    let there = QuoteInput {
        place: Place::Known(&kon_tum),
        ..*input
    };
    check(&quote(&there));
}

/// The page of the look: 100.000 at the counter, 50.000 online, five working hours sooner.
#[test]
fn the_service_page() {
    let terms = terms(vec![fixed(FeeAuthority::Council, 100_000)]);
    let online = ask(&terms, ONLINE, |_| {});
    assert_eq!(amounts(&online), (100_000, 50_000, 50_000));
    let reasons = &online.fee.as_ref().unwrap().items[0].reasons;
    assert!(matches!(&reasons[0], FeeReason::Standard { .. }));
    assert!(matches!(
        &reasons[1],
        FeeReason::Cut { document, article: Some(article), .. }
            if document == "11/2022/NQ-HĐND" && article == "Điều 2"
    ));
    assert_eq!(online.deadline.unwrap().working_hours_saved(), 5);

    let counter = ask(&terms, COUNTER, |_| {});
    assert_eq!(amounts(&counter), (100_000, 100_000, 0));
    assert_eq!(counter.deadline.unwrap().working_hours_saved(), 0);
}

/// Domain rules 4.1 and finding 8: the council's half doesn't reach the ministry's fees.
#[test]
fn a_fee_of_the_ministry_is_not_halved() {
    let terms = terms(vec![certified_copy()]);
    let quote = ask(&terms, ONLINE, |input| {
        input.demand.quantity = NonZeroU32::new(5)
    });
    assert_eq!(amounts(&quote), (7_000, 7_000, 0));
    let reasons = &quote.fee.unwrap().items[0].reasons;
    assert!(
        matches!(&reasons[1], FeeReason::NotTheirs { .. }),
        "{reasons:?}"
    );
}

/// Domain rules 4.2: Thông tư 75/2022 has a rate of its own for online filing.
#[test]
fn a_fee_with_its_own_online_rate_has_that_rate() {
    let terms = terms(vec![residence()]);
    assert_eq!(
        amounts(&ask(&terms, ONLINE, |_| {})),
        (20_000, 10_000, 10_000)
    );
    assert_eq!(amounts(&ask(&terms, COUNTER, |_| {})), (20_000, 20_000, 0));
    assert_eq!(
        amounts(&ask(&terms, Channel::Postal, |_| {})),
        (20_000, 20_000, 0)
    );
}

/// Domain rules 4.3: nothing to pay for digital citizens, in its months, for its services.
#[test]
fn the_best_single_preference_wins() {
    let terms = terms(vec![residence()]);
    let digital = |input: &mut QuoteInput<'_>| {
        input.service.code = Some("1.004222");
        input.groups = &[ApplicantGroup::DigitalCitizen];
    };
    let quote = ask(&terms, ONLINE, digital);
    assert_eq!(amounts(&quote), (20_000, 0, 20_000));
    let reasons = &quote.fee.unwrap().items[0].reasons;
    assert_eq!(
        reasons.last(),
        Some(&FeeReason::Outdone {
            document: None,
            dong: Dong::of(10_000)
        })
    );
    let later = ask(&terms, ONLINE, |input| {
        digital(input);
        input.submitted_at = date(2027, 3, 1).at(9, 0, 0, 0);
    });
    assert_eq!(amounts(&later), (20_000, 10_000, 10_000));
}

/// Before the resolution there was no half; a quote for a day works under that day's rules.
#[test]
fn a_policy_holds_in_its_time_and_place() {
    let terms = terms(vec![fixed(FeeAuthority::Council, 100_000)]);
    let before = ask(&terms, ONLINE, |input| {
        input.submitted_at = date(2022, 7, 16).at(9, 0, 0, 0);
    });
    assert_eq!(amounts(&before), (100_000, 100_000, 0));
    ask(&terms, ONLINE, |input| {
        elsewhere(input, |quote| {
            assert_eq!(amounts(quote), (100_000, 100_000, 0))
        });
    });
}

#[test]
fn without_an_agency_the_place_is_assumed_and_said() {
    let terms = terms(vec![fixed(FeeAuthority::Council, 100_000)]);
    let territory = Territory::new("51/51");
    ask(&terms, ONLINE, |input| {
        let assumed = QuoteInput {
            place: Place::Assumed(&territory),
            ..*input
        };
        let fee = quote(&assumed).fee.unwrap();
        assert_eq!(fee.payable, Dong::of(50_000));
        let territory = territory.clone();
        assert_eq!(fee.reasons, [FeeReason::PlaceAssumed { territory }]);
    });
}

#[test]
fn what_is_unknown_stays_unknown() {
    let words = "Theo quy định của HĐND tỉnh".to_owned();
    let unknown = FeeItem {
        amount: Amount::Unknown {
            source_text: words.clone(),
        },
        ..fixed(FeeAuthority::Council, 1)
    };
    let mut terms = terms(vec![fixed(FeeAuthority::Council, 1_000), unknown]);
    terms.limits.online = None;
    let quote = ask(&terms, ONLINE, |_| {});
    let why = quote.fee.unwrap_err().why;
    assert_eq!(why, AmountUnknown::SourceText { source_text: words });
    assert_eq!(quote.deadline, Err(DeadlineUnknown::ChannelNotOffered));
}

#[test]
fn no_fee_and_assumed_quantities_are_said() {
    let free = ask(&terms(vec![]), ONLINE, |_| {}).fee.unwrap();
    assert_eq!(
        (free.payable, free.reasons),
        (Dong::ZERO, vec![FeeReason::NoFee])
    );
    let one = ask(&terms(vec![certified_copy()]), ONLINE, |_| {})
        .fee
        .unwrap();
    let unit = "trang".to_owned();
    assert!(
        one.items[0]
            .reasons
            .contains(&FeeReason::OneAssumed { unit })
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nobody_pays_more_than_the_counter_asks(
        council in 0u32..10_000_000, ministry in 0u32..10_000_000, rate in 0u32..10_000_000,
        percent in 0u8..=100, more in 0u8..=100,
    ) {
        let with_rate = FeeItem {
            online: Some(Amount::Fixed { dong: Dong::of(rate) }),
            ..fixed(FeeAuthority::MinistryOfFinance, ministry)
        };
        let terms = terms(vec![fixed(FeeAuthority::Council, council), with_rate]);
        let cut_by = |percent| Policy {
            effect: Effect::CutFee {
                percent: Percent::new(percent).unwrap(),
                fees: FeeSelection {
                    set_by: vec![FeeAuthority::Council], kinds: vec![], keys: vec![],
                },
            },
            ..council_half()
        };
        let policies = [cut_by(percent), cut_by(more)];
        ask(&terms, ONLINE, |input| {
            let fee = quote(&QuoteInput { policies: &policies, ..*input }).fee.unwrap();
            assert!(fee.payable <= fee.standard);
            assert_eq!(fee.saved.get(), fee.standard.get() - fee.payable.get());
            // The better of the two, never both, and the ministry's fee only by its own rate.
            let left = i64::from(100 - percent.max(more));
            assert_eq!(fee.items[0].payable.get(), i64::from(council) * left / 100);
            assert_eq!(fee.items[1].payable.get(), i64::from(ministry.min(rate)));
        });
    }
}
