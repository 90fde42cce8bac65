//! It was sent: the reference, what happens next, until when, and what is to be paid.

use crate::catalogue::vietnamese;
use crate::format;
use crate::islands::CopyButton;
use crate::t;
use crate::ui::{Facts, Html, IntoHtml, Notice, Timeline, TimelineEntry, TimelineState, Tone, moment};
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
pub fn page(lang: Lang, view: &SentPage) -> Html {
    let dossier = lang.path(&format!("/ho-so/{}", view.reference));
    let title = t!(lang, "filing.sent.title");
    let reference = view.reference.clone();
    let told = told(lang, view);
    let button = if view.owed_now.is_zero() { "button" } else { "button quiet" };
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
        {(!view.assisted).then(|| pay(lang, view))}
        <h2>{t!(lang, "filing.sent.next")}</h2>
        <Timeline lang entries=entries(lang, view)/>
        {facts(lang, view)}
        {view.assisted.then(|| view! { <p>{t!(lang, "filing.sent.assisted")}</p> })}
        <div class="buttons">
            {if view.assisted {
                view! { <a class="button" href="/ho-tro/phien">{t!(lang, "filing.sent.back")}</a> }.into_html()
            } else {
                view! { <a class=button href=dossier>{t!(lang, "filing.sent.follow")}</a> }.into_html()
            }}
            <a href=lang.path("/dich-vu")>{t!(lang, "filing.sent.more")}</a>
        </div>
    }
    .into_html()
}

fn told(lang: Lang, view: &SentPage) -> Option<String> {
    (!view.told_by.is_empty()).then(|| t!(lang, "filing.sent.told", places = view.told_by.join(", ")).into_owned())
}

fn pay(lang: Lang, view: &SentPage) -> Option<Html> {
    (!view.owed_now.is_zero()).then(|| {
        let amount = format::dong(lang, view.owed_now);
        let action = lang.path(&format!("/thanh-toan/{}", view.reference));
        view! {
            <Notice title=t!(lang, "filing.sent.pay_now", amount = amount)>
                <p>{t!(lang, "filing.sent.pay_now_why")}</p>
                <form method="post" action=action>
                    <button class="button">{t!(lang, "filing.sent.pay")}</button>
                </form>
            </Notice>
        }
        .into_html()
    })
}

fn entries(lang: Lang, view: &SentPage) -> Vec<TimelineEntry> {
    let ahead = |title: std::borrow::Cow<'static, str>, at, note: String| TimelineEntry {
        title: title.into_owned(),
        at,
        by: String::new(),
        note,
        state: TimelineState::Ahead,
    };
    let due = view.due.map(|(promised, _)| promised);
    vec![
        TimelineEntry {
            title: t!(lang, "filing.sent.was_sent").into_owned(),
            at: Some(view.sent_at),
            by: String::new(),
            note: String::new(),
            state: TimelineState::Past,
        },
        ahead(
            t!(lang, "filing.sent.answer"),
            Some(view.acknowledge_by),
            t!(lang, "filing.sent.answer_note").into_owned(),
        ),
        ahead(t!(lang, "filing.sent.result"), due, t!(lang, "filing.sent.result_note").into_owned()),
    ]
}

fn facts(lang: Lang, view: &SentPage) -> Html {
    let text = |text: String| view! { <span lang=vietnamese(lang)>{text}</span> }.into_html();
    let mut items = vec![
        (t!(lang, "filing.sent.service").into_owned(), text(view.service.clone())),
        (t!(lang, "filing.agency").into_owned(), text(view.agency.clone())),
    ];
    if let Some((_, statutory)) = view.due {
        items.push((t!(lang, "filing.sent.by_law").into_owned(), moment(lang, statutory).into_html()));
    }
    if !view.payable.is_zero() {
        items.push((t!(lang, "filing.sent.fee").into_owned(), format::dong(lang, view.payable).into_html()));
    }
    if !view.saved.is_zero() {
        let saved = format::dong(lang, view.saved);
        items.push((
            t!(lang, "filing.sent.saved").into_owned(),
            view! { <span class="save">{saved}</span> }.into_html(),
        ));
    }
    view! { <Facts items/> }.into_html()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hydration_context::SsrSharedContext;
    use jiff::civil::date;
    use leptos::reactive::owner::Owner;
    use std::sync::Arc;

    #[test]
    fn what_is_due_at_filing_is_paid_from_here() {
        let at = date(2026, 11, 23).at(9, 0, 0, 0);
        let view = SentPage {
            reference: "QN-7K3F-M2XR".to_owned(),
            service: "Đăng ký thành lập doanh nghiệp tư nhân".to_owned(),
            agency: "Sở Tài chính".to_owned(),
            sent_at: at,
            acknowledge_by: at,
            due: None,
            owed_now: Dong::new(100_000).unwrap_or_default(),
            payable: Dong::new(100_000).unwrap_or_default(),
            saved: Dong::ZERO,
            told_by: Vec::new(),
            assisted: false,
        };
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| page(Lang::En, &view).to_html());
        assert!(html.contains(r#"<form method="post" action="/en/thanh-toan/QN-7K3F-M2XR""#), "{html}");
    }
}
