//! Versions as the pages show them.

use app::{
    ui::FormState,
    versions::{
        draft::{DraftPage, MovedOn, Newest},
        history::{Done, HistoryPage, VersionRow, WithdrawnRow},
        list::{DraftRow, ListPage, ServiceRow},
        succession::SuccessionPage,
        withdraw::WithdrawPage,
    },
};
use backend::{
    clock::local,
    search::{Entry, Results},
    versions::{self, Comparison, Draft, History, Known, Succession, Withdrawable, Withdrawn},
};
use domain::procedure::Procedure;
use jiff::civil::Date;

/// Rows for what is to be added: documents and fees.
const EMPTY_ROWS: [(&str, usize); 2] = [("doc", 3), ("fee", 1)];

pub fn list(words: String, drafts: Vec<Draft>, found: &Results, discarded: bool) -> ListPage {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    ListPage {
        words,
        drafts: drafts.into_iter().map(draft_row).collect(),
        services: found.items.iter().map(|entry| service(entry)).collect(),
        total: found.total,
        page: number(found.page),
        pages: number(found.total.div_ceil(found.per_page.max(1))),
        discarded,
    }
}

fn draft_row(draft: Draft) -> DraftRow {
    DraftRow { id: draft.id, name: draft.procedure.name.vi, author: draft.author, saved: local(draft.updated_at) }
}

fn service(entry: &Entry) -> ServiceRow {
    ServiceRow {
        id: entry.id.clone(),
        name: entry.name.vi.clone(),
        code: entry.code.clone(),
        field: entry.field.vi.clone(),
        mode: entry.mode,
        offered: entry.is_offered(),
    }
}

pub fn history(history: History, today: Date, done: Option<Done>) -> HistoryPage {
    HistoryPage {
        id: history.service.id,
        code: history.service.code,
        name: history.service.name,
        versions: history.versions.iter().map(version_row).collect(),
        drafts: history.drafts.into_iter().map(draft_row).collect(),
        withdrawn: history.withdrawn.into_iter().map(withdrawn_row).collect(),
        today,
        done,
    }
}

fn withdrawn_row(withdrawn: Withdrawn) -> WithdrawnRow {
    let (name, at) = withdrawn.published;
    let (by, when) = withdrawn.withdrawn;
    WithdrawnRow {
        version: VersionRow {
            id: withdrawn.id,
            from: withdrawn.valid_from,
            to: None,
            decision: withdrawn.procedure.decision,
            published: Some((name, local(at))),
        },
        withdrawn: (by, local(when)),
        reason: withdrawn.reason,
    }
}

pub fn withdraw(found: Withdrawable, form: FormState) -> WithdrawPage {
    WithdrawPage {
        service: (found.service.id, found.service.name),
        version: version_row(&found.version),
        before: version_row(&found.before),
        begun: found.begun,
        drafts: found.drafts,
        form,
    }
}

fn version_row(known: &Known) -> VersionRow {
    let version = &known.version;
    let published = known.published.clone();
    VersionRow {
        id: version.id.clone(),
        from: version.valid_from,
        to: version.valid_to,
        decision: version.procedure.decision.clone(),
        published: published.map(|(name, at)| (name, local(at))),
    }
}

pub fn succession(found: Succession, today: Date) -> SuccessionPage {
    SuccessionPage {
        service: (found.service.id, found.service.name),
        version: version_row(&found.version),
        before: found.before.as_ref().map(version_row),
        procedure: found.version.version.procedure,
        differences: found.differences,
        today,
    }
}

pub fn draft(compared: Comparison, look_again: bool, form: FormState) -> DraftPage {
    let seen = compared.seen();
    let moved_on = match compared.withdrawn {
        _ if !compared.moved_on => None,
        Some(withdrawn) => Some(MovedOn::Withdrawn { from: withdrawn.valid_from, reason: withdrawn.reason }),
        None if compared.meanwhile.is_empty() => Some(MovedOn::Imported),
        None => Some(MovedOn::Published(compared.meanwhile)),
    };
    let (draft, newest) = (compared.draft, compared.newest.version);
    DraftPage {
        id: draft.id,
        service: (draft.service_id, newest.procedure.name.vi.clone()),
        procedure: draft.procedure,
        saved: (draft.author, local(draft.updated_at)),
        newest: Newest {
            from: newest.valid_from,
            to: newest.valid_to,
            decision: newest.procedure.decision.clone(),
            procedure: newest.procedure,
        },
        differences: compared.differences,
        unfit: compared.unfit,
        moved_on,
        look_again,
        seen,
        form,
    }
}

/// A draft as it would be typed, with empty rows at the end.
pub fn typed(procedure: &Procedure) -> Vec<(String, String)> {
    let mut typed = versions::typed(procedure);
    for (kind, empty) in EMPTY_ROWS {
        let used = match kind {
            "doc" => procedure.documents.len(),
            _ => procedure.terms.fees.len(),
        };
        let names = (used..used + empty).map(|at| format!("{kind}{at}_name"));
        typed.extend(names.map(|name| (name, String::new())));
    }
    typed
}
