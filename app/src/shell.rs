//! The frame of every page: document head, header, footer. [`render`] turns a view into a whole document.

mod frame;

use crate::format;
use crate::t;
use crate::ui::{Html, IntoHtml};
use crate::words::Lang;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;

use std::sync::Arc;

pub use frame::{Assets, Assisting, PageFrame, Person, PersonKind, Place, Site};

/// Renders a whole document: the frame around the view that `content` builds.
///
/// The view is built inside, under the owner that islands need.
#[must_use]
pub fn render(frame: &PageFrame, content: impl FnOnce() -> Html) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| document(frame, content()).into());
    owner.unset_with_forced_cleanup();
    html
}

fn document(frame: &PageFrame, content: Html) -> Html {
    let lang = frame.lang;
    view! {
        <!DOCTYPE html>
        <html lang=lang.code()>
            {head(frame)}
            <body>
                <a class="skip" href="#main">{t!(lang, "shell.skip")}</a>
                {demo_band(frame)}
                {assisting(frame)}
                {header(frame)}
                <main id="main" class="wrap" tabindex="-1">{content}</main>
                {footer(frame)}
            </body>
        </html>
    }
    .into_html()
}

fn head(frame: &PageFrame) -> Html {
    let site = &frame.site;
    let lang = frame.lang;
    let title = if frame.path == "/" {
        frame.title.clone()
    } else {
        t!(lang, "shell.title", page = frame.title, province = site.province).into_owned()
    };
    let address = |of: Lang| format!("{}{}", site.public_url, of.path(&frame.path));
    let module = site.assets.islands.clone().filter(|_| frame.island);
    view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width,initial-scale=1"/>
            <title>{title}</title>
            {(!frame.description.is_empty())
                .then(|| view! { <meta name="description" content=frame.description.clone()/> })}
            {(!frame.public).then(|| view! { <meta name="robots" content="noindex"/> })}
            <meta name="color-scheme" content="light dark"/>
            {frame.public.then(|| view! { <link rel="canonical" href=address(lang)/> })}
            {(frame.public && frame.translated)
                .then(|| {
                    view! {
                        <link rel="alternate" hreflang="vi" href=address(Lang::Vi)/>
                        <link rel="alternate" hreflang="en" href=address(Lang::En)/>
                    }
                })}
            <link rel="icon" type="image/svg+xml" href=site.assets.favicon.clone()/>
            <link rel="stylesheet" href=site.assets.css.clone()/>
            {module.map(|src| view! { <script type="module" src=src></script> })}
        </head>
    }
    .into_html()
}

/// The band that says, on every page, that the data is made up and where real dossiers are filed.
fn demo_band(frame: &PageFrame) -> Option<Html> {
    let lang = frame.lang;
    frame.site.demo.then(|| {
        view! {
            <aside class="band">
                <div class="wrap">
                    {t!(lang, "shell.demo")} " "
                    <a href="https://dichvucong.gov.vn" rel="external">{t!(lang, "shell.national_portal")}</a>
                </div>
            </aside>
        }
        .into_html()
    })
}

/// Whose data is entered, until when, and the two ways out: on every page while a session is open.
fn assisting(frame: &PageFrame) -> Option<Html> {
    let lang = frame.lang;
    let assisting = frame.person.as_ref()?.assisting.clone()?;
    let (name, until) = (assisting.resident, format::time(assisting.until.time()));
    let said = if assisting.confirmed {
        t!(lang, "shell.assist.open", name = name, until = until)
    } else {
        t!(lang, "shell.assist.pending", name = name)
    };
    let section = view! {
        <section class="assisting" aria-label=t!(lang, "shell.assist.label")>
            <div class="wrap">
                <p><a href="/ho-tro/phien">{said}</a></p>
                <form method="post" action="/ho-tro/phien/ket-thuc">
                    <button class="link">{t!(lang, "shell.assist.end")}</button>
                </form>
                <form method="post" action="/ho-tro/phien/rut">
                    <button class="link">{t!(lang, "shell.assist.withdraw")}</button>
                </form>
            </div>
        </section>
    };
    Some(section.into_html())
}

