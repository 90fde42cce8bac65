//! A paper dossier at the counter: the services to choose from, then one short form.

use std::borrow::Cow;

use domain::channel::Channel;
use domain::groups::ApplicantGroup;
use leptos::prelude::*;

use super::{VI, claims};
use crate::names;
use crate::shell::trail;
use crate::t;
use crate::ui::{
    Choice, ChoiceGroup, DateField, EmptyState, ErrorSummary, FormState, Html, IntoHtml, SelectField, TextField,
};

/// The services that the officer's agencies offer.
#[derive(Clone, Debug)]
pub struct ChoosePage {
    /// What was looked for.
    pub text: String,
    /// Id, name and code.
    pub services: Vec<(String, String, String)>,
}

/// The form for one service.
#[derive(Clone, Debug)]
pub struct IntakePage {
    /// Id and name.
    pub service: (String, String),
    /// The officer's agencies that offer it: id and name.
    pub agencies: Vec<(String, String)>,
    /// What may be handed in: key and name.
    pub documents: Vec<(String, String)>,
    /// The groups that pay less at the counter.
    pub groups: Vec<ApplicantGroup>,
    /// What the fee counts, where it counts something.
    pub unit: Option<String>,
    /// The rules tell no date for one of the channels, so the officer may have to set it.
    pub asks_due: bool,
    /// What was typed.
    pub form: FormState,
}

fn above() -> Html {
    trail(VI, vec![("/can-bo".to_owned(), t!(VI, "desk.title").into_owned())])
}

/// Choosing the service.
#[must_use]
pub fn choose(page: &ChoosePage) -> Html {
    let services = page
        .services
        .iter()
        .map(|(id, name, code)| {
            let address = format!("/can-bo/tiep-nhan?dich-vu={id}");
            view! { <li><a href=address>{name.clone()}</a> <small>{code.clone()}</small></li> }
        })
        .collect_view();
    let list = if page.services.is_empty() {
        view! { <EmptyState title=t!(VI, "desk.intake.none")><p>{t!(VI, "desk.intake.none_advice")}</p></EmptyState> }
            .into_html()
    } else {
        view! { <ul class="list columns">{services}</ul> }.into_html()
    };
    view! {
        <div class="desk">
            {above()}
            <h1>{t!(VI, "desk.intake.title")}</h1>
            <form class="desk-filters" method="get" action="/can-bo/tiep-nhan" role="search">
                <div class="field">
                    <label for="tim">{t!(VI, "desk.intake.find")}</label>
                    <input id="tim" name="tim" type="search" value=page.text.clone() maxlength="100" autofocus/>
                </div>
                <div class="apply"><button class="button quiet">{t!(VI, "desk.apply")}</button></div>
            </form>
            {list}
        </div>
    }
    .into_html()
}

fn name_of(field: &str) -> Option<Cow<'static, str>> {
    Some(match field {
        "agency" => t!(VI, "desk.intake.agency"),
        "full_name" => t!(VI, "desk.intake.name"),
        "personal_number" => t!(VI, "desk.number"),
        "phone" | "post_phone" => t!(VI, "desk.phone"),
        "address" | "post_address" => t!(VI, "desk.address"),
        "channel" => t!(VI, "desk.channel"),
        "document" => t!(VI, "desk.intake.documents"),
        "due" => t!(VI, "desk.due_by_officer"),
        "delivery" => t!(VI, "desk.delivery"),
        "recipient" => t!(VI, "desk.taken_by"),
        _ => return None,
    })
}

/// The form.
#[must_use]
pub fn form(page: &IntakePage) -> Html {
    let form = &page.form;
    let channels = [Channel::Counter, Channel::Postal]
        .map(|channel| Choice::new(channel.as_str(), names::channel(VI, channel)))
        .to_vec();
    let documents = page.documents.iter().map(|(key, name)| Choice::new(key, name)).collect::<Vec<_>>();
    let delivery = vec![
        Choice::new("counter", t!(VI, "desk.delivery.counter")),
        Choice::new("online", t!(VI, "desk.delivery.online")),
        Choice::new("post", t!(VI, "desk.delivery.post")),
    ];
    let agencies = page.agencies.iter().map(|(id, name)| Choice::new(id, name)).collect::<Vec<_>>();
    let agency = (agencies.len() > 1).then(|| {
        view! { <SelectField lang=VI field=form.field("agency") label=t!(VI, "desk.intake.agency") required=true choices=agencies/> }
    });
    let handed_in = (!documents.is_empty()).then(|| {
        view! {
            <ChoiceGroup
                lang=VI field=form.field("document") label=t!(VI, "desk.intake.documents") required=true several=true
                choices=documents
            />
        }
    });
    let quantity = page.unit.clone().map(|unit| {
        view! {
            <TextField
                lang=VI field=form.field("quantity") label=t!(VI, "desk.intake.quantity", unit = unit)
                inputmode="numeric" width="short" maxlength=5_u32
            />
        }
    });
    let due = page.asks_due.then(|| {
        view! { <DateField lang=VI field=form.field("due") label=t!(VI, "desk.due_by_officer") hint=t!(VI, "desk.intake.due_hint")/> }
    });
    view! {
        <div class="desk">
            {above()}
            <h1>{page.service.1.clone()}</h1>
            <ErrorSummary lang=VI errors=form.named_errors(name_of)/>
            <form class="intake" method="post" action="/can-bo/tiep-nhan" novalidate>
                <input type="hidden" name="submission" value=form.value("submission").to_owned()/>
                <input type="hidden" name="service" value=page.service.0.clone()/>
                <div class="cols-even">
                    <div>
                        {agency}
                        <TextField lang=VI field=form.field("full_name") label=t!(VI, "desk.intake.name") required=true maxlength=200_u32/>
                        <TextField lang=VI field=form.field("personal_number") label=t!(VI, "desk.number") inputmode="numeric" maxlength=20_u32 width="short"/>
                        <TextField lang=VI field=form.field("phone") label=t!(VI, "desk.phone") kind="tel" maxlength=20_u32 width="short"/>
                        <TextField lang=VI field=form.field("address") label=t!(VI, "desk.address") maxlength=200_u32/>
                    </div>
                    <div>
                        <ChoiceGroup lang=VI field=form.field("channel") label=t!(VI, "desk.channel") required=true choices=channels/>
                        {handed_in}
                        {quantity}
                        {claims::at_the_counter(form, &page.groups)}
                        {due}
                        <ChoiceGroup lang=VI field=form.field("delivery") label=t!(VI, "desk.delivery") required=true choices=delivery/>
                        <details open=form.value("delivery") == "post">
                            <summary>{t!(VI, "desk.intake.post")}</summary>
                            <TextField lang=VI field=form.field("recipient") label=t!(VI, "desk.taken_by") maxlength=200_u32/>
                            <TextField lang=VI field=form.field("post_phone") label=t!(VI, "desk.phone") kind="tel" maxlength=20_u32/>
                            <TextField lang=VI field=form.field("post_address") label=t!(VI, "desk.address") maxlength=200_u32/>
                        </details>
                    </div>
                </div>
                <div class="buttons"><button class="button">{t!(VI, "desk.intake.take")}</button></div>
            </form>
        </div>
    }
    .into_html()
}
