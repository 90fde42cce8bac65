//! The interface for programs over HTTP, on the demo data.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::Value;

use crate::{
    catalogue::tests::demo_portal,
    testing::{Browser, Page, TestPortal},
};

async fn json(browser: &mut Browser, path: &str) -> Value {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
    serde_json::from_str(&page.text).unwrap()
}

fn problem(page: &Page, status: u16) -> Value {
    assert_eq!(page.status.as_u16(), status, "{}", page.text);
    assert_eq!(page.header("content-type"), "application/problem+json");
    let problem: Value = serde_json::from_str(&page.text).unwrap();
    assert_eq!(problem["status"], status);
    problem
}

#[tokio::test]
async fn services_are_listed_filtered_and_paged() {
    let portal = demo_portal().await;
    let mut browser = portal.browser();
    let all = json(&mut browser, "/api/v1/services?per_page=100").await;
    let total = all["total"].as_u64().unwrap();
    assert!(total >= 60, "{total}");
    assert_eq!(all["items"].as_array().unwrap().len() as u64, total);
    let keys: Vec<&String> = all["items"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 8, "{keys:?}");

    let found = json(&mut browser, "/api/v1/services?q=dang%20ki%20khai%20sinh").await;
    assert_eq!(found["items"][0]["id"], "dang-ky-khai-sinh");
    assert_eq!(found["items"][0]["level"], "commune");
    assert_eq!((&found["page"], &found["per_page"]), (&1.into(), &20.into()));
    let second = json(&mut browser, "/api/v1/services?page=2&per_page=1").await;
    assert_eq!(second["items"].as_array().unwrap().len(), 1);
    let beyond = json(&mut browser, "/api/v1/services?page=99999&mode=").await;
    assert_eq!(beyond["items"], Value::Array(vec![]));
    let field = json(&mut browser, "/api/v1/services?field=ho-tich&mode=full_online&offered=true");
    for item in field.await["items"].as_array().unwrap() {
        assert_eq!((&item["field"], &item["mode"]), (&"Hộ tịch".into(), &"full_online".into()));
    }
    let none = json(&mut browser, "/api/v1/services?offered=false").await;
    assert_eq!(none["total"], 0);
}

