//! It was sent: the reference, what happens next, until when, and what is to be paid.

use crate::catalogue::vietnamese;
use crate::format;
use crate::islands::CopyButton;
use crate::t;
use crate::ui::{Facts, Notice, Timeline, TimelineEntry, TimelineState, Tone, moment};
use crate::words::Lang;
use domain::money::Dong;
use jiff::civil::DateTime;
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug)]
pub struct SentPage {
    /// By which the dossier is found.
    pub reference: String,
    /// The service's name.
    pub service: String,
    /// The agency's name.
    pub agency: String,
    /// When it was sent, local time.
    pub sent_at: DateTime,
    /// Until when the agency answers.
    pub acknowledge_by: DateTime,
    /// The provisional dates: promised and by law; absent where they are not known.
    pub due: Option<(DateTime, DateTime)>,
    /// What is to be paid now.
    pub owed_now: Dong,
    /// What is to be paid over the dossier's life.
    pub payable: Dong,
    /// What online filing saved.
    pub saved: Dong,
    /// Whether a text message or an e-mail goes out.
    pub told_by: Vec<String>,
    /// A helper sent it for a resident: following and paying are the resident's.
    pub assisted: bool,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &SentPage) -> AnyView {
    let dossier = lang.path(&format!("/ho-so/{}", view.reference));
    let title = t!(lang, "filing.sent.title");
    let reference = view.reference.clone();
    let told = told(lang, view);
    let button = if view.owed_now.is_zero() {
        "button"
    } else {
        "button quiet"
    };
    view! {
        <h1>{title}</h1>
        <Notice tone=Tone::Done title=t!(lang, "filing.sent.reference")>
            <p class="reference">
                <strong>{reference.clone()}</strong> " "
                <CopyButton
                    text=reference
                    label=t!(lang, "filing.sent.copy").into_owned()
                    copied=t!(lang, "filing.sent.copied").into_owned()
                />
            </p>
            <p>{t!(lang, "filing.sent.keep")} " " {told}</p>
        </Notice>
        {(!view.assisted).then(|| pay(lang, view, &dossier))}
        <h2>{t!(lang, "filing.sent.next")}</h2>
        <Timeline lang entries=entries(lang, view)/>
        {facts(lang, view)}
        {view.assisted.then(|| view! { <p>{t!(lang, "filing.sent.assisted")}</p> })}
        <div class="buttons">
            {if view.assisted {
                view! { <a class="button" href="/ho-tro/phien">{t!(lang, "filing.sent.back")}</a> }.into_any()
            } else {
                view! { <a class=button href=dossier>{t!(lang, "filing.sent.follow")}</a> }.into_any()
            }}
            <a href=lang.path("/dich-vu")>{t!(lang, "filing.sent.more")}</a>
        </div>
    }
    .into_any()
}

fn told(lang: Lang, view: &SentPage) -> Option<String> {
    (!view.told_by.is_empty())
        .then(|| t!(lang, "filing.sent.told", places = view.told_by.join(", ")).into_owned())
}

fn pay(lang: Lang, view: &SentPage, dossier: &str) -> Option<AnyView> {
    (!view.owed_now.is_zero()).then(|| {
        let amount = format::dong(lang, view.owed_now);
        let href = format!("{dossier}/thanh-toan");
        view! {
            <Notice title=t!(lang, "filing.sent.pay_now", amount = amount)>
                <p>{t!(lang, "filing.sent.pay_now_why")}</p>
                <p><a class="button" href=href>{t!(lang, "filing.sent.pay")}</a></p>
            </Notice>
        }
        .into_any()
    })
}

fn entries(lang: Lang, view: &SentPage) -> Vec<TimelineEntry> {
    let ahead = |title: std::borrow::Cow<'static, str>, at, note: String| TimelineEntry {
        title: title.into_owned(),
        at,
        note,
        state: TimelineState::Ahead,
    };
    let due = view.due.map(|(promised, _)| promised);
    vec![
        TimelineEntry {
            title: t!(lang, "filing.sent.was_sent").into_owned(),
            at: Some(view.sent_at),
            note: String::new(),
            state: TimelineState::Past,
        },
        ahead(
            t!(lang, "filing.sent.answer"),
            Some(view.acknowledge_by),
            t!(lang, "filing.sent.answer_note").into_owned(),
        ),
        ahead(
            t!(lang, "filing.sent.result"),
            due,
            t!(lang, "filing.sent.result_note").into_owned(),
        ),
    ]
}

fn facts(lang: Lang, view: &SentPage) -> AnyView {
    let text = |text: String| view! { <span lang=vietnamese(lang)>{text}</span> }.into_any();
    let mut items = vec![
        (
            t!(lang, "filing.sent.service").into_owned(),
            text(view.service.clone()),
        ),
        (
            t!(lang, "filing.agency").into_owned(),
            text(view.agency.clone()),
        ),
    ];
    if let Some((_, statutory)) = view.due {
        items.push((
            t!(lang, "filing.sent.by_law").into_owned(),
            moment(lang, statutory).into_any(),
        ));
    }
    if !view.payable.is_zero() {
        items.push((
            t!(lang, "filing.sent.fee").into_owned(),
            format::dong(lang, view.payable).into_any(),
        ));
    }
    if !view.saved.is_zero() {
        let saved = format::dong(lang, view.saved);
        items.push((
            t!(lang, "filing.sent.saved").into_owned(),
            view! { <span class="save">{saved}</span> }.into_any(),
        ));
    }
    view! { <Facts items/> }.into_any()
}
