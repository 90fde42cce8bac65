//! Islands of no feature in particular. They only add to a page that is whole without them; a page that holds one says
//! so in its frame, which loads the module that wakes it.
#![expect(missing_docs, reason = "the macro makes structs that have none")]

use leptos::prelude::*;

/// A button that puts `text` (a dossier's reference, say) on the clipboard and then says `copied`.
///
/// Without JavaScript, or where the browser gives no clipboard (plain http), it stays hidden.
#[island]
pub fn CopyButton(
    /// What is copied.
    text: String,
    /// The words on the button.
    label: String,
    /// The words that say that it is done, for eyes and screen readers.
    copied: String,
) -> impl IntoView {
    let (offered, set_offered) = signal(false);
    let (done, set_done) = signal(false);
    Effect::new(move |_| set_offered.set(clipboard::is_there()));

    view! {
        <button
            type="button"
            class="copy"
            hidden=move || !offered.get()
            on:click=move |_| clipboard::write(&text, set_done)
        >
            {label}
        </button>
        <span class="copy-done" role="status">
            {move || if done.get() { copied.clone() } else { String::new() }}
        </span>
    }
}

#[cfg(feature = "hydrate")]
mod clipboard {
    use leptos::prelude::{Set, WriteSignal};
    use wasm_bindgen_futures::JsFuture;

    fn get() -> Option<web_sys::Clipboard> {
        let clipboard = web_sys::window()?.navigator().clipboard();
        // Undefined outside secure contexts, whatever its type says.
        (!clipboard.is_undefined()).then_some(clipboard)
    }

    pub fn is_there() -> bool {
        get().is_some()
    }

    /// Writes `text` and sets `done` once the browser has taken it; a refusal leaves things as they are.
    pub fn write(text: &str, done: WriteSignal<bool>) {
        let Some(clipboard) = get() else { return };
        let written = clipboard.write_text(text);
        leptos::task::spawn_local(async move {
            if JsFuture::from(written).await.is_ok() {
                done.set(true);
            }
        });
    }
}

/// On the server nothing is ever clicked.
#[cfg(not(feature = "hydrate"))]
mod clipboard {
    use leptos::prelude::WriteSignal;

    pub fn is_there() -> bool {
        false
    }

    pub fn write(_text: &str, _done: WriteSignal<bool>) {}
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use std::sync::Arc;

    use hydration_context::SsrSharedContext;

    use super::*;

    #[test]
    fn without_javascript_the_button_stays_hidden() {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| {
            let (text, label, copied) = ("H51-1".into(), "Sao chép".into(), "Đã sao chép".into());
            view! { <CopyButton text label copied/> }.to_html()
        });
        assert!(html.contains("<leptos-island data-component=\"CopyButton_"), "{html}");
        assert!(html.contains("hidden"), "{html}");
        assert!(!html.contains("Đã sao chép</span>"), "{html}");
    }
}
