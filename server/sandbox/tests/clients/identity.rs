use backend::{
    gateway::{
        GatewayError, Gateways,
        identity::{Attempt, CallbackError, Gender, Identity, read_callback},
    },
    secret::Secret,
};
use url::Url;

use crate::world::{World, hidden, now};

/// Goes to the provider's page and presses a button; the query string that comes back.
async fn visit(world: &World, attempt: &Attempt, form: &[(&str, &str)]) -> String {
    let url = world.gateways.identity().unwrap().authorization_url(attempt).await.unwrap();
    let html = world.page(url.as_str()).await;
    let request = hidden(&html, "request");
    let mut fields = vec![("request", request.as_str())];
    fields.extend_from_slice(form);
    let (status, location, _) = world.post("/oauth2/authorize", &fields).await;
    assert_eq!(status, 303);
    let back = Url::parse(&location).unwrap();
    assert_eq!(back.path(), "/dang-nhap/vneid/tro-lai");
    back.query().unwrap().to_owned()
}

async fn sign_in(world: &World, code: &str, attempt: &Attempt) -> Result<Identity, GatewayError> {
    world.gateways.identity().unwrap().sign_in(code, attempt, now()).await
}

const HOA: [(&str, &str); 2] = [("action", "allow"), ("who", "099201000003")];

#[tokio::test]
async fn a_citizen_signs_in_and_the_code_works_once() {
    let world = World::new().await;
    let attempt = Attempt::new();
    let code = read_callback(&visit(&world, &attempt, &HOA).await, &attempt).unwrap();
    let identity = sign_in(&world, &code, &attempt).await.unwrap();
    assert_eq!(identity.full_name, "Lê Minh Họa");
    assert_eq!(identity.identity_number, "099201000003");
    assert_eq!(identity.birthdate, Some(jiff::civil::date(2001, 5, 19)));
    assert_eq!(identity.gender, Some(Gender::Male));
    assert_eq!(identity.phone.as_deref(), Some("+84900000003"));
    assert_eq!(identity.level, 2);
    assert!(!identity.subject.contains(&identity.identity_number));

    let again = sign_in(&world, &code, &attempt).await.unwrap_err();
    assert!(matches!(&again, GatewayError::Rejected { code, .. } if code == "invalid_grant"), "{again}");
}

#[tokio::test]
async fn a_made_up_person_signs_in_and_mistakes_keep_what_was_typed() {
    let world = World::new().await;
    let attempt = Attempt::new();
    let url = world.gateways.identity().unwrap().authorization_url(&attempt).await.unwrap();
    let request = hidden(&world.page(url.as_str()).await, "request");
    let mut form = vec![
        ("request", request.as_str()),
        ("action", "allow"),
        ("who", "own"),
        ("name", "Hồ \"Giả\" <Định>"),
        ("number", "051090000123"),
        ("birthdate", "1990-01-01"),
        ("gender", "male"),
        ("phone", "0900000009"),
    ];
    let (status, _, html) = world.post("/oauth2/authorize", &form).await;
    assert_eq!(status, 422);
    assert!(html.contains("bắt đầu bằng 099"));
    assert!(html.contains("Hồ &quot;Giả&quot; &lt;Định&gt;") && html.contains("051090000123"));

    form[4] = ("number", "099090000123");
    let (status, location, _) = world.post("/oauth2/authorize", &form).await;
    assert_eq!(status, 303);
    let query = Url::parse(&location).unwrap().query().unwrap().to_owned();
    let code = read_callback(&query, &attempt).unwrap();
    let identity = sign_in(&world, &code, &attempt).await.unwrap();
    assert_eq!(identity.full_name, "Hồ \"Giả\" <Định>");
    assert_eq!(identity.identity_number, "099090000123");
}

