//! The queue: what is to be done, by when. A plain GET form filters; each view of it has an address.

use domain::channel::Channel;
use domain::dossier::{Group, StateCode, TaskKind, Warning};
use jiff::civil::DateTime;
use leptos::prelude::*;

use super::words::{self, Urgency};
use super::{VI, case_path};
use crate::catalogue::query::encode;
use crate::t;
use crate::ui::{Checkbox, Choice, EmptyState, Field, Html, IntoHtml, SelectField};
use crate::{format, names};

/// One page of the queue.
#[derive(Clone, Debug, Default)]
pub struct QueuePage {
    /// The tabs with their counts.
    pub tabs: Vec<Tab>,
    /// What is asked for.
    pub query: QueueQuery,
    /// The services to filter by: id and name.
    pub services: Vec<(String, String)>,
    /// The officer's agencies, by name.
    pub agencies: Vec<String>,
    /// The dossiers.
    pub rows: Vec<Row>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// What needs somebody: open tasks by kind.
    pub tasks: Vec<(TaskKind, i64)>,
    /// How many open dossiers are the officer's own to work on.
    pub mine: i64,
    /// How many open dossiers other agencies handed over.
    pub held: i64,
}

/// A tab.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Which.
    pub group: Group,
    /// How many dossiers it holds.
    pub count: i64,
    /// How many of them are late.
    pub late: i64,
    /// How many are due within a working day.
    pub near: i64,
}

/// What is asked for, as the address says it.
#[derive(Clone, Debug, Default)]
pub struct QueueQuery {
    /// The tab.
    pub group: Group,
    /// The service's id, or nothing.
    pub service: String,
    /// The channel.
    pub channel: Option<Channel>,
    /// The state.
    pub state: Option<StateCode>,
    /// Code, reference or name.
    pub text: String,
    /// The page begins after this row.
    pub after: Option<String>,
    /// The officer's own to work on.
    pub mine: bool,
    /// With an open task of this kind.
    pub task: Option<TaskKind>,
}

impl QueueQuery {
    /// Whether anything but the tab is set.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !self.service.is_empty()
            || self.channel.is_some()
            || self.state.is_some()
            || self.mine
            || self.task.is_some()
            || !self.text.is_empty()
    }

    /// The address.
    #[must_use]
    pub fn address(&self) -> String {
        let pairs = [
            ("tim", self.text.as_str()),
            ("dich-vu", &self.service),
            ("kenh", self.channel.map_or("", Channel::as_str)),
            ("trang-thai", self.state.map_or("", StateCode::as_str)),
            ("cua-toi", if self.mine { "1" } else { "" }),
            ("viec", self.task.map_or("", TaskKind::as_str)),
            ("sau", self.after.as_deref().unwrap_or_default()),
        ];
        let mut address = format!("/can-bo?nhom={}", words::group_slug(self.group));
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            address.push('&');
            address.push_str(name);
            address.push('=');
            encode(value, &mut address);
        }
        address
    }
}

/// A dossier in the queue.
#[derive(Clone, Debug)]
pub struct Row {
    /// Code or reference.
    pub name: String,
    /// The service's name.
    pub service: String,
    /// The applicant's name.
    pub applicant: String,
    /// The agency's name, where the officer has several.
    pub agency: Option<String>,
    /// How it came.
    pub channel: Channel,
    /// Its state.
    pub state: StateCode,
    /// When it was sent.
    pub submitted_at: DateTime,
    /// When it is due.
    pub due: Option<DateTime>,
    /// How that stands to now.
    pub urgency: Option<Urgency>,
    /// Until when the applicant may supply.
    pub waits_until: Option<DateTime>,
    /// Whether money is owed.
    pub owed: bool,
    /// Limits that are near or over, the first to come first.
    pub warnings: Vec<Warning>,
    /// Whose it is to work on.
    pub officer: Option<String>,
    /// The agency that holds it, where that is not the competent one.
    pub held_by: Option<String>,
}

