//! The pieces that pages are made of. None of them knows data or rules.
//!
//! # How to add a page
//!
//! 1. **Words**: `app/locales/<feature>.yml`, `feature.key: { vi: "…", en: "…" }` (officers' pages: `vi` alone);
//!    say them with `t!(lang, "feature.key")` or `t!(lang, "feature.key", count = 3)`.
//! 2. **View model and view**: `app/src/<feature>/<page>.rs`, a plain struct with what the page shows, and
//!    `pub fn page(lang: Lang, view: &TheView) -> Html`, which ends in `view! { … }.into_html()`. Numbers, money and times
//!    go through [`crate::format`]. Long views are cut into functions that return [`Html`]; a component of one's own takes
//!    `children: Html`. No `style` attribute, no inline script, no clock, and no `AnyView`: see [`html`].
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
//! 6. **Test**: a sample model and a line in `app/tests/pages`, which snapshots it, checks ids, labels and the content
//!    security policy, and writes it to `target/preview` to be looked at.
//!
//! # What there is
//!
//! | piece | props beside `lang` (`?`: may be left out) |
//! |---|---|
//! | [`TextField`] | `field` `label` `hint?` `required?` `autocomplete?` `kind?` `inputmode?` `maxlength?` `width?` |
//! | [`TextArea`] | `field` `label` `hint?` `required?` `rows?` `maxlength?` |
//! | [`DateField`] | `field` `label` `hint?` `required?` `autocomplete?` |
//! | [`SecretField`] | `field` `label` `hint?` `autocomplete` |
//! | [`SelectField`] | `field` `label` `choices` `hint?` `required?` `empty?` `unmarked?` |
//! | [`ChoiceGroup`] | `field` `label` `choices` `hint?` `required?` `several?` |
//! | [`Checkbox`] | `field` `label` `hint?` `required?` `value?` |
//! | [`ErrorSummary`] | `errors` |
//! | [`Notice`], [`EmptyState`], [`Tag`] (no `lang`) | `tone?` `title?` children; `title` children; `text` `class?` |
//! | [`DataTable`], [`Facts`] (no `lang`) | `label` `columns` `rows`; `items` |
//! | [`Timeline`], [`StepIndicator`] | `entries`; `steps` `current` |
//! | [`month_table`] | a month's days, a cell each |
//! | [`chart`] | shares as bars, columns by month: geometry and pieces of SVG |
//! | [`FileList`], [`Pagination`] | `files`; `page` `pages` `link` |
//!
//! Classes of `style/` for the rest: `button` (`quiet`, `wide`), `button.link`, `buttons` (a row of them), `cols` with
//! `aside`, `list`, `tags`, `narrow`, `lead`, `soft`, `money`, `nobr`, `unseen` (for screen readers alone).

pub mod chart;
pub mod choices;
pub mod fields;
pub mod form;
pub mod html;
pub mod lists;
pub mod messages;
pub mod month;

pub use choices::{Checkbox, Choice, ChoiceGroup, SelectField};
pub use fields::{DateField, SecretField, TextArea, TextField};
pub use form::{Field, FormState};
pub use html::{Html, IntoHtml};
pub use lists::{
    Column, DataTable, Facts, FileItem, FileList, Pagination, StepIndicator, Timeline, TimelineEntry, TimelineState,
    moment,
};
pub use messages::{EmptyState, ErrorSummary, Notice, Tag, Tone};
pub use month::month_table;
