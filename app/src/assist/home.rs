//! A helper's first page: the badge, today's counts, and the form that opens a session.

use std::borrow::Cow;

use jiff::civil::Date;
use leptos::prelude::*;

use super::VI;
use crate::format;
use crate::t;
use crate::ui::{
    Checkbox, Choice, ChoiceGroup, DateField, ErrorSummary, Facts, FormState, Html, IntoHtml, Notice, TextField, Tone,
};

/// The page.
#[derive(Clone, Debug)]
pub struct HomePage {
    /// The team.
    pub team: String,
    /// The commune that appointed the helper.
    pub agency: String,
    /// The decision's number.
    pub decision: String,
    /// The appointment's last day.
    pub until: Date,
    /// Today's badge.
    pub badge: String,
    /// Today: residents, dossiers sent for them, dossiers that they sent themselves with this badge.
    pub today: (i64, i64, i64),
    /// A session is open in another browser.
    pub elsewhere: bool,
    /// What holds for all consents.
    pub note: String,
    /// The consents: the field's name and the words.
    pub consents: Vec<(String, String)>,
    /// The version of their words.
    pub version: &'static str,
    /// The form.
    pub form: FormState,
}

/// The page.
#[must_use]
pub fn page(view: &HomePage) -> Html {
    view! {
        <h1>{t!(VI, "assist.title")}</h1>
        <ErrorSummary lang=VI errors=view.form.named_errors(name_of)/>
        {elsewhere(view)}
        <div class="cols">
            <div class="aside">{badge(view)} {today(view)}</div>
            <div>{opening(view)}</div>
        </div>
    }
    .into_html()
}

fn name_of(field: &str) -> Option<Cow<'static, str>> {
    Some(match field {
        "name" => t!(VI, "assist.name"),
        "phone" => t!(VI, "assist.phone"),
        "capacity" => t!(VI, "assist.capacity"),
        "authorisation" => t!(VI, "assist.authorisation"),
        "place" => t!(VI, "assist.place"),
        "keep_until" => t!(VI, "assist.keep_until"),
        _ => return None,
    })
}

fn elsewhere(view: &HomePage) -> Option<Html> {
    view.elsewhere.then(|| {
        view! {
            <Notice tone=Tone::Warning title=t!(VI, "assist.elsewhere")>
                <p>{t!(VI, "assist.elsewhere_why")}</p>
                <form method="post" action="/ho-tro/noi-khac">
                    <button class="button quiet">{t!(VI, "assist.elsewhere_end")}</button>
                </form>
            </Notice>
        }
        .into_html()
    })
}

fn badge(view: &HomePage) -> Html {
    let until = format::date(VI, view.until);
    view! {
        <section class="badge" aria-labelledby="badge">
            <h2 id="badge">{t!(VI, "assist.badge")}</h2>
            <p class="big"><strong class="n">{view.badge.clone()}</strong></p>
            <p>{view.team.clone()} <br/> {view.agency.clone()}</p>
            <p class="hint">{t!(VI, "assist.decision", number = view.decision, until = until)}</p>
            <p class="hint">{t!(VI, "assist.badge_hint")}</p>
        </section>
    }
    .into_html()
}

fn today(view: &HomePage) -> Html {
    let (residents, sent, guided) = view.today;
    let items = vec![
        (t!(VI, "assist.today.residents").into_owned(), residents.into_html()),
        (t!(VI, "assist.today.sent").into_owned(), sent.into_html()),
        (t!(VI, "assist.today.guided").into_owned(), guided.into_html()),
    ];
    view! {
        <section aria-labelledby="today">
            <h2 id="today">{t!(VI, "assist.today")}</h2>
            <Facts items/>
            <p class="hint">{t!(VI, "assist.today_hint")}</p>
        </section>
    }
    .into_html()
}

fn opening(view: &HomePage) -> Html {
    let form = &view.form;
    let capacities = vec![
        Choice::new("self", t!(VI, "assist.capacity.self")),
        Choice::new("representative", t!(VI, "assist.capacity.representative")),
        Choice::new("authorised", t!(VI, "assist.capacity.authorised")),
    ];
    view! {
        <h2>{t!(VI, "assist.open")}</h2>
        <p>{t!(VI, "assist.open_why")}</p>
        <form method="post" action="/ho-tro/phien" novalidate=true autocomplete="off">
            <TextField lang=VI field=form.field("name") label=t!(VI, "assist.name") required=true autocomplete="off" maxlength=100_u32/>
            <TextField
                lang=VI
                field=form.field("phone")
                label=t!(VI, "assist.phone")
                hint=t!(VI, "assist.phone_hint")
                required=true
                kind="tel"
                autocomplete="off"
                maxlength=30_u32
                width="short"
            />
            <ChoiceGroup lang=VI field=form.field("capacity") label=t!(VI, "assist.capacity") required=true choices=capacities/>
            <div class="of-authorised">
                <TextField
                    lang=VI
                    field=form.field("authorisation")
                    label=t!(VI, "assist.authorisation")
                    hint=t!(VI, "assist.authorisation_hint")
                    required=true
                    autocomplete="off"
                    maxlength=200_u32
                />
            </div>
            <TextField
                lang=VI
                field=form.field("place")
                label=t!(VI, "assist.place")
                hint=t!(VI, "assist.place_hint")
                required=true
                autocomplete="off"
                maxlength=200_u32
            />
            {consents(view)}
            <div class="buttons"><button class="button">{t!(VI, "assist.open_go")}</button></div>
        </form>
    }
    .into_html()
}

/// One box a purpose, none of them ticked beforehand.
fn consents(view: &HomePage) -> Html {
    let boxes = view
        .consents
        .iter()
        .map(|(field, text)| {
            let label = text.clone();
            view! { <Checkbox lang=VI field=view.form.field(field) label/> }
        })
        .collect_view();
    view! {
        <fieldset class="group">
            <legend>{t!(VI, "assist.consents")}</legend>
            <p>{t!(VI, "assist.consents_hint")}</p>
            <p class="hint">{view.note.clone()}</p>
            <input type="hidden" name="version" value=view.version/>
            {boxes}
            <DateField lang=VI field=view.form.field("keep_until") label=t!(VI, "assist.keep_until")/>
        </fieldset>
    }
    .into_html()
}

/// Why somebody may not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The appointment ended on this day.
    Ended(Date),
    /// It begins on this day.
    NotYet(Date),
    /// There is none.
    Never,
}

/// For whoever may not help: why, and nothing else.
#[must_use]
pub fn refused(why: Refused) -> Html {
    let said = match why {
        Refused::Ended(day) => t!(VI, "assist.refused_ended", day = format::date(VI, day)),
        Refused::NotYet(day) => t!(VI, "assist.refused_early", day = format::date(VI, day)),
        Refused::Never => t!(VI, "assist.refused_never"),
    };
    view! {
        <div class="prose">
            <h1>{t!(VI, "assist.refused")}</h1>
            <p class="lead">{said}</p>
            <p>{t!(VI, "assist.refused_advice")}</p>
        </div>
    }
    .into_html()
}
