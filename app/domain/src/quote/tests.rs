use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::deadline::{Limit, Longer, Reason};
use crate::fee::{Amount, ApplicantRate, Quantity};
use crate::fixture::{
    calendar, certified_copy, council_draft, council_half, fixed, hours, in_time, in_time_draft, policy, residence,
};
use crate::groups::{Evidence, Finding, GroupCheck};
use crate::policy::{Effect, FeeSelection, Issuer, PolicyDraft, Scope};

const ONLINE: Channel = Channel::Online;
const COUNTER: Channel = Channel::Counter;

fn terms(fees: Vec<FeeItem>) -> Terms {
    Terms { fees, limits: Limits::same(Limit::working_days(3)), clocks: OwnClocks::default() }
}

/// Friday 20/11/2026, in the morning, in the old Quảng Ngãi.
fn ask(terms: &Terms, channel: Channel, change: impl Fn(&mut QuoteInput<'_>)) -> Quote {
    let territory = Territory::new("51/51");
    let policies = [council_half(), in_time(), digital_citizen()];
    let (calendar, hours) = (calendar(), hours());
    let mut input = QuoteInput {
        service: ServiceRef { code: Some("1.001612"), field: None },
        terms,
        channel,
        submitted_at: date(2026, 11, 20).at(9, 15, 0, 0),
        place: Place::Known(&territory),
        remote: false,
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
    policy(PolicyDraft {
        id: "digital-citizen".to_owned(),
        number: "66.22/2026/NQ-CP".to_owned(),
        issuer: Issuer::Central,
        territory: None,
        valid_from: date(2026, 8, 15),
        valid_to: Some(date(2027, 2, 28)),
        groups: vec![ApplicantGroup::DigitalCitizen],
        conditions: vec![Condition::IdentityLevelTwo, Condition::VneidBasics],
        scope: Scope::Codes { codes: vec!["1.004222".to_owned(), "1.004873".to_owned()] },
        effect: Effect::CutFee {
            percent: Percent::ALL,
            fees: FeeSelection {
                set_by: vec![FeeAuthority::MinistryOfFinance, FeeAuthority::Council],
                kinds: vec![],
                keys: vec![],
            },
        },
        ..council_draft()
    })
}

fn amounts(quote: &Quote) -> (i64, i64, i64) {
    let fee = quote.fee.as_ref().unwrap();
    (fee.standard.get(), fee.payable.get(), fee.saved.get())
}

fn elsewhere(input: &mut QuoteInput<'_>, check: impl Fn(&Quote)) {
    let kon_tum = Territory::new("51/62");
    let there = QuoteInput { place: Place::Known(&kon_tum), ..*input };
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

/// RULES.md 4.1: the council's half doesn't reach the ministry's fees.
#[test]
fn a_fee_of_the_ministry_is_not_halved() {
    let terms = terms(vec![certified_copy()]);
    let quote = ask(&terms, ONLINE, |input| input.demand.quantity = Quantity::new(5));
    assert_eq!(amounts(&quote), (7_000, 7_000, 0));
    let reasons = &quote.fee.unwrap().items[0].reasons;
    assert!(matches!(&reasons[1], FeeReason::NotTheirs { .. }), "{reasons:?}");
}

/// RULES.md 4.2: Thông tư 75/2022 has a rate of its own for online filing.
#[test]
fn a_fee_with_its_own_online_rate_has_that_rate() {
    let terms = terms(vec![residence()]);
    assert_eq!(amounts(&ask(&terms, ONLINE, |_| {})), (20_000, 10_000, 10_000));
    assert_eq!(amounts(&ask(&terms, COUNTER, |_| {})), (20_000, 20_000, 0));
    assert_eq!(amounts(&ask(&terms, Channel::Postal, |_| {})), (20_000, 20_000, 0));
}

/// RULES.md 4.2: Thông tư 64/2025 halves fees of the ministry until 31/12/2026, whoever files and however.
#[test]
fn the_ministry_halves_its_own_fees_for_a_time() {
    let half = policy(PolicyDraft {
        number: "64/2025/TT-BTC".to_owned(),
        issuer: Issuer::MinistryOfFinance,
        territory: None,
        channels: vec![],
        valid_from: date(2025, 7, 1),
        valid_to: Some(date(2026, 12, 31)),
        scope: Scope::All,
        effect: Effect::CutFee {
            percent: Percent::new(50).unwrap(),
            fees: FeeSelection { set_by: vec![FeeAuthority::MinistryOfFinance], kinds: vec![], keys: vec![] },
        },
        ..council_draft()
    });
    for (whole, halved) in [
        (30_000, 15_000), // căn cước, cấp đổi
        (50_000, 25_000),
        (70_000, 35_000),
        (200_000, 100_000), // hộ chiếu
        (400_000, 200_000),
        (25_000, 12_500), // no rounding to 1.000: 4.3 end
    ] {
        let terms = terms(vec![fixed(FeeAuthority::MinistryOfFinance, whole)]);
        for (channel, day, payable) in [
            (ONLINE, date(2026, 12, 31), halved),
            (COUNTER, date(2026, 12, 31), halved),
            (ONLINE, date(2027, 1, 4), whole),
        ] {
            ask(&terms, channel, |input| {
                let with =
                    QuoteInput { policies: std::slice::from_ref(&half), submitted_at: day.at(9, 0, 0, 0), ..*input };
                let fee = quote(&with).fee.unwrap();
                assert_eq!(fee.payable, Dong::of(payable), "{whole} on {day}");
            });
        }
    }
}

/// RULES.md 4.3: nothing to pay for digital citizens, in its months, for its services.
#[test]
fn the_best_single_preference_wins() {
    let terms = terms(vec![residence()]);
    let digital = |input: &mut QuoteInput<'_>| {
        input.service.code = Some("1.004222");
        input.groups = &[Membership::Claimed(ApplicantGroup::DigitalCitizen)];
    };
    let quote = ask(&terms, ONLINE, digital);
    assert_eq!(amounts(&quote), (20_000, 0, 20_000));
    let reasons = &quote.fee.unwrap().items[0].reasons;
    assert_eq!(reasons.last(), Some(&FeeReason::Outdone { document: None, dong: Dong::of(10_000) }));
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
        elsewhere(input, |quote| assert_eq!(amounts(quote), (100_000, 100_000, 0)));
    });
}

