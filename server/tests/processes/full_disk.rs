//! A small disk, filled and freed: what does not fit is said so and harms nothing else; everything works again the moment
//! there is room. Where nothing can be mounted, the store's own tests do this with a limit of SQLite.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use reqwest::{Response, StatusCode, header};
use sqlx::Connection as _;

use crate::installation::{Browser, Installation};

/// A file system in memory; gone when dropped.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=64m", "tmpfs"]).arg(folder.path()).output();
        mounted.is_ok_and(|done| done.status.success()).then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn ballast(&self) -> PathBuf {
        self.path().join("ballast")
    }

    /// Takes all room that there is, also what the database's log holds: it is folded into the file first.
    async fn fill(&self, database: &str) {
        let mut other = sqlx::SqliteConnection::connect(database).await.unwrap();
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut other).await.unwrap();
        other.close().await.unwrap();
        let mut ballast = std::fs::OpenOptions::new().create(true).append(true).open(self.ballast()).unwrap();
        for size in [1 << 16, 1 << 12, 1] {
            while std::io::Write::write_all(&mut ballast, &vec![1; size]).is_ok() {}
        }
    }

    fn free(&self) {
        std::fs::remove_file(self.ballast()).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _goes_with_the_machine = Command::new("umount").arg("--lazy").arg(self.path()).output();
    }
}

/// What `/health/ready` says, each time within two seconds, once it has this status: an answer is kept for a second.
async fn readiness(address: &str, expected: StatusCode) -> serde_json::Value {
    let began = Instant::now();
    loop {
        let asked = Instant::now();
        let answer = reqwest::get(format!("{address}/health/ready")).await.unwrap();
        assert!(asked.elapsed() < Duration::from_secs(2));
        let status = answer.status();
        let found = answer.json().await.unwrap();
        if status == expected {
            return found;
        }
        assert!(began.elapsed() < Duration::from_secs(5), "{status}: {found}");
    }
}

/// Hands in a paper dossier.
async fn hand_in(officer: &Browser, number: u32) -> Response {
    let key = format!("{number:032x}");
    let fields = [
        ("submission", key.as_str()),
        ("service", "dang-ky-thanh-lap-ho-kinh-doanh"),
        ("channel", "counter"),
        ("full_name", "Trần Thị Thử"),
        ("personal_number", "099190000077"),
        ("phone", "0900000077"),
        ("address", "1 Hùng Vương, phường Cẩm Thành"),
        ("delivery", "counter"),
        ("document", "giay-de-nghi"),
    ];
    officer.post("/can-bo/tiep-nhan", &fields).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_said_and_harms_nothing() {
    let Some(disk) = SmallDisk::mount() else {
        eprintln!("LEFT OUT: nothing can be mounted here");
        return;
    };
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let database = format!("sqlite:{}", disk.path().join("portal.db").display());
    let installation = Installation { folder: disk.path(), database: database.clone() };
    installation.run(&["demo", "--without-year"]);
    let serving = installation.serve(&[]).await;
    let address = serving.address.as_str();
    let officer = Browser::sign_in(address, "canbo.camthanh", "quang-ngai-2026").await;
    let first = hand_in(&officer, 1).await;
    assert_eq!(first.status(), StatusCode::SEE_OTHER);

    disk.fill(&database).await;
    for number in 2..5 {
        let answer = hand_in(&officer, number).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        let said = answer.text().await.unwrap();
        assert!(said.contains("Tạm thời chưa lưu được") && said.contains("Gửi lại"), "{said}");
        assert!(said.contains(r#"name="full_name" value="Trần Thị Thử""#), "what was typed is kept: {said}");
    }
    let found = readiness(address, StatusCode::SERVICE_UNAVAILABLE).await;
    assert_eq!((&found["ready"], &found["files"]["error"]), (&false.into(), &"disk".into()), "{found}");
    officer.page(first.headers()[header::LOCATION].to_str().unwrap()).await;

    disk.free();
    assert_eq!(hand_in(&officer, 2).await.status(), StatusCode::SEE_OTHER);
    readiness(address, StatusCode::OK).await;
    drop(serving);
    let said = installation.run(&["verify"]);
    assert!(said.contains("dossiers: 2, differences: 0"), "{said}");
}
