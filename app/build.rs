//! Rebuilds the package when a word changes: the locale files are read by a macro, which cargo doesn't see.

fn main() {
    println!("cargo:rerun-if-changed=locales");
    println!("cargo:rerun-if-changed=build.rs");
}
