//! A version as it is changed.

use domain::channel::Channel;
use domain::mode::{Level, Mode, PartialReason};
use domain::procedure::{Procedure, asked_cases};
use leptos::prelude::*;

use super::words::{CHANNELS, reason};
use super::{VI, above, draft_path, rows};
use crate::ui::{Checkbox, Choice, ChoiceGroup, ErrorSummary, FormState, Html, IntoHtml, TextArea, TextField};
use crate::{explain, names, t};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct FormPage {
    /// The draft's id.
    pub id: String,
    /// How often it was saved.
    pub revision: i64,
    /// The service's id and name.
    pub service: (String, String),
    /// The cases among which the form lets people choose; none where it doesn't ask.
    pub asked: Vec<String>,
    /// The limits as they are, in words, by channel.
    pub limits: Vec<(Channel, String)>,
    /// What stays as it is, in words.
    pub kept: Vec<String>,
    /// Levels that can be chosen.
    pub levels: Vec<Level>,
    /// What was typed.
    pub form: FormState,
}

impl FormPage {
    /// For a draft as it stands, with what was typed.
    #[must_use]
    pub fn new((id, revision): (String, i64), service: (String, String), draft: &Procedure, form: FormState) -> Self {
        let limits = CHANNELS.iter().filter_map(|channel| {
            let limit = draft.terms.limits.of(*channel)?;
            Some((*channel, explain::limit(VI, limit)))
        });
        let all = Level::ALL.iter().copied();
        // The districts ended on 1 July 2025.
        let levels = all.filter(|level| *level != Level::District || draft.levels.contains(level));
        Self {
            id,
            revision,
            service,
            asked: asked_cases(draft).into_iter().flatten().map(|case| case.label).collect(),
            limits: limits.collect(),
            kept: kept(draft),
            levels: levels.collect(),
            form,
        }
    }
}

/// Which list a button adds a row to or takes one from, by the field that each of its rows has.
#[must_use]
pub fn always_sent(list: &str) -> Option<&'static str> {
    match list {
        "doc" | "fee" => Some("name"),
        "case_limit" => Some("label"),
        _ if list.starts_with("fee") && list.ends_with("_case") => Some("label"),
        _ if list.starts_with("fee") && list.ends_with("_step") => Some("from"),
        _ => None,
    }
}

fn kept(draft: &Procedure) -> Vec<String> {
    let mut kept = vec![t!(VI, "version.kept_code", code = draft.code, field = draft.field.vi)];
    if !draft.form.is_empty() {
        kept.push(t!(VI, "version.kept_questions", count = draft.form.len()));
    }
    if draft.terms.fees.iter().any(|fee| !fee.applicants.is_empty()) {
        kept.push(t!(VI, "version.kept_rates"));
    }
    kept.into_iter().map(Into::into).collect()
}

/// The page.
#[must_use]
pub fn page(view: &FormPage) -> Html {
    let form = &view.form;
    let path = draft_path(&view.id);
    let (id, name) = &view.service;
    let kept = view.kept.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    view! {
        {above(Some((id, name)))}
        <h1>{t!(VI, "version.form_title")}</h1>
        <p class="lead">{t!(VI, "version.form_lead")}</p>
        <ErrorSummary lang=VI errors=form.errors().to_vec()/>
        <form class="narrow" method="post" action=format!("{path}/sua") novalidate>
            // The first button is the one that the Enter key presses.
            <button class="unseen" tabindex="-1" aria-hidden="true">{t!(VI, "version.to_comparison")}</button>
            <input type="hidden" name="revision" value=view.revision.to_string()/>
            <h2>{t!(VI, "version.part_what")}</h2>
            {part_what(form)}
            <h2>{t!(VI, "version.part_online")}</h2>
            {part_online(form)}
            <h2>{t!(VI, "version.part_who")}</h2>
            {part_who(view)}
            <h2>{t!(VI, "version.part_ways")}</h2>
            {part_ways(view)}
            <h2>{t!(VI, "version.part_documents")}</h2>
            {rows::documents(view)}
            <TextField lang=VI field=form.field("sets") label=t!(VI, "name.part.sets") required=true inputmode="numeric" maxlength=3_u32 width="short"/>
            <h2>{t!(VI, "version.part_fees")}</h2>
            {rows::fees(view)}
            <h2>{t!(VI, "version.part_cases")}</h2>
            {rows::more_limits(view)}
            <h2>{t!(VI, "version.part_steps")}</h2>
            {part_steps(form)}
            <h2>{t!(VI, "version.part_kept")}</h2>
            <ul>{kept}</ul>
            <div class="buttons">
                <button class="button">{t!(VI, "version.to_comparison")}</button>
                <a href=path.clone()>{t!(VI, "version.without_saving")}</a>
            </div>
        </form>
    }
    .into_html()
}

/// Vietnamese, and English folded beneath.
fn english(form: &FormState, name: &str, label: String) -> Html {
    let field = form.field(&format!("{name}_en"));
    let open = field.error.is_some();
    view! {
        <details class="english" open=open>
            <summary>{t!(VI, "version.in_english", what = label)}</summary>
            <TextArea lang=VI field label=t!(VI, "version.in_english", what = label) rows=2/>
        </details>
    }
    .into_html()
}

