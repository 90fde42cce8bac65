//! Versions of services for administrators: what holds, what is prepared, what would change. In Vietnamese alone.

mod amounts;
mod changes;
pub mod draft;
pub mod form;
pub mod history;
pub mod list;
mod rows;
pub mod succession;
pub mod withdraw;
mod words;

use crate::words::Lang;

const VI: Lang = Lang::Vi;

/// The address of all services.
pub const PATH: &str = "/quan-tri/thu-tuc";

/// The address of a service with its versions.
#[must_use]
pub fn service_path(service: &str) -> String {
    format!("{PATH}/{service}")
}

/// The address of a published version beside the one before it.
#[must_use]
pub fn version_path(service: &str, version: &str) -> String {
    format!("{PATH}/{service}/ban/{version}")
}

/// The address at which a published version is withdrawn.
#[must_use]
pub fn withdraw_path(service: &str, version: &str) -> String {
    format!("{}/rut-lai", version_path(service, version))
}

/// The address of a draft beside the newest version.
#[must_use]
pub fn draft_path(draft: &str) -> String {
    format!("{PATH}/ban-thao/{draft}")
}

/// The pages above: the administrators' first, and in a service's pages the list and that service.
fn above(service: Option<(&str, &str)>) -> crate::ui::Html {
    let title = crate::t!(VI, "admin.title").into_owned();
    let mut above = vec![("/quan-tri".to_owned(), title)];
    if let Some((id, name)) = service {
        above.push((PATH.to_owned(), crate::t!(VI, "version.title").into_owned()));
        above.push((service_path(id), name.to_owned()));
    }
    crate::shell::trail(VI, above)
}
