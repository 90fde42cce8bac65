//! Where to go on to after signing in: an address of this portal, or nothing.

use app::words::Lang;
use backend::{account::SessionToken, actor::RoleKind, error::AppError, session};
use url::Url;

use crate::web::Shared;

/// An address within this portal, with its language and query. Whatever leads elsewhere cannot be one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnPath(String);

impl ReturnPath {
    /// Reads what came from outside; anything doubtful is nothing.
    pub fn read(text: &str) -> Self {
        Self(local(text).unwrap_or_default())
    }

    /// The address; empty for none.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address, or the place where this person's work begins.
    pub async fn or_home(self, app: &Shared, token: &SessionToken, lang: Lang) -> Result<String, AppError> {
        if !self.0.is_empty() {
            return Ok(self.0);
        }
        let actor = session::resume(&app.portal, token).await?;
        let has = |kind| actor.as_ref().is_some_and(|actor| actor.has(kind));
        Ok(if has(RoleKind::Admin) {
            "/quan-tri".to_owned()
        } else if has(RoleKind::Officer) {
            "/can-bo".to_owned()
        } else if has(RoleKind::Helper) {
            "/ho-tro".to_owned()
        } else {
            lang.path("/ho-so")
        })
    }
}

fn local(text: &str) -> Option<String> {
    // Browsers read a backslash as a slash and skip control characters.
    let doubtful = |c: char| c == '\\' || c.is_control();
    if !text.starts_with('/') || text.len() > 2000 || text.contains(doubtful) {
        return None;
    }
    let base = Url::parse("http://portal.invalid/").ok()?;
    let joined = base.join(text).ok()?;
    if joined.origin() != base.origin() {
        return None;
    }
    let path = &joined[url::Position::BeforePath..url::Position::AfterQuery];
    // `/.//elsewhere` becomes `//elsewhere` on the way.
    if path.starts_with("//") {
        return None;
    }
    let (_, page) = Lang::of_path(joined.path());
    let here = ["/dang-nhap", "/dang-xuat", "/dang-ky"];
    let loops = here.iter().any(|own| page.starts_with(own));
    (!loops).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_portal() {
        for (text, kept) in [
            ("/ho-so", "/ho-so"),
            ("/en/nop-ho-so/1?a=b&c=//x", "/en/nop-ho-so/1?a=b&c=//x"),
            ("/dich-vu?q=nhà ở", "/dich-vu?q=nh%C3%A0%20%E1%BB%9F"),
            ("/a#b", "/a"),
            ("", ""),
            ("ho-so", ""),
            ("//evil.example", ""),
            ("/\\evil.example", ""),
            ("/\t/evil.example", ""),
            ("/.//evil.example", ""),
            ("/a/..//evil.example", ""),
            ("https://evil.example/", ""),
            ("javascript:alert(1)", ""),
            ("/x\r\nSet-Cookie: a=b", ""),
            ("/dang-nhap?tiep=/ho-so", ""),
            ("/en/dang-xuat", ""),
        ] {
            assert_eq!(ReturnPath::read(text).as_str(), kept, "{text:?}");
        }
    }
}
