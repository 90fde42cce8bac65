//! The examples of FORMATS.md, given to a running portal.

use std::{collections::BTreeMap, fs, path::Path};

use reqwest::StatusCode;
use serde_json::Value;

use crate::installation::{Installation, on_sqlite};

const FORMATS: &str = include_str!("../../FORMATS.md");

/// Each fenced example by the word after its language, which every example has.
fn examples() -> BTreeMap<&'static str, &'static str> {
    let mut found = BTreeMap::new();
    let mut rest = FORMATS;
    while let Some((_, fence)) = rest.split_once("\n```") {
        let (info, after) = fence.split_once('\n').unwrap();
        let (example, after) = after.split_once("```\n").unwrap();
        let (_, name) = info.split_once(' ').unwrap_or_else(|| panic!("an example of {info} has no name"));
        assert!(found.insert(name, example).is_none(), "{name} is there twice");
        rest = after;
    }
    found
}

/// Takes examples out as they are tried, so that none is left untried.
struct Untried(BTreeMap<&'static str, &'static str>);

impl Untried {
    fn take(&mut self, name: &str) -> &'static str {
        self.0.remove(name).unwrap_or_else(|| panic!("FORMATS.md has no example {name}"))
    }

    fn json(&mut self, name: &str) -> Value {
        serde_json::from_str(self.take(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

/// Whether two answers have the same keys and kinds of values, whatever the words.
fn same_shape(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.keys().eq(other.keys()) && one.iter().all(|(key, value)| same_shape(value, &other[key]))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.first().zip(other.first()).is_none_or(|(one, other)| same_shape(one, other))
        }
        (Value::String(_), Value::String(_)) => true,
        _ => one == other,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_of_a_format_is_true() {
    on_sqlite(async |installation| {
        let mut untried = Untried(examples());
        installation.run(&["demo", "--without-year"]);
        files_are_read(installation, &mut untried);
        programs_are_answered(installation, &mut untried).await;
        messages_are_taken(&mut untried).await;
        demo_data_is_as_shown(&mut untried);
        assert!(untried.0.is_empty(), "untried: {:?}", untried.0.keys());
    })
    .await;
}

/// What `portal import`, `portal account` and the settings read.
fn files_are_read(installation: &Installation<'_>, untried: &mut Untried) {
    let mut file = |name: &str| {
        let path = installation.folder.join(name);
        fs::write(&path, untried.take(name)).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let said = installation.run(&["import", "procedures", &file("procedures")]);
    assert!(said.contains("1 lines: 1 taken (0 of them repaired), 0 refused"), "{said}");
    assert!(!said.contains("flags:"), "{said}");
    let said = installation.run(&["import", "calendar", &file("calendar")]);
    assert!(said.contains("3 days changed"), "{said}");
    for (name, told) in [
        ("units-today", "units of today: 2 lines, 2 rows written"),
        ("units-before-2025", "units of before July 2025: 2 lines, 2 rows written"),
        ("units-map", "map of units: 1 lines, 1 rows written"),
    ] {
        let said = installation.run(&["import", "units", &file(name)]);
        assert!(said.contains(told), "{said}");
    }
    installation.run(&["--config", &file("settings"), "migrate"]);
    let password = file("password");
    installation.run_with_input(&["account", "add", "--login", "thu", "--name", "Nguyễn Thử"], Path::new(&password));
}

/// What is asked and answered over HTTP.
async fn programs_are_answered(installation: &Installation<'_>, untried: &mut Untried) {
    // The gateways of the demonstration, whose secrets everybody knows; nobody listens there.
    let serving = installation.serve(&["--sandbox-url", "http://127.0.0.1:9"]).await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let quotes = format!("{}/api/v1/quotes", serving.address);
    let ask = async |question: &Value| client.post(&quotes).json(question).send().await.unwrap();

    let answer: Value = ask(&untried.json("quote-request")).await.json().await.unwrap();
    let shown = untried.json("quote-answer");
    assert!(same_shape(&answer, &shown), "{answer:#}");
    for key in ["fee", "deadline"] {
        let facts = |value: &Value| {
            let mut facts = value[key].as_object().unwrap().clone();
            facts.remove("explanation");
            facts
        };
        assert_eq!(facts(&answer), facts(&shown));
    }
    let refused = ask(&serde_json::json!({"channel": "fax", "filed_at": "yesterday"})).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.json::<Value>().await.unwrap(), untried.json("problem"));

    let sheet = client.get(format!("{}/tinh-hinh.csv", serving.address)).send().await.unwrap().text().await.unwrap();
    assert!(sheet.trim_start_matches('\u{feff}').starts_with(untried.take("figures").trim_end()), "{sheet}");

    let callback = format!("{}/thanh-toan/ipn?{}", serving.address, untried.take("payment-callback").trim_end());
    let answer: Value = client.get(callback).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer, untried.json("payment-answer"));
}

/// What the message service takes.
async fn messages_are_taken(untried: &mut Untried) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/messages", listener.local_addr().unwrap());
    let config = sandbox::SandboxConfig::for_portal("http://127.0.0.1:9");
    let key = config.messages_key.clone();
    tokio::spawn(sandbox::serve(config, listener, std::future::pending()));
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let message = untried.json("message");
    for expected in [StatusCode::ACCEPTED, StatusCode::OK] {
        let answer = client.post(&address).bearer_auth(&key).json(&message).send().await.unwrap();
        assert_eq!(answer.status(), expected);
    }
}

/// The shown policy is one of the demo's, which its own tests read.
fn demo_data_is_as_shown(untried: &mut Untried) {
    let shown: toml::Table = untried.take("demo-policy").parse().unwrap();
    let file = find(Path::new(env!("CARGO_MANIFEST_DIR")), "chinh-sach.toml").unwrap();
    let real: toml::Table = fs::read_to_string(file).unwrap().parse().unwrap();
    let policies = |table: &toml::Table| table["policy"].as_array().unwrap().clone();
    assert!(policies(&real).contains(&policies(&shown)[0]));
}

fn find(folder: &Path, name: &str) -> Option<std::path::PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).find_map(|path| match path.is_dir() {
        true => find(&path, name),
        false => path.ends_with(name).then_some(path),
    })
}
