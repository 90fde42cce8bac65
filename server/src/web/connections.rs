//! Takes connections in, and hangs up on whoever opens one and does not say what they want: each holds an open file,
//! and of those there are so many.

use std::{io::ErrorKind, net::SocketAddr, pin::pin, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
};
use tower::ServiceExt as _;

/// How long the head of a request may take, and a connection stay open without one: longer than the minute for which
/// proxies keep theirs.
pub const MOST_SILENCE: Duration = Duration::from_secs(75);

/// After too many open files: another connection may end meanwhile.
const PAUSE: Duration = Duration::from_secs(1);

/// Serves until `stop` resolves; what is under way is finished first.
pub async fn serve(listener: TcpListener, router: Router, most_silence: Duration, stop: impl Future<Output = ()>) {
    let (stopping, stopped) = watch::channel(());
    let mut open = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            // What has ended is let go of.
            Some(_) = open.join_next() => continue,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, from)) => {
                open.spawn(connection(stream, from, router.clone(), most_silence, stopped.clone()));
            }
            Err(error) if has_gone(error.kind()) => {}
            Err(error) => {
                tracing::error!(%error, "connections cannot be taken in");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    drop((listener, stopping));
    while open.join_next().await.is_some() {}
}

/// The other side left before it was let in.
fn has_gone(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

/// Answers on one connection until it ends, or `stopped` has no sender any more and the answer under way is out.
async fn connection(
    stream: TcpStream,
    from: SocketAddr,
    router: Router,
    most_silence: Duration,
    mut stopped: watch::Receiver<()>,
) {
    let service = router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        request.map(Body::new)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(most_silence);
    let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::trace!(%error, "a connection broke");
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        sync::oneshot,
    };

    use super::*;

    #[tokio::test]
    async fn whoever_never_says_what_they_want_is_hung_up_on() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let whence = |ConnectInfo(from): ConnectInfo<SocketAddr>| async move { from.to_string() };
        let router = Router::new().route("/", get(whence));
        let (stop, asked) = oneshot::channel::<()>();
        let serving = tokio::spawn(serve(listener, router, Duration::from_millis(200), async {
            asked.await.unwrap();
        }));

        let mut whole = TcpStream::connect(address).await.unwrap();
        let asked = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        whole.write_all(asked).await.unwrap();
        let mut answer = String::new();
        whole.read_to_string(&mut answer).await.unwrap();
        let from = whole.local_addr().unwrap().to_string();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with(&from), "{answer}");

        // Each would be waited for without end.
        for begun in ["", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "] {
            let mut half = TcpStream::connect(address).await.unwrap();
            half.write_all(begun.as_bytes()).await.unwrap();
            let mut rest = Vec::new();
            half.read_to_end(&mut rest).await.unwrap();
            assert!(!rest.starts_with(b"HTTP/1.1 200"));
        }
        stop.send(()).unwrap();
        serving.await.unwrap();
    }
}
