//! What everybody may know of helpers: what they may do, whose badge it is, and how a resident takes a consent back.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::catalogue::vietnamese;
use crate::format;
use crate::t;
use crate::ui::{ErrorSummary, Facts, FormState, Html, IntoHtml, Notice, TextField, Tone};
use crate::words::Lang;

/// Whose badge it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// The helper's name.
    pub name: String,
    /// The team.
    pub team: String,
    /// The commune that appointed them.
    pub agency: String,
    /// The decision's number.
    pub decision: String,
    /// The appointment's last day.
    pub until: Date,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// Nothing was asked.
    Nothing,
    /// A helper of today.
    Found(Badge),
    /// No badge of today.
    Unknown,
}

/// The page.
#[derive(Clone, Debug)]
pub struct AboutPage {
    /// The form of the check.
    pub form: FormState,
    /// What it found.
    pub checked: Checked,
    /// Where to complain by telephone.
    pub phone: Option<String>,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &AboutPage) -> Html {
    let call = view.phone.clone().map(|number| {
        let address = format!("tel:{}", number.replace([' ', '.'], ""));
        view! { <p class="big"><a href=address>{number}</a></p> }
    });
    view! {
        <div class="prose">
            <h1>{t!(lang, "helping.title")}</h1>
            <p class="lead">{t!(lang, "helping.lead")}</p>
            <ErrorSummary lang errors=view.form.errors().to_vec()/>
            <h2>{t!(lang, "helping.check")}</h2>
            {checked(lang, &view.checked)}
            <form method="get" action=lang.path("/ho-tro-nguoi-dan") novalidate=true>
                <TextField
                    lang
                    field=view.form.field("ma")
                    label=t!(lang, "helping.badge")
                    hint=t!(lang, "helping.badge_hint")
                    required=true
                    autocomplete="off"
                    maxlength=12_u32
                    width="short"
                />
                <button class="button">{t!(lang, "helping.check_go")}</button>
            </form>
            <h2>{t!(lang, "helping.may")}</h2>
            <ul>
                <li>{t!(lang, "helping.may_sit")}</li>
                <li>{t!(lang, "helping.may_enter")}</li>
                <li>{t!(lang, "helping.may_scan")}</li>
            </ul>
            <h2>{t!(lang, "helping.never")}</h2>
            <ul>
                <li>{t!(lang, "helping.never_money")}</li>
                <li>{t!(lang, "helping.never_secret")}</li>
                <li>{t!(lang, "helping.never_keep")}</li>
            </ul>
            <h2>{t!(lang, "helping.yours")}</h2>
            <p>{t!(lang, "helping.yours_code")}</p>
            <p>{t!(lang, "helping.yours_withdraw")}</p>
            <h2>{t!(lang, "helping.complain")}</h2>
            <p>{t!(lang, "helping.complain_how")}</p>
            {call}
        </div>
    }
    .into_html()
}

fn checked(lang: Lang, checked: &Checked) -> Option<Html> {
    match checked {
        Checked::Nothing => None,
        Checked::Unknown => Some(
            view! {
                <Notice tone=Tone::Problem title=t!(lang, "helping.unknown")>
                    <p>{t!(lang, "helping.unknown_advice")}</p>
                </Notice>
            }
            .into_html(),
        ),
        Checked::Found(badge) => {
            let text = |text: &str| view! { <span lang=vietnamese(lang)>{text.to_owned()}</span> }.into_html();
            let items = vec![
                (t!(lang, "helping.name").into_owned(), text(&badge.name)),
                (t!(lang, "helping.team").into_owned(), text(&badge.team)),
                (t!(lang, "helping.agency").into_owned(), text(&badge.agency)),
                (t!(lang, "helping.decision").into_owned(), text(&badge.decision)),
                (t!(lang, "helping.until").into_owned(), format::date(lang, badge.until).into_html()),
            ];
            Some(
                view! {
                    <Notice tone=Tone::Done title=t!(lang, "helping.found")><Facts items/></Notice>
                }
                .into_html(),
            )
        }
    }
}

/// A resident's own page, from the link in their message.
#[derive(Clone, Debug)]
pub struct WithdrawPage {
    /// The address, for the form.
    pub path: String,
    /// Who helped.
    pub helper: String,
    /// Of which team.
    pub team: String,
    /// It was withdrawn.
    pub done: bool,
}

/// A resident takes their consent back.
#[must_use]
pub fn withdraw(lang: Lang, view: &WithdrawPage) -> Html {
    let (helper, team) = (&view.helper, &view.team);
    let body = if view.done {
        view! { <Notice tone=Tone::Done><p>{t!(lang, "helping.withdrawn")}</p></Notice> }.into_html()
    } else {
        view! {
            <p>{t!(lang, "helping.withdraw_what")}</p>
            <form method="post" action=lang.path(&view.path)>
                <button class="button">{t!(lang, "helping.withdraw_go")}</button>
            </form>
        }
        .into_html()
    };
    view! {
        <div class="prose">
            <h1>{t!(lang, "helping.withdraw")}</h1>
            <p class="lead">{t!(lang, "helping.withdraw_who", helper = helper, team = team)}</p>
            {body}
        </div>
    }
    .into_html()
}
