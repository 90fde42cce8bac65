//! `GET /tinh-hinh`: the figures of a period.

use app::{
    adoption::{
        page::{self as view, AdoptionPage, Scope as ScopeNames},
        query::AdoptionQuery,
        trend::PolicyStart,
    },
    ui::Choice,
    words::Lang,
};
use axum::{extract::State, http::StatusCode};
use backend::{
    adoption::{self, Report, Scope},
    catalogue::{self, Agency},
    error::AppError,
    policy::{RuleBook, recent_rules},
};
use domain::{
    channel::Channel,
    metrics::{By, Measure, Tally},
    mode::ActingMode,
    policy::{Policy, Scope as Reach},
};

use super::{
    asked::{self, Question},
    rows,
};
use crate::{
    catalogue::agency_name,
    pages::{figures_page, page_with},
    web::{Asked, Outcome, Shared, Visitor, form::see_other},
};

/// Shows the figures. The page is kept only until a counter moves: the newest dossier is in it.
pub async fn show(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let lang = visitor.lang;
    let mut question = asked::read(&asked, app.portal.clock.today());
    if question.moved && question.errors.is_empty() {
        return Ok(see_other(lang, &question.query.address()));
    }
    let by = question.query.rows();
    let actor = visitor.actor.as_ref();
    let moved = adoption::moved(&app.portal).await?;
    let report = match adoption::report(&app.portal, actor, &question.scope, by).await {
        Ok(report) => report,
        Err(error) => {
            question.refuse(error)?;
            adoption::report(&app.portal, actor, &question.scope, question.query.rows()).await?
        }
    };
    let months = adoption::report(&app.portal, actor, &question.scope, By::Month).await?;
    let model = model(&app, &visitor, &question, &report, &months).await?;
    let frame = view::frame(app.site.get(), lang, &question.query).person(visitor.badge());
    if question.errors.is_empty() {
        Ok(figures_page(&frame, moved, || view::page(lang, &model)))
    } else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Ok(page_with(status, &frame, || view::page(lang, &model)))
    }
}

async fn model(
    app: &Shared,
    visitor: &Visitor,
    question: &Question,
    report: &Report,
    months: &Report,
) -> Result<AdoptionPage, AppError> {
    let (lang, actor) = (visitor.lang, visitor.actor.as_ref());
    let (query, scope) = (&question.query, &question.scope);
    let agencies = catalogue::agencies(&app.portal).await?;
    let rules = recent_rules(&app.portal).await?;
    let total = report.total.as_ref();
    let lists = rows::may_list(actor, query.agency.as_deref());
    let figures = Measure::ALL.iter().map(|measure| {
        let figure = rows::figure(*measure, total, &report.targets, query, lists);
        (*measure, figure)
    });
    let agency = query.agency.as_ref().and_then(|id| agencies.get(id));
    Ok(AdoptionPage {
        form: question.form(lang),
        from: scope.period.from(),
        to: scope.period.to(),
        scope: scope_names(app, lang, query, agency).await?,
        agencies: agency_choices(lang, agencies.values(), scope),
        fields: field_choices(app, lang).await?,
        figures: figures.collect(),
        saved_hours: total.map(|figures| figures.tallies[Tally::SavedHours]),
        filers: total
            .map_or_else(Vec::new, |figures| filers().map(|(mode, tally)| (mode, figures.tallies[tally])).to_vec()),
        channels: total.map(rows::channels),
        months: rows::months(query, months, actor),
        starts: starts(&rules, scope, agency),
        rows: rows::rows(lang, query, report, actor),
        demo: report.demo > 0,
        least: report.small_cell,
        lists,
        query: query.clone(),
    })
}

const fn filers() -> [(ActingMode, Tally); 5] {
    [
        (ActingMode::SelfFiled, Tally::SelfFiled),
        (ActingMode::Guided, Tally::Guided),
        (ActingMode::Assisted, Tally::Assisted),
        (ActingMode::Authorised, Tally::Authorised),
        (ActingMode::Representative, Tally::Representative),
    ]
}

/// What the figures are narrowed to, by name.
pub async fn scope_names(
    app: &Shared,
    lang: Lang,
    query: &AdoptionQuery,
    agency: Option<&Agency>,
) -> Result<ScopeNames, AppError> {
    let english = lang == Lang::En;
    let offered = catalogue::offered(&app.portal).await?;
    let service = query.service.as_deref().and_then(|id| offered.service(id));
    let service = service.map(|service| service.newest().name.in_language(english).to_owned());
    let index = app.searcher.index(&app.portal).await?;
    let field = query.field.as_ref().map(|key| {
        let name = index.fields().get(key);
        name.map_or(key.as_str(), |words| words.in_language(english)).to_owned()
    });
    Ok(ScopeNames {
        agency: agency.map_or_else(String::new, |agency| agency_name(lang, agency).to_owned()),
        field: field.unwrap_or_default(),
        service: service.unwrap_or_default(),
    })
}

/// The agencies that there were in the period, as people look for them.
fn agency_choices<'a>(lang: Lang, agencies: impl Iterator<Item = &'a Agency>, scope: &Scope) -> Vec<Choice> {
    let mut found: Vec<&Agency> =
        agencies.filter(|agency| scope.period.meets(agency.valid_from, agency.valid_to)).collect();
    found.sort_by_cached_key(|agency| (agency.level, domain::text::fold(&agency.name)));
    found.into_iter().map(|agency| Choice::new(&agency.id, agency_name(lang, agency))).collect()
}

/// The fields of the services that agencies offer here.
async fn field_choices(app: &Shared, lang: Lang) -> Result<Vec<Choice>, AppError> {
    let offered = catalogue::offered(&app.portal).await?;
    let mut fields = std::collections::BTreeMap::new();
    for service in &offered.0 {
        let newest = service.newest();
        fields.insert(&newest.field_key, newest.field.in_language(lang == Lang::En));
    }
    let mut choices: Vec<Choice> =
        fields.into_iter().filter(|(_, name)| !name.is_empty()).map(|(key, name)| Choice::new(key, name)).collect();
    choices.sort_by_cached_key(|choice| domain::text::fold(&choice.label));
    Ok(choices)
}

/// The policies that reward online filing and begin in the period, where the figures are.
fn starts(rules: &RuleBook, scope: &Scope, agency: Option<&Agency>) -> Vec<PolicyStart> {
    let territory = agency.and_then(|agency| agency.territory.as_ref());
    let reaches = |policy: &&Policy| {
        policy.channels.contains(&Channel::Online)
            && scope.period.from() <= policy.valid_from
            && policy.valid_from <= scope.period.to()
            && policy.territory.as_ref().zip(territory).is_none_or(|(of, here)| of.covers(here))
    };
    let mut starts: Vec<PolicyStart> = rules
        .policies
        .iter()
        .filter(reaches)
        .map(|policy| PolicyStart {
            on: policy.valid_from,
            number: policy.number.clone(),
            effect: policy.effect.clone(),
            for_some: !policy.groups.is_empty() || policy.scope != Reach::All,
        })
        .collect();
    starts.sort_by_key(|start| start.on);
    starts
}