/// The queue.
#[must_use]
pub fn page(page: &QueuePage) -> Html {
    let agencies = page.agencies.join(", ");
    view! {
        <div class="desk">
            <div class="desk-head">
                <div>
                    <h1>{t!(VI, "desk.title")}</h1>
                    <p class="soft">{agencies}</p>
                </div>
                <div class="buttons">
                    <a class="button quiet" href="/can-bo/so-theo-doi">{t!(VI, "desk.register")}</a>
                    <a class="button" href="/can-bo/tiep-nhan" accesskey="n">{t!(VI, "desk.intake.title")}</a>
                </div>
            </div>
            {board(page)}
            {tabs(page)}
            {filters(page)}
            {rows(page)}
        </div>
    }
    .into_html()
}

/// Counts of what needs somebody; each opens the list of what it counts.
fn board(page: &QueuePage) -> Option<Html> {
    let card = |query: QueueQuery, class: &'static str, name: String, count: i64| {
        view! {
            <li class=class>
                <a href=query.address()><strong class="n">{format::number(VI, count)}</strong> " " {name}</a>
            </li>
        }
        .into_html()
    };
    let mut cards: Vec<Html> = Vec::new();
    if page.mine > 0 {
        let query = QueueQuery { group: Group::All, mine: true, ..QueueQuery::default() };
        cards.push(card(query, "", t!(VI, "desk.mine").into_owned(), page.mine));
    }
    for (task, count) in &page.tasks {
        let query = QueueQuery { group: Group::All, task: Some(*task), ..QueueQuery::default() };
        let class = match task {
            TaskKind::Late | TaskKind::LateLaw | TaskKind::Escalated => "late",
            _ => "near",
        };
        cards.push(card(query, class, words::task(*task).into_owned(), *count));
    }
    let held = (page.held > 0).then(|| {
        let held = t!(VI, "desk.held", count = format::number(VI, page.held));
        view! { <p class="soft">{held}</p> }
    });
    (!cards.is_empty() || page.held > 0).then(|| {
        view! {
            <section class="board" aria-labelledby="board">
                <h2 id="board" class="unseen">{t!(VI, "desk.board")}</h2>
                <ul>{cards}</ul>
                {held}
            </section>
        }
        .into_html()
    })
}

