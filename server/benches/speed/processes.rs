//! The servers, each in its own process, and what the system tells of them.

use std::{
    env,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

use crate::{
    http::{Connection, get},
    load::on_this_thread,
    reference,
};

/// Clock ticks a second, in which Linux counts processor time.
const TICKS: f64 = 100.0;
const PASSWORD: &str = "một câu dễ nhớ mà dài";

/// Something that answers.
pub trait Server: Sync {
    fn address(&self) -> &str;
    fn process(&self) -> u32;
}

/// The portal with its data, in a folder that goes with it.
pub struct Portal {
    serving: Child,
    address: String,
    folder: TempDir,
    /// Whether the national portal's procedures are loaded.
    pub imported: bool,
}

impl Portal {
    /// Loads the data and serves it.
    pub fn start() -> Self {
        // Beside what is built, on a disk; a system's temporary folder may lie in memory.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        say("loading the demo's data");
        run(folder.path(), &["demo"], "");
        let file = procedures();
        if let Some(file) = &file {
            say("importing the national portal's procedures");
            run(folder.path(), &["import", "procedures", file.to_str().unwrap()], "");
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let serving =
            command(folder.path()).args(["serve", "--listen", &address]).stdout(Stdio::null()).spawn().unwrap();
        wait_for(&address);
        Self { serving, address, folder, imported: file.is_some() }
    }

    /// The database's file.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("portal.db")
    }

    /// A folder on the same disk.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where forms come from.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Makes a citizen's account; gives the sign-in form, filled in.
    pub fn account(&self, login: &str) -> String {
        let add = ["account", "add", "--login", login, "--name", "Trần Thị Bưởi"];
        run(self.folder.path(), &add, &format!("{PASSWORD}\n"));
        format!("login={login}&password={}", crate::http::encoded(PASSWORD))
    }

    /// Resident memory now, and the most that it ever was, MB; nothing where the system doesn't tell.
    pub fn memory(&self) -> Option<(f64, f64)> {
        let told = std::fs::read_to_string(format!("/proc/{}/status", self.serving.id())).ok()?;
        let of = |name: &str| -> Option<f64> {
            let line = told.lines().find_map(|line| line.strip_prefix(name))?;
            let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
            Some(kilobytes * 1024.0 / 1e6)
        };
        Some((of("VmRSS:")?, of("VmHWM:")?))
    }
}

/// The server that pages are measured against.
pub struct Bare {
    serving: Child,
    address: String,
}

impl Bare {
    pub fn start() -> Self {
        let mut serving =
            Command::new(env::current_exe().unwrap()).arg(reference::ARGUMENT).stdout(Stdio::piped()).spawn().unwrap();
        let mut address = String::new();
        let mut said = BufReader::new(serving.stdout.take().unwrap());
        said.read_line(&mut address).unwrap();
        Self { serving, address: address.trim().to_owned() }
    }
}

impl Server for Portal {
    fn address(&self) -> &str {
        &self.address
    }

    fn process(&self) -> u32 {
        self.serving.id()
    }
}

impl Server for Bare {
    fn address(&self) -> &str {
        &self.address
    }

    fn process(&self) -> u32 {
        self.serving.id()
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        end(&mut self.serving);
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        end(&mut self.serving);
    }
}

fn end(child: &mut Child) {
    let _already_gone = child.kill();
    let _status = child.wait();
}

/// The processor time that a process took so far; nothing where the system doesn't tell.
pub fn cpu_time(process: &str) -> Duration {
    let told = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name in brackets may hold anything; user and system time are the 12th and 13th field after it.
    let fields = told.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks: u32 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u32>().ok()).sum();
    Duration::from_secs_f64(f64::from(ticks) / TICKS)
}

/// What is under way, on standard error: standard output is the table alone.
pub fn say(what: &str) {
    eprintln!("  {what} …");
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portal"));
    command
        .current_dir(folder)
        .env_remove("DATABASE_URL")
        .env_remove("PORTAL_PUBLIC_URL")
        .env_remove("PORTAL_SANDBOX_URL")
        .env("PORTAL_DATA_DIR", folder)
        .env("PORTAL_LOG", "error");
    command
}

fn run(folder: &Path, arguments: &[&str], input: &str) {
    let mut child = command(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let status = child.wait().unwrap();
    assert!(status.success(), "{arguments:?}: {status}");
}

fn wait_for(address: &str) {
    on_this_thread(async {
        for _ in 0..600 {
            if tokio::net::TcpStream::connect(address).await.is_ok() {
                let mut connection = Connection::open(address).await;
                if connection.ask(&get("/health/ready", "")).await.status == 200 {
                    return;
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the portal has not started");
    });
}

/// The national portal's procedures, where somebody has them: they are no part of the repository.
fn procedures() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let beside = ["shared/data", "../shared/data", "../../shared/data"].map(|folder| root.join(folder));
    let found = env::var_os("PORTAL_SHARED_DATA")
        .map(PathBuf::from)
        .into_iter()
        .chain(beside)
        .map(|folder| folder.join("procedures.jsonl.gz"))
        .find(|file| file.is_file())
        .and_then(|file| file.canonicalize().ok());
    if found.is_none() {
        eprintln!(
            "  SKIPPED: procedures.jsonl.gz is absent (PORTAL_SHARED_DATA names its folder); the demo's services alone"
        );
    }
    found
}
