use domain::forms::Form;

use super::{Papers, available, for_applicant, for_officer, register};
use crate::{
    actor::Actor,
    desk::{Order, TypedAcceptance, act},
    error::AppError,
    testing::{
        self,
        office::{ELSEWHERE, HERE, filed, officer, portal},
    },
};

fn citizen(account: &str) -> Actor {
    Actor {
        account_id: account.into(),
        person: crate::actor::Person::default(),
        roles: vec![],
        demo: false,
        verified: false,
        assist: None,
    }
}

fn forms(papers: &Papers) -> Vec<Form> {
    let events = papers.log.iter().map(|line| &line.entry.event);
    available(papers.set, events, papers.for_applicant)
}

#[tokio::test]
async fn papers_are_for_the_agency_and_for_whoever_filed() {
    testing::on_each_engine(async |db| {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let here = officer(&portal, "hoa", HERE).await;
        let elsewhere = officer(&portal, "la", ELSEWHERE).await;
        let dossier = filed(&portal, HERE, "filer").await;
        let name = dossier.reference.as_str();

        let papers = for_officer(&portal, &here, name).await.unwrap();
        assert_eq!(forms(&papers), [Form::ControlSheet]);
        let own = for_applicant(&portal, &citizen("filer"), name).await.unwrap();
        assert_eq!(forms(&own), [], "nothing was issued yet");
        let asked = Order::AskSupplement {
            guidance: String::new(),
            items: vec!["Hợp đồng thuê nhà".into()],
            until: "30/11/2026".into(),
        };
        act(&portal, &here, name, 1, &asked).await.unwrap();
        let refuse = Order::Refuse { reason: "Sai nơi nộp".into(), legal_ground: "Điều 17".into() };
        // An applicant who does not answer may be refused all the same.
        let refused = act(&portal, &here, name, 2, &refuse).await;
        let mut issued = vec![Form::Supplement];
        if refused.is_ok() {
            issued.push(Form::Refusal);
        }
        let own = for_applicant(&portal, &citizen("filer"), name).await.unwrap();
        assert_eq!(forms(&own), issued);
        assert!(!own.has(Form::ControlSheet));

        for stranger in [
            for_officer(&portal, &elsewhere, name).await,
            for_officer(&portal, &citizen("filer"), name).await,
            for_applicant(&portal, &here, name).await,
            for_applicant(&portal, &citizen("la"), name).await,
        ] {
            assert!(matches!(stranger, Err(AppError::NotFound)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_register_holds_what_its_agency_received_in_its_days() {
    testing::on_each_engine(async |db| {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let here = officer(&portal, "hoa", HERE).await;
        for filer in ["a", "b"] {
            let dossier = filed(&portal, HERE, filer).await;
            let accept = Order::Accept(TypedAcceptance::default());
            act(&portal, &here, &dossier.reference, 1, &accept).await.unwrap();
        }
        filed(&portal, HERE, "c").await;
        let (from, to) = ("1/11/2026", "20/11/2026");
        let found = register(&portal, &here, HERE, from, to).await.unwrap();
        let codes: Vec<_> = found.dossiers.iter().map(|row| row.dossier.code.clone()).collect();
        assert_eq!(codes.len(), 2);
        assert!(codes.is_sorted());
        let before = register(&portal, &here, HERE, from, "19/11/2026").await.unwrap();
        assert!(before.dossiers.is_empty());

        let foreign = register(&portal, &here, ELSEWHERE, from, to).await;
        assert!(matches!(foreign, Err(AppError::NotFound)));
        let backwards = register(&portal, &here, HERE, to, from).await;
        let long = register(&portal, &here, HERE, "1/1/2026", to).await;
        let none = register(&portal, &here, HERE, "31/2/2026", to).await;
        assert!(matches!(none, Err(AppError::Invalid(_))));
        assert!(matches!(backwards, Err(AppError::Invalid(_))));
        assert!(matches!(long, Err(AppError::Invalid(_))));
    })
    .await;
}
