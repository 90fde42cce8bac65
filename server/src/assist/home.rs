//! A helper's first page, and opening a session.

use app::{
    assist::{
        consent::{self, Parties},
        home::{self as view, HomePage, Refused},
    },
    t,
    ui::FormState,
};
use axum::{extract::State, http::StatusCode, response::Response};
use backend::{
    actor::{Actor, Purpose},
    assist::{self, ConsentText, Opening, Today},
    error::AppError,
    helper::{self, Appointment, Standing},
};

use super::VI;
use crate::{
    pages::page_with,
    web::{Outcome, Shared, Typed, Visitor, form},
};

/// `GET /ho-tro`
pub async fn show(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    if visitor.actor()?.assist.is_some() {
        return Ok(form::see_other(VI, "/ho-tro/phien"));
    }
    render(&app, &visitor, FormState::default(), StatusCode::OK).await
}

/// `POST /ho-tro/phien`
pub async fn open(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    let actor = visitor.actor()?;
    let token = visitor.token.as_ref().ok_or(AppError::SignInFirst)?;
    let Standing::Appointed(appointment) = helper::standing(&app.portal, actor).await? else {
        return render(&app, &visitor, FormState::default(), StatusCode::OK).await;
    };
    let opening = Opening {
        name: typed.text("name"),
        phone: typed.text("phone"),
        capacity: typed.text("capacity"),
        authorisation: typed.text("authorisation"),
        place: typed.text("place"),
        ticked: texts(actor, &appointment).into_iter().filter(|one| typed.text(&field(one.purpose)) == "yes").collect(),
        shown: typed.text("version"),
        keep_until: typed.text("keep_until"),
    };
    match assist::open(&app.portal, actor, token, &opening).await {
        Ok(()) => Ok(form::see_other(VI, "/ho-tro/phien")),
        Err(error) => {
            let form = form::rejected(VI, &typed, error)?;
            render(&app, &visitor, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// The name of a consent's box.
fn field(purpose: Purpose) -> String {
    format!("consent_{}", purpose.as_str())
}

fn parties<'a>(actor: &'a Actor, appointment: &'a Appointment) -> Parties<'a> {
    Parties { helper: &actor.person.full_name, team: &appointment.team, agency: &appointment.agency }
}

/// What a resident may agree to, word for word as the page shows it: each with the note that stands above all.
fn texts(actor: &Actor, appointment: &Appointment) -> Vec<ConsentText> {
    let parties = parties(actor, appointment);
    let note = consent::note(parties);
    Purpose::ALL
        .into_iter()
        .filter_map(|purpose| {
            let text = consent::text(parties, purpose.as_str())?;
            Some(ConsentText { purpose, text: format!("{note}\n{text}"), version: consent::VERSION, lang: VI.code() })
        })
        .collect()
}

async fn render(app: &Shared, visitor: &Visitor, form: FormState, status: StatusCode) -> Outcome<Response> {
    let actor = visitor.actor()?;
    let today = assist::today(&app.portal, actor).await?;
    let refused = match &today.standing {
        Standing::Appointed(appointment) => {
            let badge = helper::badge_of(&app.portal, actor).await?;
            let view = home(actor, appointment, &today, badge, form);
            let frame = visitor.office(app, "/ho-tro", t!(VI, "assist.title"))?;
            return Ok(page_with(status, &frame, || view::page(&view)));
        }
        Standing::Ended(day) => Refused::Ended(*day),
        Standing::NotYet(day) => Refused::NotYet(*day),
        Standing::None => Refused::Never,
    };
    let frame = visitor.office(app, "/ho-tro", t!(VI, "assist.refused"))?;
    Ok(page_with(StatusCode::FORBIDDEN, &frame, || view::refused(refused)))
}

fn home(actor: &Actor, appointment: &Appointment, today: &Today, badge: String, form: FormState) -> HomePage {
    let parties = parties(actor, appointment);
    HomePage {
        team: appointment.team.clone(),
        agency: appointment.agency.clone(),
        decision: appointment.decision.clone(),
        until: appointment.until,
        badge,
        today: (today.residents, today.sent, today.guided),
        elsewhere: today.elsewhere,
        note: consent::note(parties),
        consents: Purpose::ALL
            .into_iter()
            .filter_map(|purpose| {
                let text = consent::text(parties, purpose.as_str())?;
                Some((field(purpose), text))
            })
            .collect(),
        version: consent::VERSION,
        form,
    }
}
