//! The forms of an officer's acts. Each stands on the dossier's page, and comes back there with what was typed.

use domain::deadline::Deadline;
use domain::dossier::{Act, Outcome};
use domain::money::Dong;
use domain::quote::FeeQuote;
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;

use super::claims::{self, ClaimCard};
use super::{VI, case_path, words};
use crate::t;
use crate::ui::{Choice, ChoiceGroup, DateField, FormState, Html, IntoHtml, Notice, TextArea, TextField, Tone};
use crate::{explain, format};

/// Fields for items that are asked for.
const ITEMS: usize = 5;

/// What the forms need to know.
#[derive(Clone, Debug)]
pub struct ActForms {
    /// The reference or code.
    pub name: String,
    /// What can be done, in the order in which it is offered.
    pub acts: Vec<Act>,
    /// The log's number that the forms are made from.
    pub expected: i64,
    /// The act whose form was sent and came back; its form is open.
    pub open: Option<Act>,
    /// What was typed, and what is wrong with it; in a fresh form, what is suggested.
    pub form: FormState,
    /// What acceptance would fix.
    pub preview: Option<AcceptPreview>,
    /// What is still to be paid.
    pub owed: Dong,
    /// The last day for an apology with a new date.
    pub apology_until: Option<Date>,
    /// The date that was told to the applicant, where the decision comes before it.
    pub early: Option<DateTime>,
    /// The applicant chose the electronic result, which is handed over when they fetch it.
    pub fetches_online: bool,
}

/// What acceptance would fix.
#[derive(Clone, Debug)]
pub struct AcceptPreview {
    /// The dates, or why there are none: then the officer sets them.
    pub deadline: Result<Deadline, String>,
    /// The fees as they were told at filing; `None` where they are not known.
    pub fee: Option<FeeQuote>,
    /// The claims on which they hang.
    pub claims: Vec<ClaimCard>,
}

/// As in the act's address.
#[must_use]
pub const fn slug(act: Act) -> &'static str {
    match act {
        Act::Accept => "tiep-nhan",
        Act::AskSupplement => "yeu-cau-bo-sung",
        Act::AskPayment => "yeu-cau-thanh-toan",
        Act::Apologise => "xin-loi",
        Act::Refuse => "tu-choi",
        Act::Lapse => "het-han-bo-sung",
        Act::Start => "bat-dau",
        Act::Finish => "xu-ly-xong",
        Act::HandOver => "tra-ket-qua",
        Act::Stop => "dung-xu-ly",
        Act::Correct => "dinh-chinh",
        Act::Supply | Act::Pay | Act::Withdraw => "",
    }
}

/// The act of an address.
#[must_use]
pub fn of_slug(text: &str) -> Option<Act> {
    Act::ALL.iter().copied().find(|act| !text.is_empty() && slug(*act) == text)
}

/// Whether an act carries the dossier on its usual way: such a one is offered open.
const fn is_usual(act: Act) -> bool {
    matches!(act, Act::Accept | Act::Start | Act::Finish | Act::HandOver | Act::Lapse)
}

/// The forms: the usual next act open, the others to be opened.
#[must_use]
pub fn forms(forms: &ActForms) -> Html {
    let first = forms.acts.first().copied();
    let next = forms.open.or(first.filter(|act| is_usual(*act)));
    let list = forms
        .acts
        .iter()
        .map(|act| {
            let open = Some(*act) == next;
            let id = slug(*act);
            view! {
                <details class="act" id=id open=open>
                    <summary>{words::act(*act)}</summary>
                    {one(forms, *act, open)}
                </details>
            }
        })
        .collect_view();
    view! { <div class="acts">{list}</div> }.into_html()
}

fn one(forms: &ActForms, act: Act, first: bool) -> Html {
    let action = format!("{}/{}", case_path(&forms.name), slug(act));
    let body = match act {
        Act::Accept => accept(forms),
        Act::AskSupplement => supplement(&forms.form),
        Act::AskPayment => payment(forms),
        Act::Apologise => apology(forms),
        Act::Refuse | Act::Lapse | Act::Stop => reasoned(&forms.form, act),
        Act::Start => view! { <p>{t!(VI, "desk.start_means")}</p> }.into_html(),
        Act::Finish => finish(&forms.form),
        Act::HandOver => hand_over(forms),
        Act::Correct => view! {
            <p>{t!(VI, "desk.correct_means")}</p>
            <TextArea lang=VI field=forms.form.field("reason") label=t!(VI, "desk.reason") required=true rows=3 maxlength=4000_u32/>
        }
        .into_html(),
        Act::Supply | Act::Pay | Act::Withdraw => ().into_html(),
    };
    let blocked = act == Act::HandOver && !forms.owed.is_zero();
    let class = if first { "button" } else { "button quiet" };
    let button =
        (!blocked).then(|| view! { <div class="buttons"><button class=class>{words::act(act)}</button></div> });
    let multipart = (act == Act::Finish).then_some("multipart/form-data");
    view! {
        <form method="post" action=action novalidate enctype=multipart>
            <input type="hidden" name="expected" value=forms.expected.to_string()/>
            {body}
            {button}
        </form>
    }
    .into_html()
}

