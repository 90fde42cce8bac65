//! Resident memory after everything before, and after every service, many searches and pages of the catalogue.

use crate::{
    http::{Connection, get},
    load::{on_this_thread, together},
    pages::search_address,
    processes::{Portal, Server, say},
    search,
    table::Table,
};

const CONNECTIONS: usize = 32;
const PAGES_OF_THE_CATALOGUE: usize = 240;

/// Asks for all of it over many connections at once.
pub fn run(table: &mut Table, portal: &Portal) {
    say("memory under load");
    on_this_thread(async {
        let mut addresses = services(portal).await;
        addresses.extend(search::words().map(|words| search_address("/dich-vu", &words)));
        addresses.extend((1..=PAGES_OF_THE_CATALOGUE).map(|page| format!("/dich-vu?page={page}")));
        let next = std::cell::RefCell::new(addresses.into_iter());
        together((0..CONNECTIONS).map(async |_| {
            let mut connection = Connection::open(portal.address()).await;
            loop {
                let Some(address) = next.borrow_mut().next() else {
                    break;
                };
                let answer = connection.ask(&get(&address, "accept-encoding: br\r\n")).await;
                // Past the catalogue's last page, people are led to it.
                assert!(matches!(answer.status, 200 | 303), "{address}: {}", answer.head);
            }
        }))
        .await;
    });
    if let Some((now, most)) = portal.memory() {
        let measured = format!("{now:.0} MB, at most {most:.0} MB");
        table.told("Resident memory after all of this", &measured, "below 80 MB");
    }
}

/// The addresses of all services.
async fn services(portal: &Portal) -> Vec<String> {
    let mut connection = Connection::open(portal.address()).await;
    let mut addresses = Vec::new();
    for page in 1.. {
        let request = get(&format!("/api/v1/services?per_page=100&page={page}"), "");
        let found: serde_json::Value = serde_json::from_slice(connection.ask(&request).await.body).unwrap();
        let items = found["items"].as_array().unwrap();
        if items.is_empty() {
            break;
        }
        let ids = items.iter().map(|item| item["id"].as_str().unwrap());
        addresses.extend(ids.map(|id| format!("/dich-vu/{id}")));
    }
    addresses
}
