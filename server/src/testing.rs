//! For HTTP tests: a whole portal in a temporary folder with a clock that stands still, and browsers that keep cookies.
//!
//! ```ignore
//! let portal = TestPortal::new().await;
//! let mut browser = portal.browser();
//! let page = browser.get("/dich-vu").await;
//! assert_eq!(page.status, StatusCode::OK);
//! let page = browser.post("/dang-nhap", &[("login", "an"), ("password", "…")]).await;
//! ```

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode, header},
};
use backend::{
    Portal,
    account::{NewAccount, add_account},
    actor::{Person, Role, RoleKind},
    clock::Clock,
    db::Db,
    files::Files,
    gateway::{GatewayConfig, Gateways},
    search::Searcher,
    session,
};
use jiff::Timestamp;
use metrics_exporter_prometheus::PrometheusBuilder;
use sandbox::SandboxConfig;
use tokio::net::TcpListener;
use tower::ServiceExt as _;
use url::Url;

use crate::{
    commands::site,
    router::{self, tests::statements},
    settings::{Place, Settings},
    web::{App, Shared, SharedSite, health::LastFound, limits::Limits, measure::Measured, rendered::Rendered, visitor},
};

/// Where the portal of a test is reached.
pub const PUBLIC_URL: &str = "http://127.0.0.1:3000";

/// A Wednesday, 09:00 in Viet Nam.
pub const NOW: &str = "2026-03-04T02:00:00Z";

/// A portal for one test, on a fresh SQLite file.
pub struct TestPortal {
    /// What the handlers share; `app.portal` for use cases.
    pub app: Shared,
    /// Stands still until it is set.
    pub clock: Clock,
    router: Router,
    _folder: tempfile::TempDir,
}

impl TestPortal {
    /// Without an outside world.
    pub async fn new() -> Self {
        Self::with(GatewayConfig::default()).await
    }

    /// With these outside systems.
    pub async fn with(gateways: GatewayConfig) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("portal.db").display());
        let clock = Clock::held(NOW.parse().unwrap());
        let portal = Portal::new(
            Db::open(&database).await.unwrap(),
            clock.clone(),
            Files::open(folder.path()).unwrap(),
            Gateways::new(&gateways).unwrap(),
        );
        let settings = Settings {
            place: Place { database, data_dir: PathBuf::from(folder.path()) },
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_url: PUBLIC_URL.parse().unwrap(),
            behind_proxy: false,
            province: "Quảng Ngãi".into(),
            help_phone: None,
            gateways,
            simulated_national: None,
        };
        let app = Arc::new(App {
            site: SharedSite::new(site(&settings)),
            limits: Limits::default(),
            searcher: Searcher::default(),
            last_found: LastFound::default(),
            rendered: Rendered::new(0),
            portal,
            metrics: PrometheusBuilder::new().build_recorder().handle(),
            settings,
        });
        Self { router: router::router(&app).unwrap(), app, clock, _folder: folder }
    }

    /// Beside a running sandbox, whose address is given, too. It hears nothing of the portal by itself: nobody listens
    /// at [`PUBLIC_URL`].
    pub async fn with_sandbox() -> (Self, String) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let gateways = GatewayConfig::demo(&address.parse().unwrap(), &PUBLIC_URL.parse().unwrap()).unwrap();
        let portal = Self::with(gateways).await;
        let clock = portal.clock.clone();
        let config = SandboxConfig { clock: Arc::new(move || clock.now()), ..SandboxConfig::for_portal(PUBLIC_URL) };
        tokio::spawn(sandbox::serve(config, listener, std::future::pending()));
        (portal, address)
    }

    /// Beside a running sandbox, and within its reach: what the sandbox calls arrives. `gateways` are made from the
    /// sandbox's address and the portal's.
    pub async fn in_reach_of_sandbox(gateways: impl FnOnce(&Url, &Url) -> GatewayConfig) -> (Self, Url) {
        let [outside, own] = [listen().await, listen().await];
        let portal = Self::with(gateways(&outside.1, &own.1)).await;
        let clock = portal.clock.clone();
        let own_url = own.1.as_str().trim_end_matches('/');
        let config = SandboxConfig { clock: Arc::new(move || clock.now()), ..SandboxConfig::for_portal(own_url) };
        tokio::spawn(sandbox::serve(config, outside.0, std::future::pending()));
        let service = portal.router.clone().into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async { axum::serve(own.0, service).await });
        (portal, outside.1)
    }

    /// Moves the clock on.
    pub fn pass(&self, time: jiff::SignedDuration) {
        self.clock.set(self.clock.now() + time);
    }

    /// Sets the clock.
    pub fn set_clock(&self, to: &str) {
        self.clock.set(to.parse::<Timestamp>().unwrap());
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: BTreeMap::new(), address: IpAddr::from([127, 0, 0, 1]) }
    }

    /// Makes an account; gives its id. `role` with its agency's id.
    pub async fn account(&self, login: &str, role: Option<(RoleKind, &str)>) -> String {
        let roles = role.map(|(kind, agency)| Role { kind, agency_id: agency.to_owned() });
        let new = NewAccount {
            login,
            password: PASSWORD,
            person: Person { full_name: "Trần Thị Bưởi".into(), ..Person::default() },
            roles: roles.into_iter().collect(),
            demo: false,
        };
        add_account(&self.app.portal, new).await.unwrap()
    }

    /// A browser in which this account is signed in.
    pub async fn browser_of(&self, account_id: &str) -> Browser {
        let token = session::open(&self.app.portal, account_id).await.unwrap();
        let mut browser = self.browser();
        browser.cookies.insert(visitor::COOKIE.to_owned(), token.as_str().to_owned());
        browser
    }
}

