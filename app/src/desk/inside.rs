//! Work inside the agency and between agencies: whose the dossier is, what colleagues say, who held it. The applicant
//! sees none of the words that are written here.

use jiff::civil::DateTime;
use leptos::prelude::*;

use super::{VI, case_path};
use crate::format;
use crate::t;
use crate::ui::{Choice, DateField, FormState, Html, IntoHtml, SelectField, TextArea};

/// What is done inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Say something to colleagues.
    Comment,
    /// Make it somebody's.
    Assign,
    /// Pass it on.
    Pass,
    /// Tell the head.
    Escalate,
}

impl Work {
    /// In the order in which it is offered.
    pub const ALL: [Self; 4] = [Self::Comment, Self::Assign, Self::Pass, Self::Escalate];

    /// As in its address.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Comment => "ghi-chu",
            Self::Assign => "giao",
            Self::Pass => "chuyen",
            Self::Escalate => "bao-cao",
        }
    }

    /// That of an address.
    #[must_use]
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|work| work.slug() == slug)
    }
}

/// What the forms need to know.
#[derive(Clone, Debug)]
pub struct InsideForms {
    /// The reference or code.
    pub name: String,
    /// The log's number that the forms are made from.
    pub expected: i64,
    /// Whether more than a word can be done: the dossier is neither over nor the officer's own.
    pub open: bool,
    /// Whether it is accepted, so that it can go to another agency.
    pub accepted: bool,
    /// Colleagues: account and name.
    pub officers: Vec<(String, String)>,
    /// Agencies to which it can go: id and name.
    pub agencies: Vec<(String, String)>,
    /// The form that came back.
    pub sent: Option<Work>,
    /// What was typed and what is wrong with it; in a fresh form, what is suggested.
    pub form: FormState,
}

/// A line of the control sheet (phiếu kiểm soát).
#[derive(Clone, Debug)]
pub struct SheetLine {
    /// The agency.
    pub agency: String,
    /// When it got the dossier.
    pub from: DateTime,
    /// When it passed it on.
    pub to: Option<DateTime>,
    /// Until when it should.
    pub until: Option<DateTime>,
    /// Whether it kept, or still keeps, that time; `None` without one.
    pub on_time: Option<bool>,
}

/// The forms, folded but for one that came back.
#[must_use]
pub fn forms(forms: &InsideForms) -> Html {
    let list = Work::ALL
        .into_iter()
        .filter(|work| *work == Work::Comment || forms.open && (forms.accepted || *work != Work::Pass))
        .map(|work| one(forms, work))
        .collect_view();
    view! {
        <section class="inside-work" aria-labelledby="inside">
            <h2 id="inside">{t!(VI, "desk.inside")}</h2>
            <p class="soft">{t!(VI, "desk.inside_means")}</p>
            {list}
        </section>
    }
    .into_html()
}

fn one(forms: &InsideForms, work: Work) -> Html {
    let form = &forms.form;
    let (title, body) = match work {
        Work::Comment => (
            t!(VI, "desk.inside.comment"),
            view! {
                <TextArea
                    lang=VI field=form.field("text") label=t!(VI, "desk.inside.comment_text") required=true rows=2
                    maxlength=4000_u32
                />
            }
            .into_html(),
        ),
        Work::Assign => (
            t!(VI, "desk.inside.assign"),
            view! {
                <SelectField
                    lang=VI field=form.field("to") label=t!(VI, "desk.inside.assign_to") unmarked=true
                    empty=t!(VI, "desk.inside.nobody").into_owned() choices=choices(&forms.officers)
                />
            }
            .into_html(),
        ),
        Work::Pass => (
            t!(VI, "desk.inside.pass"),
            view! {
                <p>{t!(VI, "desk.inside.pass_means")}</p>
                <SelectField
                    lang=VI field=form.field("pass_to") label=t!(VI, "desk.inside.pass_to") required=true
                    empty=t!(VI, "desk.inside.choose").into_owned() choices=choices(&forms.agencies)
                />
                <DateField lang=VI field=form.field("pass_until") label=t!(VI, "desk.inside.pass_until")/>
                <TextArea
                    lang=VI field=form.field("pass_note") label=t!(VI, "desk.inside.pass_note") required=true rows=2
                    maxlength=4000_u32
                />
            }
            .into_html(),
        ),
        Work::Escalate => (
            t!(VI, "desk.inside.escalate"),
            view! {
                <TextArea
                    lang=VI field=form.field("escalation") label=t!(VI, "desk.inside.escalate_note") required=true
                    rows=2 maxlength=4000_u32
                />
            }
            .into_html(),
        ),
    };
    let action = format!("{}/noi-bo/{}", case_path(&forms.name), work.slug());
    let open = forms.sent == Some(work);
    view! {
        <details class="act" id=work.slug() open=open>
            <summary>{title.clone()}</summary>
            <form method="post" action=action novalidate>
                <input type="hidden" name="expected" value=forms.expected.to_string()/>
                {body}
                <div class="buttons"><button class="button quiet">{title}</button></div>
            </form>
        </details>
    }
    .into_html()
}

fn choices(list: &[(String, String)]) -> Vec<Choice> {
    list.iter().map(|(id, name)| Choice::new(id, name)).collect()
}

/// The control sheet: who held it, from when to when, and whether in time. Nothing where it never left.
#[must_use]
pub fn sheet(lines: &[SheetLine]) -> Option<Html> {
    let rows = lines
        .iter()
        .map(|line| {
            let kept = match (line.on_time, line.to) {
                (Some(true), Some(_)) => t!(VI, "desk.sheet.kept"),
                (Some(true), None) => t!(VI, "desk.sheet.in_time"),
                (Some(false), _) => t!(VI, "desk.sheet.late"),
                (None, _) => t!(VI, "desk.sheet.no_limit"),
            };
            let or_dash = |at: Option<DateTime>| at.map_or_else(|| "–".to_owned(), format::moment_short);
            view! {
                <tr>
                    <th scope="row">{line.agency.clone()}</th>
                    <td>{format::moment_short(line.from)}</td>
                    <td>{or_dash(line.to)}</td>
                    <td>{or_dash(line.until)}</td>
                    <td>{kept}</td>
                </tr>
            }
        })
        .collect_view();
    (!lines.is_empty()).then(|| {
        view! {
            <section>
                <h2 id="sheet">{t!(VI, "desk.sheet")}</h2>
                <div class="scroll" tabindex="0" role="region" aria-labelledby="sheet">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t!(VI, "desk.sheet.agency")}</th>
                                <th scope="col">{t!(VI, "desk.sheet.from")}</th>
                                <th scope="col">{t!(VI, "desk.sheet.to")}</th>
                                <th scope="col">{t!(VI, "desk.sheet.until")}</th>
                                <th scope="col">{t!(VI, "desk.sheet.kept_title")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_html()
    })
}