fn accept(forms: &ActForms) -> Html {
    let Some(preview) = &forms.preview else {
        return ().into_html();
    };
    let fee = match &preview.fee {
        Some(fee) if let Some(claim) = preview.claims.first() => {
            let confirmed = format::dong(VI, fee.payable);
            let otherwise = format::dong(VI, claim.otherwise);
            t!(VI, "desk.fee_claimed", confirmed = confirmed, otherwise = otherwise).into_owned()
        }
        Some(fee) if fee.payable.is_zero() => t!(VI, "desk.fee_none").into_owned(),
        Some(fee) => format::dong(VI, fee.payable),
        None => t!(VI, "desk.fee_unknown").into_owned(),
    };
    let dates = match &preview.deadline {
        Ok(deadline) => {
            let statutory = format::moment(VI, deadline.statutory_due);
            let promised = format::moment(VI, deadline.promised_due);
            let why = explain::deadline(VI, deadline).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! {
                <div><dt>{t!(VI, "desk.promised")}</dt><dd><strong>{promised}</strong></dd></div>
                <div><dt>{t!(VI, "desk.statutory")}</dt><dd>{statutory}</dd></div>
                <div class="whole">
                    <dt>{t!(VI, "desk.why")}</dt>
                    <dd><ul class="why">{why}</ul></dd>
                </div>
            }
            .into_html()
        }
        Err(why) => {
            view! { <div class="whole"><dt>{t!(VI, "desk.no_limit")}</dt><dd>{why.clone()}</dd></div> }.into_html()
        }
    };
    let due = preview.deadline.is_err().then(|| {
        view! { <DateField lang=VI field=forms.form.field("due") label=t!(VI, "desk.due_by_officer") required=true/> }
    });
    view! {
        <p>{t!(VI, "desk.accept_fixes")}</p>
        <dl class="facts">
            <div><dt>{t!(VI, "desk.fee")}</dt><dd><strong>{fee}</strong></dd></div>
            {dates}
        </dl>
        {claims::fields(&forms.form, &preview.claims)}
        {due}
    }
    .into_html()
}

fn supplement(form: &FormState) -> Html {
    let items = (1..=ITEMS)
        .map(|number| {
            let label = t!(VI, "desk.item", number = number);
            view! {
                <TextArea
                    lang=VI field=form.field(&format!("item-{number}")) label=label
                    required={number == 1} rows=2 maxlength=500_u32
                />
            }
        })
        .collect_view();
    view! {
        <p>{t!(VI, "desk.supplement_once")}</p>
        {items}
        <DateField lang=VI field=form.field("until") label=t!(VI, "desk.until") required=true/>
        <TextArea
            lang=VI field=form.field("guidance") label=t!(VI, "desk.guidance") hint=t!(VI, "desk.guidance_hint")
            rows=2 maxlength=4000_u32
        />
    }
    .into_html()
}

fn reasoned(form: &FormState, act: Act) -> Html {
    let means = match act {
        Act::Stop => t!(VI, "desk.stop_means"),
        Act::Lapse => t!(VI, "desk.lapse_means"),
        _ => t!(VI, "desk.refuse_means"),
    };
    let guidance = (act == Act::Stop).then(|| {
        view! {
            <TextArea
                lang=VI field=form.field("stop_guidance") label=t!(VI, "desk.stop_guidance")
                hint=t!(VI, "desk.stop_guidance_hint") rows=2 maxlength=4000_u32
            />
        }
    });
    view! {
        <p>{means}</p>
        <TextArea lang=VI field=form.field("reason") label=t!(VI, "desk.reason_told") required=true rows=3 maxlength=4000_u32/>
        <TextField
            lang=VI field=form.field("legal_ground") label=t!(VI, "desk.legal_ground")
            hint=t!(VI, "desk.legal_ground_hint") required=true maxlength=300_u32
        />
        {guidance}
    }
    .into_html()
}

