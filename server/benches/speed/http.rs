//! A client that costs little: one kept connection, requests that are bytes already, answers that are hardly read.

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// A connection that is kept.
pub struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

/// An answer: where its parts lie in what was read.
pub struct Answer<'a> {
    pub status: u16,
    pub head: &'a str,
    pub body: &'a [u8],
}

impl Answer<'_> {
    /// A header's value; names are lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

impl Connection {
    pub async fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, read: Vec::with_capacity(64 * 1024) }
    }

    /// Sends a request and reads its answer whole.
    pub async fn ask(&mut self, request: &[u8]) -> Answer<'_> {
        self.stream.write_all(request).await.unwrap();
        self.read.clear();
        let head = self.read_head().await;
        let text = std::str::from_utf8(&self.read[..head]).unwrap();
        let status: u16 = text[9..12].parse().unwrap();
        let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
        let (length, chunked) = (length.map(|n| n.parse::<usize>().unwrap()), text.contains("chunked"));
        if let Some(length) = length {
            while self.read.len() < head + length {
                self.more().await;
            }
        } else if chunked {
            while !self.read.ends_with(b"0\r\n\r\n") {
                self.more().await;
            }
        }
        let (head, body) = self.read.split_at(head);
        Answer { status, head: std::str::from_utf8(head).unwrap(), body }
    }

    async fn read_head(&mut self) -> usize {
        loop {
            if let Some(at) = self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                return at + 4;
            }
            self.more().await;
        }
    }

    async fn more(&mut self) {
        let read = self.stream.read_buf(&mut self.read).await.unwrap();
        assert!(read > 0, "the connection was closed: {}", String::from_utf8_lossy(&self.read));
    }
}

/// A request for a page; `more` are further headers, each with its line's end.
pub fn get(path: &str, more: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\n{more}\r\n").into_bytes()
}

/// A request with a body.
pub fn post(path: &str, kind: &str, body: &str, more: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n{more}\r\n{body}"
    )
    .into_bytes()
}

/// Text as it stands in an address or a form.
pub fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
