//! The groups that an applicant claims to belong to, for the officer to decide about: one fieldset each.

use domain::groups::{ApplicantGroup, Evidence};
use domain::money::Dong;
use domain::policy::Condition;
use jiff::civil::Date;
use leptos::prelude::*;

use super::VI;
use crate::t;
use crate::ui::{Choice, ChoiceGroup, FileItem, FileList, FormState, Html, IntoHtml, SelectField, TextArea, TextField};
use crate::{format, names};

/// A claim on which the fee hangs.
#[derive(Clone, Debug)]
pub struct ClaimCard {
    /// The group.
    pub group: ApplicantGroup,
    /// What is to be paid if it alone is confirmed.
    pub confirmed: Dong,
    /// What is to be paid if none is.
    pub otherwise: Dong,
    /// What must be true besides.
    pub conditions: Vec<Condition>,
    /// The date of birth on file, where the group is one of age.
    pub birth: Option<Date>,
    /// What was attached to show it.
    pub files: Vec<FileItem>,
}

/// The claims, each with its evidence and what the officer finds.
pub(super) fn fields(form: &FormState, claims: &[ClaimCard]) -> Option<Html> {
    let cards = claims.iter().map(|claim| card(form, claim)).collect_view();
    (!claims.is_empty()).then(|| {
        view! {
            <section class="claims" aria-labelledby="claims">
                <h3 id="claims">{t!(VI, "desk.claims")}</h3>
                <p>{t!(VI, "desk.claims_mean")}</p>
                {cards}
            </section>
        }
        .into_html()
    })
}

fn card(form: &FormState, claim: &ClaimCard) -> Html {
    let (confirmed, otherwise) = (claim.confirmed, claim.otherwise);
    let worth =
        t!(VI, "desk.claim_worth", confirmed = format::dong(VI, confirmed), otherwise = format::dong(VI, otherwise));
    let conditions: Vec<_> = claim.conditions.iter().map(|condition| names::condition(VI, *condition)).collect();
    let conditions = (!conditions.is_empty()).then(|| {
        let conditions = conditions.join("; ");
        view! { <p>{t!(VI, "desk.claim_conditions", conditions = conditions)}</p> }
    });
    let birth = claim.birth.map(|day| view! { <p>{t!(VI, "desk.claim_birth", day = format::date(VI, day))}</p> });
    let files = if claim.files.is_empty() {
        view! { <p class="soft">{t!(VI, "desk.claim_no_file")}</p> }.into_html()
    } else {
        view! { <FileList lang=VI files=claim.files.clone()/> }.into_html()
    };
    let [finding, number, reason] = field_names(claim.group);
    let mut choices = evidence();
    choices.push(Choice::new("no", t!(VI, "desk.finding.no")));
    view! {
        <fieldset class="claim">
            <legend>{capital(&names::group(VI, claim.group))}</legend>
            <p>{worth}</p>
            {conditions}
            {birth}
            {files}
            <ChoiceGroup lang=VI field=form.field(&finding) label=t!(VI, "desk.finding") required=true choices/>
            <TextField
                lang=VI field=form.field(&number) label=t!(VI, "desk.finding_number")
                hint=t!(VI, "desk.finding_number_hint") maxlength=300_u32
            />
            <TextArea
                lang=VI field=form.field(&reason) label=t!(VI, "desk.finding_reason")
                hint=t!(VI, "desk.finding_reason_hint") rows=2 maxlength=4000_u32
            />
        </fieldset>
    }
    .into_html()
}

/// The groups that pay less at the counter: what somebody shows is seen at once.
pub(super) fn at_the_counter(form: &FormState, groups: &[ApplicantGroup]) -> Option<Html> {
    let any = groups.iter().flat_map(|group| field_names(*group)).any(|name| !form.value(&name).is_empty());
    let rows = groups
        .iter()
        .map(|group| {
            let [finding, number, _] = field_names(*group);
            let name = capital(&names::group(VI, *group));
            let number_label = t!(VI, "desk.intake.group_number", group = name);
            view! {
                <SelectField
                    lang=VI field=form.field(&finding) label=name.clone() unmarked=true
                    empty=t!(VI, "desk.intake.group_none") choices=evidence()
                />
                <TextField lang=VI field=form.field(&number) label=number_label maxlength=300_u32/>
            }
        })
        .collect_view();
    (!groups.is_empty()).then(|| {
        view! {
            <details open=any>
                <summary>{t!(VI, "desk.intake.groups")}</summary>
                <p class="hint">{t!(VI, "desk.intake.groups_hint")}</p>
                {rows}
            </details>
        }
        .into_html()
    })
}

/// As the forms name them: what was found, the number, the reason.
fn field_names(group: ApplicantGroup) -> [String; 3] {
    ["group", "group_number", "group_reason"].map(|field| format!("{field}-{group}"))
}

fn evidence() -> Vec<Choice> {
    Evidence::ALL
        .iter()
        .map(|evidence| {
            let words = match evidence {
                Evidence::Paper => t!(VI, "desk.finding.paper"),
                Evidence::Database => t!(VI, "desk.finding.database"),
                Evidence::IdentityAccount => t!(VI, "desk.finding.identity"),
            };
            Choice::new(evidence.as_str(), words)
        })
        .collect()
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
