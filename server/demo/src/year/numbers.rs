//! The running numbers of codes and receipts, given in the order in which things happened.

use std::collections::{BTreeMap, BTreeSet};

use domain::code::{AgencyCode, DossierCode};

use super::store;
use backend::{
    clock::local,
    db::Tx,
    dossier::{Entry, Event, ReceiptNumber},
    error::AppError,
};

/// The numbers of an agency.
pub(super) struct Numbers {
    agency: AgencyCode,
    series: String,
    codes: BTreeMap<String, i64>,
    receipts: BTreeMap<i64, i64>,
    moved_codes: BTreeSet<String>,
    moved_receipts: BTreeSet<i64>,
}

impl Numbers {
    /// As far as they have run. Made-up receipts have a series of their own (`…-MH`, minh họa), so that a later run,
    /// which goes back before receipts that people got meanwhile, leaves those of the agency in their order.
    ///
    /// # Errors
    /// The database fails, or the agency's code is none.
    pub(super) async fn load(tx: &mut Tx, agency_code: &str) -> Result<Self, AppError> {
        let series = format!("{agency_code}-MH");
        Ok(Self {
            agency: agency_code
                .parse()
                .map_err(|error| AppError::Setup(format!("code of an agency, {agency_code}: {error}")))?,
            codes: store::codes(tx, agency_code).await?,
            receipts: store::receipts(tx, &series).await?,
            series,
            moved_codes: BTreeSet::new(),
            moved_receipts: BTreeSet::new(),
        })
    }

    /// Gives each acceptance its code and each payment its receipt's number; the entries in the order of time.
    ///
    /// # Errors
    /// A number past what a code holds.
    pub(super) fn give(&mut self, entries: &mut [&mut Entry]) -> Result<(), AppError> {
        for entry in entries {
            let day = local(entry.at).date();
            match &mut entry.event {
                Event::Accepted { code, .. } => {
                    let last = self.codes.entry(day.to_string()).or_default();
                    *last += 1;
                    let number = u32::try_from(*last).unwrap_or(u32::MAX);
                    *code = DossierCode::new(self.agency.clone(), day, number)
                        .map_err(|error| AppError::Internal(error.to_string()))?;
                    self.moved_codes.insert(day.to_string());
                }
                Event::Paid { receipt, .. } => {
                    let year = i64::from(day.year());
                    let last = self.receipts.entry(year).or_default();
                    *last += 1;
                    *receipt = ReceiptNumber { series: self.series.clone(), year, number: *last };
                    self.moved_receipts.insert(year);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Keeps how far they have run.
    ///
    /// # Errors
    /// The database fails.
    pub(super) async fn save(&self, tx: &mut Tx) -> Result<(), AppError> {
        let codes = self.codes.iter();
        let codes: Vec<(String, i64)> =
            codes.filter(|(day, _)| self.moved_codes.contains(*day)).map(|(day, last)| (day.clone(), *last)).collect();
        store::put_codes(tx, self.agency.as_str(), &codes).await?;
        let receipts = self.receipts.iter();
        let receipts: Vec<(i64, i64)> = receipts
            .filter(|(year, _)| self.moved_receipts.contains(year))
            .map(|(year, last)| (*year, *last))
            .collect();
        store::put_receipts(tx, &self.series, &receipts).await
    }
}
