//! Which data directory goes with which database, and what imports say at the command line.

use std::path::Path;

use crate::installation::Installation;

fn installation<'a>(folder: &'a Path, database: &str) -> Installation<'a> {
    Installation { folder, database: format!("sqlite:{}", folder.join(database).display()) }
}

/// What a command says, on both channels, and whether it went well.
fn said(installation: &Installation<'_>, arguments: &[&str]) -> (bool, String) {
    let done = installation.command(arguments).output().unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn every_command_stops_where_the_directory_is_another_databases() {
    let folder = tempfile::tempdir().unwrap();
    let (right, wrong) = (installation(folder.path(), "right.db"), installation(folder.path(), "wrong.db"));
    right.run(&["migrate"]);
    for arguments in [&["serve", "--listen", "127.0.0.1:0"][..], &["verify"], &["migrate"], &["files", "restore"]] {
        let (went, said) = said(&wrong, arguments);
        assert!(!went && said.contains("portal files adopt") && said.contains("--database"), "{arguments:?}: {said}");
    }
    right.run(&["verify"]);
    wrong.run(&["files", "adopt"]);
    wrong.run(&["verify"]);
    assert!(!said(&right, &["verify"]).0);
    assert!(wrong.run(&["files", "quarantine"]).contains("0 files in quarantine"));
    assert!(!said(&wrong, &["files", "restore", "0190"]).0, "there is no such file");
}

#[test]
fn an_import_says_what_it_refused_by_its_exit() {
    let folder = tempfile::tempdir().unwrap();
    let portal = installation(folder.path(), "portal.db");
    let file = folder.path().join("units.csv");
    let import = |text: &str, more: &[&str]| {
        std::fs::write(&file, text).unwrap();
        let arguments = [&["import", "units", file.to_str().unwrap()], more].concat();
        said(&portal, &arguments)
    };
    let head = "code;level;type;name;full_name;district_code;province_code\n";
    let good = format!("{head}1;tỉnh;thành phố;Hà Nội;Thành phố Hà Nội;;\n;;;;;;\n");
    let (went, said) = import(&good, &["--dry-run"]);
    assert!(went && said.contains("line 2: 1 is read as 01") && said.contains("nothing was written"), "{said}");
    assert!(import(&good, &[]).1.contains("1 lines, 1 rows written"));
    assert!(import(&good, &[]).1.contains("0 rows written"));
    let (went, said) = import(&format!("{head}02;tỉnh;tỉnh;\"Hà Giang;Tỉnh Hà Giang;;\n"), &[]);
    assert!(!went && said.contains("line 2: refused") && said.contains("nothing was written"), "{said}");
    let (went, said) = import("\u{0}c\u{0}o", &[]);
    assert!(!went && said.contains("CSV UTF-8"), "{said}");
}
