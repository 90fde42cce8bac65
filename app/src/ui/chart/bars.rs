//! A bar within a row or a card: a share's length, and its target as a mark across. The numbers stand beside it, so
//! screen readers pass it by.

use crate::ui::html::{Html, IntoHtml};
use domain::metrics::Share;
use leptos::prelude::*;

use super::along;
use super::scale::WHOLE;

/// How a share stands to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// At the target or above.
    Reached,
    /// Below, by so many.
    Missing(i64),
    /// Nothing to compare, or no target.
    Unknown,
}

impl Reach {
    /// Of a share against so many percent.
    #[must_use]
    pub fn of(share: Share, target: Option<u32>) -> Self {
        match target.and_then(|percent| Some((percent, share.reaches(percent)?))) {
            None => Self::Unknown,
            Some((_, true)) => Self::Reached,
            Some((percent, false)) => {
                let needed = i128::from(share.all) * i128::from(percent);
                let missing = (needed + 99) / 100 - i128::from(share.of);
                Self::Missing(i64::try_from(missing).unwrap_or(i64::MAX))
            }
        }
    }
}

/// How long the bar of a share is, in hundredths of a percent of its track.
#[must_use]
pub fn length(share: Share) -> i64 {
    share.basis_points().unwrap_or(0).clamp(0, WHOLE)
}

/// The bar.
#[must_use]
pub fn bar(share: Share, target: Option<u32>) -> Html {
    let below = matches!(Reach::of(share, target), Reach::Missing(_));
    let class = if below { "fill below" } else { "fill" };
    let mark = target.map(|percent| {
        let place = along(i64::from(percent.min(100)) * 100);
        view! { <line class="target" x1=place.clone() x2=place y1="0" y2="16"></line> }
    });
    view! {
        <svg class="bar" width="100%" height="16" aria-hidden="true">
            <rect class="track" y="4" width="100%" height="8"></rect>
            <rect class=class y="4" width=along(length(share)) height="8"></rect>
            {mark}
        </svg>
    }
    .into_html()
}

/// A bar of parts that make a whole, each with the class of its colour. Parts without anything are left out.
#[must_use]
pub fn parts(values: &[(i64, &'static str)]) -> Html {
    let whole: i64 = values.iter().map(|(value, _)| value).sum();
    let mut before = 0;
    let parts = values
        .iter()
        .map(|(value, class)| {
            let start = length(Share { of: before, all: whole });
            before += value;
            let end = length(Share { of: before, all: whole });
            (end > start).then(|| {
                view! { <rect class=*class x=along(start) width=along(end - start) height="28"></rect> }
            })
        })
        .collect_view();
    view! {
        <svg class="parts" width="100%" height="28" aria-hidden="true">{parts}</svg>
    }
    .into_html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_counted_in_whole_dossiers() {
        let reach = |of, all| Reach::of(Share { of, all }, Some(50));
        assert_eq!(reach(5, 10), Reach::Reached);
        assert_eq!(reach(5, 11), Reach::Missing(1), "5,5 is 6");
        assert_eq!(reach(204, 1_102), Reach::Missing(347));
        assert_eq!(reach(0, 0), Reach::Unknown);
        assert_eq!(Reach::of(Share { of: 1, all: 2 }, None), Reach::Unknown);
    }

    #[test]
    fn a_bar_stays_on_its_track() {
        assert_eq!(length(Share { of: 139, all: 650 }), 2_138);
        assert_eq!(length(Share { of: 3, all: 2 }), 10_000);
        assert_eq!(length(Share { of: -1, all: 2 }), 0);
        assert_eq!(length(Share { of: 0, all: 0 }), 0);
    }
}
