//! A decision as it is entered or changed. A field that belongs to one kind of decision alone shows when that kind is
//! chosen (by style alone: a browser that does not know `:has` shows all of them).

use std::borrow::Cow;

use domain::channel::Channel;
use domain::fee::{FeeAuthority, FeeKind};
use domain::groups::ApplicantGroup;
use domain::policy::{Condition, Issuer};
use leptos::prelude::*;

use super::{PATH, VI, above_list, draft_path};
use crate::ui::{
    Choice, ChoiceGroup, DateField, ErrorSummary, FormState, Html, IntoHtml, SelectField, TextArea, TextField,
};
use crate::{names, t};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct FormPage {
    /// The draft that is changed, and how often it was saved; none for a new one.
    pub draft: Option<(String, i64)>,
    /// Where decisions can hold: path of codes and name.
    pub areas: Vec<(String, String)>,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[must_use]
pub fn page(view: &FormPage) -> Html {
    let form = &view.form;
    let (title, action) = match &view.draft {
        Some((id, _)) => (t!(VI, "policy.change"), format!("{}/sua", draft_path(id))),
        None => (t!(VI, "policy.new"), format!("{PATH}/moi")),
    };
    let revision = view
        .draft
        .as_ref()
        .map(|(_, revision)| view! { <input type="hidden" name="revision" value=revision.to_string()/> });
    view! {
        {above_list()}
        <h1>{title}</h1>
        <p class="lead">{t!(VI, "policy.form_lead")}</p>
        <ErrorSummary lang=VI errors=form.named_errors(name_of)/>
        <form class="narrow" method="post" action=action novalidate>
            {revision}
            <h2>{t!(VI, "policy.part_document")}</h2>
            {part_document(form)}
            <h2>{t!(VI, "policy.part_where")}</h2>
            {part_where(view)}
            <h2>{t!(VI, "policy.part_services")}</h2>
            {part_services(form)}
            <h2>{t!(VI, "policy.part_effect")}</h2>
            {part_effect(form)}
            <h2>{t!(VI, "policy.part_whom")}</h2>
            {part_whom(form)}
            <div class="buttons"><button class="button">{t!(VI, "policy.to_preview")}</button></div>
        </form>
    }
    .into_html()
}

fn name_of(field: &str) -> Option<Cow<'static, str>> {
    Some(match field {
        "number" => t!(VI, "policy.number"),
        "issuer" => t!(VI, "policy.issuer"),
        "issuer_name" => t!(VI, "policy.issuer_in_full"),
        "date" => t!(VI, "policy.date"),
        "source" => t!(VI, "policy.source"),
        "valid_from" => t!(VI, "policy.valid_from"),
        "valid_to" => t!(VI, "policy.valid_to"),
        "scope" => t!(VI, "policy.scope"),
        "codes" => t!(VI, "policy.codes"),
        "fields" => t!(VI, "policy.fields"),
        "effect" => t!(VI, "policy.effect"),
        "percent" => t!(VI, "policy.percent"),
        "rate" => t!(VI, "policy.rate"),
        "limits" => t!(VI, "policy.limits"),
        _ => return None,
    })
}

fn part_document(form: &FormState) -> Html {
    let issuers =
        Issuer::ALL.iter().map(|issuer| Choice::new(issuer.as_str(), names::issuer(VI, *issuer))).collect::<Vec<_>>();
    view! {
        <TextField lang=VI field=form.field("number") label=t!(VI, "policy.number") hint=t!(VI, "policy.number_hint") required=true maxlength=60_u32/>
        <TextField lang=VI field=form.field("article") label=t!(VI, "policy.article") hint=t!(VI, "policy.article_hint") maxlength=60_u32 width="short"/>
        <ChoiceGroup lang=VI field=form.field("issuer") label=t!(VI, "policy.issuer") required=true choices=issuers/>
        <TextField lang=VI field=form.field("issuer_name") label=t!(VI, "policy.issuer_in_full") hint=t!(VI, "policy.issuer_in_full_hint") required=true maxlength=120_u32/>
        <DateField lang=VI field=form.field("date") label=t!(VI, "policy.date") required=true/>
        <TextArea lang=VI field=form.field("source") label=t!(VI, "policy.source") hint=t!(VI, "policy.source_hint") required=true rows=2 maxlength=400_u32/>
    }
    .into_html()
}

fn part_where(view: &FormPage) -> Html {
    let form = &view.form;
    let areas = view.areas.iter().map(|(path, name)| Choice::new(path, name)).collect::<Vec<_>>();
    view! {
        <SelectField lang=VI field=form.field("territory") label=t!(VI, "policy.area") hint=t!(VI, "policy.area_hint") empty=t!(VI, "policy.whole_country") choices=areas/>
        <DateField lang=VI field=form.field("valid_from") label=t!(VI, "policy.valid_from") required=true/>
        <DateField lang=VI field=form.field("valid_to") label=t!(VI, "policy.valid_to") hint=t!(VI, "policy.valid_to_hint")/>
    }
    .into_html()
}

