//! Pages: the public ones against the bare server; the figures' overview against a service's page that isn't kept.

use crate::{
    http::{Connection, encoded, get, post},
    load::{Asked, compare, on_this_thread},
    processes::{Bare, Portal, Server, say},
    table::{Aim, Table},
};

const BROTLI: &str = "accept-encoding: br\r\n";
const OVERVIEW: &str = "/tinh-hinh";
/// A popular service.
pub const SERVICE: &str = "cap-ban-sao-trich-luc-ho-tich";

/// Home, catalogue and service page as browsers ask for them.
pub fn against_bare(table: &mut Table, portal: &Portal, bare: &Bare) {
    for (name, path) in [
        ("Home page", "/".to_owned()),
        ("Catalogue", "/dich-vu".to_owned()),
        ("Service page", format!("/dich-vu/{SERVICE}")),
    ] {
        say(name);
        let measured = Asked { server: portal, requests: &[get(&path, BROTLI)], status: 200 };
        let against = Asked { server: bare, requests: &[get("/", "")], status: 200 };
        let found = compare(measured, against);
        let what = format!("{name}, {} KB in Brotli", kilobytes(size(portal, &path, BROTLI)));
        table.compared(&what, "bare axum, 10 KB of HTML", &found, Aim::AtLeast(0.5));
        table.generator(found.generator);
    }
}

/// The figures' overview, as it is asked for by whoever is not signed in and by whoever is, against a service's page
/// rendered anew, which it is for somebody who is signed in: for them nothing is kept.
pub fn figures(table: &mut Table, portal: &Portal) {
    say("figures");
    let cookie = sign_in(portal, "xem.tinh.hinh");
    let signed_in = format!("{BROTLI}cookie: {cookie}\r\n");
    let service = [get(&format!("/dich-vu/{SERVICE}"), &signed_in)];
    let kilobytes = kilobytes(size(portal, OVERVIEW, BROTLI));
    for (who, headers, aim) in
        [("anybody", BROTLI, Aim::AtLeast(1.0)), ("somebody signed in, rendered anew", &signed_in, Aim::None)]
    {
        let overview = [get(OVERVIEW, headers)];
        let [overview, service] = [&overview, &service].map(|requests| Asked { server: portal, requests, status: 200 });
        let found = compare(overview, service);
        let what = format!("Overview of the figures, {kilobytes} KB in Brotli, for {who}");
        table.compared(&what, "service page, rendered anew", &found, aim);
    }
}

/// Signs a new account in; gives its cookie.
pub fn sign_in(portal: &Portal, login: &str) -> String {
    let form = portal.account(login);
    let origin = format!("origin: {}\r\n", portal.origin());
    let request = post("/dang-nhap", "application/x-www-form-urlencoded", &form, &origin);
    on_this_thread(async {
        let mut connection = Connection::open(portal.address()).await;
        let answer = connection.ask(&request).await;
        assert_eq!(answer.status, 303, "{}", answer.head);
        let cookie = answer.header("set-cookie").unwrap();
        cookie.split(';').next().unwrap().to_owned()
    })
}

/// The bytes of an answer's body.
fn size(portal: &Portal, path: &str, headers: &str) -> usize {
    on_this_thread(async {
        let mut connection = Connection::open(portal.address()).await;
        connection.ask(&get(path, headers)).await.body.len()
    })
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}

/// The address of a search.
pub fn search_address(page: &str, words: &str) -> String {
    format!("{page}?q={}", encoded(words))
}
