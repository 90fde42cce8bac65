//! Things one after another: tables, facts, timelines, steps, files, pages of results.

use crate::format;
use crate::t;
use crate::ui::html::{Html, IntoHtml};
use crate::words::Lang;
use jiff::civil::DateTime;
use leptos::prelude::*;

/// A moment, readable by people and machines.
#[must_use]
pub fn moment(lang: Lang, at: DateTime) -> Html {
    view! { <time datetime=format::machine_moment(at)>{format::moment(lang, at)}</time> }.into_html()
}

/// A column of a [`DataTable`].
#[derive(Clone, Debug)]
pub struct Column {
    name: String,
    numeric: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(name: impl Into<String>) -> Self {
        Self { name: name.into(), numeric: false }
    }

    /// A column of numbers, set to the right so that digits stand under digits.
    #[must_use]
    pub fn numbers(name: impl Into<String>) -> Self {
        Self { name: name.into(), numeric: true }
    }
}

/// A table that scans. On a phone one of words becomes a card a row, with the columns' names before the cells; one of
/// numbers scrolls sideways by itself, by keyboard too. The first cell of a row names it.
#[component]
pub fn DataTable(
    /// What the table shows, for those who don't see it.
    #[prop(into)]
    label: String,
    /// The columns, in order.
    columns: Vec<Column>,
    /// The rows, a view for each column.
    rows: Vec<Vec<Html>>,
) -> Html {
    let side: Vec<Option<&'static str>> = columns.iter().map(|column| column.numeric.then_some("r")).collect();
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let class = if columns.iter().skip(1).any(|column| !column.numeric) { "scroll wordy" } else { "scroll" };
    let heads = columns
        .into_iter()
        .map(|column| view! { <th scope="col" class=column.numeric.then_some("r")>{column.name}</th> })
        .collect_view();
    let body = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .enumerate()
                .map(|(place, cell)| {
                    let class = side.get(place).copied().flatten();
                    if place == 0 {
                        view! { <th scope="row" class=class>{cell}</th> }.into_html()
                    } else {
                        let name = names.get(place).cloned();
                        view! { <td class=class data-name=name>{cell}</td> }.into_html()
                    }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class=class role="region" tabindex="0" aria-label=label>
            <table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>
        </div>
    }
    .into_html()
}

/// Facts with their names: `(name, fact)`.
#[component]
pub fn Facts(
    /// Each name and its fact.
    items: Vec<(String, Html)>,
) -> Html {
    let items =
        items.into_iter().map(|(name, fact)| view! { <div><dt>{name}</dt><dd>{fact}</dd></div> }).collect_view();
    view! { <dl class="facts">{items}</dl> }.into_html()
}

/// One thing that happened or will happen.
#[derive(Clone, Debug)]
pub struct TimelineEntry {
    /// What.
    pub title: String,
    /// When, local time; `None` for what hasn't happened.
    pub at: Option<DateTime>,
    /// Who; empty where that goes without saying.
    pub by: String,
    /// Why, how; empty for nothing.
    pub note: String,
    /// Whether it is behind, now, or ahead.
    pub state: TimelineState,
}

/// Where an entry stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineState {
    /// It happened.
    Past,
    /// It is happening.
    Now,
    /// It will happen.
    Ahead,
}