#[tokio::test]
async fn what_cannot_be_asked_is_named_by_field() {
    let portal = TestPortal::new().await;
    let mut browser = portal.browser();
    let odd = "mode=x&level=%27%3B--&offered=perhaps&page=0&per_page=101";
    let page = browser.get(&format!("/api/v1/services?{odd}")).await;
    let problem = problem(&page, 422);
    let fields: Vec<&str> =
        problem["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["mode", "level", "offered", "page", "per_page"]);
}

#[tokio::test]
async fn a_service_is_shown_whole() {
    let portal = demo_portal().await;
    let mut browser = portal.browser();
    let by_code = json(&mut browser, "/api/v1/services/1.001193").await;
    let service = json(&mut browser, "/api/v1/services/dang-ky-khai-sinh").await;
    assert_eq!(by_code, service);
    assert_eq!(service["procedure"]["code"], "1.001193");
    assert!(service["in_force"].as_bool().unwrap());
    assert!(!service["offers"].as_array().unwrap().is_empty());
    assert!(!service["versions"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn every_error_is_a_problem() {
    let portal = TestPortal::new().await;
    let mut browser = portal.browser();
    for (method, path, kind, body, status) in [
        (Method::GET, "/api/v1/services/none", "", 0, 404),
        (Method::GET, "/api/v1/none", "", 0, 404),
        (Method::POST, "/api/v1/none", "", 0, 404),
        (Method::GET, "/api/v1/services?q=%FF", "", 0, 400),
        (Method::GET, "/api/v1/services/%FF", "", 0, 400),
        (Method::POST, "/api/v1/services", "", 0, 405),
        (Method::GET, "/api/v1/quotes", "", 0, 405),
        (Method::POST, "/api/v1/quotes", "text/plain", 2, 415),
        (Method::POST, "/api/v1/quotes", "application/json", 2, 422),
        (Method::POST, "/api/v1/quotes", "application/json", 300_000, 413),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from("{".repeat(body)))
            .unwrap();
        let page = browser.send(request).await;
        problem(&page, status);
        assert_eq!(page.header("allow").is_empty(), status != 405, "{path}");
    }
    for _ in 0..40 {
        let page = browser.get("/api/v1/dossiers/QN-0000").await;
        if page.status == StatusCode::TOO_MANY_REQUESTS {
            problem(&page, 429);
            assert!(!page.header("retry-after").is_empty());
            return;
        }
        problem(&page, 404);
    }
    panic!("look-ups are not limited");
}

#[tokio::test]
async fn the_description_lists_every_endpoint() {
    let portal = TestPortal::new().await;
    let description = json(&mut portal.browser(), "/api/openapi.json").await;
    assert!(description["openapi"].as_str().unwrap().starts_with("3."));
    let paths: Vec<(&str, &str)> = description["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| (path.as_str(), method.as_str()))
        })
        .collect();
    assert_eq!(
        paths,
        [
            ("/api/v1/adoption", "get"),
            ("/api/v1/dossiers/{reference}", "get"),
            ("/api/v1/quotes", "post"),
            ("/api/v1/services", "get"),
            ("/api/v1/services/{id}", "get"),
        ]
    );
    let schemas = description["components"]["schemas"].as_object().unwrap();
    for name in ["ServiceList", "ServiceItem", "ServiceDetail", "QuoteAnswer", "Problem"] {
        assert!(schemas.contains_key(name), "{name}");
    }
}

#[tokio::test]
async fn figures_have_every_numerator_and_denominator() {
    let portal = demo_portal().await;
    let mut browser = portal.browser();
    let all = json(&mut browser, "/api/v1/adoption").await;
    assert_eq!((&all["from"], &all["to"]), (&"2026-01-01".into(), &"2026-11-20".into()));
    assert_eq!((&all["by"], &all["data"]), (&"province".into(), &"all".into()));
    let online = &all["total"]["measures"][0];
    assert_eq!(online["measure"], "online");
    assert_eq!((&online["denominator"], &online["basis_points"]), (&0.into(), &Value::Null));
    assert_eq!(all["total"]["counts"]["saved_dong"], 0);
    assert_eq!(all["total"]["targets"][0]["percent"], 50);
    assert_eq!(all["rows"].as_array().unwrap().len(), 1);

    for (by, key) in [("month", "2026-11"), ("level", "commune"), ("agency", "ubnd-xa-son-tinh"), ("field", "ho-tich")]
    {
        let path = format!("/api/v1/adoption?by={by}&from=2026-11-01&to=2026-11-30&data=real&agency=");
        let found = json(&mut browser, &path).await;
        let rows = found["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["key"] == key);
        let row = row.unwrap_or_else(|| panic!("no {key}"));
        assert_eq!(row["suppressed"], false);
        assert_eq!(row["measures"].as_array().unwrap().len(), 11);
    }
    let path = "/api/v1/adoption?by=agency&level=commune&field=ho-tich&service=dang-ky-khai-sinh";
    let services = json(&mut browser, path).await;
    let reached = &services["reached"][0];
    assert_eq!((&reached["measure"], &reached["of"]), (&"online".into(), &0.into()));
    let description = json(&mut browser, "/api/openapi.json").await;
    assert!(description["paths"]["/api/v1/adoption"]["get"]["parameters"].is_array());
}

#[tokio::test]
async fn figures_that_cannot_be_asked_for_are_problems_at_their_parameter() {
    let portal = demo_portal().await;
    let mut browser = portal.browser();
    for (query, field, code) in [
        ("by=colour", "by", "unknown_choice"),
        ("from=2026-11-20&to=2026-11-19", "to", "period_turned"),
        ("from=2020-01-01&to=2026-11-19", "to", "period_too_long"),
        ("from=1900-01-01", "from", "out_of_range"),
        ("to=20/11/2026", "to", "bad_date"),
        ("to=2026-02-30", "to", "bad_date"),
        ("level=village", "level", "unknown_choice"),
        ("agency=nowhere", "agency", "unknown_choice"),
        ("service=nothing", "service", "unknown_choice"),
        ("field=nothing", "field", "unknown_choice"),
        ("data=some", "data", "unknown_choice"),
    ] {
        let page = browser.get(&format!("/api/v1/adoption?{query}")).await;
        let problem = problem(&page, 422);
        let error = &problem["errors"][0];
        assert_eq!((&error["field"], &error["code"]), (&field.into(), &code.into()), "{query}");
    }
}