#[test]
fn without_an_agency_the_place_is_assumed_and_said() {
    let terms = terms(vec![fixed(FeeAuthority::Council, 100_000)]);
    let territory = Territory::new("51/51");
    ask(&terms, ONLINE, |input| {
        let assumed = QuoteInput { place: Place::Assumed(&territory), ..*input };
        let fee = quote(&assumed).fee.unwrap();
        assert_eq!(fee.payable, Dong::of(50_000));
        let territory = territory.clone();
        assert_eq!(fee.reasons, [FeeReason::PlaceAssumed { territory }]);
    });
}

#[test]
fn what_is_unknown_stays_unknown() {
    let words = "Theo quy định của HĐND tỉnh".to_owned();
    let unknown = FeeItem { amount: Amount::Unknown { source_text: words.clone() }, ..fixed(FeeAuthority::Council, 1) };
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
    assert_eq!((free.payable, free.reasons), (Dong::ZERO, vec![FeeReason::NoFee]));
    let one = ask(&terms(vec![certified_copy()]), ONLINE, |_| {}).fee.unwrap();
    let unit = "trang".to_owned();
    assert!(one.items[0].reasons.contains(&FeeReason::OneAssumed { unit }));
}

/// A claim counts, with what is to be paid if it isn't confirmed; verified, it is sure. Nobody's word makes it so.
#[test]
fn a_claim_holds_if_it_is_confirmed() {
    let terms = terms(vec![residence()]);
    let at = "2026-11-20T02:00:00Z".parse().unwrap();
    let claim = Membership::Claimed(ApplicantGroup::DigitalCitizen);
    let (evidence, number) = (Evidence::IdentityAccount, String::new());
    let check = GroupCheck { group: claim.group(), finding: Finding::Confirmed { evidence, number } };
    let verified = Membership::standing(std::slice::from_ref(&claim), &[check], "cb", at).remove(0);
    let of = |membership: &Membership| {
        let territory = Territory::new("51/51");
        let (calendar, hours) = (calendar(), hours());
        quote(&QuoteInput {
            service: ServiceRef { code: Some("1.004222"), field: None },
            terms: &terms,
            channel: ONLINE,
            submitted_at: date(2026, 11, 20).at(9, 15, 0, 0),
            place: Place::Known(&territory),
            remote: false,
            demand: Demand::default(),
            groups: std::slice::from_ref(membership),
            policies: &[council_half(), digital_citizen()],
            calendar: &calendar,
            hours: &hours,
        })
        .fee
        .unwrap()
    };
    let (claimed, sure) = (of(&claim), of(&verified));
    assert_eq!((claimed.payable, sure.payable), (Dong::ZERO, Dong::ZERO));
    assert_eq!(claimed.unconfirmed(), Dong::of(10_000));
    assert_eq!(sure.unconfirmed(), Dong::ZERO);
    let proofs = |fee: &FeeQuote| -> Vec<Proof> {
        let cut = |reason: &FeeReason| match reason {
            FeeReason::Cut { proof, conditions, .. } => {
                assert_eq!(conditions.len(), 2);
                Some(*proof)
            }
            _ => None,
        };
        fee.items[0].reasons.iter().filter_map(cut).collect()
    };
    assert_eq!(proofs(&claimed), [Proof::Claimed]);
    assert_eq!(proofs(&sure), [Proof::Verified]);
    let if_not = FeeReason::IfNotConfirmed { dong: Dong::of(10_000) };
    assert!(claimed.items[0].reasons.contains(&if_not));
    assert!(!sure.items[0].reasons.contains(&if_not));
}

