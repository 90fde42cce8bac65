//! A database of the first release, with data in it, is brought up to date and goes on.

use std::{fs, path::Path};

use backend::clock::Clock;
use reqwest::StatusCode;
use sqlx::{Connection as _, PgConnection, SqliteConnection, migrate::Migrator};

use crate::installation::{Browser, Installation, on_postgres, on_sqlite};

/// The last migration of the first release.
const FIRST_RELEASE: i64 = 6;
const DATA: &str = include_str!("first_release.sql");
/// The draft is of today: one that nobody touched for long is swept.
const TOUCH_DRAFT: &str = "UPDATE draft SET updated_at = $1";

/// The one file of [`DATA`]: its draft, its id, its content.
const DRAFT: &str = "/nop-ho-so/ho-kinh-doanh/01a22fa3319476a4a8b89a9d8062219d";
const FILE: &str = "01a22fa33198763086609be692cf10b0";
const CONTENT: &str = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n";

const PASSWORD: &str = "một câu dễ nhớ mà dài";
/// Each dossier of [`DATA`]: its reference, its code from acceptance on, its state.
const DOSSIERS: [(&str, &str, &str); 9] = [
    ("QN-58DB5496", "000.01.10.H48-261120-0001", "handed_over"),
    ("QN-E60E168B", "", "refused"),
    ("QN-15003023", "000.01.10.H48-261124-0001", "withdrawn"),
    ("QN-D06EC03B", "000.01.10.H48-261124-0002", "finished"),
    ("QN-25241023", "000.01.10.H48-261124-0003", "stopped"),
    ("QN-A48EF0C9", "", "intake_supplement"),
    ("QN-E970307D", "000.01.10.H48-261124-0004", "supplement"),
    ("QN-2E90C4DE", "000.01.10.H48-261124-0005", "processing"),
    (REGISTERED, "", "registered"),
];
const REGISTERED: &str = "QN-07CCDC38";

/// Makes the database and the data directory as the first release left them.
async fn install_first_release(installation: &Installation<'_>) {
    let files = installation.folder.join("files").join(&FILE[..2]);
    fs::create_dir_all(&files).unwrap();
    fs::write(files.join(FILE), CONTENT).unwrap();

    let database = installation.database.as_str();
    let now = Clock::System.now().as_microsecond();
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    let all = Migrator::new(migrations).await.unwrap();
    let first = all.iter().filter(|migration| migration.version <= FIRST_RELEASE).cloned().collect();
    let first = Migrator::with_migrations(first);
    if database.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(&format!("{database}?mode=rwc")).await.unwrap();
        first.run(&mut connection).await.unwrap();
        sqlx::raw_sql(DATA).execute(&mut connection).await.unwrap();
        sqlx::query(TOUCH_DRAFT).bind(now).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    } else {
        let mut connection = PgConnection::connect(database).await.unwrap();
        first.run(&mut connection).await.unwrap();
        sqlx::raw_sql(DATA).execute(&mut connection).await.unwrap();
        sqlx::query(TOUCH_DRAFT).bind(now).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }
}

/// What the database says of its dossiers: reference and state.
async fn states(database: &str) -> Vec<(String, String)> {
    const ALL: &str = "SELECT reference, state FROM dossier";
    if database.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(database).await.unwrap();
        sqlx::query_as(ALL).fetch_all(&mut connection).await.unwrap()
    } else {
        let mut connection = PgConnection::connect(database).await.unwrap();
        sqlx::query_as(ALL).fetch_all(&mut connection).await.unwrap()
    }
}

async fn goes_on_after_the_upgrade(installation: &Installation<'_>) {
    install_first_release(installation).await;
    installation.run(&["migrate"]);
    let said = installation.run(&["verify"]);
    assert!(said.contains(&DOSSIERS.len().to_string()), "{said}");
    let mut expected = DOSSIERS.map(|(reference, _, state)| (reference.to_owned(), state.to_owned()));
    let mut found = states(&installation.database).await;
    expected.sort();
    found.sort();
    assert_eq!(found, expected);

    let serving = installation.serve(&[]).await;
    let citizen = Browser::sign_in(&serving.address, "nguoi.anh", PASSWORD).await;
    let officer = Browser::sign_in(&serving.address, "hoa", PASSWORD).await;
    let list = citizen.page("/ho-so").await;
    for (reference, code, _) in DOSSIERS {
        let name = if code.is_empty() { reference } else { code };
        assert!(list.contains(name), "{name} is in the list");
        assert!(citizen.page(&format!("/ho-so/{reference}")).await.contains(name));
        assert!(officer.page(&format!("/can-bo/ho-so/{reference}")).await.contains("Nguyễn Thị Ánh"));
    }
    officer.page("/can-bo?nhom=tat-ca").await;
    // Three receipts: one online, one of a dossier that was withdrawn, one at the counter.
    for number in 1..=3 {
        let receipt = citizen.page(&format!("/bien-lai/000.01.10.H48/2026/{number}")).await;
        assert!(receipt.contains("Năm mươi nghìn đồng"), "{number}");
    }
    assert!(citizen.page(&format!("{DRAFT}/thong-tin")).await.contains("Quán Ánh"));
    assert!(citizen.page(&format!("{DRAFT}/giay-to")).await.contains("giấy.pdf"));
    assert_eq!(citizen.page(&format!("{DRAFT}/tep/{FILE}")).await, CONTENT);

    // And the dossiers go on.
    let withdrawn = citizen.post(&format!("/ho-so/{REGISTERED}/rut"), &[("reason", "Đổi ý")]).await.unwrap();
    assert_eq!(withdrawn.status(), StatusCode::SEE_OTHER);
    drop(serving);
    installation.run(&["verify"]);
    assert!(states(&installation.database).await.contains(&(REGISTERED.to_owned(), "withdrawn".to_owned())));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn goes_on_after_the_upgrade_on_sqlite() {
    on_sqlite(goes_on_after_the_upgrade).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn goes_on_after_the_upgrade_on_postgres() {
    on_postgres(goes_on_after_the_upgrade).await;
}