/// What happened, in order, and what comes.
#[component]
pub fn Timeline(
    /// The page's language.
    lang: Lang,
    /// From the first to the last.
    entries: Vec<TimelineEntry>,
) -> Html {
    let entries = entries
        .into_iter()
        .map(|entry| {
            let (class, current) = match entry.state {
                TimelineState::Past => ("past", None),
                TimelineState::Now => ("now", Some("step")),
                TimelineState::Ahead => ("ahead", None),
            };
            let at = entry.at.map(|at| moment(lang, at));
            let between = (at.is_some() && !entry.by.is_empty()).then_some(" · ");
            let about =
                (at.is_some() || !entry.by.is_empty()).then(|| view! { <small>{at} {between} {entry.by}</small> });
            let note = (!entry.note.is_empty()).then(|| view! { <p>{entry.note}</p> });
            view! {
                <li class=class aria-current=current>
                    <strong>{entry.title}</strong>
                    {about}
                    {note}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{entries}</ol> }.into_html()
}

/// Where one is among the steps of a task: the steps' names, and which one is now, from 0.
#[component]
pub fn StepIndicator(
    /// The page's language.
    lang: Lang,
    /// Each step's name, with its address where one may go back to it.
    steps: Vec<(String, Option<String>)>,
    /// The step that is now, from 0.
    current: usize,
) -> Html {
    let said = t!(lang, "ui.step_of", now = current + 1, all = steps.len());
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(place, (name, path))| {
            let class = match place.cmp(&current) {
                std::cmp::Ordering::Less => "past",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "ahead",
            };
            let name = match path.filter(|_| place != current) {
                Some(path) => view! { <a href=path>{name}</a> }.into_html(),
                None => view! { <span>{name}</span> }.into_html(),
            };
            view! { <li class=class aria-current=(place == current).then_some("step")>{name}</li> }
        })
        .collect_view();
    let label = said.clone();
    view! { <nav class="progress" aria-label=label><p>{said}</p><ol>{items}</ol></nav> }.into_html()
}

/// A file in a list.
#[derive(Clone, Debug)]
pub struct FileItem {
    /// Its name, as the person named it.
    pub name: String,
    /// What it is: `PDF`, `JPEG`.
    pub kind: String,
    /// How large it is, in bytes.
    pub bytes: u64,
    /// Where it can be fetched.
    pub href: Option<String>,
    /// Where a POST removes it.
    pub remove: Option<String>,
}

/// Files, each to be opened and perhaps removed.
#[component]
pub fn FileList(
    /// The page's language.
    lang: Lang,
    /// The files.
    files: Vec<FileItem>,
) -> Html {
    let files = files.into_iter().map(|file| file_line(lang, file)).collect_view();
    view! { <ul class="list files">{files}</ul> }.into_html()
}

fn file_line(lang: Lang, file: FileItem) -> Html {
    let about = format!("{} · {}", file.kind, format::file_size(lang, file.bytes));
    let remove = file.remove.map(|action| {
        let label = t!(lang, "ui.remove_named", name = file.name);
        view! {
            <form method="post" action=action>
                <button class="link" aria-label=label>{t!(lang, "ui.remove")}</button>
            </form>
        }
    });
    let name = match file.href {
        Some(href) => view! { <a href=href>{file.name}</a> }.into_html(),
        None => view! { <span>{file.name}</span> }.into_html(),
    };
    view! { <li>{name} {remove} <small>{about}</small></li> }.into_html()
}

/// Pages of results. Shows nothing when there is but one page.
#[component]
pub fn Pagination<F>(
    /// The page's language.
    lang: Lang,
    /// The page that is shown, from 1.
    page: u32,
    /// How many pages there are.
    pages: u32,
    /// The address of a page.
    link: F,
) -> Html
where
    F: Fn(u32) -> String,
{
    if pages < 2 {
        return ().into_html();
    }
    let numbers = pages_shown(page, pages)
        .into_iter()
        .map(|number| match number {
            None => view! { <li aria-hidden="true">"…"</li> }.into_html(),
            Some(number) if number == page => {
                view! { <li><span aria-current="page">{format::number(lang, i64::from(number))}</span></li> }
                    .into_html()
            }
            Some(number) => {
                let label = t!(lang, "ui.page_number", page = number);
                view! { <li><a href=link(number) aria-label=label>{format::number(lang, i64::from(number))}</a></li> }
                    .into_html()
            }
        })
        .collect_view();
    let before = (page > 1).then(|| view! { <li><a rel="prev" href=link(page - 1)>{t!(lang, "ui.previous")}</a></li> });
    let after = (page < pages).then(|| view! { <li><a rel="next" href=link(page + 1)>{t!(lang, "ui.next")}</a></li> });
    view! { <nav class="pages" aria-label=t!(lang, "ui.pages")><ul>{before} {numbers} {after}</ul></nav> }.into_html()
}

/// The page numbers to show: the first, the last, and those around the current one; `None` for a gap.
fn pages_shown(page: u32, pages: u32) -> Vec<Option<u32>> {
    let mut shown = Vec::new();
    let mut last = 0;
    for number in 1..=pages {
        if number == 1 || number == pages || number.abs_diff(page) <= 1 {
            if number > last + 1 {
                shown.push(None);
            }
            shown.push(Some(number));
            last = number;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_pages_leave_a_gap() {
        assert_eq!(pages_shown(1, 3), [Some(1), Some(2), Some(3)]);
        assert_eq!(pages_shown(5, 9), [Some(1), None, Some(4), Some(5), Some(6), None, Some(9)]);
        assert_eq!(pages_shown(1, 200), [Some(1), Some(2), None, Some(200)]);
    }
}