#[tokio::test]
async fn no_and_failure_come_back_as_such() {
    let world = World::new().await;
    let attempt = Attempt::new();
    let query = visit(&world, &attempt, &[("action", "cancel")]).await;
    assert_eq!(read_callback(&query, &attempt), Err(CallbackError::Cancelled));
    let query = visit(&world, &attempt, &[("action", "error")]).await;
    assert_eq!(read_callback(&query, &attempt), Err(CallbackError::Failed("server_error".to_owned())));
    assert_eq!(read_callback(&query, &Attempt::new()), Err(CallbackError::WrongState));
}

#[tokio::test]
async fn a_code_is_of_no_use_to_others() {
    let world = World::new().await;
    let attempt = Attempt::new();
    let code = read_callback(&visit(&world, &attempt, &HOA).await, &attempt).unwrap();

    let thief = Attempt { verifier: Attempt::new().verifier, ..attempt.clone() };
    let error = sign_in(&world, &code, &thief).await.unwrap_err();
    assert!(matches!(error, GatewayError::Rejected { .. }), "PKCE: {error}");

    let mut config = world.config.clone();
    config.identity.as_mut().unwrap().client_secret = Secret::new("sai");
    let gateways = Gateways::new(&config).unwrap();
    let error = gateways.identity().unwrap().sign_in(&code, &attempt, now()).await.unwrap_err();
    assert!(matches!(&error, GatewayError::Rejected { code, .. } if code == "invalid_client"), "{error}");

    let replayed = Attempt { nonce: "another".to_owned(), ..attempt };
    let error = sign_in(&world, &code, &replayed).await.unwrap_err();
    assert!(matches!(error, GatewayError::Untrusted { .. }), "nonce: {error}");
}

#[tokio::test]
async fn a_token_from_another_time_is_not_believed() {
    let world = World::new().await;
    for shift in [-1_i64, 1] {
        let attempt = Attempt::new();
        let code = read_callback(&visit(&world, &attempt, &HOA).await, &attempt).unwrap();
        let then = now() + jiff::SignedDuration::from_hours(shift);
        let identity = world.gateways.identity().unwrap();
        let error = identity.sign_in(&code, &attempt, then).await.unwrap_err();
        assert!(matches!(error, GatewayError::Untrusted { .. }), "{error}");
    }
}

#[tokio::test]
async fn an_unregistered_way_back_is_never_followed() {
    let world = World::new().await;
    let attempt = Attempt::new();
    let mut config = world.config.clone();
    config.identity.as_mut().unwrap().redirect_url = "http://127.0.0.1:9/ke-gian".parse().unwrap();
    let gateways = Gateways::new(&config).unwrap();
    let url = gateways.identity().unwrap().authorization_url(&attempt).await.unwrap();
    let response = world.browser.get(url.clone()).send().await.unwrap();
    assert_eq!(response.status(), 400);
    let form = [("request", url.query().unwrap()), HOA[0], HOA[1]];
    assert_eq!(world.post("/oauth2/authorize", &form).await.0, 400);
}

#[tokio::test]
async fn a_request_without_pkce_or_nonce_is_sent_back() {
    let world = World::new().await;
    let attempt = Attempt::new();
    let url = world.gateways.identity().unwrap().authorization_url(&attempt).await.unwrap();
    for missing in ["code_challenge", "nonce", "state", "scope", "response_type"] {
        let mut cut = url.clone();
        cut.query_pairs_mut().clear().extend_pairs(url.query_pairs().filter(|(name, _)| name != missing));
        let response = world.browser.get(cut).send().await.unwrap();
        assert_eq!(response.status(), 303, "{missing}");
        let location = response.headers()["location"].to_str().unwrap();
        assert!(location.contains("error="), "{missing}: {location}");
    }
}

#[tokio::test]
async fn another_issuers_document_is_not_believed() {
    let world = World::new().await;
    let mut config = world.config.clone();
    let port = world.base.port().unwrap();
    config.identity.as_mut().unwrap().issuer = format!("http://localhost:{port}").parse().unwrap();
    let gateways = Gateways::new(&config).unwrap();
    let identity = gateways.identity().unwrap();
    let error = identity.authorization_url(&Attempt::new()).await.unwrap_err();
    assert!(matches!(error, GatewayError::Untrusted { .. }), "{error}");
}
