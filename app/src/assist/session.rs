//! A session: waiting for the resident's code, open, ended.

use jiff::civil::{Date, DateTime};
use leptos::prelude::*;

use super::VI;
use crate::format;
use crate::t;
use crate::ui::{ErrorSummary, Facts, FormState, Html, IntoHtml, Notice, TextField, Tone};

/// The page that asks for a code.
#[derive(Clone, Debug)]
pub struct CodePage {
    /// Where the form goes; `{action}-moi` sends a new code.
    pub action: String,
    /// The resident's name.
    pub resident: String,
    /// The last digits of their phone.
    pub phone_end: String,
    /// Minutes for which a code is good.
    pub minutes: i64,
    /// The form.
    pub form: FormState,
}

/// Waiting for the resident's first code.
#[must_use]
pub fn pending(view: &CodePage) -> Html {
    view! {
        <h1>{t!(VI, "assist.pending")}</h1>
        <ErrorSummary lang=VI errors=view.form.errors().to_vec()/>
        <p class="lead">{t!(VI, "assist.pending_lead")}</p>
        {code_form(view)}
    }
    .into_html()
}

/// The field for the code, with a way to a new one. What was typed is not shown again.
pub(super) fn code_form(view: &CodePage) -> Html {
    let mut field = view.form.field("code");
    field.values.clear();
    let (end, minutes) = (&view.phone_end, view.minutes);
    let sent = t!(VI, "assist.code.sent", end = end, minutes = minutes);
    view! {
        <Notice title=t!(VI, "assist.code.hand", name = view.resident)>
            <p>{sent}</p>
        </Notice>
        <form method="post" action=view.action.clone() novalidate=true autocomplete="off">
            <TextField
                lang=VI
                field
                label=t!(VI, "assist.code")
                hint=t!(VI, "assist.code_hint")
                required=true
                inputmode="numeric"
                autocomplete="one-time-code"
                maxlength=10_u32
                width="short"
            />
            <div class="buttons"><button class="button">{t!(VI, "assist.code.confirm")}</button></div>
        </form>
        <form method="post" action=format!("{}-moi", view.action)>
            <button class="link">{t!(VI, "assist.code.again")}</button>
        </form>
    }
    .into_html()
}

/// An open session.
#[derive(Clone, Debug)]
pub struct SessionPage {
    /// The resident's name.
    pub resident: String,
    /// The last digits of their phone.
    pub phone_end: String,
    /// The capacity's code.
    pub capacity: &'static str,
    /// Where they sit.
    pub place: String,
    /// When it ends by itself.
    pub until: DateTime,
    /// The codes of the purposes that were agreed to.
    pub purposes: Vec<&'static str>,
    /// Until when drafts are kept.
    pub keep_until: Option<Date>,
    /// What is begun: address and service.
    pub drafts: Vec<(String, String)>,
    /// What was sent: address and reference.
    pub sent: Vec<(String, String)>,
}

/// An open session: what to do, what is begun, what was sent.
#[must_use]
pub fn open(view: &SessionPage) -> Html {
    view! {
        <h1>{t!(VI, "assist.session", name = view.resident)}</h1>
        <p class="lead">{t!(VI, "assist.session_lead")}</p>
        <div class="buttons">
            <a class="button" href="/dich-vu">{t!(VI, "assist.session.find")}</a>
        </div>
        {list(t!(VI, "assist.session.drafts").into_owned(), "drafts", &view.drafts)}
        {list(t!(VI, "assist.session.sent").into_owned(), "sent", &view.sent)}
        <h2>{t!(VI, "assist.session.agreed")}</h2>
        {agreed(view)}
        <h2>{t!(VI, "assist.session.end")}</h2>
        <p>{t!(VI, "assist.session.end_why")}</p>
        <div class="buttons">
            <form method="post" action="/ho-tro/phien/ket-thuc">
                <button class="button quiet">{t!(VI, "assist.session.end_go")}</button>
            </form>
            <form method="post" action="/ho-tro/phien/rut">
                <button class="link">{t!(VI, "assist.session.withdraw")}</button>
            </form>
        </div>
    }
    .into_html()
}

fn list(title: String, id: &'static str, items: &[(String, String)]) -> Option<Html> {
    let lines =
        items.iter().map(|(href, name)| view! { <li><a href=href.clone()>{name.clone()}</a></li> }).collect_view();
    (!items.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <ul class="list">{lines}</ul>
            </section>
        }
        .into_html()
    })
}

fn agreed(view: &SessionPage) -> Html {
    let purposes: Vec<_> = view.purposes.iter().map(|purpose| purpose_name(purpose)).collect();
    let mut items = vec![
        (t!(VI, "assist.session.purposes").into_owned(), purposes.join("; ").into_html()),
        (t!(VI, "assist.session.capacity").into_owned(), capacity_name(view.capacity).into_html()),
        (t!(VI, "assist.session.phone").into_owned(), format!("…{}", view.phone_end).into_html()),
        (t!(VI, "assist.place").into_owned(), view.place.clone().into_html()),
        (t!(VI, "assist.session.until").into_owned(), format::moment(VI, view.until).into_html()),
    ];
    if let Some(day) = view.keep_until {
        items.push((t!(VI, "assist.keep_until").into_owned(), format::date(VI, day).into_html()));
    }
    view! { <Facts items/> }.into_html()
}

fn purpose_name(purpose: &str) -> String {
    match purpose {
        "enter" => t!(VI, "assist.purpose.enter"),
        "documents" => t!(VI, "assist.purpose.documents"),
        "send" => t!(VI, "assist.purpose.send"),
        _ => t!(VI, "assist.purpose.keep"),
    }
    .into_owned()
}

fn capacity_name(capacity: &str) -> String {
    match capacity {
        "representative" => t!(VI, "assist.capacity.representative"),
        "authorised" => t!(VI, "assist.capacity.authorised"),
        _ => t!(VI, "assist.capacity.self"),
    }
    .into_owned()
}

/// After the end: nothing of the resident, and the way to the next one.
#[must_use]
pub fn ended(withdrawn: bool) -> Html {
    let said = if withdrawn { t!(VI, "assist.withdrawn_advice") } else { t!(VI, "assist.ended_advice") };
    let title = if withdrawn { t!(VI, "assist.withdrawn") } else { t!(VI, "assist.ended") };
    view! {
        <h1>{title}</h1>
        <Notice tone=Tone::Done><p>{said}</p></Notice>
        <div class="buttons"><a class="button" href="/ho-tro">{t!(VI, "assist.next")}</a></div>
    }
    .into_html()
}
