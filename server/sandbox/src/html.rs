//! Pages: one frame, and escaping of everything that is not ours.

use std::fmt::{self, Display, Formatter, Write as _};

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

/// Text made safe between tags and inside quoted attributes.
pub struct Escaped<T>(T);

/// Shows any value as harmless text. Whatever a page takes from outside goes through this.
pub fn e<T: Display>(value: T) -> Escaped<T> {
    Escaped(value)
}

impl<T: Display> Display for Escaped<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        struct Escaping<'a, 'b>(&'a mut Formatter<'b>);
        impl fmt::Write for Escaping<'_, '_> {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                for character in text.chars() {
                    match character {
                        '&' => self.0.write_str("&amp;")?,
                        '<' => self.0.write_str("&lt;")?,
                        '>' => self.0.write_str("&gt;")?,
                        '"' => self.0.write_str("&quot;")?,
                        '\'' => self.0.write_str("&#39;")?,
                        other => self.0.write_char(other)?,
                    }
                }
                Ok(())
            }
        }
        write!(Escaping(f), "{}", self.0)
    }
}

/// A whole page around its main part, which must be HTML already.
pub fn page(status: StatusCode, title: &str, main: &str) -> Response {
    let title = e(title);
    let html = format!(
        r##"<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{title} · Mô phỏng</title>
<link rel="stylesheet" href="/mo-phong.css">
</head>
<body>
<a class="skip" href="#noi-dung">Tới nội dung</a>
<header>
<p class="notice"><strong>Mô phỏng.</strong> Đây không phải hệ thống thật: không có tiền thật, không gửi tin thật, mọi người trong đây đều là giả.</p>
<nav aria-label="Các phần của bản mô phỏng"><a href="/">Thế giới bên ngoài</a> <a href="/tin-nhan">Tin nhắn</a> <a href="/cong-thanh-toan">Cổng thanh toán</a> <a href="/dieu-khien">Điều khiển</a></nav>
</header>
<main id="noi-dung">
<h1>{title}</h1>
{main}
</main>
</body>
</html>
"##
    );
    (status, Html(html)).into_response()
}

/// A page that says what went wrong, in a sentence.
pub fn fault(status: StatusCode, title: &str, sentence: &str) -> Response {
    page(status, title, &format!(r#"<p class="error" role="alert">{}</p>"#, e(sentence)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_escapes_from_text_or_attribute() {
        assert_eq!(e("<script>'\"&").to_string(), "&lt;script&gt;&#39;&quot;&amp;");
        assert_eq!(e(1234).to_string(), "1234");
        assert_eq!(e("Đặng Thị Hoà").to_string(), "Đặng Thị Hoà");
    }
}
