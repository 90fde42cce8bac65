//! Pages about the portal itself: what it is, what it keeps, how it can be used by everybody, who helps.

use std::collections::BTreeMap;

use app::catalogue::{
    about as about_view, accessibility as accessibility_view,
    help::{self as help_view, HelpPage},
    privacy::{self as privacy_view, PrivacyPage},
};
use axum::extract::State;
use backend::{catalogue, filing::limits, session};
use domain::mode::Level;

use super::agency_name;
use crate::{
    pages::public_page,
    web::{Outcome, Shared, Visitor},
};

/// Months for which the operator keeps logs (Nghị định 333/2026/NĐ-CP Điều 16: at least twelve).
const LOG_MONTHS: u32 = 12;

/// `/gioi-thieu`
pub async fn about(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    let (lang, site) = (visitor.lang, app.site.get());
    let frame = about_view::frame(site.clone(), lang).person(visitor.badge());
    Ok(public_page(&frame, || about_view::page(lang, &site.province, site.demo)))
}

/// `/quyen-rieng-tu`
pub async fn privacy(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    let lang = visitor.lang;
    let view = PrivacyPage {
        draft_days: limits::DRAFT_DAYS,
        session_hours: u32::try_from(session::LIFETIME.as_hours()).unwrap_or(u32::MAX),
        log_months: LOG_MONTHS,
    };
    let frame = privacy_view::frame(app.site.get(), lang).person(visitor.badge());
    Ok(public_page(&frame, || privacy_view::page(lang, &view)))
}

/// `/tro-nang`
pub async fn accessibility(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    let lang = visitor.lang;
    let frame = accessibility_view::frame(app.site.get(), lang).person(visitor.badge());
    Ok(public_page(&frame, || accessibility_view::page(lang)))
}

/// `/tro-giup`
pub async fn help(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    let (lang, site) = (visitor.lang, app.site.get());
    let mut tx = app.portal.db.read().await?;
    let agencies = catalogue::store::agencies(&mut tx).await?;
    tx.commit().await?;
    let today = app.portal.clock.today();
    let mut places: BTreeMap<Level, Vec<(String, String)>> = BTreeMap::new();
    for agency in agencies {
        let is_there = agency.valid_from <= today && agency.valid_to.is_none_or(|last| last >= today);
        let name = agency_name(lang, &agency).to_owned();
        let reached: Vec<String> = agency.address.into_iter().chain(agency.phone).collect();
        if is_there && !reached.is_empty() {
            let level = places.entry(agency.level).or_default();
            level.push((name, reached.join(" · ")));
        }
    }
    let view = HelpPage { phone: site.help_phone.clone(), places };
    let frame = help_view::frame(site, lang).person(visitor.badge());
    Ok(public_page(&frame, || help_view::page(lang, &view)))
}
