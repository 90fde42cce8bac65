//! Where a dossier lies: its agency, and the version of the service that it pins.

use std::sync::Arc;

use super::Dossier;
use crate::{
    Portal,
    catalogue::{self, Agency, Version},
    db::Tx,
    error::AppError,
};

/// The dossier's agency and version, from memory where the data is the same.
///
/// # Errors
/// [`AppError::Internal`] where either is gone, which cannot be; the database fails.
pub async fn place(portal: &Portal, tx: &mut Tx, dossier: &Dossier) -> Result<(Agency, Arc<Version>), AppError> {
    let agency = catalogue::agency(portal, tx, &dossier.agency_id).await?;
    let version = catalogue::version_of(portal, tx, &dossier.service_id, &dossier.version_id).await?;
    agency
        .zip(version)
        .ok_or_else(|| AppError::Internal(format!("dossier {} has lost its agency or version", dossier.reference)))
}
