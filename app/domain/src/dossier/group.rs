//! How an officer's work falls into groups.

use super::StateCode;

/// What an officer works on at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Group {
    /// Sent, to be accepted within eight working hours.
    #[default]
    ToAccept,
    /// Accepted, being worked on.
    InProgress,
    /// Waiting for papers or a payment of the applicant.
    Waiting,
    /// Decided, to be handed over.
    ToHandOver,
    /// Everything, what is over too; newest first.
    All,
}

impl Group {
    /// In the order of the tabs.
    pub const EVERY: [Self; 5] = [Self::ToAccept, Self::InProgress, Self::Waiting, Self::ToHandOver, Self::All];

    /// The states that belong to it; none for [`Group::All`].
    #[must_use]
    pub const fn states(self) -> &'static [StateCode] {
        match self {
            Self::ToAccept => &[StateCode::Registered],
            Self::InProgress => &[StateCode::Accepted, StateCode::Processing],
            Self::Waiting => &[StateCode::IntakeSupplement, StateCode::Supplement, StateCode::Payment],
            Self::ToHandOver => &[StateCode::Finished],
            Self::All => &[],
        }
    }

    /// The open group of a state; [`Group::All`] for one that is over.
    #[must_use]
    pub fn of(state: StateCode) -> Self {
        Self::EVERY.into_iter().find(|group| group.states().contains(&state)).unwrap_or(Self::All)
    }
}
