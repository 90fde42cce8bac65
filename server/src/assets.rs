//! What the browser loads beside pages: style sheet, font, mark, islands. `build.rs` packs them into the binary under
//! names that hold the hash of their content, so a browser keeps them for a year and never sees a stale one.

use axum::Router;
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, VARY,
};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// One file of the binary.
struct Asset {
    name: &'static str,
    /// Quoted, as the header wants it.
    etag: &'static str,
    content_type: &'static str,
    plain: &'static [u8],
    /// The same with brotli; absent where the format is compressed already.
    brotli: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Serves `/assets/…` and `/favicon.ico`, whatever the state of the router that they join.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/assets/{name}", get(serve))
        .route("/favicon.ico", get(|| async { (StatusCode::MOVED_PERMANENTLY, [(LOCATION, FAVICON)]) }))
}

/// The address of the style sheet.
pub fn css_href() -> &'static str {
    CSS
}

/// The address of the module that wakes the islands; `None` if the portal was built without them.
pub fn islands_href() -> Option<&'static str> {
    ISLANDS
}

/// The address of the mark that browsers show in their tabs.
pub fn favicon_href() -> &'static str {
    FAVICON
}

async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kept = [(CACHE_CONTROL, "public, max-age=31536000, immutable"), (ETAG, asset.etag), (VARY, "accept-encoding")];
    if names(&headers, IF_NONE_MATCH, asset.etag) || names(&headers, IF_NONE_MATCH, "*") {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    let typed = [(CONTENT_TYPE, asset.content_type)];
    match asset.brotli {
        Some(packed) if takes_brotli(&headers) => (kept, typed, [(CONTENT_ENCODING, "br")], packed).into_response(),
        _ => (kept, typed, asset.plain).into_response(),
    }
}

/// Whether a comma-separated header holds this tag; a weak tag (as a compressing proxy makes it) counts.
fn names(headers: &HeaderMap, header: HeaderName, wanted: &str) -> bool {
    list(headers, header).any(|item| item.trim_start_matches("W/") == wanted)
}

/// Whether `Accept-Encoding` names brotli with a weight above 0.
fn takes_brotli(headers: &HeaderMap) -> bool {
    list(headers, ACCEPT_ENCODING).any(|item| {
        let (coding, weight) = item.split_once(';').unwrap_or((item, "q=1"));
        let refused = weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok()) == Some(0.0_f32);
        coding.trim().eq_ignore_ascii_case("br") && !refused
    })
}

fn list(headers: &HeaderMap, header: HeaderName) -> impl Iterator<Item = &str> {
    headers
        .get_all(header)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|v| v.split(','))
        .map(str::trim)
}

#[cfg(test)]
#[path = "../build/css.rs"]
mod css;

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt;

    use super::*;

    async fn fetch(address: &str, headers: &[(HeaderName, &str)]) -> Response {
        let mut request = Request::get(address);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        router::<()>().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    async fn text(response: Response) -> String {
        String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn the_style_sheet_is_kept_for_a_year_under_its_hash() {
        let response = fetch(css_href(), &[]).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[CONTENT_TYPE], "text/css; charset=utf-8");
        assert_eq!(response.headers()[CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert!(!response.headers().contains_key(CONTENT_ENCODING));
        let etag = response.headers()[ETAG].to_str().unwrap().to_owned();

        let again = fetch(css_href(), &[(IF_NONE_MATCH, &format!("\"other\", W/{etag}"))]).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(fetch(css_href(), &[(IF_NONE_MATCH, "\"other\"")]).await.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn the_font_that_the_sheet_names_is_served() {
        let sheet = text(fetch(css_href(), &[]).await).await;
        let start = sheet.find("/assets/be-vietnam-pro").unwrap();
        let address = sheet[start..].split('"').next().unwrap();
        let response = fetch(address, &[(ACCEPT_ENCODING, "br")]).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[CONTENT_TYPE], "font/woff2");
        assert!(!response.headers().contains_key(CONTENT_ENCODING));
    }

    #[tokio::test]
    async fn brotli_goes_to_those_who_take_it_and_unpacks_to_the_same() {
        let packed = fetch(css_href(), &[(ACCEPT_ENCODING, "gzip, br;q=0.9")]).await;
        assert_eq!(packed.headers()[CONTENT_ENCODING], "br");
        let packed = to_bytes(packed.into_body(), usize::MAX).await.unwrap();
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &packed[..], &mut plain).unwrap();
        assert_eq!(String::from_utf8(plain).unwrap(), text(fetch(css_href(), &[]).await).await);

        for refusing in ["br;q=0", "gzip", "br; q=0.0"] {
            let response = fetch(css_href(), &[(ACCEPT_ENCODING, refusing)]).await;
            assert!(!response.headers().contains_key(CONTENT_ENCODING), "{refusing}");
        }
    }

    #[tokio::test]
    async fn the_islands_name_files_that_are_served() {
        let Some(address) = islands_href() else {
            return;
        };
        let loader = text(fetch(address, &[]).await).await;
        let named: Vec<&str> = loader.split('"').filter(|part| part.starts_with("/assets/")).collect();
        assert_eq!(named.len(), 2, "{loader}");
        for address in named {
            assert_eq!(fetch(address, &[]).await.status(), StatusCode::OK, "{address}");
        }
    }

    #[test]
    fn what_is_loaded_first_stays_light() {
        // Bytes over the wire, of every file whose name begins so.
        let weight = |prefix: &str| -> usize {
            let files = ASSETS.iter().filter(|asset| asset.name.starts_with(prefix));
            files.map(|asset| asset.brotli.unwrap_or(asset.plain).len()).sum()
        };
        assert!(weight("portal_bg-") + weight("islands-") <= 120 * 1024);
        let sheet = CSS.trim_start_matches("/assets/");
        let first = weight("be-vietnam-pro") + weight("favicon-") + weight(sheet);
        assert!(first <= 20 * 1024, "{first} bytes: nothing is left for the page itself");
    }

    #[tokio::test]
    async fn what_is_not_packed_is_not_found() {
        for address in ["/assets/portal.css", "/assets/..%2Fbuild.rs", "/assets/"] {
            assert_eq!(fetch(address, &[]).await.status(), StatusCode::NOT_FOUND, "{address}");
        }
        let icon = fetch("/favicon.ico", &[]).await;
        assert_eq!(icon.headers()[LOCATION], favicon_href());
        assert_eq!(fetch(favicon_href(), &[]).await.headers()[CONTENT_TYPE], "image/svg+xml");
    }
}
