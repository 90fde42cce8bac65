//! Quotes: over HTTP against an empty request, and a million of them in one thread against a table of their results.

use std::{
    collections::HashMap,
    hint::black_box,
    time::{Duration, Instant},
};

use backend::{
    catalogue::store,
    db::Db,
    policy::{RuleBook, load_rules},
    quoting::{Wish, quote},
};
use domain::{channel::Channel, procedure::Procedure};
use jiff::{
    ToSpan as _,
    civil::{Date, DateTime, date},
};

use crate::{
    http::{Connection, get, post},
    load::{Asked, compare, on_this_thread},
    pages::SERVICE,
    processes::{Bare, Portal, Server, say},
    table::{Aim, Table},
};

const JSON: &str = "application/json";
const QUOTES: usize = 1_000_000;
const FIRST_DAY: Date = date(2026, 1, 1);
const DAYS: usize = 365;

/// A quote of one of twenty services, on one of many days, against a request that says nothing and is told so.
pub fn over_http(table: &mut Table, portal: &Portal, bare: &Bare) {
    say("quotes over HTTP");
    let ids = services(portal);
    let requests: Vec<Vec<u8>> = (0..DAYS)
        .map(|number| {
            let (id, day) = (&ids[number % ids.len()], day(number));
            let body = format!(r#"{{"service_id":"{id}","channel":"online","filed_at":"{day}T09:00:00+07:00"}}"#);
            post("/api/v1/quotes", JSON, &body, "")
        })
        .collect();
    let quotes = Asked { server: portal, requests: &requests, status: 200 };
    let empty = Asked { server: portal, requests: &[post("/api/v1/quotes", JSON, "{}", "")], status: 422 };
    let found = compare(quotes, empty);
    table.compared(
        "Quote: `POST /api/v1/quotes`",
        "`{}` to the same server, parsed and answered",
        &found,
        Aim::AtLeast(0.5),
    );
    let bare = Asked { server: bare, requests: &[post("/json", JSON, "{}", "")], status: 200 };
    let found = compare(quotes, bare);
    table.compared("The same", "`{}` to a bare axum server", &found, Aim::None);
}

/// The ids of services that are offered here.
fn services(portal: &Portal) -> Vec<String> {
    on_this_thread(async {
        let mut connection = Connection::open(portal.address()).await;
        let answer = connection.ask(&get("/api/v1/services?offered=true", "")).await;
        let found: serde_json::Value = serde_json::from_slice(answer.body).unwrap();
        let ids = found["items"].as_array().unwrap().iter();
        ids.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    })
}

fn day(number: usize) -> Date {
    FIRST_DAY.checked_add(i64::try_from(number % DAYS).unwrap().days()).unwrap()
}

/// What a quote comes to, as the table holds it.
type Result = (Option<i64>, Option<DateTime>);

/// The rules alone: no store, no HTTP, one thread.
pub fn a_million(table: &mut Table, portal: &Portal) {
    say("a million quotes in process");
    let (rules, procedure) = on_this_thread(rules_of(portal));
    let days: Vec<DateTime> = (0..DAYS).map(|number| day(number).at(9, 0, 0, 0)).collect();
    let known: HashMap<DateTime, Result> = days.iter().map(|at| (*at, by_rule(&rules, &procedure, *at))).collect();
    let quoted = timed(&days, |at| by_rule(&rules, &procedure, at));
    let looked_up = timed(&days, |at| known[&at]);
    let ratio = quoted.as_secs_f64() / looked_up.as_secs_f64();
    table.told(
        "A million quotes, one thread, the rules alone",
        &format!(
            "{:.2} s; the same days looked up in a table {:.3} s: {ratio:.0} times",
            quoted.as_secs_f64(),
            looked_up.as_secs_f64()
        ),
        "",
    );
}

fn timed(days: &[DateTime], answer: impl Fn(DateTime) -> Result) -> Duration {
    let started = Instant::now();
    for at in days.iter().cycle().take(QUOTES) {
        black_box(answer(black_box(*at)));
    }
    started.elapsed()
}

fn by_rule(rules: &RuleBook, procedure: &Procedure, at: DateTime) -> Result {
    let quote = quote(rules, procedure, None, Channel::Online, at, &Wish::default()).unwrap();
    (quote.fee.ok().map(|fee| fee.payable.get()), quote.deadline.ok().map(|deadline| deadline.promised_due))
}

async fn rules_of(portal: &Portal) -> (RuleBook, Procedure) {
    let db = Db::open(&format!("sqlite:{}", portal.database().display())).await.unwrap();
    let mut tx = db.read().await.unwrap();
    let rules = load_rules(&mut tx).await.unwrap();
    let version = store::version_on(&mut tx, SERVICE, day(DAYS - 1)).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    (rules, version.unwrap().procedure)
}
