//! The pages, rendered from sample view models: snapshots, what every page must hold, and a preview to look at.
//!
//! `cargo test -p app --features ssr --test pages preview -- --ignored` writes the pages with their style sheet to
//! `target/preview`, to be opened in a browser.

mod adoption;
mod calendar;
mod desk;
mod samples;
mod versions;

use app::adoption::{dossiers, page as figures, targets};
use app::catalogue::{about, accessibility, help, home, list, privacy, service};
use app::errors::{self, Problem};
use app::shell::{PageFrame, render};
use app::ui::Html;
use app::versions as view;
use app::words::Lang;

/// Each page by the name of its file.
fn pages() -> Vec<(&'static str, String)> {
    let site = samples::site;
    let mut pages = Vec::new();
    let mut add = |name: &'static str, frame: PageFrame, view: &dyn Fn() -> Html| {
        pages.push((name, render(&frame, view)));
    };
    let home_view = samples::home();
    add("home", home::frame(site(), Lang::Vi), &|| home::page(Lang::Vi, &home_view));
    add("home-en", home::frame(site(), Lang::En), &|| home::page(Lang::En, &home_view));
    for (name, lang, view) in [
        ("service", Lang::Vi, samples::household_business()),
        ("service-en", Lang::En, samples::household_business()),
        ("service-partial", Lang::Vi, samples::marriage()),
        ("service-unknown", Lang::Vi, samples::unknown()),
        ("service-earlier", Lang::Vi, samples::earlier()),
    ] {
        add(name, service::frame(site(), lang, &view), &|| service::page(lang, &view));
    }
    for (name, lang, view) in [
        ("list", Lang::Vi, samples::list()),
        ("list-en", Lang::En, samples::list()),
        ("list-guessed", Lang::Vi, samples::guessed_list()),
        ("list-empty", Lang::Vi, samples::empty_list()),
    ] {
        add(name, list::frame(site(), lang, &view.query), &|| list::page(lang, &view));
    }
    let keeping = privacy::PrivacyPage { draft_days: 90, session_hours: 8, log_months: 12 };
    add("privacy", privacy::frame(site(), Lang::Vi), &|| privacy::page(Lang::Vi, &keeping));
    add("about", about::frame(site(), Lang::Vi), &|| about::page(Lang::Vi, "Quảng Ngãi", true));
    add("accessibility", accessibility::frame(site(), Lang::En), &|| accessibility::page(Lang::En));
    add("help", help::frame(site(), Lang::Vi), &|| help::page(Lang::Vi, &samples::help()));
    for (name, lang, view) in [
        ("adoption", Lang::Vi, adoption::year()),
        ("adoption-en", Lang::En, adoption::year_with_lists()),
        ("adoption-agency", Lang::Vi, adoption::agency()),
        ("adoption-turned", Lang::Vi, adoption::turned()),
        ("adoption-nothing", Lang::Vi, adoption::nothing()),
    ] {
        add(name, figures::frame(site(), lang, &view.query), &|| figures::page(lang, &view));
    }
    let listed = adoption::dossiers();
    let listed_frame = dossiers::frame(site(), Lang::Vi, &listed, Some(samples::officer()));
    add("adoption-dossiers", listed_frame, &|| dossiers::page(Lang::Vi, &listed));
    let office = PageFrame::office(site(), "/quan-tri/chi-tieu", "Chỉ tiêu", samples::officer());
    add("adoption-targets", office, &|| targets::page(&adoption::targets()));
    let frame = PageFrame::office(site(), "/can-bo", "Hồ sơ", samples::officer());
    add("desk-accept", frame, &|| {
        let (fee, deadline) = samples::business_terms();
        desk::acceptance(fee, deadline)
    });
    let frame = || PageFrame::office(site(), "/quan-tri/thu-tuc", "Thủ tục", samples::officer());
    add("versions", frame(), &|| view::list::page(&versions::list()));
    add("version-history", frame(), &|| view::history::page(&versions::history()));
    add("version-withdraw", frame(), &|| view::withdraw::page(&versions::withdraw()));
    add("version-draft", frame(), &|| view::draft::page(&versions::draft()));
    add("version-publish", frame(), &|| view::draft::page(&versions::to_publish()));
    add("version-form", frame(), &|| view::form::page(&versions::form()));
    add_calendar(&mut add);
    let problem = Problem::Internal { reference: "7F3K-92QD".into() };
    add("error-500", errors::frame(site(), Lang::Vi, "/ho-so", &problem), &|| errors::page(Lang::Vi, &problem, None));
    add("form", samples::form_frame(), &|| samples::form());
    pages
}

