use super::{
    pairing::{Census, adopt, must_belong},
    quarantine::{Which, list, restore},
    *,
};
use crate::{
    Portal,
    clock::Clock,
    db::{Db, new_id},
    gateway::Gateways,
    run,
    testing::{on_each_engine, small_disk::SmallDisk},
    verify::verify_files,
    write_tx,
};

/// The machine's clock dates files, so the portal's is set well after it.
const LATER: &str = "2100-01-01T00:00:00Z";

struct World {
    portal: Portal,
    folder: tempfile::TempDir,
}

impl World {
    fn new(db: &Db) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let clock = Clock::held(LATER.parse().unwrap());
        Self { portal: Portal::new(db.clone(), clock, files, Gateways::default()), folder }
    }

    /// A file that nothing names.
    async fn stray(&self) -> String {
        let mut file = self.portal.files.receive(1000).await.unwrap();
        file.write(b"content").await.unwrap();
        file.keep().await.unwrap().0
    }

    /// A file with its row.
    async fn attachment(&self) -> String {
        let id = self.stray().await;
        name(&self.portal.db, &id).await;
        id
    }

    async fn attachments(&self, count: usize) {
        for _ in 0..count {
            self.attachment().await;
        }
    }

    async fn sweep(&self) -> Swept {
        sweep(&self.portal).await.unwrap()
    }

    async fn pair(&self) -> Result<(), AppError> {
        must_belong(&self.portal.db, &self.portal.files).await
    }

    fn on(&self, day: &str) {
        self.portal.clock.set(format!("{day}T05:00:00Z").parse().unwrap());
    }
}

/// The SHA-256 of what every file of these tests holds.
const SHA256: &str = "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73";

async fn name(db: &Db, id: &str) {
    write_tx!(db, |tx| {
        run!(
            tx,
            "INSERT INTO attachment (id, purpose, component, file_name, media_type, size, sha256, added_by, added_at)
             VALUES ($1, 'component', 'paper', 'a.pdf', 'application/pdf', 7, $2, 'an', 0)",
            id,
            SHA256
        )
    })
    .unwrap();
}

async fn fresh(folder: &tempfile::TempDir) -> Db {
    let file = folder.path().join(format!("{}.db", new_id()));
    Db::open(&format!("sqlite:{}", file.display())).await.unwrap()
}

