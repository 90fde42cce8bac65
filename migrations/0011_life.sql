-- The whole life of a dossier: who holds it and whose it is, what its acts rest on, what time alone makes due.

-- backend::dossier::Ground of each entry; empty for those written before.
ALTER TABLE dossier_event ADD COLUMN ground TEXT NOT NULL DEFAULT '';

-- Folded from the log, for the desk's queries: the agency that holds it by hand-over, if not the competent one; the
-- officer whose it is to work on.
ALTER TABLE dossier ADD COLUMN holder_id TEXT;
ALTER TABLE dossier ADD COLUMN officer_id TEXT;
CREATE INDEX dossier_held ON dossier (holder_id, state, next_due) WHERE holder_id IS NOT NULL;
CREATE INDEX dossier_of_officer ON dossier (officer_id, state, next_due) WHERE officer_id IS NOT NULL;

-- When the worker looks at it next: 0 at once, after each change; absent where nothing falls due any more.
ALTER TABLE dossier ADD COLUMN wake_at BIGINT DEFAULT 0;
UPDATE dossier SET wake_at = NULL WHERE state IN ('refused', 'withdrawn', 'stopped', 'handed_over');
CREATE INDEX dossier_to_wake ON dossier (wake_at) WHERE wake_at IS NOT NULL;

-- What fell due and was written, once: the key keeps a second worker, a restart and a clock that was set from writing
-- it again. What is for the desk stays open until it is done or no longer asked.
CREATE TABLE task (
    dossier_id TEXT NOT NULL REFERENCES dossier (id),
    kind       TEXT NOT NULL,               -- backend::falling_due::Kind
    number     BIGINT NOT NULL,             -- which one of its kind: a request's number, or a due date as 20261127
    agency_id  TEXT NOT NULL,               -- whose desk
    due_at     BIGINT NOT NULL,
    made_at    BIGINT NOT NULL,
    open       BOOLEAN NOT NULL,            -- for the desk, and not done
    PRIMARY KEY (dossier_id, kind, number)
);
CREATE INDEX task_open ON task (agency_id, kind, due_at) WHERE open;

-- More is folded from the logs than before: whoever opens the store next does it.
UPDATE meta SET value = 1 WHERE key = 'recount';

INSERT INTO rule (key, value, valid_from, legal_source) VALUES
    ('payment_days', '30', '2020-01-01', 'Quy định của cổng: chưa tìm thấy thời hạn chung trong văn bản'),
    ('apology_days', '1', '2018-06-21', 'Nghị định 61/2018/NĐ-CP, Điều 19'),
    ('supplement_notice_days', '3', '2018-06-21', 'Nghị định 61/2018/NĐ-CP, Điều 19'),
    -- A request that nobody answers ends a dossier only where its own law says so: then a row
    -- `supplement_lapse:<code of the procedure>` says `yes` and names that law.
    ('supplement_lapse', 'no', '2020-01-01', 'Quy định của cổng: không tự đóng hồ sơ khi luật chuyên ngành không quy định'),
    ('supplement_remind_days', '3', '2020-01-01', 'Quy định của cổng'),
    ('payment_remind_days', '3', '2020-01-01', 'Quy định của cổng'),
    ('fee_remind_days', '3', '2020-01-01', 'Quy định của cổng');
