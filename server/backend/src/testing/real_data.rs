//! For tests: real data that isn't part of the repository. Where it is absent, the test says so and passes.

use std::{io::Read as _, path::PathBuf};

/// The file, if it lies in the folder that `PORTAL_SHARED_DATA` names, or in `shared/data` beside the repository.
pub fn file(name: &str) -> Option<PathBuf> {
    let named = std::env::var_os("PORTAL_SHARED_DATA").map(PathBuf::from);
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let beside = ["../shared/data", "../../shared/data"].map(|folder| root.join(folder));
    let found = named.into_iter().chain(beside).map(|folder| folder.join(name)).find(|file| file.is_file());
    if found.is_none() {
        eprintln!("SKIPPED: {name} is absent (PORTAL_SHARED_DATA names its folder)");
    }
    found
}

/// Its lines, unpacked.
pub fn lines(name: &str) -> Option<Vec<String>> {
    let file = std::fs::File::open(file(name)?).unwrap();
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).unwrap();
    Some(text.lines().map(str::to_owned).collect())
}
