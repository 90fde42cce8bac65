//! How the result goes out. The address shows for the post alone (by style: see `applicant`).

use super::step::{self, Frame};
use crate::t;
use crate::ui::{Choice, ChoiceGroup, Html, IntoHtml, TextField};
use crate::words::Lang;
use leptos::prelude::*;

/// The page.
#[must_use]
pub fn page(lang: Lang, frame: &Frame) -> Html {
    let form = &frame.form;
    let choices = vec![
        Choice::new("online", t!(lang, "filing.delivery.online")).hint(t!(lang, "filing.delivery.online_hint")),
        Choice::new("counter", t!(lang, "filing.delivery.counter")).hint(t!(
            lang,
            "filing.delivery.counter_hint",
            agency = frame.agency
        )),
        Choice::new("post", t!(lang, "filing.delivery.post")).hint(t!(lang, "filing.delivery.post_hint")),
    ];
    let fields = view! {
        <ChoiceGroup lang field=form.field("delivery") label=t!(lang, "filing.delivery") required=true choices/>
        <fieldset class="group post">
            <legend>{t!(lang, "filing.delivery.where")}</legend>
            <TextField lang field=form.field("recipient") label=t!(lang, "filing.recipient") required=true autocomplete="name" maxlength=100_u32/>
            <TextField
                lang
                field=form.field("post_phone")
                label=t!(lang, "filing.phone")
                required=true
                kind="tel"
                autocomplete="tel"
                maxlength=30_u32
                width="short"
            />
            <TextField
                lang
                field=form.field("post_address")
                label=t!(lang, "filing.address")
                hint=t!(lang, "filing.address_hint")
                required=true
                autocomplete="address-line1"
                maxlength=200_u32
            />
        </fieldset>
    };
    step::form_page(lang, frame, fields.into_html())
}
