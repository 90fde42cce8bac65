//! `make bench`: how fast the portal is, as ratios measured in one run on one machine.
//!
//! The portal is its real self: the release binary, serving from its own process, with the demo's data and, where the
//! file is there, the national portal's 4,778 procedures. What it is measured against runs beside it and in turn with
//! it, round after round; a row tells the median. A benchmark target of the portal's package, since Cargo gives such a
//! target the binary's path, and checks it with the tests without running it.
#![expect(clippy::unwrap_used, reason = "a measurement fails where anything fails")]

mod filing;
mod http;
mod load;
mod memory;
mod pages;
mod processes;
mod quotes;
mod reference;
mod search;
mod table;

use table::Table;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == reference::ARGUMENT) {
        return reference::serve();
    }
    let portal = processes::Portal::start();
    let bare = processes::Bare::start();
    let mut table = Table::default();
    pages::against_bare(&mut table, &portal, &bare);
    pages::figures(&mut table, &portal);
    search::run(&mut table, &portal);
    quotes::over_http(&mut table, &portal, &bare);
    quotes::a_million(&mut table, &portal);
    filing::run(&mut table, &portal);
    memory::run(&mut table, &portal);
    table.print(&portal);
}
