use std::collections::HashSet;

use domain::{
    channel::Channel,
    deadline::Limit,
    fee::Amount,
    mode::Mode,
    procedure::{FieldKind, FieldRole, Filing, Need, is_procedure_code},
};
use jiff::civil::date;

use super::{DemoCatalogue, DemoService, load};

fn demo() -> DemoCatalogue {
    load().unwrap_or_else(|error| panic!("{error}"))
}

fn find<'a>(demo: &'a DemoCatalogue, id: &str) -> &'a DemoService {
    demo.services.iter().find(|s| s.id == id).unwrap()
}

fn all_distinct<'a>(what: &str, keys: impl IntoIterator<Item = &'a str>) {
    let mut seen = HashSet::new();
    for key in keys {
        assert!(seen.insert(key), "{what}: {key} twice");
    }
}

#[test]
fn there_are_some_sixty_services_with_ids_of_their_own() {
    let demo = demo();
    assert!(demo.services.len() >= 60, "{}", demo.services.len());
    all_distinct("service", demo.services.iter().map(|s| s.id.as_str()));
    all_distinct("agency", demo.agencies.iter().map(|a| a.id.as_str()));
    all_distinct("agency code", demo.agencies.iter().map(|a| a.code.as_str()));
    all_distinct("policy", demo.policies.iter().map(|p| p.id.as_str()));
    let mut popular: Vec<i64> = demo.services.iter().map(|s| s.popular).filter(|p| *p > 0).collect();
    popular.sort_unstable();
    let places: Vec<i64> = (1..=i64::try_from(popular.len()).unwrap()).collect();
    assert_eq!(popular, places, "the popular ones have one place each");
}

#[test]
fn each_version_has_the_seven_parts_and_its_sources() {
    for service in demo().services {
        assert!(service.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        for version in &service.versions {
            let procedure = &version.procedure;
            let place = format!("{} from {}", service.id, version.valid_from);
            assert!(procedure.missing_parts().is_empty(), "{place}: {:?}", procedure.missing_parts());
            assert!(is_procedure_code(&procedure.code), "{place}: {}", procedure.code);
            assert!(procedure.name.en.is_some() && procedure.summary.en.is_some(), "{place}");
            assert!(!procedure.results.is_empty() && !procedure.legal_basis.is_empty(), "{place}");
            assert!(!procedure.levels.is_empty(), "{place}");
            assert!(procedure.sources.contains_key("default"), "{place}");
            assert_eq!(procedure.mode == Mode::Partial, procedure.partial.is_some(), "{place}");
            assert!(
                !matches!(procedure.terms.limits.of(Channel::Counter), None | Some(Limit::Unknown { .. })),
                "{place}"
            );
            all_distinct(&place, procedure.documents.iter().map(|d| d.key.as_str()));
            all_distinct(&place, procedure.form.iter().map(|f| f.key.as_str()));
            all_distinct(&place, procedure.terms.fees.iter().map(|f| f.key.as_str()));
            assert!(procedure.documents.iter().all(|d| d.need != Need::Unstated), "{place}: say required or condition");
        }
    }
}

#[test]
fn the_questions_fit_the_fees() {
    for service in demo().services {
        for version in &service.versions {
            let procedure = &version.procedure;
            let place = format!("{} from {}", service.id, version.valid_from);
            for field in &procedure.form {
                assert_eq!(field.kind == FieldKind::Choice, !field.options.is_empty(), "{place}: {}", field.key);
                if field.role == Some(FieldRole::Case) {
                    let offered = |key: &str| {
                        procedure.terms.fees.iter().any(
                            |fee| matches!(&fee.amount, Amount::ByCase { cases } if cases.iter().any(|c| c.key == key)),
                        )
                    };
                    assert!(field.options.iter().all(|o| offered(&o.value)), "{place}: {}", field.key);
                }
            }
            let by_case = procedure.terms.fees.iter().any(|fee| matches!(fee.amount, Amount::ByCase { .. }));
            let asked = procedure.form.iter().any(|field| field.role == Some(FieldRole::Case));
            assert_eq!(by_case, asked, "{place}: the case must be asked for");
        }
    }
}

#[test]
fn versions_follow_each_other_without_a_gap() {
    for service in demo().services {
        for pair in service.versions.windows(2) {
            let last = pair[0].valid_to.unwrap();
            assert_eq!(last.tomorrow().unwrap(), pair[1].valid_from, "{}", service.id);
        }
        assert_eq!(service.versions.last().unwrap().valid_to, None, "{}", service.id);
    }
}

#[test]
fn every_service_is_offered_today_by_an_agency_that_exists() {
    let demo = demo();
    for service in &demo.services {
        let today = service.versions.last().unwrap();
        for class in &today.offered_by {
            assert!(
                demo.agencies.iter().any(|a| a.class == *class && a.valid_to.is_none()),
                "{}: nobody is {class}",
                service.id
            );
        }
    }
    for service in ["dang-ky-khai-sinh", "dang-ky-thanh-lap-ho-kinh-doanh"] {
        assert_eq!(find(&demo, service).filing, Filing::Here);
    }
}

#[test]
fn a_day_in_2024_has_that_days_rules() {
    let demo = demo();
    let on = |id: &str, day: jiff::civil::Date| {
        find(&demo, id)
            .versions
            .iter()
            .find(|v| v.valid_from <= day && v.valid_to.is_none_or(|to| day <= to))
            .unwrap()
            .procedure
            .clone()
    };
    let then = on("cap-giay-phep-xay-dung-moi", date(2024, 5, 6));
    assert_eq!(then.code, "1.009994");
    assert_eq!(then.levels, [domain::mode::Level::District]);
    assert_eq!(then.terms.limits.counter, Some(Limit::CalendarDays { days: 15 }));
    let now = on("cap-giay-phep-xay-dung-moi", date(2026, 11, 22));
    assert_eq!(now.code, "1.013225");
    assert_eq!(now.terms.limits.counter, Some(Limit::working_days(10)));
    assert_eq!(on("dang-ky-khai-sinh", date(2024, 5, 6)).mode, Mode::FullOnline);
    assert_eq!(on("dang-ky-khai-sinh", date(2026, 11, 22)).mode, Mode::Partial);
}

#[test]
fn twelve_services_and_more_ask_a_whole_form() {
    let whole = demo().services.iter().filter(|s| s.versions.last().unwrap().procedure.form.len() >= 5).count();
    assert!(whole >= 12, "{whole}");
}

/// What is marked as needing a visit fits what each version is called, and why.
#[test]
fn nothing_that_needs_a_visit_is_called_full_online() {
    let demo = load().unwrap();
    let mut marked = 0;
    for service in &demo.services {
        for version in &service.versions {
            let procedure = &version.procedure;
            marked += usize::from(!procedure.visits.is_empty());
            let unfit = domain::procedure::unfit(procedure);
            assert!(unfit.is_empty(), "{} {}: {unfit:?}", service.id, version.valid_from);
        }
    }
    assert!(marked > 10);
}
