//! Public pages, kept rendered and compressed for whoever is not signed in.
//!
//! A page is good for one state of the data and one half-hour (its dates move at the borders of working hours); one
//! with the figures only for as long as they stand. Only a handler knows whether its page is public: it says so with
//! [`Public`].

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use backend::{Portal, adoption};
use brotli::enc::BrotliEncoderParams;
use quick_cache::{Weighter, sync::Cache};
use sha2::{Digest as _, Sha256};

use super::{Shared, visitor};

/// Marks an answer that is the same for everybody who is not signed in.
#[derive(Clone, Copy)]
pub enum Public {
    /// Of the data alone.
    OfTheData,
    /// With the figures, read when their counters had moved so often ([`adoption::moved`]) or later.
    WithTheFigures {
        /// So often.
        moved: i64,
    },
}

/// All pages together take at most so many bytes: room for some hundreds.
const MOST_BYTES: u64 = 6 * 1024 * 1024;
/// A larger page is not kept.
const MOST_PAGE: usize = 512 * 1024;
/// An address longer than this is not worth keeping.
const MOST_ADDRESS: usize = 300;
/// Beyond this quality pages get little smaller and much slower.
const QUALITY: i32 = 6;
/// The window of the compression, as a power of two: a page fits into it, and a greater one only takes memory.
const WINDOW: i32 = 17;
/// A minute, in microseconds. What becomes overdue does so at the full minute.
const MINUTE: i64 = 60 * 1_000_000;
/// Half an hour.
const SLOT: i64 = 30 * MINUTE;

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    data_version: i64,
    slot: i64,
    address: String,
}

/// Kept compressed alone, as nearly everybody takes it: a fifth of the bytes.
struct Page {
    /// What it shows of the figures, if it shows any.
    figures: Option<Figures>,
    headers: HeaderMap,
    brotli: Bytes,
    etag: HeaderValue,
}

/// The figures stand while no counter moves and nothing becomes overdue.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Figures {
    moved: i64,
    minute: i64,
}

#[derive(Clone)]
struct Bytewise;

impl Weighter<Key, Arc<Page>> for Bytewise {
    fn weight(&self, key: &Key, page: &Arc<Page>) -> u64 {
        (key.address.len() + page.brotli.len() + 1024) as u64
    }
}

/// The pages, and the state of the data that they were rendered from.
pub struct Rendered {
    pages: Cache<Key, Arc<Page>, Bytewise>,
    data_version: AtomicI64,
}

impl Rendered {
    /// Without pages.
    pub fn new(data_version: i64) -> Self {
        Self { pages: Cache::with_weighter(1000, MOST_BYTES, Bytewise), data_version: AtomicI64::new(data_version) }
    }

    /// Whether the data was in this state when it was last looked at.
    pub fn is_at(&self, version: i64) -> bool {
        self.data_version.load(Ordering::Relaxed) == version
    }

    /// Tells that the data is in this state now; pages of another state are not found any more.
    pub fn data_is_at(&self, version: i64) {
        self.data_version.store(version, Ordering::Relaxed);
    }
}

/// Answers from what is kept, or keeps what the handler renders.
pub async fn keep(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query().map_or("", |whole| whole.as_str());
    let secure = app.settings.secure_cookies();
    let anonymous = visitor::session_token(request.headers(), secure).is_none();
    if *request.method() != Method::GET || !anonymous || address.len() > MOST_ADDRESS {
        return next.run(request).await;
    }
    let now = app.portal.clock.now().as_microsecond();
    let key = Key {
        data_version: app.rendered.data_version.load(Ordering::Relaxed),
        slot: now / SLOT,
        address: address.to_owned(),
    };
    let minute = now / MINUTE;
    let asker = Asker::of(request.headers());
    if let Some(page) = app.rendered.pages.get(&key)
        && page.stands(&app.portal, minute).await
    {
        return asker.answer(&page, None);
    }
    let response = next.run(request).await;
    let figures = match response.extensions().get::<Public>() {
        Some(_) if response.status() != StatusCode::OK => return response,
        None => return response,
        Some(Public::OfTheData) => None,
        Some(&Public::WithTheFigures { moved }) => Some(Figures { moved, minute }),
    };
    let (parts, body) = response.into_parts();
    let Ok(plain) = to_bytes(body, MOST_PAGE).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Some(page) = Page::new(parts.headers.clone(), &plain, figures) else {
        return Response::from_parts(parts, Body::from(plain));
    };
    let page = Arc::new(page);
    app.rendered.pages.insert(key, page.clone());
    asker.answer(&page, Some(plain))
}

impl Page {
    fn new(mut headers: HeaderMap, plain: &[u8], figures: Option<Figures>) -> Option<Self> {
        let mut squeezed = Vec::with_capacity(plain.len() / 4);
        let params = BrotliEncoderParams {
            quality: QUALITY,
            lgwin: WINDOW,
            size_hint: plain.len(),
            ..BrotliEncoderParams::default()
        };
        brotli::BrotliCompress(&mut &*plain, &mut squeezed, &params).ok()?;
        squeezed.shrink_to_fit();
        let digest = hex::encode(&Sha256::digest(plain)[..12]);
        let etag = HeaderValue::from_str(&format!("W/\"{digest}\"")).unwrap_or(HeaderValue::from_static("W/\"\""));
        headers.remove(header::CONTENT_LENGTH);
        // Browsers ask each time, and hear in a few bytes that nothing changed.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
        headers.insert(header::ETAG, etag.clone());
        Some(Self { figures, headers, brotli: squeezed.into(), etag })
    }

    /// Whether its figures are still those of the store. Where that can't be told, it is rendered anew.
    async fn stands(&self, portal: &Portal, minute: i64) -> bool {
        let Some(figures) = self.figures else {
            return true;
        };
        figures.minute == minute && adoption::moved(portal).await.is_ok_and(|moved| moved == figures.moved)
    }

    fn plain(&self) -> Option<Vec<u8>> {
        let mut plain = Vec::with_capacity(self.brotli.len() * 6);
        brotli::BrotliDecompress(&mut self.brotli.as_ref(), &mut plain).ok()?;
        Some(plain)
    }
}

/// What the asker takes and has.
struct Asker {
    brotli: bool,
    has: Option<HeaderValue>,
}

impl Asker {
    fn of(headers: &HeaderMap) -> Self {
        let brotli = headers
            .get_all(header::ACCEPT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|one| {
                let mut parts = one.split(';').map(str::trim);
                parts.next() == Some("br") && !parts.any(|q| q == "q=0" || q == "q=0.0")
            });
        Self { brotli, has: headers.get(header::IF_NONE_MATCH).cloned() }
    }

    /// `plain` is the page as it was just rendered.
    fn answer(&self, page: &Page, plain: Option<Bytes>) -> Response {
        let mut response = if self.has.as_ref() == Some(&page.etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else if self.brotli {
            let mut response = Response::new(Body::from(page.brotli.clone()));
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            response
        } else if let Some(plain) = plain.or_else(|| page.plain().map(Bytes::from)) {
            Response::new(Body::from(plain))
        } else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        for (name, value) in &page.headers {
            response.headers_mut().insert(name, value.clone());
        }
        response
    }
}
