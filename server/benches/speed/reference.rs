//! What pages are measured against: an axum server without anything, which answers 10 KB of HTML from memory. And
//! for programs' requests, the least that JSON costs: a body parsed, `{}` answered.

use axum::{
    Json, Router,
    response::Html,
    routing::{get, post},
};

/// With this argument the program is that server.
pub const ARGUMENT: &str = "--be-the-reference";

/// Serves until it is killed; tells its address on standard output.
pub fn serve() {
    let page: &'static str = format!("<!doctype html>{:<10225}", "<p>Static.").leak();
    let router = Router::new()
        .route("/", get(move || async move { Html(page) }))
        .route("/json", post(|Json(body): Json<serde_json::Value>| async move { Json(body) }));
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap());
        axum::serve(listener, router).await.unwrap();
    });
}
