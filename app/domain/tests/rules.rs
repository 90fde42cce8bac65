//! Every section of RULES.md that a comment cites exists.
#![expect(clippy::unwrap_used, reason = "a test fails where anything fails")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const CITATION: &str = "RULES.md ";

#[test]
fn each_cited_section_exists() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.join("../..");
    let sections = sections(&fs::read_to_string(here.join("RULES.md")).unwrap());
    let mut cited = 0;
    for folder in ["app", "server", "migrations", "end2end", "style"] {
        for file in files(&root.join(folder)) {
            for section in citations(&fs::read_to_string(&file).unwrap()) {
                cited += 1;
                assert!(sections.contains(&section), "{}: RULES.md has no section {section}", file.display());
            }
        }
    }
    assert!(cited > 40, "{cited}");
}

#[test]
fn a_citation_may_name_several_sections() {
    assert_eq!(
        citations("/// RULES.md 4.3 and 4.4, RULES.md 10: 200 of them. RULES.md 2.5."),
        ["4.3", "4.4", "10", "2.5"]
    );
    assert_eq!(sections("# Rules\n## 4. Fees\n### 4.1 Kinds\n"), BTreeSet::from(["4".to_owned(), "4.1".to_owned()]));
}

/// The numbers of the headings: `## 4. Fees`, `### 4.1 Kinds`.
fn sections(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with("##"));
    headings.filter_map(|line| line.trim_start_matches(['#', ' ']).split(' ').next()).filter_map(number).collect()
}

/// The sections that a text cites: `RULES.md 4.2`, `RULES.md 4.3 and 4.4`.
fn citations(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(CITATION) {
        let mut words = text[at + CITATION.len()..].split_whitespace();
        found.extend(words.next().and_then(number));
        while words.next() == Some("and") {
            found.extend(words.next().and_then(number));
        }
    }
    found
}

/// `4.2` of `4.2:`, none of `the`.
fn number(word: &str) -> Option<String> {
    let digits: String = word.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let digits = digits.trim_end_matches('.');
    (!digits.is_empty()).then(|| digits.to_owned())
}

/// What people wrote under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if name != "node_modules" && name != "target" {
                found.extend(files(&path));
            }
        } else if ["rs", "ts", "sql", "toml", "css", "yml"].iter().any(|kind| name.ends_with(&format!(".{kind}")))
            && !path.ends_with("domain/tests/rules.rs")
        {
            found.push(path);
        }
    }
    found
}
