//! Where a dossier's papers are, for the pages that lead to them.

use app::papers;
use domain::forms::{Form, FormSet};

/// A paper's name, its page and its file; addresses without language.
#[derive(Clone, Debug)]
pub struct Link {
    /// `Giấy tiếp nhận hồ sơ và hẹn trả kết quả`
    pub name: String,
    /// Its page.
    pub page: String,
    /// Its file.
    pub file: String,
}

/// The links to these forms below a dossier's page.
pub fn links(forms: &[Form], set: FormSet, dossier: &str) -> Vec<Link> {
    let link = |form: &Form| Link {
        name: papers::title(*form, set),
        page: format!("{dossier}/{form}"),
        file: format!("{dossier}/{form}.pdf"),
    };
    forms.iter().map(link).collect()
}
