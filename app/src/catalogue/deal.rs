//! Online beside the counter: fee, deadline, what online filing saves, and why. The hero of each service.

use crate::explain;
use crate::format;
use crate::t;
use crate::ui::{Html, IntoHtml};
use crate::words::Lang;
use domain::deadline::Course;
use domain::money::Dong;
use domain::quote::Quote;
use jiff::civil::DateTime;
use leptos::prelude::*;

/// What a service costs and when it is done, by both ways, for somebody who files at one moment.
#[derive(Clone, Debug)]
pub struct Deal {
    /// Filed online; `None` where that can't be done.
    pub online: Option<Quote>,
    /// Filed at the counter.
    pub counter: Option<Quote>,
    /// The days on the way to the date of the way that is explained.
    pub course: Option<Course>,
    /// The moment of filing that both are worked out for, local time.
    pub at: DateTime,
    /// The territory that was assumed, if no agency was chosen: `tỉnh Quảng Ngãi`.
    pub place: String,
}

/// What online filing saves against the counter. At least one of the two is more than nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saving {
    /// Money.
    pub dong: Dong,
    /// Working hours of waiting.
    pub hours: u32,
}

impl Saving {
    /// A saving, unless there is none.
    #[must_use]
    pub fn new(dong: Dong, hours: u32) -> Option<Self> {
        (!dong.is_zero() || hours > 0).then_some(Self { dong, hours })
    }

    /// What `online` saves against `counter`; what is unknown on either side saves nothing.
    #[must_use]
    pub fn between(online: &Quote, counter: &Quote) -> Option<Self> {
        let dong = match (&online.fee, &counter.fee) {
            (Ok(online), Ok(counter)) => counter.payable.checked_sub(online.payable).unwrap_or_default(),
            _ => Dong::ZERO,
        };
        let hours = match (&online.deadline, &counter.deadline) {
            (Ok(online), Ok(counter)) => counter.working_hours_promised.saturating_sub(online.working_hours_promised),
            _ => 0,
        };
        Self::new(dong, hours)
    }

    /// In a line: `Bớt 50.000 đồng, sớm hơn 5 giờ làm việc khi nộp trực tuyến`.
    #[must_use]
    pub fn line(self, lang: Lang) -> String {
        let (amount, hours) = (format::dong(lang, self.dong), explain::working_hours(lang, self.hours));
        match (self.dong.is_zero(), self.hours) {
            (false, 0) => t!(lang, "deal.line_money", amount = amount),
            (true, _) => t!(lang, "deal.line_hours", hours = hours),
            (false, _) => t!(lang, "deal.line_both", amount = amount, hours = hours),
        }
        .into_owned()
    }
}

impl Deal {
    /// What online filing saves.
    #[must_use]
    pub fn saving(&self) -> Option<Saving> {
        Saving::between(self.online.as_ref()?, self.counter.as_ref()?)
    }
}

/// How much a card says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The figures alone.
    Figures,
    /// With the explanations.
    Whole,
}

/// The card: saving, both ways, what to do next (`go`), and the explanations.
#[must_use]
pub fn card(lang: Lang, deal: &Deal, detail: Detail, go: Html) -> Html {
    let online = deal.online.as_ref().map(|quote| way(lang, t!(lang, "deal.online").into_owned(), quote));
    let counter = deal.counter.as_ref().map(|quote| way(lang, t!(lang, "deal.counter").into_owned(), quote));
    view! {
        <section class="deal" aria-label=t!(lang, "deal.label")>
            <h2 class="unseen">{t!(lang, "deal.label")}</h2>
            {deal.saving().map(|saving| saving_band(lang, saving))}
            {pilot(lang, deal)}
            <div class="pair">{online} {counter}</div>
            <div class="go">{go}</div>
            {(detail == Detail::Whole).then(|| explanations(lang, deal))}
            <p class="said">{t!(lang, "deal.provisional", moment = format::moment(lang, deal.at))}</p>
        </section>
    }
    .into_html()
}

/// That the service is taken in online only, if it is.
fn pilot(lang: Lang, deal: &Deal) -> Option<Html> {
    let quote = deal.counter.as_ref().or(deal.online.as_ref())?;
    let pilot = quote.online_only.as_ref()?;
    let said = explain::online_only(lang, pilot);
    Some(view! { <p class="said"><strong>{said}</strong></p> }.into_html())
}

