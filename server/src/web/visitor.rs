//! Who asks, in which language, from where.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use app::{
    shell::{Assisting, PageFrame, Person, PersonKind},
    words::Lang,
};
use axum::{
    extract::{ConnectInfo, FromRequestParts, OriginalUri},
    http::{HeaderMap, header, request::Parts},
};
use backend::{
    account::SessionToken,
    actor::{Actor, RoleKind},
    clock::local,
    error::AppError,
    session,
};

use super::{Failure, Shared};

/// The session's cookie; see [`cookie_name`].
pub const COOKIE: &str = "phien";

/// Whoever sent this request.
pub struct Visitor {
    /// Signed in as; `None` for everybody else.
    pub actor: Option<Actor>,
    /// Their session, where they are signed in.
    pub token: Option<SessionToken>,
    /// The language of the address.
    pub lang: Lang,
    /// Where the request comes from, for limits.
    pub address: IpAddr,
}

impl Visitor {
    /// Whoever is signed in.
    ///
    /// # Errors
    /// [`AppError::SignInFirst`], answered by leading to the sign-in page and back.
    pub fn actor(&self) -> Result<&Actor, AppError> {
        self.actor.as_ref().ok_or(AppError::SignInFirst)
    }

    /// Where whoever leaves something for later goes on: to their own dossiers, or to the resident's session.
    pub fn begun(&self) -> &'static str {
        match self.actor.as_ref().and_then(|actor| actor.assist.as_ref()) {
            Some(_) => "/ho-tro/phien",
            None => "/ho-so",
        }
    }

    /// An officer, with at least one agency.
    ///
    /// # Errors
    /// [`AppError::SignInFirst`] or [`AppError::Forbidden`].
    pub fn officer(&self) -> Result<&Actor, AppError> {
        let actor = self.actor()?;
        actor.must_be(RoleKind::Officer)?;
        Ok(actor)
    }

    /// An administrator.
    ///
    /// # Errors
    /// [`AppError::SignInFirst`] or [`AppError::Forbidden`].
    pub fn admin(&self) -> Result<&Actor, AppError> {
        let actor = self.actor()?;
        actor.must_be(RoleKind::Admin)?;
        Ok(actor)
    }

    /// As the header shows them.
    pub fn badge(&self) -> Option<Person> {
        self.actor.as_ref().map(badge)
    }

    /// The frame of a public page; `path` without its language.
    pub fn public(&self, app: &Shared, path: impl Into<String>, title: impl ToString) -> PageFrame {
        PageFrame::public(app.site.get(), self.lang, path, title).person(self.badge())
    }

    /// The frame of a page that belongs to whoever is signed in.
    pub fn private(&self, app: &Shared, path: impl Into<String>, title: impl ToString) -> PageFrame {
        PageFrame::private(app.site.get(), self.lang, path, title, self.badge())
    }

    /// The frame of an officer's, a helper's or an administrator's page.
    ///
    /// # Errors
    /// [`AppError::SignInFirst`] where nobody is signed in.
    pub fn office(&self, app: &Shared, path: impl Into<String>, title: impl ToString) -> Result<PageFrame, AppError> {
        let person = self.badge().ok_or(AppError::SignInFirst)?;
        Ok(PageFrame::office(app.site.get(), path, title, person))
    }
}

/// Somebody who is signed in, as the header shows them.
pub fn badge(actor: &Actor) -> Person {
    if let Some(assist) = &actor.assist {
        return Person {
            name: assist.helper.clone(),
            kind: PersonKind::Helper,
            assisting: Some(Assisting {
                resident: assist.resident.full_name.clone(),
                until: local(assist.until),
                confirmed: assist.confirmed,
            }),
        };
    }
    Person {
        assisting: None,
        name: actor.person.full_name.clone(),
        kind: if actor.has(RoleKind::Admin) {
            PersonKind::Administrator
        } else if actor.has(RoleKind::Officer) {
            PersonKind::Officer
        } else if actor.has(RoleKind::Helper) {
            PersonKind::Helper
        } else {
            PersonKind::Citizen
        },
    }
}

impl FromRequestParts<Shared> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Failure> {
        let uri = OriginalUri::from_request_parts(parts, app)
            .await
            .map_or_else(|_| parts.uri.clone(), |OriginalUri(uri)| uri);
        let (lang, path) = Lang::of_path(uri.path());
        let token = session_token(&parts.headers, app.settings.secure_cookies());
        let actor = match &token {
            Some(token) => session::resume(&app.portal, token).await?,
            None => None,
        };
        if let Some(assist) = actor.as_ref().and_then(|actor| actor.assist.as_ref())
            && !is_open_in_session(path, assist.confirmed)
        {
            return Err(Failure(AppError::Conflict("assist_open")));
        }
        let address = address(parts, app.settings.behind_proxy);
        Ok(Self { token: token.filter(|_| actor.is_some()), actor, lang, address })
    }
}

