//! What the documents name is there: files, folders, commands.

use std::{fs, path::Path};

/// Each of them, from the top of the repository.
const DOCUMENTS: [&str; 7] = [
    "README.md",
    "app/domain/RULES.md",
    "migrations/README.md",
    "server/DECISIONS.md",
    "server/FORMATS.md",
    ".github/CONTRIBUTING.md",
    ".github/SECURITY.md",
];

/// The folders and files at the top: a word in code that begins with one of them is a path.
const TOP: [&str; 7] = ["app/", "server/", "style/", "migrations/", "end2end/", ".ci/", ".github/"];

/// What stands in backquotes or fenced, line by line.
fn code(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            found.push(line);
        } else {
            found.extend(line.split('`').skip(1).step_by(2));
        }
    }
    found
}

/// The paths of the repository among these pieces of code; what has a placeholder in it is none.
fn paths<'a>(code: &[&'a str]) -> Vec<&'a str> {
    let words = code.iter().flat_map(|piece| piece.split_whitespace());
    let is_path = |word: &&str| TOP.iter().any(|top| word.starts_with(top));
    words.filter(is_path).filter(|word| !word.contains(['<', '*', '…', '{'])).collect()
}

#[test]
fn every_path_that_a_document_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut named = 0;
    for document in DOCUMENTS {
        let text = fs::read_to_string(root.join(document)).unwrap();
        for path in paths(&code(&text)) {
            named += 1;
            assert!(root.join(path).exists(), "{document} names {path}, which is not there");
        }
    }
    assert!(named > 20, "{named}");
}

#[test]
fn every_make_target_that_a_document_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let makefile = fs::read_to_string(root.join("Makefile")).unwrap();
    let rules: Vec<&str> = makefile.lines().filter_map(|line| line.split_once(':')).map(|(names, _)| names).collect();
    let targets: Vec<&str> = rules.iter().flat_map(|names| names.split_whitespace()).collect();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root.join(document)).unwrap();
        for piece in code(&text) {
            let Some(target) = piece.strip_prefix("make ").and_then(|rest| rest.split_whitespace().next()) else {
                continue;
            };
            assert!(targets.contains(&target), "{document} names `make {target}`, which is not there");
        }
    }
}

#[test]
fn paths_are_told_from_other_words() {
    let text = "See `app/src/ui/mod.rs` and `app/src/<feature>/`.\n```\nserver/pdf/  papers\nmake test\n```\n`a/b`";
    assert_eq!(paths(&code(text)), ["app/src/ui/mod.rs", "server/pdf/"]);
}
