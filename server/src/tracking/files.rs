//! Papers that come after the filing, and files that are fetched.

use app::{t, ui::FormState};
use axum::{
    extract::{Multipart, Path, State, multipart::Field},
    http::{HeaderValue, Method, StatusCode, header},
};
use backend::{
    error::AppError,
    tracking::{self, Supply, begin_supply},
};

use super::{Forms, shown};
use crate::{
    filing::files::{as_download, broken, next_piece},
    web::{Outcome, Shared, Typed, Visitor, form},
};

/// Bytes of a note; longer ones are refused by the use case in characters.
const MOST_NOTE: usize = 16_000;

/// `GET /ho-so/{name}/tep/{file}`: for whoever filed it and for the officers of its agency.
pub async fn download(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((name, file)): Path<(String, String)>,
    method: Method,
) -> Outcome {
    let peeks = method != Method::GET;
    let actor = visitor.actor()?;
    let found = tracking::download(&app.portal, actor, &name, &file, peeks).await?;
    let attached = found.attached;
    let size = u64::try_from(attached.size).unwrap_or(0);
    let mut response = as_download(&attached.file_name, &attached.media_type, size, found.file);
    // Whatever it holds, it runs nothing here.
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    Ok(response)
}

/// `POST /ho-so/{name}/bo-sung`: the note and the files, together or not at all.
pub async fn supply(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(name): Path<String>,
    parts: Multipart,
) -> Outcome {
    let actor = visitor.actor()?;
    let mut supply = begin_supply(&app.portal, actor, &name).await?;
    let (note, came) = receive(&app, &mut supply, parts).await;
    let typed: Typed = [("note", note)].into_iter().collect();
    let (error, status) = match came {
        Ok(()) => match supply.send(&app.portal, actor, typed.raw("note")).await {
            Ok(dossier) => {
                let path = format!("/ho-so/{}", dossier.public_name());
                return Ok(form::see_other(visitor.lang, &path));
            }
            Err(error) => (error, StatusCode::UNPROCESSABLE_ENTITY),
        },
        Err(trouble) => {
            supply.discard(&app.portal).await?;
            match trouble {
                Trouble::Refused(error) => (error, StatusCode::UNPROCESSABLE_ENTITY),
                Trouble::Broken(status) => (AppError::field("files", "upload_broken"), status),
            }
        }
    };
    // The note stays in its field, whatever could not be stored.
    let (error, status) = match error {
        AppError::Unavailable("disk") => (AppError::field("files", "not_stored"), StatusCode::SERVICE_UNAVAILABLE),
        other => (other, status),
    };
    let nothing_came = matches!(&error, AppError::Invalid(errors)
        if errors.0.iter().any(|error| error.code == "note_or_file"));
    let mut back: FormState = form::rejected(visitor.lang, &typed, error)?;
    if let Some(message) = back.error("files").map(str::to_owned).filter(|_| !nothing_came) {
        // A browser does not choose files again by itself.
        let mut anew = FormState::typed([("note", typed.raw("note"))]);
        let again = t!(visitor.lang, "tracking.supply.choose_again");
        anew.reject("files", format!("{message} {again}"));
        back = anew;
    }
    let forms = Forms { supply: back, ..Forms::default() };
    let case = tracking::case(&app.portal, actor, &name).await?;
    Ok(shown(&app, &visitor, &case, forms, status))
}

enum Trouble {
    /// A file is not taken, or cannot be kept.
    Refused(AppError),
    /// What was sent cannot be read.
    Broken(StatusCode),
}

impl From<AppError> for Trouble {
    fn from(error: AppError) -> Self {
        Self::Refused(error)
    }
}

async fn receive(app: &Shared, supply: &mut Supply, mut parts: Multipart) -> (String, Result<(), Trouble>) {
    let mut note = String::new();
    loop {
        let part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => return (note, Ok(())),
            Err(error) => return (note, Err(Trouble::Broken(broken(&error)))),
        };
        if let Err(trouble) = one_part(app, supply, part, &mut note).await {
            return (note, Err(trouble));
        }
    }
}

async fn one_part(app: &Shared, supply: &mut Supply, mut part: Field<'_>, note: &mut String) -> Result<(), Trouble> {
    match (part.name(), part.file_name().map(str::to_owned)) {
        (Some("files"), Some(file_name)) if !file_name.is_empty() => {
            let mut file = supply.begin_file(&app.portal).await?;
            while let Some(piece) = next_piece(&mut part).await.map_err(Trouble::Broken)? {
                Supply::write(&mut file, &piece).await?;
            }
            supply.keep(file, &file_name).await?;
        }
        (Some("note"), None) => {
            let mut bytes = Vec::new();
            while let Some(piece) = next_piece(&mut part).await.map_err(Trouble::Broken)? {
                if bytes.len() + piece.len() <= MOST_NOTE {
                    bytes.extend_from_slice(&piece);
                }
            }
            *note = String::from_utf8_lossy(&bytes).into_owned();
        }
        _ => {}
    }
    Ok(())
}