fn saving_band(lang: Lang, saving: Saving) -> Html {
    let money = (!saving.dong.is_zero())
        .then(|| view! { <b>{t!(lang, "deal.less", amount = format::dong(lang, saving.dong))}</b> });
    let hours = (saving.hours > 0)
        .then(|| view! { <b>{t!(lang, "deal.sooner", hours = explain::working_hours(lang, saving.hours))}</b> });
    view! { <p class="saving"><span class="label">{t!(lang, "deal.you_save")}</span> {money} {hours}</p> }.into_html()
}

fn way(lang: Lang, name: String, quote: &Quote) -> Html {
    let fee = match &quote.fee {
        Ok(fee) if fee.payable.is_zero() => view! { <dd>{t!(lang, "deal.free")}</dd> }.into_html(),
        Ok(fee) => view! { <dd>{format::dong(lang, fee.payable)}</dd> }.into_html(),
        Err(_) => view! { <dd class="unknown">{t!(lang, "deal.unknown")}</dd> }.into_html(),
    };
    let due = match &quote.deadline {
        Ok(deadline) => view! { <dd>{due_moment(lang, deadline.promised_due)}</dd> }.into_html(),
        Err(_) => view! { <dd class="unknown">{t!(lang, "deal.unknown")}</dd> }.into_html(),
    };
    view! {
        <div class="way">
            <h3>{name}</h3>
            <dl>
                <dt>{t!(lang, "deal.fee")}</dt>
                {fee}
                <dt>{t!(lang, "deal.due")}</dt>
                {due}
            </dl>
        </div>
    }
    .into_html()
}

/// A moment in a narrow column: breaks between the weekday and the date, nowhere else.
fn due_moment(lang: Lang, at: DateTime) -> Html {
    let said = format::moment(lang, at);
    let (before, date) = said.split_once(", ").unwrap_or((&said, ""));
    view! {
        <time datetime=format::machine_moment(at)>
            <span class="nobr">{format!("{before},")}</span>
            " "
            <span class="nobr">{date.to_owned()}</span>
        </time>
    }
    .into_html()
}

/// Why: of the online way where there is one, for the counter's figures are part of the explanation.
fn explanations(lang: Lang, deal: &Deal) -> Html {
    let Some(quote) = deal.online.as_ref().or(deal.counter.as_ref()) else {
        return ().into_html();
    };
    let fee = match &quote.fee {
        Ok(fee) if fee.payable.is_zero() => {
            why(lang, t!(lang, "deal.why_free").into_owned(), explain::fee(lang, fee, &deal.place), None)
        }
        Ok(fee) => why(
            lang,
            t!(lang, "deal.why_fee", amount = format::dong(lang, fee.payable)).into_owned(),
            explain::fee(lang, fee, &deal.place),
            None,
        ),
        Err(unknown) => {
            why(lang, t!(lang, "deal.why_fee_unknown").into_owned(), vec![explain::fee_unknown(lang, unknown)], None)
        }
    };
    let deadline = match &quote.deadline {
        Ok(deadline) => why(
            lang,
            t!(lang, "deal.why_due", day = format::weekday_date(lang, deadline.promised_due.date())).into_owned(),
            explain::deadline(lang, deadline),
            deal.course.as_ref(),
        ),
        Err(unknown) => why(
            lang,
            t!(lang, "deal.why_due_unknown").into_owned(),
            vec![explain::deadline_unknown(lang, unknown)],
            None,
        ),
    };
    view! {
        {fee}
        {deadline}
    }
    .into_html()
}

/// A question that opens to its answer, a sentence a line, and the days if there are any. Shows nothing when there is
/// nothing to say.
fn why(lang: Lang, question: String, sentences: Vec<String>, course: Option<&Course>) -> Html {
    if sentences.is_empty() {
        return ().into_html();
    }
    let lines = sentences.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let days = course.map(|course| explain::calendar(lang, course));
    view! { <details><summary>{question}</summary><ul class="why">{lines}</ul>{days}</details> }.into_html()
}