fn header(frame: &PageFrame) -> Html {
    let lang = frame.lang;
    let province = frame.site.province.clone();
    view! {
        <header class="top">
            <div class="wrap">
                <a class="mark" href=lang.path("/")>
                    {emblem()}
                    <span>
                        {t!(lang, "shell.name", province = province)}
                        <small>{t!(lang, "shell.motto")}</small>
                    </span>
                </a>
                {navigation(frame)}
                {language_switch(frame)}
            </div>
        </header>
    }
    .into_html()
}

fn navigation(frame: &PageFrame) -> Html {
    let lang = frame.lang;
    let link = |place: Place, path: &str, text: std::borrow::Cow<'static, str>| {
        let current = (frame.place == place).then_some("true");
        view! { <li><a href=lang.path(path) aria-current=current>{text}</a></li> }.into_html()
    };
    let kind = frame.person.as_ref().map(|person| person.kind);
    let assists = frame.person.as_ref().is_some_and(|person| person.assisting.is_some());
    let mut links = vec![
        link(Place::Services, "/dich-vu", t!(lang, "shell.nav.services")),
        link(Place::Tracking, "/tra-cuu", t!(lang, "shell.nav.tracking")),
    ];
    if matches!(kind, Some(PersonKind::Citizen | PersonKind::Helper)) && !assists {
        links.push(link(Place::MyDossiers, "/ho-so", t!(lang, "shell.nav.my_dossiers")));
    }
    // Offices work in Vietnamese alone, so these addresses have no English form.
    match kind {
        Some(PersonKind::Officer) => links.push(office_link("/can-bo", t!(lang, "shell.nav.desk"), frame.place)),
        Some(PersonKind::Administrator) => {
            links.push(office_link("/quan-tri", t!(lang, "shell.nav.admin"), frame.place));
        }
        Some(PersonKind::Helper) => links.push(office_link("/ho-tro", t!(lang, "shell.nav.assist"), frame.place)),
        _ => {}
    }
    links.push(link(Place::Adoption, "/tinh-hinh", t!(lang, "shell.nav.adoption")));
    view! {
        <nav class="nav" aria-label=t!(lang, "shell.nav.label")>
            <ul>{links} {account(frame)}</ul>
        </nav>
    }
    .into_html()
}

fn office_link(path: &'static str, text: std::borrow::Cow<'static, str>, place: Place) -> Html {
    let current = (place == Place::Office).then_some("true");
    view! { <li><a href=path aria-current=current>{text}</a></li> }.into_html()
}

fn account(frame: &PageFrame) -> Html {
    let lang = frame.lang;
    match &frame.person {
        None => view! { <li><a href=lang.path("/dang-nhap")>{t!(lang, "shell.nav.sign_in")}</a></li> }.into_html(),
        Some(person) => {
            let name = person.name.clone();
            view! {
                <li class="who">
                    {if person.assisting.is_some() {
                        view! { <span class="name">{name}</span> }.into_html()
                    } else {
                        view! { <a class="name" href=lang.path("/tai-khoan")>{name}</a> }.into_html()
                    }}
                    <form method="post" action=lang.path("/dang-xuat")>
                        <button class="link">{t!(lang, "shell.nav.sign_out")}</button>
                    </form>
                </li>
            }
            .into_html()
        }
    }
}

fn language_switch(frame: &PageFrame) -> Option<Html> {
    let other = frame.lang.other();
    frame.translated.then(|| {
        view! {
            <a class="language" href=other.path(&frame.path) lang=other.code() hreflang=other.code() rel="alternate">
                {t!(frame.lang, "shell.other_language")}
            </a>
        }
        .into_html()
    })
}

