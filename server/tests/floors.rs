//! The house stands on floors: what stands on one may use only what stands below it, so that nothing goes round in a
//! circle. The floors are drawn in the README; this test reads the arrows from the code.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The rooms of `backend`, the top floor first.
const ROOMS: [&[&str]; 10] = [
    &["session", "verify"],
    &["desk", "assist", "tracking", "papers"],
    &["reminders", "admin"],
    &["filing", "payment", "adoption", "decisions", "versions", "import"],
    &["dossier", "search"],
    &["helper", "quoting", "calendar", "readiness"],
    &["catalogue", "policy", "account", "outbox", "hmac"],
    &["files", "cache", "actor"],
    &["db", "gateway", "input"],
    &["clock", "error", "secret"],
];

/// The packages, each with those of ours that it may be built from.
const PACKAGES: [(&str, &str, &[&str]); 9] = [
    ("app/domain", "domain", &[]),
    ("app", "app", &["domain"]),
    ("app/hydrate", "hydrate", &["app"]),
    ("server/backend", "backend", &["domain"]),
    ("server/demo", "demo", &["backend", "domain"]),
    ("server/pdf", "pdf", &["app"]),
    ("server/sandbox", "sandbox", &[]),
    ("server/fuzz", "fuzz", &["backend", "domain"]),
    ("server", "portal", &["app", "backend", "demo", "domain", "pdf", "sandbox"]),
];

/// What packages may not be built from, whatever else they use.
const UNKNOWN: [(&str, &[&str]); 2] =
    [("app/domain", &["leptos", "reqwest", "sqlx", "tokio"]), ("app", &["axum", "reqwest", "sqlx", "tokio"])];

/// The macros that send SQL.
const QUERIES: [&str; 6] = ["all!", "insert_all!", "maybe!", "on_engine!", "one!", "run!"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A source file, as a path in `backend/src` and its text without comments and unit tests.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The room that it is in.
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The rooms that it names, each with the line of its first naming.
    fn uses(&self) -> BTreeMap<String, usize> {
        let mut uses = BTreeMap::new();
        for (at, _) in self.text.match_indices("crate::") {
            if self.text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
                continue;
            }
            let line = self.text[..at].matches('\n').count() + 1;
            for name in first_names(&self.text[at + "crate::".len()..]) {
                uses.entry(name).or_insert(line);
            }
        }
        uses
    }
}

/// The names that follow `crate::`: one, or the first of each path between braces.
fn first_names(text: &str) -> Vec<String> {
    let name = |path: &str| path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(list) = text.strip_prefix('{') else {
        return vec![name(text)];
    };
    let (mut depth, mut names, mut start) = (0, Vec::new(), 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                names.push(name(&list[start..at]));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The backend's sources but for its tests.
fn sources() -> Vec<Source> {
    let src = root().join("server/backend/src");
    let (mut folders, mut sources) = (vec![src.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let file = entry.unwrap().path();
            let path = file.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
            let is_test =
                path.split(['/', '.']).any(|part| matches!(part, "tests" | "testing") || part.ends_with("_tests"));
            if is_test || path == "lib.rs" {
                continue;
            }
            if file.is_dir() {
                folders.push(file);
                continue;
            }
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            let lines = code.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
            sources.push(Source { path, text: lines.collect::<Vec<_>>().join("\n") });
        }
    }
    sources
}

/// The floor of a room, counted from the top.
fn floor(room: &str) -> Option<usize> {
    ROOMS.iter().position(|floor| floor.contains(&room))
}

#[test]
fn each_room_uses_only_what_stands_below_it() {
    let sources = sources();
    assert!(sources.len() > 150, "only {} sources found", sources.len());
    let rooms: Vec<&str> = sources.iter().map(Source::room).collect();
    let mut wrong = Vec::new();
    for source in &sources {
        let room = source.room();
        let Some(own) = floor(room) else {
            wrong.push(format!("{}: `{room}` stands on no floor", source.path));
            continue;
        };
        for (used, line) in source.uses() {
            if used == room || !rooms.contains(&used.as_str()) {
                continue;
            }
            match floor(&used) {
                Some(below) if below > own => {}
                Some(other) => wrong.push(format!(
                    "{}:{line}: `{room}` -> `{used}` runs from floor {} to floor {}, which is not below",
                    source.path,
                    ROOMS.len() - own,
                    ROOMS.len() - other
                )),
                None => wrong.push(format!("{}:{line}: `{used}` stands on no floor", source.path)),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for room in ROOMS.concat() {
        assert!(rooms.contains(&room), "`{room}` stands on a floor, and there is no such room");
    }
}

#[test]
fn sql_stands_in_stores_alone() {
    let outside = |source: &&Source| {
        !source.path.starts_with("db/") && !source.path.split(['/', '.']).any(|part| part == "store")
    };
    for source in sources().iter().filter(outside) {
        for query in QUERIES {
            let found = source
                .text
                .match_indices(query)
                .find(|(at, _)| !source.text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            assert!(found.is_none(), "{} asks the database by `{query}`: that belongs in its store", source.path);
        }
    }
}

/// The packages that a manifest names under `[dependencies]` or `[build-dependencies]`.
fn dependencies(folder: &str) -> Vec<String> {
    let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let sections = ["dependencies", "build-dependencies"].into_iter().filter_map(|name| manifest.get(name)?.as_table());
    sections.flat_map(|section| section.keys().cloned()).collect()
}

#[test]
fn each_package_is_built_only_from_those_below_it() {
    let ours = PACKAGES.map(|(_, name, _)| name);
    for (folder, package, allowed) in PACKAGES {
        for used in dependencies(folder) {
            let is_allowed = !ours.contains(&used.as_str()) || allowed.contains(&used.as_str());
            assert!(is_allowed, "{folder}/Cargo.toml: `{package}` -> `{used}` is no arrow of the house");
        }
    }
    for (folder, unknown) in UNKNOWN {
        for used in dependencies(folder) {
            assert!(!unknown.contains(&used.as_str()), "{folder}/Cargo.toml: nothing there may know `{used}`");
        }
    }
}

#[test]
fn the_readme_draws_the_floors() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let drawn = ROOMS.map(|floor| floor.join("  ")).join("\n");
    assert!(readme.contains(&drawn), "the README's floors are not these:\n{drawn}");
}
