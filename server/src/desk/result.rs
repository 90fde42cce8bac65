//! The decision with its files: what is right is kept first, so that an error elsewhere in the form loses no upload.

use std::time::Duration;

use axum::{
    extract::{Multipart, Path, State, multipart::Field},
    http::StatusCode,
};
use backend::{
    actor::Actor,
    desk::{begin_result, remove_result},
    error::{AppError, FieldErrors},
};
use domain::dossier::Act;

use super::acts;
use crate::{
    filing::files::MOST_PARTS,
    web::{
        Failure, Outcome, Shared, Visitor,
        form::{Typed, see_other},
    },
};

/// Somebody who sends nothing for so long has gone.
const MOST_SILENCE: Duration = Duration::from_secs(60);
/// Characters of one text field of the form.
const MOST_TEXT: usize = 64 * 1024;

/// `POST …/xu-ly-xong`
pub async fn finish(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(name): Path<String>,
    mut parts: Multipart,
) -> Outcome {
    let actor = visitor.officer()?;
    let mut errors = FieldErrors::default();
    let mut fields = Vec::new();
    let broken = |_| Failure(AppError::field("files", "invalid"));
    let mut count = 0;
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        count += 1;
        if count > MOST_PARTS {
            return Err(AppError::TooLarge.into());
        }
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            // Nothing was chosen.
            Some(file_name) if file_name.is_empty() => {}
            Some(file_name) => match one_file(&app, actor, &name, &file_name, &mut part).await {
                Err(AppError::Invalid(wrong)) => errors.0.extend(wrong.0),
                Err(AppError::Unavailable("disk")) => errors.add("files", "not_stored"),
                other => other?,
            },
            None => fields.push((field, text(&mut part).await?)),
        }
    }
    let typed: Typed = fields.into_iter().collect();
    acts::carry_out(&app, &visitor, &name, Act::Finish, &typed, errors).await
}

async fn text(part: &mut Field<'_>) -> Result<String, AppError> {
    let mut bytes = Vec::new();
    while let Some(piece) = piece(part).await? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MOST_TEXT {
            return Err(AppError::field("note", "too_long"));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

async fn piece(part: &mut Field<'_>) -> Result<Option<axum::body::Bytes>, AppError> {
    match tokio::time::timeout(MOST_SILENCE, part.chunk()).await {
        Ok(Ok(piece)) => Ok(piece),
        Ok(Err(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Err(AppError::field("files", "file_too_large"))
        }
        Ok(Err(_)) | Err(_) => Err(AppError::field("files", "invalid")),
    }
}

async fn one_file(
    app: &Shared,
    actor: &Actor,
    name: &str,
    file_name: &str,
    part: &mut Field<'_>,
) -> Result<(), AppError> {
    let mut upload = begin_result(&app.portal, actor, name, file_name).await?;
    while let Some(piece) = piece(part).await? {
        upload.write(&piece).await?;
    }
    upload.finish(&app.portal, actor).await
}

/// `POST …/tep/{file}/xoa`
pub async fn remove(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((name, file)): Path<(String, String)>,
) -> Outcome {
    remove_result(&app.portal, visitor.officer()?, &name, &file).await?;
    Ok(see_other(visitor.lang, &app::desk::case_path(&name)))
}
