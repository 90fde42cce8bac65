//! One's own account.

use app::{
    account::profile::{self as view, Done, ProfilePage, Session},
    t,
    ui::FormState,
};
use axum::{extract::State, http::StatusCode};
use backend::{
    account::{
        LEAST_PASSWORD_LENGTH, SessionToken,
        profile::{self, Contact, Profile},
    },
    actor::Actor,
    clock::local,
    error::AppError,
    session::other_sessions::{self, OpenSession},
};
use domain::identity::{PersonalNumber, Phone};

use super::office;
use crate::{
    pages::page_with,
    web::{
        Asked, Outcome, Shared, Typed, Visitor,
        form::{rejected, see_other},
        limits::{Key, Purpose},
    },
};

/// The page; `?xong=…`: what was just done.
pub async fn show(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let done = match asked.value("xong") {
        "lien-he" => Some(Done::Contact),
        "mat-khau" => Some(Done::Password),
        "phien" => Some(Done::Sessions),
        _ => None,
    };
    let contact = kept_contact(visitor.actor()?);
    let ok = StatusCode::OK;
    render(&app, &visitor, ok, contact, FormState::default(), done).await
}

/// Phone, e-mail, address.
pub async fn contact(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    let contact = Contact { phone: typed.text("phone"), email: typed.text("email"), address: typed.text("address") };
    match profile::change_contact(&app.portal, visitor.actor()?, contact).await {
        Ok(()) => Ok(see_other(visitor.lang, "/tai-khoan?xong=lien-he")),
        Err(error) => {
            let form = rejected(visitor.lang, &typed, error)?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            render(&app, &visitor, status, form, FormState::default(), None).await
        }
    }
}

/// A new password.
pub async fn password(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    let (actor, token) = signed_in(&visitor)?;
    // Whoever finds an open browser must not try passwords in it.
    let key = Key::name(&actor.account_id);
    let now = app.portal.clock.now();
    app.limits.take(Purpose::SignIn, key, now)?;
    let (current, new) = (typed.raw("current_password"), typed.raw("new_password"));
    match other_sessions::change_password(&app.portal, actor, token, current, new).await {
        Ok(()) => {
            app.limits.give_back(Purpose::SignIn, key);
            Ok(see_other(visitor.lang, "/tai-khoan?xong=mat-khau"))
        }
        Err(error) => {
            let form = rejected(visitor.lang, &typed, error)?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            render(&app, &visitor, status, kept_contact(actor), form, None).await
        }
    }
}

/// Ends one session (`session`), or all others.
pub async fn sessions(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    let (actor, token) = signed_in(&visitor)?;
    match typed.text("session") {
        "" => other_sessions::end_others(&app.portal, actor, token).await?,
        id => other_sessions::end(&app.portal, actor, id).await?,
    }
    Ok(see_other(visitor.lang, "/tai-khoan?xong=phien"))
}

fn signed_in(visitor: &Visitor) -> Result<(&Actor, &SessionToken), AppError> {
    let actor = visitor.actor()?;
    let token = visitor.token.as_ref().ok_or(AppError::SignInFirst)?;
    Ok((actor, token))
}

fn kept_contact(actor: &Actor) -> FormState {
    let person = &actor.person;
    let phone = person.phone.as_deref().unwrap_or_default();
    let phone = Phone::parse(phone).map_or_else(|_| phone.to_owned(), |phone| phone.national());
    FormState::typed([
        ("phone", phone),
        ("email", person.email.clone().unwrap_or_default()),
        ("address", person.address.clone().unwrap_or_default()),
    ])
}

async fn render(
    app: &Shared,
    visitor: &Visitor,
    status: StatusCode,
    contact: FormState,
    password: FormState,
    done: Option<Done>,
) -> Outcome {
    let (actor, token) = signed_in(visitor)?;
    let known = profile::read(&app.portal, actor).await?;
    let open = other_sessions::sessions(&app.portal, actor, token).await?;
    let view = ProfilePage { contact, password, done, ..shown(actor, known, open)? };
    let lang = visitor.lang;
    let frame = visitor.private(app, "/tai-khoan", t!(lang, "account.title"));
    Ok(page_with(status, &frame, || view::page(lang, &view)))
}

fn shown(actor: &Actor, known: Profile, open: Vec<OpenSession>) -> Result<ProfilePage, AppError> {
    let number = actor.person.personal_number.as_deref();
    let offices = known
        .offices
        .into_iter()
        .map(|(role, agency)| {
            let role = role.parse().map_err(AppError::Internal)?;
            Ok((office(Some(role)), agency))
        })
        .collect::<Result<_, AppError>>()?;
    let sessions = open
        .into_iter()
        .map(|session| Session {
            id: session.id,
            since: local(session.since),
            seen: local(session.seen),
            current: session.current,
        })
        .collect();
    Ok(ProfilePage {
        full_name: actor.person.full_name.clone(),
        number: number.and_then(|number| PersonalNumber::parse(number).ok()).map(|number| number.masked()),
        birth_date: actor.person.birth_date,
        // A phone number is shown as people write it.
        login: known.login.map(|login| Phone::parse(&login).map_or(login, |phone| phone.national())),
        offices,
        contact: FormState::default(),
        password: FormState::default(),
        least_password: LEAST_PASSWORD_LENGTH,
        sessions,
        done: None,
    })
}
