//! What administrators should look at, on their first page: who is below target, who falls, which services nobody uses
//! online. In Vietnamese alone.

use crate::ui::{Html, IntoHtml};
use domain::metrics::Share;
use leptos::prelude::*;

use super::query::AdoptionQuery;
use crate::format;
use crate::t;
use crate::ui::chart::bars::Reach;
use crate::words::Lang;

const LANG: Lang = Lang::Vi;
/// So many of each are listed; the rest is counted.
const MOST: usize = 8;

/// What to look at, in the year so far.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// Agencies below their target for online dossiers, the lowest first.
    pub below: Vec<Below>,
    /// Agencies whose online share fell from month to month, three months on end.
    pub falling: Vec<Falling>,
    /// Services that are offered online and had no online dossier: id and name.
    pub unused: Vec<(String, String)>,
}

/// An agency below its target.
#[derive(Clone, Debug)]
pub struct Below {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Online, of all received.
    pub share: Share,
    /// Its target in percent.
    pub target: u32,
}

/// An agency whose share falls.
#[derive(Clone, Debug)]
pub struct Falling {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The shares of the months, in hundredths of a percent, the oldest first.
    pub shares: Vec<i64>,
}

/// The list.
#[must_use]
pub fn list(watch: &Watch) -> Html {
    let below = watch
        .below
        .iter()
        .map(|one| {
            let missing = match Reach::of(one.share, Some(one.target)) {
                Reach::Missing(missing) => missing,
                _ => 0,
            };
            let points = one.share.basis_points().unwrap_or(0);
            let said = t!(
                LANG,
                "admin.watch.below_one",
                share = format::percent(LANG, points),
                of = format::number(LANG, one.share.of),
                all = format::number(LANG, one.share.all),
                target = one.target,
                missing = format::number(LANG, missing)
            );
            (agency(&one.id), one.name.clone(), said.into_owned())
        })
        .collect();
    let falling = watch
        .falling
        .iter()
        .map(|one| {
            let shares: Vec<String> = one.shares.iter().map(|points| format::percent(LANG, *points)).collect();
            (agency(&one.id), one.name.clone(), shares.join(" → "))
        })
        .collect();
    let unused = watch.unused.iter().map(|(id, name)| (service(id), name.clone(), String::new())).collect();
    view! {
        <h2 id="can-xem">{t!(LANG, "admin.watch")}</h2>
        <div class="cols-even">
            {group(t!(LANG, "admin.watch.below").into_owned(), below)}
            {group(t!(LANG, "admin.watch.falling").into_owned(), falling)}
            {group(t!(LANG, "admin.watch.unused").into_owned(), unused)}
        </div>
        <p>
            <a href="/quan-tri/chi-tieu">{t!(LANG, "admin.target.title")}</a> " · "
            <a href="/tinh-hinh">{t!(LANG, "admin.watch.all")}</a>
        </p>
    }
    .into_html()
}

fn agency(id: &str) -> String {
    AdoptionQuery { agency: Some(id.to_owned()), ..AdoptionQuery::default() }.address()
}

fn service(id: &str) -> String {
    AdoptionQuery { service: Some(id.to_owned()), ..AdoptionQuery::default() }.address()
}

/// A heading with how many there are, and the first of them: address, name, what to say.
fn group(title: String, items: Vec<(String, String, String)>) -> Html {
    let count = items.len();
    let rest = count.saturating_sub(MOST);
    let shown = items
        .into_iter()
        .take(MOST)
        .map(|(href, name, said)| {
            let said = (!said.is_empty()).then(|| view! { <small>{said}</small> });
            view! { <li><a href=href>{name}</a> {said}</li> }
        })
        .collect_view();
    let list = if count == 0 {
        view! { <p class="soft">{t!(LANG, "admin.watch.none")}</p> }.into_html()
    } else {
        view! { <ul class="list">{shown}</ul> }.into_html()
    };
    let rest = (rest > 0).then(|| view! { <p class="soft">{t!(LANG, "admin.watch.rest", count = rest)}</p> });
    view! {
        <section>
            <h3>{title} " (" {count} ")"</h3>
            {list}
            {rest}
        </section>
    }
    .into_html()
}