fn footer(frame: &PageFrame) -> Html {
    let lang = frame.lang;
    let phone = frame.site.help_phone.clone();
    let link = |path: &str, text: std::borrow::Cow<'static, str>| {
        view! { <li><a href=lang.path(path)>{text}</a></li> }
    };
    view! {
        <footer class="foot">
            <div class="wrap">
                <div>
                    <p class="name">{t!(lang, "shell.name", province = frame.site.province)}</p>
                    <p>{t!(lang, "shell.what_this_is", province = frame.site.province)}</p>
                </div>
                <ul>
                    {phone
                        .map(|number| {
                            let address = format!("tel:{}", number.replace([' ', '.'], ""));
                            view! { <li>{t!(lang, "shell.help")} " " <a href=address>{number}</a></li> }
                        })}
                    {link("/tro-giup", t!(lang, "shell.help_page"))}
                    {link("/ho-tro-nguoi-dan", t!(lang, "shell.helpers"))}
                    {link("/kiem-tra-ket-qua", t!(lang, "shell.check_result"))}
                    {link("/gioi-thieu", t!(lang, "shell.about"))}
                    {link("/quyen-rieng-tu", t!(lang, "shell.privacy"))}
                    {link("/tro-nang", t!(lang, "shell.accessibility"))}
                </ul>
            </div>
        </footer>
    }
    .into_html()
}

/// The portal's mark: a star within a drum's rings.
fn emblem() -> Html {
    view! {
        <svg viewBox="0 0 48 48" width="40" height="40" aria-hidden="true">
            <rect width="48" height="48" rx="9" fill="#9d1420"></rect>
            <g fill="none" stroke="#f0c766">
                <circle cx="24" cy="24" r="17" stroke-width="1.6"></circle>
                <circle cx="24" cy="24" r="13.4" stroke-dasharray="1.6 2.2"></circle>
            </g>
            <path
                fill="#f0c766"
                d="m24 14 2.6 6.8 7.2.3-5.6 4.5 1.9 7-6.1-4-6.1 4 1.9-7-5.6-4.5 7.2-.3z"
            ></path>
        </svg>
    }
    .into_html()
}

/// A breadcrumb trail: the pages above this one, `(path without its language, name)`.
#[must_use]
pub fn trail(lang: Lang, above: Vec<(String, String)>) -> Html {
    view! {
        <nav class="trail" aria-label=t!(lang, "shell.trail")>
            <ol>
                <li><a href=lang.path("/")>{t!(lang, "shell.home")}</a></li>
                {above
                    .into_iter()
                    .map(|(path, name)| view! { <li><a href=lang.path(&path)>{name}</a></li> })
                    .collect_view()}
            </ol>
        </nav>
    }
    .into_html()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Arc<Site> {
        Arc::new(Site {
            province: "Quảng Ngãi".into(),
            public_url: "https://example.vn".into(),
            demo: true,
            help_phone: None,
            assets: Assets { css: "/a.css".into(), islands: Some("/i.js".into()), favicon: "/f.svg".into() },
        })
    }

    #[test]
    fn a_page_is_a_whole_document_and_text_is_escaped() {
        let frame = PageFrame::public(site(), Lang::En, "/dich-vu", "<b>\"&");
        let html = render(&frame, || {
            view! { <p title="\"><script>">"<script>"</p><textarea>{"</textarea><script>"}</textarea> }.into_html()
        });
        assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\">"), "{html}");
        assert!(html.ends_with("</html>"));
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains(r#"<link rel="canonical" href="https://example.vn/en/dich-vu""#), "{html}");
        assert!(html.contains(r#"hreflang="vi" href="https://example.vn/dich-vu""#));
    }

    #[test]
    fn the_islands_module_is_loaded_only_where_there_is_one() {
        let plain = PageFrame::public(site(), Lang::Vi, "/", "Trang chủ");
        assert!(!render(&plain, || view! { <p></p> }.into_html()).contains("/i.js"));
        let woken = render(&plain.with_island(), || view! { <p></p> }.into_html());
        assert!(woken.contains(r#"<script type="module" src="/i.js">"#));
    }

    #[test]
    fn private_pages_are_not_listed() {
        let frame = PageFrame::private(site(), Lang::Vi, "/ho-so", "Hồ sơ của tôi", None);
        let html = render(&frame, || view! { <p></p> }.into_html());
        assert!(html.contains(r#"<meta name="robots" content="noindex""#));
        assert!(!html.contains("canonical"));
    }
}