fn add_calendar(mut add: impl FnMut(&'static str, PageFrame, &dyn Fn() -> Html)) {
    use app::calendar as view;
    let office = || PageFrame::office(samples::site(), view::PATH, "Lịch", samples::officer());
    add("calendar-year", office(), &|| view::year::page(&calendar::year()));
    add("calendar-published", office(), &|| view::year::page(&calendar::published()));
    add("calendar-preview", office(), &|| view::preview::page(&calendar::preview()));
    add("calendar-import", office(), &|| view::import::page(&calendar::import()));
    add("calendar-form", office(), &|| view::form::days(&calendar::form()));
    add("calendar-declare", office(), &|| view::form::declare(&calendar::declare()));
    add("calendar-hours", office(), &|| view::hours::page(&calendar::hours()));
}

/// The page's main part, without the frame that all share, a line a tag so that a difference reads.
fn main_part(html: &str) -> String {
    let start = html.find("<main").unwrap_or_default();
    let end = html.find("</main>").unwrap_or(html.len());
    html[start..end].replace("><", ">\n<")
}

#[test]
fn pages_look_as_they_did() {
    for (name, html) in pages() {
        insta::assert_snapshot!(name, main_part(&html));
    }
}

#[test]
fn a_frame_looks_as_it_did() {
    let home = pages().into_iter().find(|(name, _)| *name == "home").unwrap().1;
    let (before, rest) = home.split_once("<main").unwrap();
    let after = rest.split_once("</main>").unwrap().1;
    insta::assert_snapshot!("frame", format!("{before}…{after}").replace("><", ">\n<"));
}

#[test]
fn no_page_carries_a_comment() {
    for (name, html) in pages() {
        assert_eq!(html.matches("<!").count(), 1, "{name}: a hydration mark or a comment beside the doctype");
    }
}

#[test]
fn no_page_breaks_the_content_security_policy() {
    for (name, html) in pages() {
        assert!(!html.contains(" style="), "{name} has a style attribute");
        assert!(!html.contains("<style"), "{name} has a style element");
        assert!(!html.contains("<script"), "{name} has a script, but no island");
        assert!(!html.contains(" onclick="), "{name} has a handler");
    }
}

#[test]
fn every_page_has_one_heading_unique_ids_and_labels_that_lead_somewhere() {
    for (name, html) in pages() {
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        let ids: Vec<&str> = attributes(&html, "id").collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{name} has an id twice: {ids:?}");
        for reference in ["for", "aria-describedby", "aria-labelledby"] {
            for target in attributes(&html, reference).flat_map(str::split_whitespace) {
                assert!(ids.contains(&target), "{name}: {reference}=\"{target}\" leads nowhere");
            }
        }
    }
}

#[test]
fn no_word_is_missing() {
    for (name, html) in pages() {
        for mark in ["vi.", "en."] {
            let key = attributes(&html, "aria-label")
                .chain(html.split(['<', '>']))
                .find(|text| text.strip_prefix(mark).is_some_and(|rest| rest.contains('.') && !rest.contains(' ')));
            assert_eq!(key, None, "{name} shows a key instead of a text");
        }
        assert!(!html.contains("%{"), "{name} shows a placeholder");
    }
}

/// The values of an attribute, in order.
fn attributes<'a>(html: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let opening = format!(" {name}=\"");
    html.split('<').flat_map(move |tag| {
        let inside = tag.split_once('>').map_or(tag, |(inside, _)| inside);
        inside.split_once(&opening).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value)
    })
}

#[test]
#[ignore = "writes files to look at"]
fn preview() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("target/preview");
    std::fs::create_dir_all(folder.join("fonts")).unwrap();
    let style = root.join("style");
    let mut names: Vec<_> = std::fs::read_dir(&style).unwrap().flatten().map(|entry| entry.path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "css"));
    names.sort_by_key(|path| (!path.ends_with("tokens.css"), !path.ends_with("base.css"), path.clone()));
    let sheet: String = names.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    std::fs::write(folder.join("portal.css"), sheet).unwrap();
    let font = "fonts/be-vietnam-pro-600.woff2";
    std::fs::copy(style.join(font), folder.join(font)).unwrap();
    for (name, html) in pages() {
        std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
    }
}
