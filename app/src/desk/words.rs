//! What the desk calls states, acts and groups.

use std::borrow::Cow;

use domain::dossier::{Act, Group, Outcome, StateCode};
use domain::mode::ActingMode;
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
    let found = Group::EVERY
        .into_iter()
        .find(|group| group_slug(*group) == slug);
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
        Act::Refuse => t!(VI, "desk.act.refuse"),
        Act::Start => t!(VI, "desk.act.start"),
        Act::Finish => t!(VI, "desk.act.finish"),
        Act::HandOver => t!(VI, "desk.act.hand_over"),
        Act::Stop => t!(VI, "desk.act.stop"),
        Act::Correct => t!(VI, "desk.act.correct"),
        // Not an officer's.
        Act::Supply | Act::AskPayment | Act::Pay | Act::Withdraw => Word::Borrowed(""),
    }
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
pub fn due(at: DateTime, urgency: Option<Urgency>) -> AnyView {
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
    .into_any()
}
