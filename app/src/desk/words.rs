//! What the desk calls states, acts and groups.

use crate::ui::{Html, IntoHtml};
use std::borrow::Cow;

use domain::dossier::{Act, Group, Outcome, StateCode, TaskKind, Waiting, WarnedLimit, Warning};
use domain::mode::ActingMode;
use domain::working_hours::HOURS_A_DAY;
use jiff::civil::DateTime;
use leptos::prelude::*;

use super::VI;
use crate::format;
use crate::t;

type Word = Cow<'static, str>;

/// A tab of the queue, as in its address.
#[must_use]
pub const fn group_slug(group: Group) -> &'static str {
    match group {
        Group::ToAccept => "cho-tiep-nhan",
        Group::InProgress => "dang-xu-ly",
        Group::Waiting => "cho-nguoi-nop",
        Group::ToHandOver => "cho-tra",
        Group::All => "tat-ca",
    }
}

/// The tab of an address; the first for anything else.
#[must_use]
pub fn group_of_slug(slug: &str) -> Group {
    let found = Group::EVERY.into_iter().find(|group| group_slug(*group) == slug);
    found.unwrap_or_default()
}

/// `Chờ tiếp nhận`
#[must_use]
pub fn group_name(group: Group) -> Word {
    match group {
        Group::ToAccept => t!(VI, "desk.group.to_accept"),
        Group::InProgress => t!(VI, "desk.group.in_progress"),
        Group::Waiting => t!(VI, "desk.group.waiting"),
        Group::ToHandOver => t!(VI, "desk.group.to_hand_over"),
        Group::All => t!(VI, "desk.group.all"),
    }
}

/// How a due time stands to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// The law's date has passed.
    LateByLaw,
    /// The promise, or the time to answer, has passed.
    Late,
    /// Within a working day.
    Near,
    /// There is time.
    Calm,
}

/// `Đang xử lý`
#[must_use]
pub fn state(state: StateCode) -> Word {
    match state {
        StateCode::Registered => t!(VI, "desk.state.registered"),
        StateCode::IntakeSupplement | StateCode::Supplement => t!(VI, "desk.state.supplement"),
        StateCode::Refused => t!(VI, "desk.state.refused"),
        StateCode::Accepted => t!(VI, "desk.state.accepted"),
        StateCode::Processing => t!(VI, "desk.state.processing"),
        StateCode::Payment => t!(VI, "desk.state.payment"),
        StateCode::Withdrawn => t!(VI, "desk.state.withdrawn"),
        StateCode::Stopped => t!(VI, "desk.state.stopped"),
        StateCode::Finished => t!(VI, "desk.state.finished"),
        StateCode::HandedOver => t!(VI, "desk.state.handed_over"),
    }
}

/// `Tiếp nhận hồ sơ`
#[must_use]
pub fn act(act: Act) -> Word {
    match act {
        Act::Accept => t!(VI, "desk.act.accept"),
        Act::AskSupplement => t!(VI, "desk.act.ask_supplement"),
        Act::AskPayment => t!(VI, "desk.act.ask_payment"),
        Act::Apologise => t!(VI, "desk.act.apologise"),
        Act::Refuse => t!(VI, "desk.act.refuse"),
        Act::Lapse => t!(VI, "desk.act.lapse"),
        Act::Start => t!(VI, "desk.act.start"),
        Act::Finish => t!(VI, "desk.act.finish"),
        Act::HandOver => t!(VI, "desk.act.hand_over"),
        Act::Stop => t!(VI, "desk.act.stop"),
        Act::Correct => t!(VI, "desk.act.correct"),
        // Not an officer's.
        Act::Supply | Act::Pay | Act::Withdraw => Word::Borrowed(""),
    }
}

/// `Hẹn trả kết quả`
#[must_use]
pub fn limit(limit: WarnedLimit) -> Word {
    match limit {
        WarnedLimit::Intake => t!(VI, "desk.limit.intake"),
        WarnedLimit::HandOn => t!(VI, "desk.limit.hand_on"),
        WarnedLimit::SupplementNotice => t!(VI, "desk.limit.supplement_notice"),
        WarnedLimit::Apology => t!(VI, "desk.limit.apology"),
        WarnedLimit::Promised => t!(VI, "desk.limit.promised"),
        WarnedLimit::Statutory => t!(VI, "desk.limit.statutory"),
        WarnedLimit::SupplementDeadline => t!(VI, "desk.limit.supplement_deadline"),
        WarnedLimit::PaymentDeadline => t!(VI, "desk.limit.payment_deadline"),
    }
}

