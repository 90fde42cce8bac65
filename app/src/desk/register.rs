//! `/can-bo/so-theo-doi`: the register of an agency over some days.

use leptos::prelude::*;

use super::VI;
use crate::papers::{Paper, page::sheet};
use crate::shell::trail;
use crate::t;
use crate::ui::{Choice, DateField, ErrorSummary, FormState, Html, IntoHtml, SelectField};

/// The page.
#[derive(Clone, Debug)]
pub struct RegisterPage {
    /// What was asked for; fields `co-quan`, `tu`, `den`.
    pub form: FormState,
    /// The officer's agencies.
    pub agencies: Vec<Choice>,
    /// The register; none where the days are wrong.
    pub paper: Option<Paper>,
    /// Where its file is.
    pub pdf: String,
}

/// The page: on paper the register alone.
#[must_use]
pub fn page(page: &RegisterPage) -> Html {
    let above = vec![("/can-bo".to_owned(), t!(VI, "desk.title").into_owned())];
    let agency = if page.agencies.len() > 1 {
        view! {
            <SelectField
                lang=VI
                field=page.form.field("co-quan")
                label=t!(VI, "desk.register.agency")
                choices=page.agencies.clone()
                required=true
            />
        }
        .into_html()
    } else {
        view! { <input type="hidden" name="co-quan" value=page.form.value("co-quan").to_owned()/> }.into_html()
    };
    let heading = page.paper.is_none().then(|| view! { <h1>{t!(VI, "papers.register")}</h1> });
    let paper = page.paper.as_ref().map(|paper| {
        view! {
            <div class="buttons screen-only">
                <a class="button" href=page.pdf.clone()>{t!(VI, "sheet.pdf")}</a>
                <span class="soft">{t!(VI, "sheet.print")}</span>
            </div>
            {sheet(paper)}
        }
    });
    view! {
        <div class="desk">
            {trail(VI, above)}
            {heading}
            <ErrorSummary lang=VI errors=page.form.errors().to_vec()/>
            <form method="get" action="/can-bo/so-theo-doi" class="desk-filters screen-only" novalidate>
                {agency}
                <DateField lang=VI field=page.form.field("tu") label=t!(VI, "desk.register.from") required=true/>
                <DateField lang=VI field=page.form.field("den") label=t!(VI, "desk.register.to") required=true/>
                <div class="apply"><button class="button quiet">{t!(VI, "desk.register.show")}</button></div>
            </form>
            {paper}
        </div>
    }
    .into_html()
}
