//! A month as a table of weeks: for drawings in which every day says something.

use crate::format;
use crate::ui::html::{Html, IntoHtml};
use crate::words::Lang;
use jiff::civil::{Date, Weekday};
use leptos::prelude::*;

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// The weeks that hold one of these days of one month, which come in order. `cell` draws a day's `<td>`; the others
/// stay empty.
#[must_use]
pub fn month_table(lang: Lang, days: &[Date], cell: impl Fn(Date) -> Option<Html>) -> Html {
    let Some(first) = days.first() else {
        return ().into_html();
    };
    let heads = WEEK
        .map(|day| {
            let name = format::weekday(lang, day);
            view! { <th scope="col"><abbr title=name>{short_weekday(lang, day)}</abbr></th> }
        })
        .collect_view();
    let weeks = days
        .chunk_by(|a, b| a.weekday() != Weekday::Sunday && week_of(*a) == week_of(*b))
        .map(|week| {
            let cells = WEEK
                .map(|day| {
                    let date = week.iter().find(|date| date.weekday() == day);
                    let drawn = date.and_then(|date| cell(*date));
                    drawn.unwrap_or_else(|| view! { <td></td> }.into_html())
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    let name = format::month(lang, *first);
    view! {
        <table>
            <caption>{name}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{weeks}</tbody>
        </table>
    }
    .into_html()
}

/// The Monday of a day's week tells it.
fn week_of(date: Date) -> Date {
    let since_monday = i64::from(date.weekday().to_monday_zero_offset());
    date.checked_sub(jiff::Span::new().days(since_monday)).unwrap_or(date)
}

fn short_weekday(lang: Lang, day: Weekday) -> &'static str {
    let index = usize::try_from(day.to_monday_zero_offset()).unwrap_or_default();
    match lang {
        Lang::Vi => ["T2", "T3", "T4", "T5", "T6", "T7", "CN"][index],
        Lang::En => ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"][index],
    }
}
