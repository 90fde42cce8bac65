//! The resident's second code: told what goes where at which fee, they confirm, and it goes out.

use std::sync::Arc;

use super::{
    code::{self, Checked},
    confirm::own,
    tell::tell,
};
use crate::{
    Portal,
    actor::{Actor, Assist, Purpose},
    catalogue::Version,
    clock::random_bytes,
    db::Tx,
    error::{AppError, FieldErrors},
    filing::{self, Case, Sending, Step, Submitted},
    outbox::{Amount, Notice, Once},
    write_tx,
};

/// How asking went.
#[derive(Clone, Debug)]
pub enum Asked {
    /// The resident has their code.
    Told,
    /// Something is wrong or missing; the steps with what, in order.
    Incomplete(Vec<(Step, FieldErrors)>),
    /// The draft was changed after the page was shown.
    Stale,
    /// The procedure is another since the draft was begun under this version: the resident hears of it first.
    ProcedureChanged(Arc<Version>),
}

/// Tells the resident what is about to be sent, with a code.
///
/// # Errors
/// [`AppError::Conflict`] where they did not agree to sending; [`AppError::Invalid`] at `code` where too many codes
/// were sent; [`AppError::NotFound`] for what is not of this session.
pub async fn ask_to_send(portal: &Portal, actor: &Actor, draft_id: &str, revision: i64) -> Result<Asked, AppError> {
    let assist = open_for_sending(actor)?;
    let code = code::draw();
    write_tx!(&portal.db, |tx| {
        let mut case = filing::case_of(tx, portal, actor, draft_id).await?;
        if case.draft.revision != revision {
            return Ok(Asked::Stale);
        }
        let begun_under = filing::note_version(tx, &mut case).await?;
        if let Some(begun_under) = begun_under {
            return Ok(Asked::ProcedureChanged(begun_under));
        }
        let wrong = filing::wrong_with(&case);
        if !wrong.is_empty() {
            return Ok(Asked::Incomplete(wrong));
        }
        issue(tx, portal, actor, assist, &case, &code).await?;
        Ok(Asked::Told)
    })
}

/// Sends the code once more, for the draft as it is now.
///
/// # Errors
/// As [`ask_to_send`].
pub async fn send_again(portal: &Portal, actor: &Actor, draft_id: &str) -> Result<(), AppError> {
    let assist = open_for_sending(actor)?;
    let code = code::draw();
    write_tx!(&portal.db, |tx| {
        let case = filing::case_of(tx, portal, actor, draft_id).await?;
        issue(tx, portal, actor, assist, &case, &code).await
    })
}

/// A draft of the session, as the page of its code shows it.
///
/// # Errors
/// As [`ask_to_send`].
pub async fn to_send(portal: &Portal, actor: &Actor, draft_id: &str) -> Result<Case, AppError> {
    open_for_sending(actor)?;
    let mut tx = portal.db.read().await?;
    let case = filing::case_of(&mut tx, portal, actor, draft_id).await?;
    tx.commit().await?;
    Ok(case)
}

fn open_for_sending(actor: &Actor) -> Result<&Assist, AppError> {
    let assist = actor.assist.as_ref().ok_or(AppError::NotFound)?;
    assist.must_allow(Purpose::Send)?;
    Ok(assist)
}

async fn issue(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    assist: &Assist,
    case: &Case,
    code: &str,
) -> Result<(), AppError> {
    let now = portal.clock.now();
    let (draft, revision) = (case.draft.id.as_str(), case.draft.revision);
    let row = own(tx, actor, now).await?;
    if !code::may_issue(tx, portal, &row, draft, revision).await? {
        return Ok(());
    }
    code::issue(tx, portal, &assist.id, draft, revision, code).await?;
    let (helper, team) = (assist.helper.clone(), assist.team.clone());
    let service = case.version.procedure.name.vi.clone();
    let agency = case.agency.as_ref().map(|agency| agency.name.clone()).unwrap_or_default();
    let otp = Once::new(code);
    // What a fee depends on is not always known before the agency has looked.
    let notice = match &case.quotes.online.fee {
        Ok(fee) => Notice::AssistSend { helper, team, service, agency, amount: Amount(fee.payable), otp },
        Err(_) => Notice::AssistSendFeeUnknown { helper, team, service, agency, otp },
    };
    tell(tx, &assist.resident, notice, now).await
}

/// Compares the code and sends the draft, once, exactly as the resident was told of it.
///
/// # Errors
/// [`AppError::Invalid`] at `code`; [`AppError::Conflict`] and [`AppError::NotFound`] as [`ask_to_send`].
pub async fn send(portal: &Portal, actor: &Actor, draft_id: &str, typed: &str) -> Result<Submitted, AppError> {
    let assist = open_for_sending(actor)?;
    let mut draws = 0;
    let outcome = loop {
        let random: [u8; 7] = random_bytes();
        let outcome = write_tx!(&portal.db, |tx| {
            own(tx, actor, portal.clock.now()).await?;
            if let Some(dossier) = filing::sent_in(tx, actor, draft_id).await? {
                return Ok(Ok(Submitted::Sent(Box::new(dossier))));
            }
            filing::case_of(tx, portal, actor, draft_id).await?;
            let revision = match code::check(tx, portal, &assist.id, draft_id, typed).await? {
                Checked::Right(revision) => revision,
                Checked::Wrong(code) => return Ok(Err(code)),
            };
            let sending = Sending { draft_id, revision, lang: "vi", random, guide: None };
            let done = filing::submit_in(tx, portal, actor, &sending).await?;
            if let Submitted::Sent(dossier) = &done {
                let notice = Notice::AssistSent {
                    code: dossier.public_name().to_owned(),
                    helper: assist.helper.clone(),
                    team: assist.team.clone(),
                };
                tell(tx, &assist.resident, notice, portal.clock.now()).await?;
            }
            Ok(Ok(done))
        });
        match outcome {
            // The reference exists already: nothing was written, and the code is good still.
            Err(error) if error.is_duplicate() && draws < filing::DRAWS => draws += 1,
            other => break other?,
        }
    };
    outcome.map_err(|code| AppError::field("code", code))
}