/// Whether a page is in reach while a helper enters data for a resident: what is public, the filing once the resident
/// has confirmed, and the session itself. Signing in, accounts, own dossiers and offices are not.
fn is_open_in_session(path: &str, confirmed: bool) -> bool {
    const PUBLIC: [&str; 9] = [
        "dich-vu",
        "gioi-thieu",
        "ho-tro",
        "ho-tro-nguoi-dan",
        "quyen-rieng-tu",
        "tinh-hinh",
        "tra-cuu",
        "tro-giup",
        "tro-nang",
    ];
    let first = path.trim_start_matches('/').split('/').next();
    let first = first.unwrap_or_default();
    path == "/" || path == "/dang-xuat" || PUBLIC.contains(&first) || (confirmed && first == "nop-ho-so")
}

/// Where a request comes from. Of `X-Forwarded-For` only the last address is our own proxy's word: whatever stands
/// before it, the visitor may have written.
fn address(parts: &Parts, behind_proxy: bool) -> IpAddr {
    let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let direct = direct.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(from)| from.ip());
    if !behind_proxy {
        return direct;
    }
    let said = parts.headers.get_all("x-forwarded-for").iter().next_back();
    said.and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .and_then(|last| last.trim().parse().ok())
        .unwrap_or(direct)
}

/// A cookie's name. Over https it binds the cookie to this host and to `Secure`, and no other name is heard: a
/// neighbouring host or a plain line could plant one, and with it a session of their own.
pub fn cookie_name(name: &str, secure: bool) -> String {
    let bound = if secure { "__Host-" } else { "" };
    format!("{bound}{name}")
}

/// The session token among the cookies.
pub fn session_token(headers: &HeaderMap, secure: bool) -> Option<SessionToken> {
    let wanted = cookie_name(COOKIE, secure);
    cookies(headers).filter(|(name, _)| *name == wanted).find_map(|(_, value)| SessionToken::parse(value))
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    cookies(headers).find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}

/// The `Set-Cookie` that hands a session to the browser, or takes it back (`None`).
pub fn session_cookie(token: Option<&SessionToken>, secure: bool) -> String {
    let name = cookie_name(COOKIE, secure);
    let flag = if secure { "; Secure" } else { "" };
    match token {
        // It ends with the browser; the store ends it earlier where it is left alone.
        Some(token) => format!("{name}={}; Path=/; HttpOnly; SameSite=Lax{flag}", token.as_str()),
        None => format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{flag}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    #[test]
    fn a_session_closes_what_is_the_helpers_own() {
        for path in ["/", "/dich-vu/x", "/ho-tro/phien", "/dang-xuat"] {
            assert!(is_open_in_session(path, false), "{path}");
        }
        assert!(!is_open_in_session("/nop-ho-so/x/y/kiem-tra", false));
        assert!(is_open_in_session("/nop-ho-so/x/y/kiem-tra", true));
        for path in [
            "/dang-nhap",
            "/dang-nhap/vneid",
            "/dang-ky",
            "/tai-khoan",
            "/ho-so",
            "/ho-so/QN-1",
            "/can-bo",
            "/quan-tri",
            "/anything-new",
        ] {
            assert!(!is_open_in_session(path, true), "{path}");
        }
    }

    #[test]
    fn over_https_a_planted_session_is_not_heard() {
        let [own, planted] = ["a".repeat(43), "b".repeat(43)];
        let heard = |cookies: &str, secure: bool| {
            let headers = HeaderMap::from_iter([(header::COOKIE, cookies.parse().unwrap())]);
            session_token(&headers, secure).map(|token| token.as_str().to_owned())
        };
        let both = format!("phien={planted}; __Host-phien={own}");
        assert_eq!(heard(&both, true).as_ref(), Some(&own));
        assert_eq!(heard(&format!("phien={planted}"), true), None);
        assert_eq!(heard(&format!("phien={own}"), false), Some(own));
    }

    #[test]
    fn only_the_proxys_own_word_is_believed() {
        let (mut parts, ()) = Request::builder()
            .header("x-forwarded-for", "1.1.1.1, 2.2.2.2")
            .header("x-forwarded-for", "3.3.3.3, 4.4.4.4")
            .body(())
            .unwrap()
            .into_parts();
        let direct = SocketAddr::from(([127, 0, 0, 9], 1));
        parts.extensions.insert(ConnectInfo(direct));
        assert_eq!(address(&parts, false), direct.ip());
        assert_eq!(address(&parts, true), IpAddr::from([4, 4, 4, 4]));
        parts.headers.clear();
        assert_eq!(address(&parts, true), direct.ip());
    }
}
