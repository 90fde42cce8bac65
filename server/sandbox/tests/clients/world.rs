//! A sandbox, the portal's clients for it, and a portal so small that it only hears callbacks, at any address.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use axum::{Router, extract::RawQuery};
use backend::gateway::{
    GatewayConfig, Gateways,
    payment::{Callback, CallbackVerdict, PaymentGateway},
};
use jiff::Timestamp;
use sandbox::SandboxConfig;
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
};
use url::Url;

/// What the portal answers to callbacks.
pub enum Answer {
    /// These words.
    Fixed(String),
    /// What this client says to somebody whose word was taken.
    Taken(Arc<dyn PaymentGateway>),
}

impl Answer {
    fn to(&self, body: &str) -> String {
        match self {
            Self::Fixed(words) => words.clone(),
            Self::Taken(client) => {
                let callback = Callback { query: "", body: body.as_bytes() };
                client.answer(&callback, CallbackVerdict::Noted, now()).to_string()
            }
        }
    }
}

/// Everything a test needs; ends with it.
pub struct World {
    pub base: Url,
    pub gateways: Gateways,
    pub config: GatewayConfig,
    /// A browser: no redirects, so that each is seen.
    pub browser: reqwest::Client,
    /// The callbacks as received: the body, or the query string where there is none.
    pub callbacks: mpsc::UnboundedReceiver<String>,
    /// What the portal answers to callbacks.
    pub answer: Arc<Mutex<Answer>>,
    /// The sandbox's clock, seconds since 1970.
    clock: Arc<AtomicI64>,
    _stop: oneshot::Sender<()>,
}

impl World {
    pub async fn new() -> Self {
        let (sender, callbacks) = mpsc::unbounded_channel();
        let confirmed = r#"{"RspCode":"00","Message":"Confirm Success"}"#;
        let answer = Arc::new(Mutex::new(Answer::Fixed(confirmed.to_owned())));
        let answers = answer.clone();
        let portal = Router::new().fallback(move |RawQuery(query): RawQuery, body: String| async move {
            let said = if body.is_empty() { query.unwrap_or_default() } else { body };
            let answer = answers.lock().unwrap().to(&said);
            sender.send(said).unwrap();
            answer
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let portal_url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, portal).await.unwrap() });

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let clock = Arc::new(AtomicI64::new(now().as_second()));
        let read_clock = clock.clone();
        let sandbox_config = SandboxConfig {
            clock: Arc::new(move || Timestamp::from_second(read_clock.load(Ordering::SeqCst)).unwrap()),
            ipn_attempts: 3,
            ipn_pause: Duration::from_millis(1),
            slowness: Duration::from_millis(1),
            ..SandboxConfig::for_portal(&portal_url)
        };
        tokio::spawn(async move {
            sandbox::serve(sandbox_config, listener, async {
                let _ = stopped.await;
            })
            .await
            .unwrap();
        });
        let config = GatewayConfig::demo(&base, &Url::parse(&portal_url).unwrap()).unwrap();
        Self {
            gateways: Gateways::new(&config).unwrap(),
            config,
            base,
            browser: reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap(),
            callbacks,
            answer,
            clock,
            _stop: stop,
        }
    }

    /// Moves the sandbox's clock.
    pub fn set_clock(&self, to: Timestamp) {
        self.clock.store(to.as_second(), Ordering::SeqCst);
    }

    pub async fn page(&self, path: &str) -> String {
        let url = self.base.join(path).unwrap();
        let response = self.browser.get(url).send().await.unwrap();
        response.text().await.unwrap()
    }

    /// Posts a form; status, where it leads to, body.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> (u16, String, String) {
        let url = self.base.join(path).unwrap();
        let response = self.browser.post(url).form(form).send().await.unwrap();
        let status = response.status().as_u16();
        let location = response.headers().get("location");
        let location = location.map_or("", |value| value.to_str().unwrap()).to_owned();
        (status, location, response.text().await.unwrap())
    }

    /// The next callback; waits for it.
    pub async fn callback(&mut self) -> String {
        tokio::time::timeout(Duration::from_secs(20), self.callbacks.recv()).await.expect("a callback comes").unwrap()
    }
}

/// The value of a hidden field, as a browser would send it.
pub fn hidden(html: &str, name: &str) -> String {
    let start = format!(r#"name="{name}" value=""#);
    let (_, rest) = html.split_once(&start).unwrap();
    rest.split('"').next().unwrap().replace("&amp;", "&")
}

/// When the tests take place; the sandbox's clock stands there until moved.
pub fn now() -> Timestamp {
    Timestamp::from_second(1_795_313_700).unwrap()
}
