//! How far people use the portal: the counters, summed when read.

mod store;

use domain::channel::Channel;
use jiff::civil::Date;

use crate::{Portal, catalogue, dossier::Counts, error::AppError};

/// The figures of a period, dated by acceptance, both ends inclusive, local time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// What was counted, by channel.
    pub channels: Vec<(Channel, Counts)>,
    /// Services with at least one online dossier in the period.
    pub services_used_online: i64,
    /// Services that are offered online today.
    pub services_online: i64,
}

impl Overview {
    /// All channels together.
    pub fn all(&self) -> Counts {
        let mut sum = Counts::default();
        for (_, counts) in &self.channels {
            sum.add(counts, 1);
        }
        sum
    }

    /// One channel.
    pub fn of(&self, channel: Channel) -> Counts {
        self.channels
            .iter()
            .find(|(one, _)| *one == channel)
            .map(|(_, counts)| *counts)
            .unwrap_or_default()
    }
}

/// The figures from the first of January to today.
///
/// # Errors
/// The database fails.
pub async fn this_year(portal: &Portal) -> Result<Overview, AppError> {
    let to = portal.clock.today();
    let from = to.first_of_year();
    let mut tx = portal.db.read().await?;
    let channels = store::by_channel(&mut tx, from, to).await?;
    let services_used_online = store::services_used_online(&mut tx, from, to).await?;
    tx.commit().await?;
    let offered = catalogue::offered(portal).await?;
    Ok(Overview {
        from,
        to,
        channels,
        services_used_online,
        services_online: i64::try_from(offered.online_on(to).count()).unwrap_or(i64::MAX),
    })
}
