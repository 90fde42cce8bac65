//! The inbox: what was sent, by recipient, as on a phone.

use std::collections::BTreeMap;

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;
use url::form_urlencoded;

use crate::{
    html::{e, page},
    messages::{Channel, Stored},
    state::{Shared, readable},
};

/// Whose messages to show.
#[derive(Deserialize)]
pub struct Filter {
    to: Option<String>,
}

/// `GET /tin-nhan` (recipients) and `GET /tin-nhan?to=…` (one recipient's, newest first).
pub async fn show(State(sandbox): State<Shared>, Query(filter): Query<Filter>) -> Response {
    let inbox = sandbox.inbox();
    match filter.to.as_deref().map(str::trim) {
        Some(to) if !to.is_empty() => one(to, inbox.iter().filter(|kept| kept.message.to == to)),
        _ => all(inbox.iter()),
    }
}

fn all<'a>(newest_first: impl Iterator<Item = &'a Stored>) -> Response {
    // For each recipient: place in the order of the newest message, how many, and that message.
    let mut people: BTreeMap<&str, (usize, usize, &Stored)> = BTreeMap::new();
    for (place, stored) in newest_first.enumerate() {
        people.entry(&stored.message.to).and_modify(|(_, count, _)| *count += 1).or_insert((place, 1, stored));
    }
    let mut people: Vec<_> = people.into_iter().collect();
    people.sort_by_key(|(_, (place, ..))| *place);
    if people.is_empty() {
        return page(
            StatusCode::OK,
            "Tin nhắn",
            r#"<p class="lead">Chưa có tin nào. Tin hiện ở đây khi cổng gửi thông báo, chẳng hạn lúc hồ sơ được tiếp nhận.</p>"#,
        );
    }
    let items: String = people
        .iter()
        .map(|(to, (_, count, newest))| {
            let link: String = form_urlencoded::byte_serialize(to.as_bytes()).collect();
            format!(
                r#"<li><h2><a href="/tin-nhan?to={link}">{}</a></h2><p>{}</p><small>{count} tin · mới nhất {}</small></li>"#,
                e(to),
                e(newest.message.text.chars().take(90).collect::<String>()),
                e(readable(newest.at)),
            )
        })
        .collect();
    page(
        StatusCode::OK,
        "Tin nhắn",
        &format!(r#"<p class="lead">Chọn người nhận để đọc tin.</p><ul class="cards">{items}</ul>"#),
    )
}

fn one<'a>(to: &str, newest_first: impl Iterator<Item = &'a Stored>) -> Response {
    let items: String = newest_first
        .map(|stored| {
            let message = &stored.message;
            let subject =
                message.subject.as_deref().map(|subject| format!("<b>{}</b>\n", e(subject))).unwrap_or_default();
            let way = match message.channel {
                Channel::Sms => "SMS",
                Channel::Email => "Thư điện tử",
            };
            format!(
                r#"<li data-message="{}"><div class="bubble">{subject}{}</div><small>{way} · {}</small></li>"#,
                e(&message.id),
                words(&message.text),
                e(readable(stored.at)),
            )
        })
        .collect();
    let body = if items.is_empty() {
        "<p>Chưa có tin nào cho người nhận này.</p>".to_owned()
    } else {
        format!(r#"<div class="phone"><ul class="plain">{items}</ul></div>"#)
    };
    page(
        StatusCode::OK,
        &format!("Tin nhắn của {to}"),
        &format!(r#"{body}<p><a href="/tin-nhan">Mọi người nhận</a></p>"#),
    )
}

/// The words of a message, safe, with its web addresses as links, as a phone shows them.
fn words(text: &str) -> String {
    text.split_inclusive(char::is_whitespace)
        .map(|piece| {
            let word = piece.trim_end();
            let link = word.trim_end_matches(['.', ',', ';', ')']);
            let is_link = link.starts_with("http://") || link.starts_with("https://");
            if is_link {
                let rest = &piece[link.len()..];
                format!(r#"<a href="{0}">{0}</a>{1}"#, e(link), e(rest))
            } else {
                e(piece).to_string()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_links_and_nothing_else_becomes_html() {
        assert_eq!(
            words("Xem http://127.0.0.1:3000/ho-so?a=1&b=2.\nJavascript:x <b>"),
            "Xem <a href=\"http://127.0.0.1:3000/ho-so?a=1&amp;b=2\">http://127.0.0.1:3000/ho-so?a=1&amp;b=2</a>.\nJavascript:x &lt;b&gt;"
        );
        assert!(!words("https://x/\"onclick=\"y").contains("\"onclick"));
    }
}