fn part_services(form: &FormState) -> Html {
    let scopes = vec![
        Choice::new("codes", t!(VI, "policy.by_codes")),
        Choice::new("fields", t!(VI, "policy.by_fields")),
        Choice::new("all", t!(VI, "policy.scope_all")),
    ];
    view! {
        <ChoiceGroup lang=VI field=form.field("scope") label=t!(VI, "policy.scope") required=true choices=scopes/>
        <div class="of-codes">
            <TextArea lang=VI field=form.field("codes") label=t!(VI, "policy.codes") hint=t!(VI, "policy.codes_hint") required=true rows=3/>
        </div>
        <div class="of-fields">
            <TextArea lang=VI field=form.field("fields") label=t!(VI, "policy.fields") hint=t!(VI, "policy.fields_hint") required=true rows=3/>
        </div>
    }
    .into_html()
}

fn part_effect(form: &FormState) -> Html {
    let effects = vec![
        Choice::new("cut_fee", t!(VI, "policy.effect_cut")).hint(t!(VI, "policy.effect_cut_hint")),
        Choice::new("own_rate", t!(VI, "policy.effect_rate")).hint(t!(VI, "policy.effect_rate_hint")),
        Choice::new("shorten_deadline", t!(VI, "policy.effect_shorten")).hint(t!(VI, "policy.effect_shorten_hint")),
        Choice::new("online_only", t!(VI, "policy.effect_online")).hint(t!(VI, "policy.effect_online_hint")),
    ];
    let authorities = FeeAuthority::ALL
        .iter()
        .filter(|authority| **authority != FeeAuthority::Unknown)
        .map(|authority| Choice::new(authority.as_str(), names::fee_authority(VI, *authority)))
        .collect::<Vec<_>>();
    let kinds =
        FeeKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), names::fee_kind(VI, *kind))).collect::<Vec<_>>();
    view! {
        <ChoiceGroup lang=VI field=form.field("effect") label=t!(VI, "policy.effect") required=true choices=effects/>
        <div class="of-share">
            <TextField lang=VI field=form.field("percent") label=t!(VI, "policy.percent") hint=t!(VI, "policy.percent_hint") required=true inputmode="numeric" maxlength=4_u32 width="short"/>
        </div>
        <div class="of-rate">
            <TextField lang=VI field=form.field("rate") label=t!(VI, "policy.rate") hint=t!(VI, "policy.rate_hint") required=true inputmode="numeric" maxlength=15_u32 width="short"/>
        </div>
        <div class="of-fee">
            <ChoiceGroup lang=VI field=form.field("set_by") label=t!(VI, "policy.set_by") hint=t!(VI, "policy.set_by_hint") several=true choices=authorities/>
            <ChoiceGroup lang=VI field=form.field("kind") label=t!(VI, "policy.kind") hint=t!(VI, "policy.kind_hint") several=true choices=kinds/>
        </div>
        <div class="of-limits">
            <TextArea lang=VI field=form.field("limits") label=t!(VI, "policy.limits") hint=t!(VI, "policy.limits_hint") rows=3/>
        </div>
    }
    .into_html()
}

fn part_whom(form: &FormState) -> Html {
    let channels = Channel::ALL
        .iter()
        .map(|channel| Choice::new(channel.as_str(), names::channel(VI, *channel)))
        .collect::<Vec<_>>();
    let groups = ApplicantGroup::ALL
        .iter()
        .map(|group| Choice::new(group.as_str(), names::group(VI, *group)))
        .collect::<Vec<_>>();
    let conditions = Condition::ALL
        .iter()
        .map(|condition| Choice::new(condition.as_str(), condition_words(*condition)))
        .collect::<Vec<_>>();
    view! {
        <ChoiceGroup lang=VI field=form.field("channel") label=t!(VI, "policy.channels") hint=t!(VI, "policy.channels_hint") several=true choices=channels/>
        <ChoiceGroup lang=VI field=form.field("group") label=t!(VI, "policy.for_whom") hint=t!(VI, "policy.groups_hint") several=true choices=groups/>
        <ChoiceGroup lang=VI field=form.field("condition") label=t!(VI, "policy.conditions") several=true choices=conditions/>
    }
    .into_html()
}

fn condition_words(condition: Condition) -> String {
    match condition {
        Condition::IdentityLevelTwo => t!(VI, "policy.condition_identity"),
        Condition::VneidBasics => t!(VI, "policy.condition_basics"),
        Condition::VneidDocument => t!(VI, "policy.condition_document"),
    }
    .into_owned()
}
