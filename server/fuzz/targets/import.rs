//! A line of the national portal's data: read or refused, never worse; what is read is kept as it is, and what it says
//! of fees and limits can be quoted.
#![no_main]

use backend::import::national;
use domain::{
    calendar::Calendar,
    channel::Channel,
    fee::Demand,
    policy::{Policy, Territory},
    procedure::Procedure,
    quote::{Place, QuoteInput, quote},
    working_hours::WorkingHours,
};
use jiff::civil::date;
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|line: &str| -> Corpus {
    let Ok(read) = national::read_line(line) else {
        return Corpus::Keep;
    };
    let procedure = read.procedure;
    assert!(!procedure.name.is_empty(), "without a name nobody finds it");
    let kept = serde_json::to_string(&procedure).expect("procedures can be written");
    let again: Procedure = serde_json::from_str(&kept).expect("what was written can be read");
    assert_eq!(procedure, again);
    for channel in Channel::ALL {
        can_be_quoted(&procedure, *channel);
    }
    Corpus::Keep
});

fn can_be_quoted(procedure: &Procedure, channel: Channel) {
    let hours: WorkingHours = "07:00-11:30,13:30-17:00".parse().expect("hours");
    let place = Territory::new("51/51");
    let policies: [Policy; 0] = [];
    let quote = quote(&QuoteInput {
        service: procedure.service_ref(),
        terms: &procedure.terms,
        channel,
        submitted_at: date(2026, 11, 20).at(9, 15, 0, 0),
        place: Place::Known(&place),
        remote: false,
        demand: Demand::default(),
        groups: &[],
        policies: &policies,
        calendar: &Calendar::default(),
        hours: &hours,
    });
    if let Ok(fee) = quote.fee {
        assert!(fee.payable <= fee.standard);
    }
    if let Ok(deadline) = quote.deadline {
        assert!(deadline.due().promised <= deadline.due().statutory);
    }
}
