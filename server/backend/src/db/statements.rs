//! How many statements a request asks of the store: each is a way to the database and back.
//!
//! Beginning and committing a unit of work are not counted, nor is what fills a cache ([`uncounted`]).

use std::cell::Cell;

tokio::task_local! {
    static ASKED: Cell<u32>;
}

/// Does `work`; gives what came of it, and how many statements it asked. What it spawns is not counted.
pub async fn counting<F: Future>(work: F) -> (F::Output, u32) {
    ASKED.scope(Cell::new(0), async { (work.await, ASKED.with(Cell::get)) }).await
}

/// Does `work` that fills a cache: it is asked once for each version of the data, and not for each request.
pub async fn uncounted<F: Future>(work: F) -> F::Output {
    counting(work).await.0
}

/// One more, where somebody counts.
pub(super) fn count() {
    let _nobody_counts = ASKED.try_with(|asked| asked.set(asked.get() + 1));
}
