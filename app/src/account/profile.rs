//! One's own account: what the portal knows, how to be reached, the password, where one is signed in.

use super::Office;
use crate::format;
use crate::t;
use crate::ui::{
    ErrorSummary, Facts, FormState, Html, IntoHtml, Notice, SecretField, TextArea, TextField, Tone, moment,
};
use crate::words::Lang;
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;

/// The account page.
#[derive(Clone, Debug)]
pub struct ProfilePage {
    /// Full name.
    pub full_name: String,
    /// The personal number with most digits hidden.
    pub number: Option<String>,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// What the person signs in with; `None` where it is the national identity.
    pub login: Option<String>,
    /// What they are here, at which agency.
    pub offices: Vec<(Office, Option<String>)>,
    /// Phone, e-mail, address as kept, or as typed with their errors.
    pub contact: FormState,
    /// The errors of the two passwords.
    pub password: FormState,
    /// The fewest characters of a password.
    pub least_password: usize,
    /// Where the account is signed in.
    pub sessions: Vec<Session>,
    /// What was just done.
    pub done: Option<Done>,
}

/// A browser in which the account is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    /// Names it in a form.
    pub id: String,
    /// Since when.
    pub since: DateTime,
    /// Last used.
    pub seen: DateTime,
    /// This browser.
    pub current: bool,
}

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Contact data saved.
    Contact,
    /// Password changed.
    Password,
    /// Sessions ended.
    Sessions,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &ProfilePage) -> Html {
    let mut errors = view.contact.errors().to_vec();
    errors.extend_from_slice(view.password.errors());
    let done = view.done.map(|done| {
        let said = match done {
            Done::Contact => t!(lang, "account.saved_contact"),
            Done::Password => t!(lang, "account.saved_password"),
            Done::Sessions => t!(lang, "account.saved_sessions"),
        };
        view! { <Notice tone=Tone::Done><p>{said}</p></Notice> }
    });
    view! {
        <div class="narrow">
            <h1>{t!(lang, "account.title")}</h1>
            {done}
            <ErrorSummary lang errors/>
            {person(lang, view)}
            {contact(lang, &view.contact)}
            {view.login.is_some().then(|| password(lang, view))}
            {sessions(lang, &view.sessions)}
        </div>
    }
    .into_html()
}

fn person(lang: Lang, view: &ProfilePage) -> Html {
    let fact = |text: Option<String>| match text {
        Some(text) => text.into_html(),
        None => view! { <span class="soft">{t!(lang, "account.none")}</span> }.into_html(),
    };
    let birth = view.birth_date.map(|day| format::date(lang, day));
    let login = view.login.clone().unwrap_or_else(|| t!(lang, "account.vneid").into_owned());
    let mut items = vec![
        (t!(lang, "account.full_name").into_owned(), view.full_name.clone().into_html()),
        (t!(lang, "account.number").into_owned(), fact(view.number.clone())),
        (t!(lang, "account.birth_date").into_owned(), fact(birth)),
        (t!(lang, "account.signs_in_with").into_owned(), login.into_html()),
    ];
    if !view.offices.is_empty() {
        let offices: Vec<_> = view.offices.iter().map(|(office, agency)| office.at(lang, agency.as_deref())).collect();
        items.push((t!(lang, "account.offices").into_owned(), offices.join("; ").into_html()));
    }
    let source = view.login.is_none().then(|| view! { <p class="soft">{t!(lang, "account.from_vneid")}</p> });
    view! {
        <section>
            <h2>{t!(lang, "account.who")}</h2>
            <Facts items/>
            {source}
            <p><a href=lang.path("/quyen-rieng-tu")>{t!(lang, "account.privacy")}</a></p>
        </section>
    }
    .into_html()
}

fn contact(lang: Lang, form: &FormState) -> Html {
    view! {
        <section>
            <h2>{t!(lang, "account.contact")}</h2>
            <p>{t!(lang, "account.contact_about")}</p>
            <form method="post" action=lang.path("/tai-khoan/lien-he") novalidate>
                <TextField
                    lang
                    field=form.field("phone")
                    label=t!(lang, "account.phone")
                    kind="tel"
                    autocomplete="tel"
                />
                <TextField
                    lang
                    field=form.field("email")
                    label=t!(lang, "account.email")
                    kind="email"
                    autocomplete="email"
                />
                <TextArea lang field=form.field("address") label=t!(lang, "account.address") rows=3/>
                <button class="button">{t!(lang, "account.save_contact")}</button>
            </form>
        </section>
    }
    .into_html()
}

fn password(lang: Lang, view: &ProfilePage) -> Html {
    view! {
        <section>
            <h2>{t!(lang, "account.change_password")}</h2>
            <p>{t!(lang, "account.password_ends")}</p>
            <form method="post" action=lang.path("/tai-khoan/mat-khau") novalidate>
                <SecretField
                    lang
                    field=view.password.field("current_password")
                    label=t!(lang, "account.current_password")
                    autocomplete="current-password"
                />
                <SecretField
                    lang
                    field=view.password.field("new_password")
                    label=t!(lang, "account.new_password")
                    hint=t!(lang, "account.password_rule", least = view.least_password)
                    autocomplete="new-password"
                />
                <button class="button quiet">{t!(lang, "account.change_password")}</button>
            </form>
        </section>
    }
    .into_html()
}

fn sessions(lang: Lang, sessions: &[Session]) -> Html {
    let lines = sessions.iter().map(|session| session_line(lang, session)).collect_view();
    let others = (sessions.len() > 1).then(|| {
        view! {
            <form method="post" action=lang.path("/tai-khoan/phien")>
                <button class="button quiet">{t!(lang, "account.sessions_end_others")}</button>
            </form>
        }
    });
    view! {
        <section>
            <h2>{t!(lang, "account.sessions")}</h2>
            <ul class="list">{lines}</ul>
            {others}
        </section>
    }
    .into_html()
}

fn session_line(lang: Lang, session: &Session) -> Html {
    let name = if session.current { t!(lang, "account.session_here") } else { t!(lang, "account.session_other") };
    let end = (!session.current).then(|| {
        let at = format::moment(lang, session.seen);
        view! {
            <form method="post" action=lang.path("/tai-khoan/phien")>
                <input type="hidden" name="session" value=session.id.clone()/>
                <button class="link" aria-label=t!(lang, "account.session_end_label", at = at)>
                    {t!(lang, "account.session_end")}
                </button>
            </form>
        }
    });
    view! {
        <li>
            <strong>{name}</strong>
            {end}
            <small>
                {t!(lang, "account.session_since")} " " {moment(lang, session.since)} ", "
                {t!(lang, "account.session_seen")} " " {moment(lang, session.seen)}
            </small>
        </li>
    }
    .into_html()
}