fn refused(outcome: Result<(), AppError>) -> String {
    match outcome {
        Err(AppError::Setup(said)) => said,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_data_directory_serves_the_database_that_it_belongs_to() {
    on_each_engine(|db| async move {
        let world = World::new(&db);
        world.pair().await.unwrap();
        world.attachments(12).await;
        world.pair().await.unwrap();

        // An empty database, one that has lived with another directory, and one from before there were ids.
        let elsewhere = World::new(&fresh(&world.folder).await);
        let older = fresh(&world.folder).await;
        name(&older, &new_id()).await;
        let files = &world.portal.files;
        let said = refused(must_belong(&elsewhere.portal.db, files).await);
        assert!(said.contains("12 files lie there, 0 of them known"), "{said}");
        assert!(refused(must_belong(&older, files).await).contains("portal files adopt"));
        elsewhere.pair().await.unwrap();
        assert!(refused(must_belong(&elsewhere.portal.db, files).await).contains("another database"));
        // The other way round: a directory that isn't there, or is empty, is not this database's.
        let empty = World::new(&db);
        assert!(refused(empty.pair().await).contains("0 files lie there"));
        world.pair().await.unwrap();

        // Said on purpose, it changes hands, and the former owner learns it.
        let census = adopt(&elsewhere.portal.db, files).await.unwrap();
        assert_eq!(census, Census { files: 12, named: 0, attachments: 0 });
        must_belong(&elsewhere.portal.db, files).await.unwrap();
        refused(world.pair().await);
        assert_eq!(files.on_disk().await, 12);
    })
    .await;
}

#[tokio::test]
async fn an_installation_without_ids_is_paired_where_both_sides_fit() {
    on_each_engine(|db| async move {
        let world = World::new(&db);
        world.attachments(20).await;
        world.stray().await;
        world.stray().await;
        world.pair().await.unwrap();
        let id = std::fs::read_to_string(world.folder.path().join("installation")).unwrap();
        assert_eq!(id.trim().len(), 16);
        // A crash after the first of the two writes; and an older copy of the database, from before there were ids.
        std::fs::remove_file(world.folder.path().join("installation")).unwrap();
        world.pair().await.unwrap();
        assert_eq!(std::fs::read_to_string(world.folder.path().join("installation")).unwrap(), id);

        // Too many strangers on either side.
        let doubtful = World::new(&fresh(&world.folder).await);
        doubtful.attachments(3).await;
        doubtful.stray().await;
        refused(doubtful.pair().await);
        let lossy = World::new(&fresh(&world.folder).await);
        lossy.attachment().await;
        name(&lossy.portal.db, &new_id()).await;
        refused(lossy.pair().await);
        // What is no id is no reason to begin anew.
        std::fs::write(world.folder.path().join("installation"), "?").unwrap();
        refused(world.pair().await);
    })
    .await;
}

#[tokio::test]
async fn a_stray_is_set_aside_for_thirty_days_a_few_per_mille_at_once() {
    on_each_engine(|db| async move {
        let world = World::new(&db);
        world.attachments(3).await;
        let stray = world.stray().await;
        std::mem::forget(world.portal.files.receive(10).await.unwrap());
        world.on("2020-01-01");
        assert_eq!(world.sweep().await, Swept::default(), "younger than a day");
        world.on("2100-01-01");
        assert_eq!(world.sweep().await, Swept { moved: 1, left: 1, put_back: 0 });
        assert_eq!(world.sweep().await, Swept { moved: 1, left: 0, put_back: 0 });
        assert_eq!(world.sweep().await, Swept::default());
        assert_eq!(world.portal.files.on_disk().await, 3);

        world.on("2100-01-31");
        world.sweep().await;
        let aside = list(&world.portal).await.unwrap();
        assert_eq!(aside.len(), 2);
        assert!(aside.iter().all(|file| file.day == "2100-01-01" && !file.is_named));
        assert!(aside.iter().any(|file| file.id == stray && file.size == 7));
        world.on("2100-02-01");
        world.sweep().await;
        assert_eq!(list(&world.portal).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_was_set_aside_comes_back() {
    on_each_engine(|db| async move {
        let world = World::new(&db);
        let ids = [world.stray().await, world.stray().await, world.stray().await];
        for _ in &ids {
            assert_eq!(world.sweep().await.moved, 1);
        }
        assert!(world.portal.files.read(&ids[0], 7).await.is_err());
        assert!(restore(&world.portal, Which::Named).await.unwrap().is_empty());
        let wanted = [ids[0].clone(), new_id()];
        assert_eq!(restore(&world.portal, Which::These(&wanted)).await.unwrap(), [ids[0].clone()]);
        assert!(world.portal.files.read(&ids[0], 7).await.is_ok());
        // It has a day of rest, and what the database names after all comes back by itself.
        name(&world.portal.db, &ids[1]).await;
        assert_eq!(world.sweep().await, Swept { moved: 0, left: 0, put_back: 1 });
        assert!(world.portal.files.read(&ids[1], 7).await.is_ok());
        let aside = list(&world.portal).await.unwrap();
        assert_eq!(aside.iter().map(|file| &file.id).collect::<Vec<_>>(), [&ids[2]]);
    })
    .await;
}

#[tokio::test]
async fn files_that_are_missing_short_or_changed_are_told() {
    on_each_engine(|db| async move {
        let world = World::new(&db);
        world.attachments(3).await;
        let (missing, short, changed) = (world.attachment().await, world.attachment().await, world.attachment().await);
        let place = |id: &String| world.folder.path().join("files").join(&id[..2]).join(id);
        std::fs::remove_file(place(&missing)).unwrap();
        std::fs::write(place(&short), "cont").unwrap();
        std::fs::write(place(&changed), "Content").unwrap();
        let mut told = Vec::new();
        let seen = std::cell::Cell::new((0, 0));
        let count =
            verify_files(&world.portal, |difference| told.push(difference.what), |n, of| seen.set((n, of))).await;
        assert_eq!((count.unwrap(), seen.get()), (6, (6, 6)));
        assert_eq!(told[0], format!("attachment {missing} is missing"));
        assert_eq!(told[1], format!("attachment {short} has 4 bytes instead of 7"));
        assert!(told[2].starts_with(&format!("attachment {changed} has changed")), "{}", told[2]);
        assert_eq!(told.len(), 3);
        for lost in [&missing, &short] {
            assert!(matches!(world.portal.files.read(lost, 7).await, Err(AppError::FileLost { .. })));
        }
        world.portal.files.try_writing().await.unwrap();
        assert_eq!(world.portal.files.on_disk().await, 5, "trying to write leaves nothing");
    })
    .await;
}

#[tokio::test]
async fn a_full_disk_keeps_no_half_of_a_file() {
    let Some(disk) = SmallDisk::mount(4) else {
        return;
    };
    let files = Files::open(disk.path()).unwrap();
    let mut under_way = files.receive(10_000_000).await.unwrap();
    under_way.write(&[1; 100_000]).await.unwrap();
    disk.fill();
    let mut outcome = Ok(());
    for _ in 0..10 {
        outcome = match under_way.write(&[1; 100_000]).await {
            Ok(()) => under_way.flush().await,
            failed => failed,
        };
    }
    assert!(matches!(outcome, Err(AppError::Unavailable("disk"))));
    drop(under_way);
    disk.fill();
    assert!(matches!(files.try_writing().await, Err(AppError::Unavailable("disk"))));
    assert_eq!(files.on_disk().await, 0);
    disk.free();
    files.try_writing().await.unwrap();
    assert_eq!(files.on_disk().await, 0);
}

#[tokio::test]
async fn a_round_moves_three_of_a_thousand_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new(&fresh(&folder).await);
    for _ in 0..1001 {
        let id = new_id();
        std::fs::create_dir_all(world.folder.path().join("files").join(&id[..2])).unwrap();
        std::fs::write(world.folder.path().join("files").join(&id[..2]).join(&id), "").unwrap();
    }
    let swept = world.sweep().await;
    assert_eq!(swept.moved + swept.left, 1001);
    assert!((2..=4).contains(&swept.moved), "{swept:?}");
}
