//! How far an upload is. Without it the form sends itself, and the browser shows that something is under way.
#![expect(missing_docs, reason = "the macro makes structs that have none")]

use leptos::prelude::*;

/// What the island says.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct UploadWords {
    /// While bytes go out; the share follows.
    pub going: String,
    /// While the server looks at what came.
    pub checking: String,
    /// When the connection broke.
    pub failed: String,
    /// When a file is larger than may be.
    pub too_large: String,
}

/// Sends the form with this id in the background and shows how far it is; the answer's page then takes this one's
/// place, as if the form had been sent plainly.
#[island]
pub fn UploadProgress(
    /// The form's id.
    form: String,
    /// The most bytes of one file.
    most: u64,
    /// What it says.
    words: UploadWords,
) -> impl IntoView {
    let (share, set_share) = signal(None::<u32>);
    let (said, set_said) = signal(String::new());
    Effect::new(move |_| upload::attach(&form, most, words.clone(), set_share, set_said));

    view! {
        <progress hidden=move || share.get().is_none() max="100" value=move || share.get().unwrap_or(0).to_string()></progress>
        <p role="status" class="upload-said">{move || said.get()}</p>
    }
}

#[cfg(feature = "hydrate")]
mod upload {
    use super::UploadWords;
    use leptos::prelude::{Set, WriteSignal};
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    use web_sys::{FormData, HtmlFormElement, ProgressEvent, SubmitEvent, XmlHttpRequest};

    /// Where the island shows how far it is.
    #[derive(Clone)]
    struct Shown {
        share: WriteSignal<Option<u32>>,
        said: WriteSignal<String>,
        words: UploadWords,
    }

    /// Takes over the sending of the form. What cannot be found is left to the browser.
    pub fn attach(
        form: &str,
        most: u64,
        words: UploadWords,
        share: WriteSignal<Option<u32>>,
        said: WriteSignal<String>,
    ) {
        let found = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.get_element_by_id(form))
            .and_then(|element| element.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = found else { return };
        let shown = Shown { share, said, words };
        let target = form.clone();
        let on_submit = Closure::<dyn FnMut(SubmitEvent)>::new(move |event: SubmitEvent| {
            if send(&target, &event, most, &shown).is_ok() {
                event.prevent_default();
            }
        });
        form.set_onsubmit(Some(on_submit.as_ref().unchecked_ref()));
        // It lives as long as the page.
        on_submit.forget();
    }

    /// `Err`: the browser sends the form itself.
    fn send(form: &HtmlFormElement, event: &SubmitEvent, most: u64, shown: &Shown) -> Result<(), JsValue> {
        let data = FormData::new_with_form(form)?;
        if let Some(button) = event.submitter() {
            let name = button.get_attribute("name").unwrap_or_default();
            data.append_with_str(&name, &button.get_attribute("value").unwrap_or_default())?;
        }
        if has_larger(form, most) {
            shown.said.set(shown.words.too_large.clone());
            return Ok(());
        }
        let request = XmlHttpRequest::new()?;
        request.open("POST", &form.action())?;
        watch(&request, shown)?;
        shown.share.set(Some(0));
        request.send_with_opt_form_data(Some(&data))
    }

    /// Whether a chosen file is larger than may be: told at once, not after minutes.
    fn has_larger(form: &HtmlFormElement, most: u64) -> bool {
        let fields = form.elements();
        (0..fields.length())
            .filter_map(|at| fields.item(at)?.dyn_into::<web_sys::HtmlInputElement>().ok())
            .filter_map(|input| input.files())
            .any(|files| (0..files.length()).filter_map(|at| files.item(at)).any(|file| file.size() > most as f64))
    }

    fn watch(request: &XmlHttpRequest, shown: &Shown) -> Result<(), JsValue> {
        let to = shown.clone();
        let progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
            let share = (event.loaded() / event.total().max(1.0) * 100.0) as u32;
            to.share.set(Some(share));
            to.said.set(if share < 100 { format!("{} {share}%", to.words.going) } else { to.words.checking.clone() });
        });
        request.upload()?.set_onprogress(Some(progress.as_ref().unchecked_ref()));
        progress.forget();

        let (answered, to) = (request.clone(), shown.clone());
        let load = Closure::<dyn FnMut()>::new(move || {
            if show(&answered).is_none() {
                to.share.set(None);
                to.said.set(to.words.failed.clone());
            }
        });
        request.set_onload(Some(load.as_ref().unchecked_ref()));
        load.forget();

        let to = shown.clone();
        let failed = Closure::<dyn FnMut()>::new(move || {
            to.share.set(None);
            to.said.set(to.words.failed.clone());
        });
        request.set_onerror(Some(failed.as_ref().unchecked_ref()));
        failed.forget();
        Ok(())
    }

    /// The answer's page: gone to where it went well; put in the place of this one's content where something is wrong.
    fn show(answered: &XmlHttpRequest) -> Option<()> {
        let window = web_sys::window()?;
        if answered.status().ok()? == 200 {
            return window.location().assign(&answered.response_url()).ok();
        }
        let text = answered.response_text().ok()??;
        let (_, rest) = text.split_once("<main")?;
        let (_, rest) = rest.split_once('>')?;
        let (inner, _) = rest.split_once("</main>")?;
        let main = window.document()?.get_element_by_id("main")?;
        main.set_inner_html(inner);
        let summary = window.document()?.get_element_by_id("errors");
        if let Some(summary) = summary.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            summary.focus().ok()?;
        }
        Some(())
    }
}

/// On the server nothing is ever sent.
#[cfg(not(feature = "hydrate"))]
mod upload {
    use super::UploadWords;
    use leptos::prelude::WriteSignal;

    pub fn attach(
        _form: &str,
        _most: u64,
        _words: UploadWords,
        _share: WriteSignal<Option<u32>>,
        _said: WriteSignal<String>,
    ) {
    }
}
