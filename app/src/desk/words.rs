//! What the desk calls states, acts and groups.

use std::borrow::Cow;

use domain::dossier::{Act, Outcome, StateCode};
use domain::mode::ActingMode;
use jiff::civil::DateTime;
use leptos::prelude::*;

use super::VI;
use crate::format;
use crate::t;

type Word = Cow<'static, str>;

/// A tab of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Group {
    /// Sent, to be accepted.
    #[default]
    ToAccept,
    /// Being worked on.
    InProgress,
    /// Waiting for the applicant.
    Waiting,
    /// Decided, to be handed over.
    ToHandOver,
    /// Everything.
    All,
}

impl Group {
    /// In the order of the tabs.
    pub const EVERY: [Self; 5] = [
        Self::ToAccept,
        Self::InProgress,
        Self::Waiting,
        Self::ToHandOver,
        Self::All,
    ];

    /// As in the address.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::ToAccept => "cho-tiep-nhan",
            Self::InProgress => "dang-xu-ly",
            Self::Waiting => "cho-nguoi-nop",
            Self::ToHandOver => "cho-tra",
            Self::All => "tat-ca",
        }
    }

    /// The tab of an address; the first for anything else.
    #[must_use]
    pub fn of_slug(slug: &str) -> Self {
        let found = Self::EVERY.into_iter().find(|group| group.slug() == slug);
        found.unwrap_or_default()
    }

    /// `Chờ tiếp nhận`
    #[must_use]
    pub fn name(self) -> Word {
        match self {
            Self::ToAccept => t!(VI, "desk.group.to_accept"),
            Self::InProgress => t!(VI, "desk.group.in_progress"),
            Self::Waiting => t!(VI, "desk.group.waiting"),
            Self::ToHandOver => t!(VI, "desk.group.to_hand_over"),
            Self::All => t!(VI, "desk.group.all"),
        }
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
