//! What a dossier waits for from whoever filed it.

use crate::format;
use crate::t;
use crate::words::Lang;
use domain::money::Dong;
use jiff::civil::DateTime;

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Todo {
    /// Pay so much.
    Pay(Dong),
    /// Supply papers until then.
    Supply(DateTime),
}

impl Todo {
    /// In a few words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Pay(amount) => t!(lang, "tracking.todo.pay", amount = format::dong(lang, *amount)),
            Self::Supply(until) => t!(lang, "tracking.todo.supply", until = format::moment(lang, *until)),
        }
        .into_owned()
    }
}
