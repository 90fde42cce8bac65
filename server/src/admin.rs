//! `/quan-tri`: for administrators, in Vietnamese alone.

use app::{
    admin::{self as view, AdminPage, AgencyRow, LateDossierRow, LateRow, RefundRow, StaffRow},
    adoption::{query::AdoptionQuery, watch::Watch},
    explain, t,
    words::Lang,
};
use axum::{Router, extract::State, routing::get};
use backend::{
    actor::RoleKind,
    admin::{self, Glance},
    clock::local,
};

use domain::metrics::Listed;

use crate::{
    adoption,
    pages::page,
    web::{Outcome, Shared, Visitor},
};

/// The feature's addresses; they have no English form.
pub fn router() -> Router<Shared> {
    Router::new().route("/quan-tri", get(show))
}

async fn show(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    let actor = visitor.admin()?;
    let glance = admin::glance(&app.portal, actor).await?;
    let model = model(glance, adoption::watch(&app, actor).await?);
    let frame = visitor.office(&app, "/quan-tri", t!(Lang::Vi, "admin.title"))?;
    Ok(page(&frame, || view::page(&model)))
}

fn model(glance: Glance, watch: Watch) -> AdminPage {
    let officers_at = |name: &str| {
        let here = |staff: &&admin::Staff| staff.role == RoleKind::Officer && staff.agency.as_deref() == Some(name);
        glance.staff.iter().filter(here).count()
    };
    AdminPage {
        late: glance.late.into_iter().map(late).collect(),
        late_dossiers: glance.late_dossiers.into_iter().map(late_dossier).collect(),
        watch,
        agencies: glance
            .agencies
            .iter()
            .map(|agency| AgencyRow {
                officers: officers_at(&agency.name),
                name: agency.name.clone(),
                code: agency.code.clone(),
            })
            .collect(),
        staff: glance
            .staff
            .iter()
            .map(|staff| StaffRow {
                login: staff.login.clone(),
                name: staff.name.clone(),
                role: staff.role.as_str(),
                agency: staff.agency.clone(),
            })
            .collect(),
        misses: glance.misses.into_iter().map(|miss| (miss.words, miss.searches, miss.last)).collect(),
        days: glance.days,
        waiting: glance.outbox.waiting,
        given_up: glance.outbox.given_up,
        refunds: glance
            .refunds
            .into_iter()
            .map(|refund| RefundRow {
                dossier: refund.dossier,
                amount: refund.amount,
                reason: reason(&refund.reason),
                at_counter: refund.at_counter,
                stuck: refund.stuck,
                at: local(refund.at),
            })
            .collect(),
    }
}

fn late(at: admin::LateAt) -> LateRow {
    let query = AdoptionQuery { agency: Some(at.agency_id), ..AdoptionQuery::default() };
    LateRow {
        path: query.dossiers(Listed::OverduePromise, None),
        agency: at.agency,
        late: at.late,
        by_law: at.by_law,
        escalated: at.escalated,
    }
}

fn late_dossier(dossier: admin::LateDossier) -> LateDossierRow {
    LateDossierRow {
        name: dossier.name,
        agency: dossier.agency,
        service: dossier.service,
        due: dossier.due.map(local),
        by_law: dossier.by_law,
        escalated: dossier.escalated,
    }
}

/// Why money goes back, as the beginning of a line.
fn reason(cause: &str) -> String {
    let words = explain::refund_cause(Lang::Vi, cause);
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
