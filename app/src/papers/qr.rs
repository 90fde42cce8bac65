//! QR codes, as modules for a paper and as one SVG path for a page: nothing to fetch, nothing inline but elements.

use crate::ui::{Html, IntoHtml};
use std::fmt::Write as _;

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// White modules around the code, so that scanners find its edge.
pub const QUIET: i32 = 4;

/// The dark modules of a text's code, column and row from 0, and the code's side in modules; both without its quiet
/// edge. `None` for a text that is too long for one.
#[must_use]
pub fn modules(text: &str) -> Option<(i32, Vec<(i32, i32)>)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size();
    let dark =
        (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y)).collect();
    Some((side, dark))
}

/// The code of an address as a picture.
#[must_use]
pub fn picture(text: &str, label: String) -> Option<Html> {
    let (side, dark) = modules(text)?;
    let size = side + 2 * QUIET;
    let mut path = String::new();
    for (x, y) in dark {
        // Writing to a string does not fail.
        let _written = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
    }
    let view_box = format!("0 0 {size} {size}");
    Some(
        view! {
            <svg class="qr" viewBox=view_box width="132" height="132" role="img" aria-label=label>
                <rect width="100%" height="100%" fill="#fff"></rect>
                <path d=path fill="#000"></path>
            </svg>
        }
        .into_html(),
    )
}