fn payment(forms: &ActForms) -> Html {
    let form = &forms.form;
    let owed = format::dong(VI, forms.owed);
    let fees = t!(VI, "desk.pay_kind.fees", amount = owed);
    let kinds = vec![Choice::new("fees", fees), Choice::new("decision", t!(VI, "desk.pay_kind.decision"))];
    view! {
        <p>{t!(VI, "desk.payment_means")}</p>
        <ChoiceGroup lang=VI field=form.field("pay_kind") label=t!(VI, "desk.pay_kind") required=true choices=kinds/>
        <div class="of-decision">
            <TextField
                lang=VI field=form.field("pay_name") label=t!(VI, "desk.pay_name") hint=t!(VI, "desk.pay_name_hint")
                required=true maxlength=300_u32
            />
            <TextField
                lang=VI field=form.field("pay_amount") label=t!(VI, "desk.pay_amount") hint=t!(VI, "desk.pay_amount_hint")
                required=true inputmode="numeric" maxlength=20_u32
            />
        </div>
        <DateField lang=VI field=form.field("pay_until") label=t!(VI, "desk.pay_until") required=true/>
        <TextArea
            lang=VI field=form.field("pay_reason") label=t!(VI, "desk.reason_told") required=true rows=2
            maxlength=4000_u32
        />
        <TextField
            lang=VI field=form.field("pay_ground") label=t!(VI, "desk.legal_ground")
            hint=t!(VI, "desk.pay_ground_hint") required=true maxlength=300_u32
        />
    }
    .into_html()
}

fn apology(forms: &ActForms) -> Html {
    let last = forms.apology_until.map(|day| {
        view! { <p><strong>{t!(VI, "desk.apology_until", day = format::weekday_date(VI, day))}</strong></p> }
    });
    view! {
        <p>{t!(VI, "desk.apology_means")}</p>
        {last}
        <DateField lang=VI field=forms.form.field("new_date") label=t!(VI, "desk.new_date") required=true/>
        <TextArea
            lang=VI field=forms.form.field("apology_reason") label=t!(VI, "desk.apology_reason") required=true rows=3
            maxlength=4000_u32
        />
    }
    .into_html()
}

fn finish(form: &FormState) -> Html {
    let wrong = form.error("files").map(str::to_owned);
    let is_wrong = wrong.is_some();
    let outcomes = Outcome::ALL.iter().map(|outcome| Choice::new(outcome.as_str(), words::outcome(*outcome))).collect();
    view! {
        <ChoiceGroup lang=VI field=form.field("outcome") label=t!(VI, "desk.outcome") required=true choices=outcomes/>
        <TextArea
            lang=VI field=form.field("note") label=t!(VI, "desk.note") hint=t!(VI, "desk.note_hint") required=true
            rows=3 maxlength=4000_u32
        />
        <div class="field" class:wrong=is_wrong>
            <label for="files">{t!(VI, "desk.result_files")}</label>
            <p class="hint" id="files-hint">{t!(VI, "desk.result_files_hint")}</p>
            {wrong.map(|words| view! { <p class="error" id="files-error">{words}</p> })}
            <input
                id="files" name="files" type="file" multiple accept=".pdf,.jpg,.jpeg,.png,.docx"
                aria-describedby="files-hint"
            />
        </div>
    }
    .into_html()
}

fn hand_over(forms: &ActForms) -> Html {
    if !forms.owed.is_zero() {
        let amount = format::dong(VI, forms.owed);
        return view! {
            <Notice tone=Tone::Warning><p>{t!(VI, "desk.owed_first", amount = amount)}</p></Notice>
        }
        .into_html();
    }
    let early = forms.early.map(|due| {
        let due = format::moment(VI, due);
        view! { <Notice tone=Tone::Info><p>{t!(VI, "desk.early", due = due)}</p></Notice> }
    });
    let fetched = forms.fetches_online.then(|| {
        view! { <Notice tone=Tone::Info><p>{t!(VI, "desk.fetched_online")}</p></Notice> }
    });
    let ways = vec![
        Choice::new("counter", t!(VI, "desk.way.counter")),
        Choice::new("authorised", t!(VI, "desk.way.authorised")),
        Choice::new("post", t!(VI, "desk.way.post")),
        Choice::new("declined", t!(VI, "desk.way.declined")),
    ];
    view! {
        {early}
        {fetched}
        <ChoiceGroup lang=VI field=forms.form.field("way") label=t!(VI, "desk.way") required=true choices=ways/>
        <TextField
            lang=VI field=forms.form.field("taken_by") label=t!(VI, "desk.taken_by")
            hint=t!(VI, "desk.taken_by_hint") required=true maxlength=300_u32
        />
        <div class="of-authorised">
            <TextField
                lang=VI field=forms.form.field("authorisation") label=t!(VI, "desk.authorisation")
                hint=t!(VI, "desk.authorisation_hint") required=true maxlength=60_u32
            />
        </div>
        <div class="of-post">
            <TextField
                lang=VI field=forms.form.field("shipment") label=t!(VI, "desk.shipment")
                hint=t!(VI, "desk.shipment_hint") required=true maxlength=60_u32
            />
        </div>
    }
    .into_html()
}
