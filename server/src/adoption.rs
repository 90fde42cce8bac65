//! `/tinh-hinh`: the year's figures so far, open to all.

use app::adoption::{self as view, AdoptionPage, Share};
use axum::{Router, extract::State, routing::get};
use backend::adoption::{self, Overview};
use domain::{channel::Channel, money::Dong};

use crate::{
    pages::page,
    web::{Outcome, Shared, Visitor},
};

/// The feature's addresses.
pub fn router() -> Router<Shared> {
    Router::new().route("/tinh-hinh", get(show))
}

async fn show(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    let overview = adoption::this_year(&app.portal).await?;
    let model = model(&overview, app.site.get().demo);
    let frame = view::frame(app.site.get(), visitor.lang).person(visitor.badge());
    Ok(page(&frame, || view::page(visitor.lang, &model)))
}

fn model(overview: &Overview, demo: bool) -> AdoptionPage {
    let all = overview.all();
    let online = overview.of(Channel::Online);
    AdoptionPage {
        from: overview.from,
        to: overview.to,
        online: Share {
            of: online.accepted,
            all: all.accepted,
        },
        postal: Share {
            of: overview.of(Channel::Postal).accepted,
            all: all.accepted,
        },
        services: Share {
            of: overview.services_used_online,
            all: overview.services_online,
        },
        on_time: Share {
            of: all.on_time_law,
            all: all.finished,
        },
        promise: Share {
            of: all.on_time_promise,
            all: all.finished,
        },
        paid: Share {
            of: all.paid_online,
            all: all.with_fee,
        },
        saved: Dong::new(all.saved_dong).unwrap_or(Dong::ZERO),
        saved_hours: all.saved_hours,
        demo,
    }
}