/// A free port of this machine, and its address.
async fn listen() -> (TcpListener, Url) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    (listener, address.parse().unwrap())
}

/// The password of every account that [`TestPortal::account`] makes.
pub const PASSWORD: &str = "một câu dễ nhớ mà dài";

/// A browser that keeps cookies and follows nothing by itself.
pub struct Browser {
    router: Router,
    /// By name.
    pub cookies: BTreeMap<String, String>,
    /// Where its requests come from.
    pub address: IpAddr,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Page {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as text.
    pub text: String,
}

impl Page {
    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Browser {
    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form from a page of the portal.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.post_from(PUBLIC_URL, path, fields).await
    }

    /// Sends a form from a page at `origin`.
    pub async fn post_from(&mut self, origin: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Sends any request with this browser's cookies.
    pub async fn send(&mut self, mut request: Request<Body>) -> Page {
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let pairs = pairs.join("; ").parse().unwrap();
            request.headers_mut().insert(header::COOKIE, pairs);
        }
        let method = request.method().clone();
        let from = SocketAddr::new(self.address, 40_000);
        request.extensions_mut().insert(ConnectInfo(from));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        if let Some(measured) = parts.extensions.get::<Measured>() {
            statements::check(&method, measured);
        }
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let body = to_bytes(body, 64 * 1024 * 1024).await.unwrap();
        Page { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&body).into_owned() }
    }

    /// The body of an answer as it comes, for files and what is compressed.
    pub async fn bytes(&mut self, request: Request<Body>) -> axum::body::Bytes {
        let response = self.router.clone().oneshot(request).await.unwrap();
        to_bytes(response.into_body(), 64 * 1024 * 1024).await.unwrap()
    }

    fn keep(&mut self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or_default();
        let (name, value) = pair.split_once('=').unwrap();
        if value.is_empty() || cookie.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

#[tokio::test]
async fn a_portal_answers_its_browser() {
    let portal = TestPortal::new().await;
    let page = portal.browser().get("/health/ready").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.starts_with(r#"{"ready":true,"database":{"ok":true},"files":{"ok":true}"#), "{}", page.text);
}
