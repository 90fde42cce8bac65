//! Real processes: many paper dossiers at once, the server killed in the middle, then started again. What was
//! answered is there, once; codes have no gaps; `portal verify` finds no difference. On SQLite and PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test fails where anything fails")]

use std::{
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use reqwest::{Client, StatusCode, header, redirect::Policy};

const BINARY: &str = env!("CARGO_BIN_EXE_portal");
/// A demo officer, and the password of all demo accounts.
const LOGIN: [(&str, &str); 2] = [("login", "canbo.camthanh"), ("password", "quang-ngai-2026")];
/// How many dossiers are under way at once.
const AT_ONCE: usize = 40;

/// A portal's data, whichever engine keeps it.
struct Installation<'a> {
    folder: &'a Path,
    database: String,
}

/// A serving process; killed without a word when dropped.
struct Serving {
    process: Child,
    address: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        // SIGKILL: nothing is flushed, nothing is said.
        let _already_gone = self.process.kill();
        let _status = self.process.wait();
    }
}

impl Installation<'_> {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command
            .args(arguments)
            .current_dir(self.folder)
            .env("DATABASE_URL", &self.database)
            .env("PORTAL_DATA_DIR", self.folder)
            .env("PORTAL_LOG", "error");
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        let done = self.command(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(done.status.success(), "{arguments:?}: {said}{done:?}");
        said
    }

    async fn serve(&self) -> Serving {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let listen = format!("127.0.0.1:{port}");
        let process = self.command(&["serve", "--listen", &listen]).stdout(Stdio::null()).spawn().unwrap();
        let serving = Serving { process, address: format!("http://{listen}") };
        let ready = format!("{}/health/ready", serving.address);
        for _ in 0..600 {
            if reqwest::get(&ready).await.is_ok_and(|answer| answer.status() == StatusCode::OK) {
                return serving;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the portal has not started");
    }
}

/// An officer's browser.
async fn officer(address: &str) -> (Client, String) {
    let client = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
    let answer =
        client.post(format!("{address}/dang-nhap")).header(header::ORIGIN, address).form(&LOGIN).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    (client, cookie.split(';').next().unwrap().to_owned())
}

/// Hands in one paper dossier under this key; the address of its slip, or nothing where no answer came.
async fn hand_in(client: &Client, address: &str, cookie: &str, key: &str) -> Option<String> {
    let fields = [
        ("submission", key),
        ("service", "dang-ky-thanh-lap-ho-kinh-doanh"),
        ("channel", "counter"),
        ("full_name", "Trần Thị Thử"),
        ("personal_number", "099190000077"),
        ("phone", "0900000077"),
        ("address", "1 Hùng Vương, phường Cẩm Thành"),
        ("delivery", "counter"),
        ("document", "giay-de-nghi"),
    ];
    let sent = client
        .post(format!("{address}/can-bo/tiep-nhan"))
        .header(header::ORIGIN, address)
        .header(header::COOKIE, cookie)
        .form(&fields)
        .send()
        .await
        .ok()?;
    let status = sent.status();
    if status != StatusCode::SEE_OTHER {
        panic!("{status}: {}", sent.text().await.unwrap_or_default());
    }
    Some(sent.headers()[header::LOCATION].to_str().unwrap().to_owned())
}

/// All of them at once, in the order of their keys.
async fn hand_in_all(address: &str, keys: &[String]) -> Vec<Option<String>> {
    let (client, cookie) = officer(address).await;
    let tasks: Vec<_> = keys
        .iter()
        .map(|key| {
            let (client, cookie) = (client.clone(), cookie.clone());
            let (address, key) = (address.to_owned(), key.clone());
            tokio::spawn(async move { hand_in(&client, &address, &cookie, &key).await })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

async fn survives_being_killed(database: impl Fn(&Path) -> String) {
    let folder = tempfile::tempdir().unwrap();
    let installation = Installation { folder: folder.path(), database: database(folder.path()) };
    let _installed = rustls::crypto::ring::default_provider().install_default();
    installation.run(&["demo", "--without-year"]);
    let keys: Vec<String> = (0..AT_ONCE).map(|n| format!("{n:032x}")).collect();

    let first = installation.serve().await;
    let address = first.address.clone();
    let under_way = tokio::spawn({
        let (address, keys) = (address.clone(), keys.clone());
        async move { hand_in_all(&address, &keys).await }
    });
    // As soon as one dossier is there, with many under way.
    let (client, cookie) = officer(&address).await;
    let queue = format!("{address}/can-bo?nhom=tat-ca");
    loop {
        let page = client.get(&queue).header(header::COOKIE, &cookie).send().await.unwrap();
        if page.text().await.unwrap().contains("Trần Thị Thử") || under_way.is_finished() {
            break;
        }
    }
    drop(first);
    let answered = under_way.await.unwrap();
    installation.run(&["verify"]);

    // Whoever got no answer sends again; whoever got one does so too, and is led to the same dossier.
    let second = installation.serve().await;
    let again = hand_in_all(&second.address, &keys).await;
    drop(second);
    for (before, after) in answered.iter().zip(&again) {
        assert!(after.is_some());
        assert!(before.is_none() || before == after, "{before:?} became {after:?}");
    }
    let mut slips: Vec<_> = again.into_iter().flatten().collect();
    slips.sort();
    slips.dedup();
    assert_eq!(slips.len(), AT_ONCE, "one dossier each");
    let last = format!("-{AT_ONCE:04}/giay-tiep-nhan");
    assert!(slips.last().unwrap().ends_with(&last), "codes run without gaps: {slips:?}");
    let said = installation.run(&["verify"]);
    assert!(said.contains(&AT_ONCE.to_string()), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn survives_being_killed_on_sqlite() {
    survives_being_killed(|folder| format!("sqlite:{}", folder.join("portal.db").display())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn survives_being_killed_on_postgres() {
    let Ok(server) = std::env::var("PORTAL_TEST_POSTGRES") else {
        eprintln!("SKIPPED: PORTAL_TEST_POSTGRES names no server (`make test` starts one)");
        return;
    };
    let name = format!("portal_{}", backend::db::new_id());
    let admin = sqlx::PgPool::connect(&server).await.unwrap();
    // The name is made of letters and digits above.
    let run = async |sql: String| {
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&admin).await.unwrap();
    };
    run(format!("CREATE DATABASE {name}")).await;
    let mut address = url::Url::parse(&server).unwrap();
    address.set_path(&name);
    survives_being_killed(|_| address.to_string()).await;
    run(format!("DROP DATABASE {name} WITH (FORCE)")).await;
}
