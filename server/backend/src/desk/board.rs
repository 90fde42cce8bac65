//! What stands above the queue: counts of what needs somebody, each of which opens the list of what it counts.

use super::store;
use crate::{actor::Actor, db::Tx, error::AppError, reminders::Kind};

/// Only dossiers with an open task of this kind.
pub type TaskFilter = Option<Kind>;

/// Counts over the actor's agencies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// Open tasks, by kind; none is empty.
    pub tasks: Vec<(Kind, i64)>,
    /// Open dossiers that are the actor's to work on.
    pub mine: i64,
    /// Open dossiers that other agencies handed over.
    pub held: i64,
}

/// What is escalated is for the agency's head.
pub(super) fn may_see(actor: &Actor, agency: &str, kind: Kind) -> bool {
    kind != Kind::Escalated || actor.leads(agency)
}

/// Counts what needs somebody at these agencies.
pub(super) async fn board(tx: &mut Tx, actor: &Actor) -> Result<Board, AppError> {
    let mut board = Board { mine: store::count_mine(tx, &actor.account_id).await?, ..Board::default() };
    for agency in actor.desk_agencies() {
        board.held += store::count_held(tx, agency).await?;
        for (kind, count) in store::open_tasks(tx, agency).await? {
            if !may_see(actor, agency, kind) {
                continue;
            }
            match board.tasks.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, sum)) => *sum += count,
                None => board.tasks.push((kind, count)),
            }
        }
    }
    board.tasks.sort_by_key(|(kind, _)| *kind);
    Ok(board)
}