fn part_what(form: &FormState) -> Html {
    view! {
        <TextArea lang=VI field=form.field("name") label=t!(VI, "name.part.name") required=true rows=2/>
        {english(form, "name", t!(VI, "name.part.name").into_owned())}
        <TextArea lang=VI field=form.field("summary") label=t!(VI, "name.part.summary") hint=t!(VI, "version.summary_hint") rows=3/>
        {english(form, "summary", t!(VI, "name.part.summary").into_owned())}
        <TextArea lang=VI field=form.field("also_called") label=t!(VI, "name.part.also_called") hint=t!(VI, "version.also_called_hint") rows=4/>
    }
    .into_html()
}

fn part_online(form: &FormState) -> Html {
    let modes =
        Mode::ALL.iter().map(|mode| Choice::new(mode.as_str(), names::mode_means(VI, *mode))).collect::<Vec<_>>();
    let reasons = PartialReason::ALL.iter().map(|one| Choice::new(one.as_str(), reason(*one))).collect::<Vec<_>>();
    view! {
        <ChoiceGroup lang=VI field=form.field("mode") label=t!(VI, "name.part.mode") hint=t!(VI, "version.mode_hint") required=true choices=modes/>
        <ChoiceGroup lang=VI field=form.field("partial_reason") label=t!(VI, "version.partial_reason") hint=t!(VI, "version.partial_reason_hint") choices=reasons/>
        <TextArea lang=VI field=form.field("partial_note") label=t!(VI, "version.partial_note") hint=t!(VI, "version.partial_note_hint") rows=2/>
        {english(form, "partial_note", t!(VI, "version.partial_note").into_owned())}
        <TextField lang=VI field=form.field("partial_legal") label=t!(VI, "version.partial_legal") hint=t!(VI, "version.partial_legal_hint") maxlength=400_u32/>
        <Checkbox lang=VI field=form.field("result_visit") label=t!(VI, "version.result_visit")/>
        <Checkbox lang=VI field=form.field("identity_visit") label=t!(VI, "version.identity_visit")/>
        <p class="soft">{t!(VI, "version.visits_elsewhere")}</p>
    }
    .into_html()
}

fn part_who(view: &FormPage) -> Html {
    let form = &view.form;
    let levels =
        view.levels.iter().map(|level| Choice::new(level.as_str(), names::level(VI, *level))).collect::<Vec<_>>();
    view! {
        <ChoiceGroup lang=VI field=form.field("level") label=t!(VI, "name.part.levels") several=true required=true choices=levels/>
        <TextArea lang=VI field=form.field("agency") label=t!(VI, "name.part.agency") required=true rows=2/>
        {english(form, "agency", t!(VI, "name.part.agency").into_owned())}
        <Checkbox lang=VI field=form.field("anywhere") label=t!(VI, "version.anywhere")/>
        <TextArea lang=VI field=form.field("subjects") label=t!(VI, "name.part.subjects") hint=t!(VI, "version.one_a_line") required=true rows=3/>
    }
    .into_html()
}

fn part_ways(view: &FormPage) -> Html {
    let form = &view.form;
    let channels =
        CHANNELS.iter().map(|channel| Choice::new(channel.as_str(), names::channel(VI, *channel))).collect::<Vec<_>>();
    let each = CHANNELS
        .iter()
        .map(|channel| {
            let name = names::channel(VI, *channel);
            let now = view.limits.iter().find(|(of, _)| of == channel);
            let now = now.map(|(_, words)| t!(VI, "version.limit_now", limit = words));
            let hint = match now {
                Some(now) => format!("{now} {}", t!(VI, "version.limit_hint")),
                None => t!(VI, "version.limit_hint").into_owned(),
            };
            view! {
                <TextField lang=VI field=form.field(&format!("limit_{channel}")) label=t!(VI, "version.limit_of", channel = name) hint=hint maxlength=200_u32/>
                <TextArea lang=VI field=form.field(&format!("way_{channel}")) label=t!(VI, "version.way_of", channel = name) rows=2/>
            }
        })
        .collect_view();
    view! {
        <ChoiceGroup lang=VI field=form.field("way") label=t!(VI, "name.part.ways") several=true required=true choices=channels/>
        {each}
    }
    .into_html()
}

fn part_steps(form: &FormState) -> Html {
    view! {
        <TextArea lang=VI field=form.field("steps") label=t!(VI, "name.part.steps") hint=t!(VI, "version.steps_hint") required=true rows=6/>
        <TextField lang=VI field=form.field("presence") label=t!(VI, "version.presence") hint=t!(VI, "version.presence_hint") maxlength=60_u32 width="short"/>
        <TextField lang=VI field=form.field("site_checks") label=t!(VI, "version.site_checks") hint=t!(VI, "version.presence_hint") maxlength=60_u32 width="short"/>
        <TextArea lang=VI field=form.field("results") label=t!(VI, "name.part.results") hint=t!(VI, "version.one_a_line") rows=3/>
        <TextArea lang=VI field=form.field("requirements") label=t!(VI, "name.part.requirements") rows=4/>
        <TextArea lang=VI field=form.field("legal_basis") label=t!(VI, "name.part.legal_basis") hint=t!(VI, "version.legal_hint") rows=4/>
    }
    .into_html()
}
