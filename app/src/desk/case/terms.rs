//! What a dossier costs and when it is due.

use leptos::prelude::*;

use super::CasePage;
use crate::desk::{VI, words};
use crate::t;
use crate::ui::Facts;
use crate::{explain, format, names};

pub(super) fn money(page: &CasePage) -> AnyView {
    let lines = page
        .fee_lines
        .iter()
        .map(|(name, due, payable)| {
            view! {
                <tr>
                    <th scope="row">{name.clone()}</th>
                    <td>{names::fee_due(VI, *due)}</td>
                    <td class="r">{format::dong(VI, *payable)}</td>
                </tr>
            }
        })
        .collect_view();
    let state = if page.fee.is_none() && page.payable.is_zero() {
        t!(VI, "desk.fee_unknown").into_owned()
    } else if page.payable.is_zero() {
        t!(VI, "desk.fee_none").into_owned()
    } else if page.owed.is_zero() && page.paid >= page.payable {
        t!(VI, "desk.paid_all", amount = format::dong(VI, page.paid)).into_owned()
    } else if page.owed.is_zero() {
        t!(VI, "desk.due_later").into_owned()
    } else {
        t!(VI, "desk.owes", amount = format::dong(VI, page.owed)).into_owned()
    };
    let why = page.fee.as_ref().map(|fee| {
        let why = explain::fee(VI, fee, "")
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect_view();
        view! { <details><summary>{t!(VI, "desk.why")}</summary><ul class="why">{why}</ul></details> }
    });
    let until = page.pay_until.map(|until| {
        view! { <p>{t!(VI, "desk.log.pay_until", until = format::moment_short(until))}</p> }
    });
    view! {
        <section>
            <h2>{t!(VI, "desk.fee")}</h2>
            <p><strong>{state}</strong></p>
            {until}
            <div class="scroll"><table><tbody>{lines}</tbody></table></div>
            {why}
        </section>
    }
    .into_any()
}

pub(super) fn dates(page: &CasePage) -> AnyView {
    let Some(due) = page.due else {
        return ().into_any();
    };
    let why = match &page.deadline {
        Some(deadline) => explain::deadline(VI, deadline)
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect_view()
            .into_any(),
        None => view! { <li>{t!(VI, "desk.set_by_officer")}</li> }.into_any(),
    };
    // After a supplement the dates are worked out anew, and no longer what acceptance explained.
    let moved = page
        .deadline
        .as_ref()
        .is_some_and(|deadline| deadline.due() != due)
        .then(|| view! { <p>{t!(VI, "desk.due_moved")}</p> });
    let redated = page.redated.map(|to| {
        let told = t!(VI, "desk.redated", to = format::moment(VI, to));
        view! { <p><strong>{told}</strong></p> }
    });
    let waits = page
        .waits
        .iter()
        .map(|wait| view! { <li>{words::wait(wait)}</li> })
        .collect_view();
    let waits = (!page.waits.is_empty())
        .then(|| view! { <h3>{t!(VI, "desk.waits")}</h3> <ul class="why">{waits}</ul> });
    let facts = vec![
        (
            t!(VI, "desk.promised").into_owned(),
            format::moment(VI, due.promised).into_any(),
        ),
        (
            t!(VI, "desk.statutory").into_owned(),
            format::moment(VI, due.statutory).into_any(),
        ),
    ];
    view! {
        <section>
            <h2>{t!(VI, "desk.dates")}</h2>
            {redated}
            <Facts items=facts/>
            {moved}
            {waits}
            <details>
                <summary>{t!(VI, "desk.why")}</summary>
                <ul class="why">{why}</ul>
                {page.course.as_ref().map(|course| explain::calendar(VI, course))}
            </details>
        </section>
    }
    .into_any()
}