/// RULES.md 4.3 and 4.4: what is confirmed decides which single preference is the best. Council half for everybody
/// online, digital citizens nothing, poor households a rate of 20.000.
#[test]
fn the_best_preference_is_that_of_the_confirmed_groups() {
    use ApplicantGroup::{DigitalCitizen, PoorHousehold};
    let poor = policy(PolicyDraft {
        id: "poor".to_owned(),
        number: "12/2026/NQ-HĐND".to_owned(),
        groups: vec![PoorHousehold],
        effect: Effect::OwnRate {
            amount: Amount::Fixed { dong: Dong::of(20_000) },
            fees: FeeSelection { set_by: vec![FeeAuthority::Council], kinds: vec![], keys: vec![] },
        },
        ..council_draft()
    });
    let policies = [council_half(), digital_citizen(), poor];
    let terms = terms(vec![fixed(FeeAuthority::Council, 100_000)]);
    let at = "2026-11-20T02:00:00Z".parse().unwrap();
    let claims = Membership::claims(&[DigitalCitizen, PoorHousehold]);
    let check = |group, confirmed: bool| GroupCheck {
        group,
        finding: if confirmed {
            Finding::Confirmed { evidence: Evidence::Database, number: "1".to_owned() }
        } else {
            Finding::NotConfirmed { reason: "Không có trong danh sách".to_owned() }
        },
    };
    let fee_of = |groups: &[Membership]| {
        let told = std::cell::OnceCell::new();
        ask(&terms, ONLINE, |input| {
            let asked = QuoteInput {
                policies: &policies,
                service: ServiceRef { code: Some("1.004222"), field: None },
                groups,
                ..*input
            };
            assert!(told.set(quote(&asked).fee.unwrap()).is_ok());
        });
        told.into_inner().unwrap()
    };
    let claimed = fee_of(&claims);
    assert_eq!(claimed.payable, Dong::ZERO);
    assert_eq!(claimed.unconfirmed(), Dong::of(50_000));
    let hangs: Vec<_> = claimed.hangs_on().collect();
    assert_eq!(hangs, [(&[DigitalCitizen][..], Proof::Claimed)]);
    for (digital, poor, payable) in [(true, true, 0), (true, false, 0), (false, true, 20_000), (false, false, 50_000)] {
        let checks = [check(DigitalCitizen, digital), check(PoorHousehold, poor)];
        let fee = fee_of(&Membership::standing(&claims, &checks, "cb", at));
        assert_eq!(fee.payable, Dong::of(payable), "{digital} {poor}");
        assert_eq!(fee.unconfirmed(), fee.payable, "nothing is open any more");
        assert!(fee.hangs_on().all(|(_, proof)| proof == Proof::Verified));
        assert!(claimed.payable <= fee.payable && fee.payable <= claimed.unconfirmed());
    }
}

/// RULES.md 4.2: Thông tư 16/2025, 200.000, for pupils and students 100.000, at the counter too; never a quarter.
#[test]
fn a_fee_has_its_own_rates_for_some_applicants() {
    let record = FeeItem {
        applicants: vec![ApplicantRate {
            groups: vec![ApplicantGroup::Student, ApplicantGroup::Merit],
            amount: Amount::Fixed { dong: Dong::of(100_000) },
        }],
        ..fixed(FeeAuthority::MinistryOfFinance, 200_000)
    };
    let terms = terms(vec![record]);
    let student = |input: &mut QuoteInput<'_>| {
        input.groups = &[Membership::Claimed(ApplicantGroup::Student)];
    };
    assert_eq!(amounts(&ask(&terms, COUNTER, student)), (200_000, 100_000, 100_000));
    assert_eq!(amounts(&ask(&terms, COUNTER, |_| {})), (200_000, 200_000, 0));
    let quote = ask(&terms, ONLINE, |_| {});
    let told = quote.fee.unwrap().items[0]
        .reasons
        .iter()
        .any(|reason| matches!(reason, FeeReason::Unmet { document: None, dong, .. } if *dong == Dong::of(100_000)));
    assert!(told, "others are told for whom it is less");
}

