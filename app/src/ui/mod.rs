//! The pieces that pages are made of. None of them knows data or rules.
//!
//! # How to add a page
//!
//! 1. **Words**: `app/locales/<feature>.yml`, `feature.key: { vi: "…", en: "…" }` (officers' pages: `vi` alone);
//!    say them with `t!(lang, "feature.key")` or `t!(lang, "feature.key", count = 3)`.
//! 2. **View model and view**: `app/src/<feature>/<page>.rs`, a plain struct with what the page shows, and
//!    `pub fn page(lang: Lang, view: &TheView) -> AnyView`. Numbers, money and times go through [`crate::format`].
//!    Long views are cut into functions that return `AnyView`. No `style` attribute, no inline script, no clock.
//! 3. **Form**: `<form method="post" novalidate>` with fields made from a [`FormState`]:
//!
//!    ```ignore
//!    <ErrorSummary lang errors=view.form.errors().to_vec()/>
//!    <TextField lang field=view.form.field("full_name") label=t!(lang, "filing.full_name") required=true
//!        autocomplete="name"/>
//!    ```
//! 4. **Handler**: `shell::render(&PageFrame::public(site, lang, "/path", title), || feature::page(lang, &view))`;
//!    422 with the same view and the errors in its `FormState` when what was typed is wrong.
//! 5. **Style**: `style/<component>.css` if it brings a new component; tokens from `style/tokens.css`.
//! 6. **Test**: a snapshot of a sample model in each language.

pub mod choices;
pub mod fields;
pub mod form;
pub mod lists;
pub mod messages;

pub use choices::{Checkbox, Choice, ChoiceGroup, SelectField};
pub use fields::{DateField, SecretField, TextArea, TextField};
pub use form::{Field, FormState};
pub use lists::{
    Column, DataTable, Facts, FileItem, FileList, Pagination, StepIndicator, Timeline,
    TimelineEntry, TimelineState, moment,
};
pub use messages::{EmptyState, ErrorSummary, Notice, Tag, Tone};
