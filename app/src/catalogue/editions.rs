//! The versions of a service: which one is shown, and what there was before. Rules change; dossiers keep theirs.

use super::service::ServicePage;
use crate::format;
use crate::t;
use crate::ui::{Html, IntoHtml, Notice, Tone};
use crate::words::Lang;
use jiff::civil::Date;
use leptos::prelude::*;

/// Says that this isn't today's version, with the way back to that.
#[must_use]
pub(super) fn which(lang: Lang, view: &ServicePage) -> Option<Html> {
    let edition = &view.edition;
    let (from, to) = edition.periods.iter().find(|(from, _)| *from == edition.from)?;
    let said = match (edition.in_force, edition.on) {
        (true, None) => return None,
        (true, Some(day)) => t!(lang, "service.edition_of", day = format::date(lang, day)),
        (false, _) if to.is_some() => t!(lang, "service.edition_ended"),
        (false, _) => t!(lang, "service.edition_ahead"),
    };
    let today = edition.on.map(|_| {
        let href = lang.path(&format!("/dich-vu/{}", view.id));
        view! { <p><a href=href>{t!(lang, "service.edition_today")}</a></p> }
    });
    let held = period(lang, (*from, *to), view.deal.at.date());
    Some(
        view! {
            <Notice tone=Tone::Warning title=said>
                <p>{held}</p>
                {today}
            </Notice>
        }
        .into_html(),
    )
}

/// Says from when on another version holds, which is published already.
#[must_use]
pub(super) fn ahead(lang: Lang, view: &ServicePage) -> Option<Html> {
    let edition = &view.edition;
    let today = view.deal.at.date();
    let mut periods = edition.periods.iter().map(|(from, _)| *from);
    let from = periods.find(|from| *from > today && *from != edition.from)?;
    let title = t!(lang, "service.edition_coming", from = format::date(lang, from));
    let href = lang.path(&format!("/dich-vu/{}?ngay={from}", view.id));
    edition.on.is_none().then(|| {
        view! {
            <Notice title=title>
                <p>{t!(lang, "service.edition_coming_means")}</p>
                <p><a href=href>{t!(lang, "service.edition_coming_read")}</a></p>
            </Notice>
        }
        .into_html()
    })
}

/// All versions, newest first, each a link to the page as it stood then; nothing where there has been but one.
#[must_use]
pub(super) fn all(lang: Lang, view: &ServicePage) -> Option<Html> {
    let edition = &view.edition;
    let items = edition
        .periods
        .iter()
        .rev()
        .map(|(from, to)| {
            let said = period(lang, (*from, *to), view.deal.at.date());
            if *from == edition.from {
                return view! { <li aria-current="true">{said} " " <small>{t!(lang, "service.edition_shown")}</small></li> }
                    .into_html();
            }
            let href = lang.path(&format!("/dich-vu/{}?ngay={from}", view.id));
            view! { <li><a href=href>{said}</a></li> }.into_html()
        })
        .collect_view();
    (edition.periods.len() > 1).then(|| {
        view! {
            <section class="part" aria-labelledby="editions">
                <h2 id="editions">{t!(lang, "service.editions")}</h2>
                <ul>{items}</ul>
            </section>
        }
        .into_html()
    })
}

fn period(lang: Lang, (begins, to): (Date, Option<Date>), today: Date) -> String {
    let from = format::date(lang, begins);
    match to {
        None if begins > today => t!(lang, "service.period_ahead", from = from),
        Some(to) => t!(lang, "service.period", from = from, to = format::date(lang, to)),
        None => t!(lang, "service.period_open", from = from),
    }
    .into_owned()
}
