//! What everybody may know: what helpers may do, whose badge it is, and taking a consent back.

use app::{
    assist::public::{self as view, AboutPage, Badge, Checked, WithdrawPage},
    t,
    ui::FormState,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use backend::{assist, helper};

use crate::{
    pages::page_with,
    web::{Asked, Outcome, Shared, Visitor, form, limits::Purpose},
};

/// `GET /ho-tro-nguoi-dan`; `?ma=…`: a badge to be checked.
pub async fn show(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let (lang, typed) = (visitor.lang, asked.value("ma"));
    let mut checked = Checked::Nothing;
    if !typed.is_empty() {
        let now = app.portal.clock.now();
        app.limits.take(Purpose::LookUp, visitor.address, now)?;
        let holder = helper::holder(&app.portal, typed).await?;
        checked = holder.map_or(Checked::Unknown, |helper| {
            Checked::Found(Badge {
                name: helper.name,
                team: helper.appointment.team,
                agency: helper.appointment.agency,
                decision: helper.appointment.decision,
                until: helper.appointment.until,
            })
        });
    }
    let status = match checked {
        Checked::Unknown => StatusCode::NOT_FOUND,
        _ => StatusCode::OK,
    };
    let site = app.site.get();
    let view = AboutPage { form: FormState::typed([("ma", typed)]), checked, phone: site.help_phone.clone() };
    let frame = visitor.public(&app, "/ho-tro-nguoi-dan", t!(lang, "helping.title"));
    Ok(page_with(status, &frame, || view::page(lang, &view)))
}

/// `GET /ho-tro-nguoi-dan/rut/{link}`
pub async fn ask(State(app): State<Shared>, visitor: Visitor, Path(link): Path<String>) -> Outcome {
    let lang = visitor.lang;
    let (helper, team, done) = assist::withdrawable(&app.portal, &link).await?;
    let path = address(&link);
    let view = WithdrawPage { path: path.clone(), helper, team, done };
    let frame = visitor.private(&app, path, t!(lang, "helping.withdraw"));
    Ok(page_with(StatusCode::OK, &frame, || view::withdraw(lang, &view)))
}

/// `POST /ho-tro-nguoi-dan/rut/{link}`
pub async fn withdraw(State(app): State<Shared>, visitor: Visitor, Path(link): Path<String>) -> Outcome {
    assist::withdraw_by_link(&app.portal, &link).await?;
    Ok(form::see_other(visitor.lang, &address(&link)))
}

fn address(link: &str) -> String {
    format!("/ho-tro-nguoi-dan/rut/{link}")
}