/// `Cần xin lỗi, hẹn lại`
#[must_use]
pub fn task(task: TaskKind) -> Word {
    match task {
        TaskKind::LateLaw => t!(VI, "desk.task.late_law"),
        TaskKind::Late => t!(VI, "desk.task.late"),
        TaskKind::Escalated => t!(VI, "desk.task.escalated"),
        TaskKind::Apology => t!(VI, "desk.task.apology"),
        TaskKind::SupplementOver => t!(VI, "desk.task.supplement_over"),
        TaskKind::PaymentOver => t!(VI, "desk.task.payment_over"),
        // Not for the desk.
        TaskKind::RemindSupplement | TaskKind::RemindPayment | TaskKind::RemindFee | TaskKind::Lapse => {
            Word::Borrowed("")
        }
    }
}

/// A time in which the dossier waited for its applicant.
#[derive(Clone, Debug)]
pub struct Wait {
    /// For what.
    pub why: Waiting,
    /// Since when.
    pub from: DateTime,
    /// Until when; still open without it.
    pub to: Option<DateTime>,
}

/// `Chờ bổ sung giấy tờ: từ 10:00 25/11/2026 đến 14:30 27/11/2026`
#[must_use]
pub fn wait(wait: &Wait) -> String {
    let why = match wait.why {
        Waiting::Supplement => t!(VI, "desk.wait.supplement"),
        Waiting::Payment => t!(VI, "desk.wait.payment"),
    };
    let from = format::moment_short(wait.from);
    match wait.to {
        Some(to) => t!(VI, "desk.wait.closed", why = why, from = from, to = format::moment_short(to)),
        None => t!(VI, "desk.wait.open", why = why, from = from),
    }
    .into_owned()
}

/// `còn 5 giờ làm việc`, `quá 2 ngày làm việc`
#[must_use]
pub fn left(warning: &Warning) -> String {
    let time = match (warning.hours / HOURS_A_DAY, warning.hours % HOURS_A_DAY) {
        (0, 0) => t!(VI, "desk.less_than_an_hour"),
        (0, hours) => t!(VI, "desk.hours", hours = hours),
        (days, 0) => t!(VI, "desk.days", days = days),
        (days, hours) => t!(VI, "desk.days_and_hours", days = days, hours = hours),
    };
    if warning.over {
        t!(VI, "desk.over_by", time = time).into_owned()
    } else {
        t!(VI, "desk.left", time = time).into_owned()
    }
}

/// A limit as a badge in words: what, how long. Nothing of it is said by colour alone.
#[must_use]
pub fn badge(warning: &Warning) -> Html {
    let class = match (warning.over, warning.hours) {
        (true, _) => "limit late",
        (false, 0..=HOURS_A_DAY) => "limit near",
        (false, _) => "limit",
    };
    view! { <span class=class>{limit(warning.limit)} ": " {left(warning)}</span> }.into_html()
}

/// `Tự nộp`
#[must_use]
pub fn acting_mode(mode: ActingMode) -> Word {
    match mode {
        ActingMode::SelfFiled => t!(VI, "desk.mode.self"),
        ActingMode::Guided => t!(VI, "desk.mode.guided"),
        ActingMode::Assisted => t!(VI, "desk.mode.assisted"),
        ActingMode::Authorised => t!(VI, "desk.mode.authorised"),
        ActingMode::Representative => t!(VI, "desk.mode.representative"),
    }
}

/// `Đồng ý cấp`
#[must_use]
pub fn outcome(outcome: Outcome) -> Word {
    match outcome {
        Outcome::Granted => t!(VI, "desk.outcome.granted"),
        Outcome::Denied => t!(VI, "desk.outcome.denied"),
    }
}

/// A due time with its mark, which says in words what its colour says.
#[must_use]
pub fn due(at: DateTime, urgency: Option<Urgency>) -> Html {
    let mark = match urgency {
        Some(Urgency::LateByLaw) => Some(("late", t!(VI, "desk.late_by_law"))),
        Some(Urgency::Late) => Some(("late", t!(VI, "desk.late"))),
        Some(Urgency::Near) => Some(("near", t!(VI, "desk.near"))),
        Some(Urgency::Calm) | None => None,
    };
    let mark = mark.map(|(class, words)| view! { " " <strong class=class>{words}</strong> });
    view! {
        <time datetime=format::machine_moment(at)>{format::moment_short(at)}</time>
        {mark}
    }
    .into_html()
}