/// A policy can set a rate instead of a percentage.
#[test]
fn a_policy_has_its_own_rate() {
    let terms = terms(vec![fixed(FeeAuthority::Council, 100_000)]);
    let rate = policy(PolicyDraft {
        id: "rate".to_owned(),
        number: "12/2026/NQ-HĐND".to_owned(),
        effect: Effect::OwnRate {
            amount: Amount::Fixed { dong: Dong::of(30_000) },
            fees: FeeSelection { set_by: vec![FeeAuthority::Council], kinds: vec![], keys: vec![] },
        },
        ..council_draft()
    });
    let policies = [council_half(), rate];
    ask(&terms, ONLINE, |input| {
        let with_rate = QuoteInput { policies: &policies, ..*input };
        let quote = quote(&with_rate);
        assert_eq!(amounts(&quote), (100_000, 30_000, 70_000));
        let reasons = &quote.fee.unwrap().items[0].reasons;
        assert!(matches!(&reasons[1], FeeReason::PolicyRate { .. }));
        // The loser is named, with what it would have left.
        assert_eq!(
            reasons[2],
            FeeReason::Outdone { document: Some("11/2022/NQ-HĐND".to_owned()), dong: Dong::of(50_000) }
        );
    });
}

/// Who files at the counter, elsewhere or too early is told what would have made it cheaper, and only that.
#[test]
fn what_would_have_been_better_is_named_with_what_stood_against_it() {
    let terms = terms(vec![fixed(FeeAuthority::Council, 100_000)]);
    let unmet = |quote: &Quote| -> Vec<WhyNot> {
        let why = |reason: &FeeReason| match reason {
            FeeReason::Unmet { why, dong, .. } => {
                assert_eq!(*dong, Dong::of(50_000));
                Some(why.clone())
            }
            _ => None,
        };
        let fee = quote.fee.as_ref().unwrap();
        fee.items[0].reasons.iter().filter_map(why).collect()
    };
    let channels = vec![ONLINE];
    assert_eq!(unmet(&ask(&terms, COUNTER, |_| {})), [WhyNot::OtherChannel { channels }]);
    let early = ask(&terms, ONLINE, |input| {
        input.submitted_at = date(2022, 7, 16).at(9, 0, 0, 0);
    });
    let from = date(2022, 7, 17);
    assert_eq!(unmet(&early), [WhyNot::NotYet { from }]);
    ask(&terms, ONLINE, |input| {
        elsewhere(input, |quote| {
            assert!(matches!(unmet(quote)[..], [WhyNot::OtherTerritory { .. }]));
        });
    });
    assert_eq!(unmet(&ask(&terms, ONLINE, |_| {})), []);
}

/// Limits by case, longer in remote communes; the case is the one that the fee asks for.
#[test]
fn a_case_and_a_place_have_their_own_limits() {
    let mut terms = terms(vec![]);
    terms.limits.cases = vec![CaseLimit {
        key: "other".to_owned(),
        label: "Công trình khác".to_owned(),
        limit: Limit::working_days(20),
    }];
    terms.limits.remote = Some(Longer { by: Limit::working_days(10), source: "Số minh họa".to_owned() });
    let hours = |case, remote| {
        let quote = ask(&terms, COUNTER, |input| {
            input.demand.case = case;
            input.remote = remote;
        });
        quote.deadline.unwrap().working_hours_statutory / 8
    };
    assert_eq!(hours(None, false), 3);
    assert_eq!(hours(Some("house"), false), 3);
    assert_eq!(hours(Some("other"), false), 20);
    assert_eq!(hours(Some("other"), true), 30);
    let json = serde_json::to_value(&terms).unwrap();
    assert_eq!(serde_json::from_value::<Terms>(json).unwrap(), terms);
}

