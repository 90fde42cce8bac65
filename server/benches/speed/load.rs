//! Asking as fast as answers come, over some connections at once, and how long single answers take.

use std::{
    future::Future,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use crate::{
    http::Connection,
    processes::{Server, cpu_time},
};

/// Connections at once, on each of the generator's two threads.
const CONNECTIONS: usize = 16;
const THREADS: usize = 2;
/// One measurement of one side.
const ROUND: Duration = Duration::from_millis(700);
/// Each side is measured so often, in turn with the other.
const ROUNDS: usize = 5;

/// What one side did in one round.
#[derive(Clone, Copy)]
pub struct Rate {
    /// Answers a second.
    pub per_second: f64,
    /// Processor time of the server for one answer, µs; 0 where the system doesn't tell.
    pub cpu: f64,
}

/// The medians of several rounds of two sides, and of their ratios.
pub struct Compared {
    /// What is measured.
    pub measured: Rate,
    /// What it is measured against.
    pub against: Rate,
    /// Answers a second, measured by against.
    pub rate: f64,
    /// The server's processor time for an answer, against by measured.
    pub cpu: f64,
    /// How much of one processor the load generator took.
    pub generator: f64,
}

/// What is asked of a server, one request after the other, and the status that each answer must have.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub server: &'a dyn Server,
    pub requests: &'a [Vec<u8>],
    pub status: u16,
}

/// Measures two sides in turn.
pub fn compare(measured: Asked<'_>, against: Asked<'_>) -> Compared {
    for side in [measured, against] {
        rate(side, ROUND / 2);
    }
    let (started, own) = (Instant::now(), cpu_time("self"));
    let rounds: Vec<(Rate, Rate)> = (0..ROUNDS).map(|_| (rate(measured, ROUND), rate(against, ROUND))).collect();
    let generator = (cpu_time("self") - own).as_secs_f64() / started.elapsed().as_secs_f64();
    let all = |of: &dyn Fn(&(Rate, Rate)) -> f64| median(rounds.iter().map(of).collect());
    let one = |side: fn(&(Rate, Rate)) -> Rate| Rate {
        per_second: all(&|round| side(round).per_second),
        cpu: all(&|round| side(round).cpu),
    };
    Compared {
        measured: one(|round| round.0),
        against: one(|round| round.1),
        rate: all(&|(a, b)| a.per_second / b.per_second),
        cpu: all(&|(a, b)| b.cpu / a.cpu),
        generator,
    }
}

fn rate(asked: Asked<'_>, time: Duration) -> Rate {
    let process = asked.server.process().to_string();
    let (done, next) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (started, before) = (Instant::now(), cpu_time(&process));
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| on_this_thread(ask_until(asked, started + time, &next, &done)));
        }
    });
    let (done, elapsed) = (done.into_inner() as f64, started.elapsed().as_secs_f64());
    Rate { per_second: done / elapsed, cpu: (cpu_time(&process) - before).as_secs_f64() * 1e6 / done }
}

async fn ask_until(asked: Asked<'_>, end: Instant, next: &AtomicUsize, done: &AtomicUsize) {
    let connections = (0..CONNECTIONS).map(async |_| {
        let mut connection = Connection::open(asked.server.address()).await;
        while Instant::now() < end {
            let request = &asked.requests[next.fetch_add(1, Ordering::Relaxed) % asked.requests.len()];
            let answer = connection.ask(request).await;
            assert_eq!(answer.status, asked.status, "{}", answer.head);
            done.fetch_add(1, Ordering::Relaxed);
        }
    });
    together(connections).await;
}

/// Waits for all of them.
pub async fn together<F: Future<Output = ()>>(all: impl IntoIterator<Item = F>) {
    let mut all: Vec<_> = all.into_iter().map(Box::pin).collect();
    std::future::poll_fn(|context| {
        all.retain_mut(|one| one.as_mut().poll(context).is_pending());
        if all.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

/// How long each request takes by itself, in order.
pub fn latencies(server: &dyn Server, requests: &[Vec<u8>]) -> Vec<Duration> {
    on_this_thread(async {
        let mut connection = Connection::open(server.address()).await;
        let mut times = Vec::with_capacity(requests.len());
        for request in requests {
            let started = Instant::now();
            let answer = connection.ask(request).await;
            times.push(started.elapsed());
            assert_eq!(answer.status, 200, "{}", answer.head);
        }
        times
    })
}

/// Runs to its end what waits for the network.
pub fn on_this_thread<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
