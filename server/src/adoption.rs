//! `/tinh-hinh`: the year's figures so far, open to all.

use app::adoption::{self as view, AdoptionPage, Share};
use axum::{Router, extract::State, routing::get};
use backend::adoption::{self, Report};
use domain::{
    metrics::{Measure, Tally},
    money::Dong,
};

use crate::{
    pages::page,
    web::{Outcome, Shared, Visitor},
};

/// The feature's addresses.
pub fn router() -> Router<Shared> {
    Router::new().route("/tinh-hinh", get(show))
}

async fn show(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    let report = adoption::this_year(&app.portal).await?;
    let model = model(&report, app.site.get().demo);
    let frame = view::frame(app.site.get(), visitor.lang).person(visitor.badge());
    Ok(page(&frame, || view::page(visitor.lang, &model)))
}

fn model(report: &Report, demo: bool) -> AdoptionPage {
    let figures = report.total.unwrap_or_default();
    let share = |measure: Measure| {
        let domain::metrics::Share { of, all } = measure.share(&figures);
        Share { of, all }
    };
    AdoptionPage {
        from: report.scope.period.from(),
        to: report.scope.period.to(),
        online: share(Measure::Online),
        postal: Share {
            of: figures.tallies[Tally::Postal],
            all: figures.tallies[Tally::Received],
        },
        services: share(Measure::ServicesUsed),
        on_time: share(Measure::OnTimeLaw),
        promise: share(Measure::OnTimePromise),
        paid: share(Measure::PaidOnline),
        saved: Dong::new(figures.tallies[Tally::SavedDong]).unwrap_or(Dong::ZERO),
        saved_hours: figures.tallies[Tally::SavedHours],
        demo,
    }
}
