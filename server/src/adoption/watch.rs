//! What administrators should look at, worked out from the same reports that everybody reads.

use app::adoption::watch::{Below, Falling, Watch};
use backend::{
    actor::Actor,
    adoption::{self, Period, Report, Scope},
    error::AppError,
};
use domain::metrics::{By, Measure, Share};
use jiff::{ToSpan as _, civil::Date};

use crate::web::Shared;

/// Falling means: lower from month to month over so many whole months, hence one more to begin with.
const MONTHS: i32 = 4;
/// A share of fewer dossiers jumps by itself.
const LEAST: i64 = 20;

/// What to look at today.
///
/// # Errors
/// The database fails.
pub async fn watch(app: &Shared, actor: &Actor) -> Result<Watch, AppError> {
    let today = app.portal.clock.today();
    let year = Scope::of(Period::year_to(today));
    let report = |scope: Scope, by: By| async move { adoption::report(&app.portal, Some(actor), &scope, by).await };
    let agencies = report(year.clone(), By::Agency).await?;
    let services = report(year, By::Service).await?;
    let mut months = Vec::new();
    for period in whole_months(today) {
        months.push(report(Scope::of(period), By::Agency).await?);
    }
    Ok(Watch { below: below(&agencies), falling: falling(&months), unused: unused(&services) })
}

/// The last whole months, the oldest first.
fn whole_months(today: Date) -> Vec<Period> {
    (1..=MONTHS)
        .rev()
        .filter_map(|back| {
            let first = today.first_of_month().checked_sub(back.months()).ok()?;
            Period::new(first, first.last_of_month()).ok()
        })
        .collect()
}

fn below(report: &Report) -> Vec<Below> {
    let mut below: Vec<Below> = report
        .rows
        .iter()
        .filter_map(|row| {
            let share = Measure::Online.share(row.figures.as_ref()?);
            let target = row.targets.iter().find(|one| one.measure == Measure::Online)?;
            (share.reaches(target.percent) == Some(false)).then(|| Below {
                id: row.key.clone(),
                name: row.name.vi.clone(),
                share,
                target: target.percent,
            })
        })
        .collect();
    below.sort_by_key(|one| one.share.basis_points());
    below
}

fn falling(months: &[Report]) -> Vec<Falling> {
    let Some((first, later)) = months.split_first() else {
        return Vec::new();
    };
    first
        .rows
        .iter()
        .filter_map(|row| {
            let mut shares = vec![steady(row.figures.as_ref())?];
            for month in later {
                let here = month.rows.iter().find(|one| one.key == row.key)?;
                shares.push(steady(here.figures.as_ref())?);
            }
            is_falling(&shares).then(|| Falling { id: row.key.clone(), name: row.name.vi.clone(), shares })
        })
        .collect()
}

/// The online share of a month with enough dossiers to say something.
fn steady(figures: Option<&domain::metrics::Figures>) -> Option<i64> {
    let share: Share = Measure::Online.share(figures?);
    share.basis_points().filter(|_| share.all >= LEAST)
}

fn is_falling(shares: &[i64]) -> bool {
    shares.windows(2).all(|pair| pair[1] < pair[0])
}

fn unused(report: &Report) -> Vec<(String, String)> {
    let is_unused = |figures: &domain::metrics::Figures| figures.services_offered > 0 && figures.services_used == 0;
    report
        .rows
        .iter()
        .filter(|row| row.figures.as_ref().is_some_and(is_unused))
        .map(|row| (row.key.clone(), row.name.vi.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{is_falling, whole_months};

    #[test]
    fn falling_is_lower_each_month() {
        assert!(is_falling(&[60, 59, 40, 39]));
        assert!(!is_falling(&[60, 59, 59, 39]), "a month that stays is none");
        assert!(!is_falling(&[60, 59, 61, 39]));
    }

    #[test]
    fn the_running_month_is_not_compared() {
        let months = whole_months(date(2026, 2, 15));
        assert_eq!(months.len(), 4);
        assert_eq!(months[0].from(), date(2025, 10, 1));
        assert_eq!(months[3].to(), date(2026, 1, 31));
    }
}