/// Of two decisions on time the one that promises most wins, and the other is named.
#[test]
fn the_shortest_promise_wins() {
    let terms = terms(vec![]);
    let named = policy(PolicyDraft {
        number: "77/QĐ-UBND".to_owned(),
        effect: Effect::ShortenDeadline {
            percent: Percent::default(),
            limits: [("1.001612".to_owned(), Limit::working_days(1))].into(),
        },
        ..in_time_draft()
    });
    for policies in [[in_time(), named.clone()], [named, in_time()]] {
        ask(&terms, ONLINE, |input| {
            let with = QuoteInput { policies: &policies, ..*input };
            let deadline = quote(&with).deadline.unwrap();
            assert_eq!(deadline.promised_due, date(2026, 11, 23).at(17, 0, 0, 0));
            assert_eq!(deadline.shortened().unwrap().0.document, "77/QĐ-UBND");
            assert_eq!(
                deadline.reasons.last(),
                Some(&Reason::Outdone {
                    document: "906/QĐ-UBND".to_owned(),
                    promised_due: date(2026, 11, 26).at(10, 0, 0, 0)
                })
            );
        });
    }
}

/// What older dossiers keep of their fees is still read: a cut for groups was a claim.
#[test]
fn an_old_fee_is_still_read() {
    let old = r#"{"standard": 8000, "payable": 0, "saved": 8000, "reasons": [], "items": [{
      "key": "le-phi", "name": "Lệ phí", "kind": "duty", "set_by": "council", "due": "after_acceptance",
      "standard": 8000, "payable": 0, "reasons": [{"type": "cut", "policy": "p", "document": "60/2014/QH13",
        "article": null, "issuer": "Quốc hội", "percent": 100, "groups": ["merit"], "dong": 0}]}]}"#;
    let fee: FeeQuote = serde_json::from_str(old).unwrap();
    assert!(matches!(&fee.items[0].reasons[0], FeeReason::Cut { proof: Proof::Claimed, .. }));
    assert_eq!(fee.unconfirmed(), Dong::ZERO);
}

/// Money is whole đồng and time whole hours: no float stands in the rules. (Likeness of words, for the search, is none.)
#[test]
fn no_float_in_the_rules() {
    fn read(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, found);
                continue;
            }
            if path.file_name().is_some_and(|name| name == "text.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let float = |line: &&str| {
                let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
                words.any(|word| word == concat!("f", "64") || word == concat!("f", "32"))
            };
            found.extend(text.lines().filter(float).map(|line| format!("{path:?}: {line}")));
        }
    }
    let mut found = Vec::new();
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    read(&source, &mut found);
    assert_eq!(found, Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nobody_pays_more_than_the_counter_asks(
        council in 0u32..10_000_000, ministry in 0u32..10_000_000, rate in 0u32..10_000_000,
        percent in 0u8..=100, more in 0u8..=100, claimed in any::<bool>(),
    ) {
        let with_rate = FeeItem {
            online: Some(Amount::Fixed { dong: Dong::of(rate) }),
            ..fixed(FeeAuthority::MinistryOfFinance, ministry)
        };
        let terms = terms(vec![fixed(FeeAuthority::Council, council), with_rate]);
        // A decision that takes nothing off is none.
        let (percent, more) = (percent.max(1), more.max(1));
        let cut_by = |percent| policy(PolicyDraft {
            effect: Effect::CutFee {
                percent: Percent::new(percent).unwrap(),
                fees: FeeSelection {
                    set_by: vec![FeeAuthority::Council], kinds: vec![], keys: vec![],
                },
            },
            ..council_draft()
        });
        let policies = [cut_by(percent), cut_by(more)];
        ask(&terms, ONLINE, |input| {
            let fee = quote(&QuoteInput { policies: &policies, ..*input }).fee.unwrap();
            assert!(fee.payable <= fee.standard);
            assert_eq!(fee.saved.get(), fee.standard.get() - fee.payable.get());
            // The better of the two, never both, and the ministry's fee only by its own rate.
            let left = i64::from(100 - percent.max(more));
            assert_eq!(fee.items[0].payable.get(), i64::from(council) * left / 100);
            assert_eq!(fee.items[1].payable.get(), i64::from(ministry.min(rate)));
            // Whoever claims something never pays more for it, and never less than with it confirmed.
            let groups = [Membership::Claimed(ApplicantGroup::DigitalCitizen)];
            let groups = if claimed { &groups[..] } else { &[] };
            let all = [cut_by(percent), digital_citizen()];
            let service = ServiceRef { code: Some("1.004873"), field: None };
            let fee = quote(&QuoteInput { policies: &all, groups, service, ..*input }).fee.unwrap();
            assert!(fee.payable <= fee.unconfirmed() && fee.unconfirmed() <= fee.standard);
            assert!(claimed || fee.payable == fee.unconfirmed());
        });
    }
}