fn tabs(page: &QueuePage) -> Html {
    let tabs = page
        .tabs
        .iter()
        .map(|tab| {
            let address = QueueQuery { group: tab.group, ..QueueQuery::default() }.address();
            let current = (tab.group == page.query.group).then_some("page");
            let late = (tab.late > 0 && tab.group != Group::All).then(
                || view! { <span class="late">{t!(VI, "desk.tab_late", count = format::number(VI, tab.late))}</span> },
            );
            let near = (tab.near > 0 && tab.group != Group::All).then(
                || view! { <span class="near">{t!(VI, "desk.tab_near", count = format::number(VI, tab.near))}</span> },
            );
            view! {
                <li>
                    <a href=address aria-current=current>
                        <span class="name">{words::group_name(tab.group)}</span>
                        " " <span class="n">{format::number(VI, tab.count)}</span>
                        " " {late} " " {near}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=t!(VI, "desk.groups")><ul>{tabs}</ul></nav> }.into_html()
}

fn filters(page: &QueuePage) -> Html {
    let query = &page.query;
    let field = |name: &str, value: &str| Field { name: name.to_owned(), values: vec![value.to_owned()], error: None };
    let services = page.services.iter().map(|(id, name)| Choice::new(id, name)).collect();
    let channels =
        Channel::ALL.iter().map(|channel| Choice::new(channel.as_str(), names::channel(VI, *channel))).collect();
    let states = StateCode::ALL.iter().map(|state| Choice::new(state.as_str(), state_choice(*state))).collect();
    let any = || t!(VI, "desk.any").into_owned();
    let clear = query.is_filtered().then(|| {
        let address = QueueQuery { group: query.group, ..QueueQuery::default() }.address();
        view! { <a href=address>{t!(VI, "desk.clear")}</a> }
    });
    view! {
        <form class="desk-filters" method="get" action="/can-bo" role="search">
            <input type="hidden" name="nhom" value=words::group_slug(query.group)/>
            <div class="field">
                <label for="tim">{t!(VI, "desk.find")}</label>
                <input id="tim" name="tim" type="search" value=query.text.clone() maxlength="100" accesskey="t"/>
            </div>
            <SelectField
                lang=VI field=field("dich-vu", &query.service) label=t!(VI, "desk.service") unmarked=true
                empty=any() choices=services
            />
            <SelectField
                lang=VI field=field("kenh", query.channel.map_or("", Channel::as_str))
                label=t!(VI, "desk.channel") unmarked=true empty=any() choices=channels
            />
            {(query.group == Group::All)
                .then(|| {
                    view! {
                        <SelectField
                            lang=VI field=field("trang-thai", query.state.map_or("", StateCode::as_str))
                            label=t!(VI, "desk.state_label") unmarked=true empty=any() choices=states
                        />
                    }
                })}
            <Checkbox
                lang=VI field=field("cua-toi", if query.mine { "1" } else { "" }) label=t!(VI, "desk.mine_only")
                value="1"
            />
            {query
                .task
                .map(|task| view! { <input type="hidden" name="viec" value=task.as_str()/> })}
            <div class="apply">
                <button class="button quiet">{t!(VI, "desk.apply")}</button>
                {clear}
            </div>
        </form>
    }
    .into_html()
}

/// Two states share their words; a filter tells them apart.
fn state_choice(state: StateCode) -> String {
    match state {
        StateCode::IntakeSupplement => t!(VI, "desk.state.intake_supplement").into_owned(),
        other => words::state(other).into_owned(),
    }
}

fn rows(page: &QueuePage) -> Html {
    if page.rows.is_empty() {
        let advice =
            if page.query.is_filtered() { t!(VI, "desk.nothing_filtered") } else { t!(VI, "desk.nothing_to_do") };
        return view! { <EmptyState title=t!(VI, "desk.nothing")><p>{advice}</p></EmptyState> }.into_html();
    }
    let rows = page.rows.iter().map(row).collect_view();
    let next = page.next.clone().map(|after| {
        let address = QueueQuery { after: Some(after), ..page.query.clone() }.address();
        view! { <li><a rel="next" href=address>{t!(VI, "desk.next_page")}</a></li> }
    });
    let first = page.query.after.is_some().then(|| {
        let address = QueueQuery { after: None, ..page.query.clone() }.address();
        view! { <li><a href=address>{t!(VI, "desk.first_page")}</a></li> }
    });
    let caption = words::group_name(page.query.group);
    view! {
        <table class="queue">
            <caption class="unseen">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!(VI, "desk.col.dossier")}</th>
                    <th scope="col">{t!(VI, "desk.col.applicant")}</th>
                    <th scope="col">{t!(VI, "desk.col.service")}</th>
                    <th scope="col">{t!(VI, "desk.col.state")}</th>
                    <th scope="col">{t!(VI, "desk.col.due")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <nav class="pages" aria-label=t!(VI, "desk.pages")><ul>{first} {next}</ul></nav>
    }
    .into_html()
}

fn row(row: &Row) -> Html {
    let class = match row.urgency {
        Some(Urgency::LateByLaw | Urgency::Late) => Some("is-late"),
        Some(Urgency::Near) => Some("is-near"),
        Some(Urgency::Calm) | None => None,
    };
    let due = match (row.due, row.waits_until) {
        (Some(at), _) => words::due(at, row.urgency),
        (None, Some(until)) => {
            let until = format::moment_short(until);
            view! { <span class="soft">{t!(VI, "desk.waits_until", until = until)}</span> }.into_html()
        }
        (None, None) => ().into_html(),
    };
    let owed = row.owed.then(|| view! { " " <small class="owed">{t!(VI, "desk.owed_mark")}</small> });
    let badges = row.warnings.iter().map(|warning| view! { <small>{words::badge(warning)}</small> }).collect_view();
    let officer = row.officer.clone().map(|name| view! { <small>{t!(VI, "desk.officer")} ": " {name}</small> });
    let held_by = row.held_by.clone().map(|name| view! { <small>{t!(VI, "desk.held_by")} ": " {name}</small> });
    let agency = row.agency.clone().map(|agency| view! { <small>{agency}</small> });
    view! {
        <tr class=class>
            <th scope="row">
                <a href=case_path(&row.name)>{row.name.clone()}</a>
                <small>
                    {t!(VI, "desk.sent", at = format::moment_short(row.submitted_at))} " · "
                    {names::channel(VI, row.channel)}
                </small>
            </th>
            <td class="person">{row.applicant.clone()}</td>
            <td>{row.service.clone()} {agency}</td>
            <td>{words::state(row.state)} {owed} {officer} {held_by}</td>
            <td class="when">{due} {badges}</td>
        </tr>
    }
    .into_html()
}
