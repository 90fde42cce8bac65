//! Filing: from the service's first page to the dossier, as browsers go there, against bare commits on the same disk.

use std::{
    collections::BTreeMap,
    path::Path,
    time::{Duration, Instant},
};

use sqlx::{
    Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::{
    http::{Connection, encoded, get, post},
    load::{Rate, median, on_this_thread, together},
    pages::{SERVICE, sign_in},
    processes::{Portal, Server, cpu_time, say},
    table::Table,
};

/// So many people file at once.
const PEOPLE: usize = 8;
const ROUND: Duration = Duration::from_secs(2);
const ROUNDS: usize = 3;
/// What a dossier writes, each durable before the answer: begun, three steps saved, sent.
const COMMITS: f64 = 5.0;

const APPLICANT: [(&str, &str); 6] = [
    ("acting", "self"),
    ("full_name", "Trần Thị Bưởi"),
    ("personal_number", "051190000123"),
    ("birth_date", "05/02/1990"),
    ("phone", "0912345678"),
    ("address", "Thôn 2, xã Trà Bồng"),
];
const ANSWERS: [(&str, &str); 6] = [
    ("f_loai_trich_luc", "Giấy khai sinh"),
    ("f_ten_tren_giay", "Trần Thị Bưởi"),
    ("f_ngay_sinh_tren_giay", "05/02/1990"),
    ("f_noi_dang_ky", "Xã Trà Bồng"),
    ("f_so_luong", "2"),
    ("f_quan_he", "Chính tôi"),
];
const DELIVERY: [(&str, &str); 1] = [("delivery", "online")];

/// Dossiers a second, with the pages between the forms, in turn with commits.
pub fn run(table: &mut Table, portal: &Portal) {
    say("filing");
    let cookies: Vec<String> = (0..PEOPLE).map(|number| sign_in(portal, &format!("nguoi.nop.{number}"))).collect();
    let rounds: Vec<(Rate, f64)> =
        (0..ROUNDS).map(|_| (dossiers(portal, &cookies), commits(portal.folder()))).collect();
    let all = |of: &dyn Fn(&(Rate, f64)) -> f64| median(rounds.iter().map(of).collect());
    let (dossiers, cpu) = (all(&|round| round.0.per_second), all(&|round| round.0.cpu));
    let commits = all(&|round| round.1);
    let ratio = all(&|(filed, commits)| filed.per_second * COMMITS / commits);
    table.row(
        "Filing, draft to sent: 5 forms and 6 pages, 5 durable commits",
        &format!("{dossiers:.0} dossiers/s, {:.1} ms each; {:.0} commits/s", cpu / 1000.0, dossiers * COMMITS),
        "bare SQLite commits, same disk, same settings",
        &format!("{commits:.0}/s"),
        &format!("{ratio:.2}"),
        "",
    );
    table.told("Processor time of a dossier filed", &format!("{:.1} ms", cpu / 1000.0), "≤ 5 ms");
    let most = |method| most_statements(portal, method);
    let (page, form) = (most("GET"), most("POST"));
    table.told("Statements: a page of filing, a form", &format!("{page:.1} and {form:.1}"), "≤ 3 and ≤ 8");
}

/// How many statements an answer of filing asks on average, on the route that asks most, as `/metrics` tells.
fn most_statements(portal: &Portal, method: &str) -> f64 {
    let told = on_this_thread(async {
        let mut connection = Connection::open(portal.address()).await;
        let answer = connection.ask(&get("/metrics", "")).await;
        String::from_utf8_lossy(answer.body).into_owned()
    });
    let routes = |name: &str| -> BTreeMap<String, f64> {
        let mut sums = BTreeMap::new();
        for line in told.lines().filter(|line| line.starts_with(name)) {
            let (labels, number) = line.rsplit_once(' ').unwrap();
            let label = |key: &str| labels.split_once(&format!("{key}=\"")).unwrap().1.split('"').next().unwrap();
            if label("method") == method && label("route").starts_with("/nop-ho-so/") {
                *sums.entry(label("route").to_owned()).or_default() += number.parse::<f64>().unwrap();
            }
        }
        sums
    };
    let (statements, requests) = (routes("portal_statements_total"), routes("portal_requests_total"));
    statements.iter().map(|(route, asked)| asked / requests[route]).fold(0.0, f64::max)
}

fn dossiers(portal: &Portal, cookies: &[String]) -> Rate {
    let process = portal.process().to_string();
    let (started, before) = (Instant::now(), cpu_time(&process));
    let filed = std::cell::Cell::new(0_u32);
    on_this_thread(together(cookies.iter().map(async |cookie| {
        let mut person = Person::new(portal, cookie).await;
        while started.elapsed() < ROUND {
            person.file().await;
            filed.set(filed.get() + 1);
        }
    })));
    let filed = f64::from(filed.get());
    Rate {
        per_second: filed / started.elapsed().as_secs_f64(),
        cpu: (cpu_time(&process) - before).as_secs_f64() * 1e6 / filed,
    }
}

/// Somebody who is signed in.
struct Person {
    connection: Connection,
    headers: String,
    agency: String,
}

impl Person {
    async fn new(portal: &Portal, cookie: &str) -> Self {
        let mut person = Self {
            connection: Connection::open(portal.address()).await,
            headers: format!("cookie: {cookie}\r\norigin: {}\r\n", portal.origin()),
            agency: String::new(),
        };
        let start = person.read(&format!("/nop-ho-so/{SERVICE}")).await;
        let (_, rest) = start.split_once("<option value=\"ubnd").unwrap();
        person.agency = format!("ubnd{}", rest.split('"').next().unwrap());
        person
    }

    /// One dossier; each form's answer leads to the next page, which is read.
    async fn file(&mut self) {
        let start = format!("/nop-ho-so/{SERVICE}");
        self.read(&start).await;
        let agency = self.agency.clone();
        let mut page = self.send(&start, &[("agency", &agency)]).await;
        let steps: [(&str, &[(&str, &str)]); 4] =
            [("/nguoi-nop", &APPLICANT), ("/thong-tin", &ANSWERS), ("/nhan-ket-qua", &DELIVERY), ("/kiem-tra", &[])];
        for (number, (step, fields)) in steps.into_iter().enumerate() {
            // The documents are optional, and none is attached: that step is passed by.
            let page_of_step = page.rsplit_once('/').map(|(draft, _)| format!("{draft}{step}")).unwrap();
            self.read(&page_of_step).await;
            let revision = (number + 1).to_string();
            let mut form = vec![("revision", revision.as_str())];
            form.extend(fields);
            page = self.send(&page_of_step, &form).await;
        }
        assert!(page.ends_with("/da-gui"), "{page}");
        self.read(&page).await;
    }

    async fn read(&mut self, path: &str) -> String {
        let answer = self.connection.ask(&get(path, &self.headers)).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.head);
        String::from_utf8_lossy(answer.body).into_owned()
    }

    /// Gives where the answer leads.
    async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> String {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let kind = "application/x-www-form-urlencoded";
        let request = post(path, kind, &pairs.join("&"), &self.headers);
        let answer = self.connection.ask(&request).await;
        let body = String::from_utf8_lossy(answer.body);
        assert_eq!(answer.status, 303, "{path}: {}{body}", answer.head);
        answer.header("location").unwrap().to_owned()
    }
}

/// Commits a second of one row each, with the portal's settings.
fn commits(folder: &Path) -> f64 {
    on_this_thread(async {
        let options = SqliteConnectOptions::new()
            .filename(folder.join("bare.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::query("CREATE TABLE IF NOT EXISTS line (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
            .execute(&mut connection)
            .await
            .unwrap();
        let (started, mut done) = (Instant::now(), 0_u32);
        while started.elapsed() < ROUND {
            sqlx::query("INSERT INTO line (text) VALUES ($1)")
                .bind("Trần Thị Bưởi")
                .execute(&mut connection)
                .await
                .unwrap();
            done += 1;
        }
        let rate = f64::from(done) / started.elapsed().as_secs_f64();
        connection.close().await.unwrap();
        rate
    })
}
