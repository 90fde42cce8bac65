//! The entry of the browser's half. Each `#[island]` of `app` exports a function of its own beside [`hydrate`];
//! `islands.js` calls both. They are linked in because they are exported, so `app` need only be named.

use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Prepares Leptos for islands. To be called once, before the islands' own functions.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
