//! What a page's frame says: of the portal, of the page, of whoever is signed in.

use std::sync::Arc;

use crate::words::Lang;
use jiff::civil::DateTime;

/// What is the same on every page of a portal: built once at start, shared.
#[derive(Clone, Debug)]
pub struct Site {
    /// The province's name: `Quảng Ngãi`.
    pub province: String,
    /// Where the portal is reached, without a closing slash: `https://dichvucong.example.vn`.
    pub public_url: String,
    /// A portal with made-up data says so on every page.
    pub demo: bool,
    /// Where people ask for help by telephone, if anywhere.
    pub help_phone: Option<String>,
    /// The addresses of the files that pages load, with their content's hash in the name.
    pub assets: Assets,
}

/// The addresses of the files that pages load.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The module that wakes the islands; `None` in a portal built without them.
    pub islands: Option<String>,
    /// The icon (SVG).
    pub favicon: String,
}

/// One page's frame: what the document says around the view.
#[derive(Clone, Debug)]
pub struct PageFrame {
    /// What all pages share.
    pub site: Arc<Site>,
    /// The language of the page.
    pub lang: Lang,
    /// The address without its language, with its canonical query: `/dich-vu?mode=full`.
    pub path: String,
    /// The page's title, without the portal's name.
    pub title: String,
    /// One or two sentences for search engines and link previews; empty for none.
    pub description: String,
    /// Who is signed in.
    pub person: Option<Person>,
    /// The place in the main navigation that the page belongs to.
    pub place: Place,
    /// Whether the page exists in the other language at the same path.
    pub translated: bool,
    /// Whether search engines may list the page; never for what belongs to a person.
    pub public: bool,
    /// Whether the page holds an island, so that the module that wakes it is loaded.
    pub island: bool,
}

impl PageFrame {
    /// The frame of a public page that exists in both languages, with nobody signed in.
    #[must_use]
    pub fn public(site: Arc<Site>, lang: Lang, path: impl Into<String>, title: impl ToString) -> Self {
        Self {
            site,
            lang,
            path: path.into(),
            title: title.to_string(),
            description: String::new(),
            person: None,
            place: Place::Elsewhere,
            translated: true,
            public: true,
            island: false,
        }
    }

    /// The frame of a page that belongs to the person who is signed in: no search engine lists it.
    #[must_use]
    pub fn private(
        site: Arc<Site>,
        lang: Lang,
        path: impl Into<String>,
        title: impl ToString,
        person: Option<Person>,
    ) -> Self {
        Self { person, public: false, ..Self::public(site, lang, path, title) }
    }

    /// The frame of an officer's or administrator's page: private, and in Vietnamese alone.
    #[must_use]
    pub fn office(site: Arc<Site>, path: impl Into<String>, title: impl ToString, person: Person) -> Self {
        Self { translated: false, place: Place::Office, ..Self::private(site, Lang::Vi, path, title, Some(person)) }
    }

    /// Sets the description for search engines.
    #[must_use]
    pub fn description(self, text: impl ToString) -> Self {
        Self { description: text.to_string(), ..self }
    }

    /// Sets who is signed in.
    #[must_use]
    pub fn person(self, person: Option<Person>) -> Self {
        Self { person, ..self }
    }

    /// Sets the place in the main navigation.
    #[must_use]
    pub fn place(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// Says that the page holds an island.
    #[must_use]
    pub fn with_island(self) -> Self {
        Self { island: true, ..self }
    }
}

/// Who is signed in, as the header shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name to show.
    pub name: String,
    /// What they are here.
    pub kind: PersonKind,
    /// For whom they enter data now.
    pub assisting: Option<Assisting>,
}

/// A session in which a helper enters data for a resident, as every page says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assisting {
    /// The resident's name.
    pub resident: String,
    /// When it ends by itself.
    pub until: DateTime,
    /// The resident has confirmed by their code.
    pub confirmed: bool,
}

/// What a person who is signed in is here; decides the header's links, never what they may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonKind {
    /// Files dossiers.
    Citizen,
    /// Guides others in filing (community team).
    Helper,
    /// Handles dossiers at an agency.
    Officer,
    /// Keeps the portal's services, policies and people.
    Administrator,
}

/// A place in the main navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The catalogue.
    Services,
    /// Where is my dossier?
    Tracking,
    /// One's own dossiers and drafts.
    MyDossiers,
    /// Adoption.
    Adoption,
    /// The desk and the administration.
    Office,
    /// None of them.
    Elsewhere,
}
