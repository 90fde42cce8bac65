//! The demo's accounts.

use backend::{
    Portal,
    account::{NewAccount, add_account, check_password},
    actor::Person,
    clock::Clock,
    files::Files,
    gateway::Gateways,
    testing::on_each_engine,
};
use demo::accounts::{DEMO_PASSWORD, demo_accounts, load_accounts};

#[tokio::test]
async fn demo_accounts_are_loaded_once_and_listed() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::held("2026-11-20T02:00:00Z".parse().unwrap());
        let portal = Portal::new(db, clock, Files::open(folder.path()).unwrap(), Gateways::default());
        assert!(demo_accounts(&portal).await.unwrap().is_empty());
        let real = NewAccount {
            login: "that@vidu.vn",
            password: "một câu dễ nhớ mà dài",
            person: Person { full_name: "Người Thật".into(), ..Person::default() },
            roles: Vec::new(),
            demo: false,
        };
        add_account(&portal, real).await.unwrap();
        load_accounts(&portal).await.unwrap();
        load_accounts(&portal).await.unwrap();
        let listed = demo_accounts(&portal).await.unwrap();
        assert_eq!(listed.len(), 11);
        assert!(listed.iter().all(|account| account.login != "that@vidu.vn"));
        for account in listed {
            check_password(&portal, &account.login, DEMO_PASSWORD).await.unwrap();
        }
    })
    .await;
}
