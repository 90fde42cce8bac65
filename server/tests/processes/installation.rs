//! A portal with its data in a temporary folder, and browsers that sign in to it.

use std::{
    fs::File,
    io::Write as _,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use reqwest::{Client, Response, StatusCode, header, redirect::Policy};

const BINARY: &str = env!("CARGO_BIN_EXE_portal");

/// A portal's data, whichever engine holds it.
pub struct Installation<'a> {
    /// The data directory, and the working directory of its commands.
    pub folder: &'a Path,
    /// As in `DATABASE_URL`.
    pub database: String,
}

/// A serving process; killed without a word when dropped.
pub struct Serving {
    process: Child,
    /// `http://…`, without a closing slash.
    pub address: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        // SIGKILL: nothing is flushed, nothing is said.
        let _already_gone = self.process.kill();
        let _status = self.process.wait();
    }
}

/// Runs a test on a fresh SQLite file.
pub async fn on_sqlite(test: impl AsyncFn(&Installation<'_>)) {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("portal.db").display());
    run_test(folder.path(), database, test).await;
}

/// Runs a test on a fresh PostgreSQL database, or says that it is left out.
pub async fn on_postgres(test: impl AsyncFn(&Installation<'_>)) {
    let Ok(server) = std::env::var("PORTAL_TEST_POSTGRES") else {
        // Not `eprintln!`, which the test harness hides.
        let _unheard = writeln!(std::io::stderr(), "LEFT OUT on PostgreSQL: PORTAL_TEST_POSTGRES names no server");
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
    let folder = tempfile::tempdir().unwrap();
    run_test(folder.path(), address.into(), test).await;
    run(format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

async fn run_test(folder: &Path, database: String, test: impl AsyncFn(&Installation<'_>)) {
    let _installed = rustls::crypto::ring::default_provider().install_default();
    test(&Installation { folder, database }).await;
}

/// What a command printed, which must succeed.
fn finished(arguments: &[&str], command: &mut Command) -> String {
    let done = command.output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{arguments:?}: {said}{done:?}");
    said
}

impl Installation<'_> {
    /// A command, not yet run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command
            .args(arguments)
            .current_dir(self.folder)
            .env("DATABASE_URL", &self.database)
            .env("PORTAL_DATA_DIR", self.folder)
            .env("PORTAL_LOG", "error");
        command
    }

    /// Runs a command, which must succeed; what it printed.
    pub fn run(&self, arguments: &[&str]) -> String {
        finished(arguments, &mut self.command(arguments))
    }

    /// Runs a command that reads this file on its standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &Path) -> String {
        finished(arguments, self.command(arguments).stdin(File::open(input).unwrap()))
    }

    /// Starts `portal serve` with these options and waits until it is ready.
    pub async fn serve(&self, options: &[&str]) -> Serving {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let listen = format!("127.0.0.1:{port}");
        let mut command = self.command(&["serve", "--listen", &listen]);
        let process = command.args(options).stdout(Stdio::null()).spawn().unwrap();
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

/// A browser in which somebody is signed in.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    address: String,
    cookie: String,
}

impl Browser {
    /// Signs in at the portal under this address.
    pub async fn sign_in(address: &str, login: &str, password: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        let mut browser = Self { client, address: address.to_owned(), cookie: String::new() };
        let answer = browser.post("/dang-nhap", &[("login", login), ("password", password)]).await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{login} is let in");
        let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
        browser.cookie = cookie.split(';').next().unwrap().to_owned();
        browser
    }

    /// Opens a page, which must be there; its text.
    pub async fn page(&self, path: &str) -> String {
        let request = self.client.get(format!("{}{path}", self.address)).header(header::COOKIE, &self.cookie);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.text().await.unwrap()
    }

    /// Sends a form.
    ///
    /// # Errors
    /// No answer came.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Response, reqwest::Error> {
        let request = self.client.post(format!("{}{path}", self.address)).header(header::ORIGIN, &self.address);
        request.header(header::COOKIE, &self.cookie).form(fields).send().await
    }
}
