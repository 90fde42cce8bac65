-- What goes back of a fee follows the fee's own text (domain::fee::refund): a part of an order, in several steps, and
-- money taken at the counter too, which has no order. What was never counted still goes back once.
CREATE TABLE refund_by_rule (
    id             TEXT NOT NULL PRIMARY KEY,
    dossier_id     TEXT NOT NULL REFERENCES dossier (id),
    order_id       TEXT REFERENCES payment_order (id), -- none: at the counter
    transaction_no TEXT,
    amount         BIGINT NOT NULL,
    reason         TEXT NOT NULL,           -- late, or a code of domain::fee::RefundCause; before: second, refused, withdrawn
    state          TEXT NOT NULL,           -- queued, done, stuck; counter: to be given at the counter
    at             BIGINT NOT NULL,
    next_try       BIGINT,
    attempts       BIGINT NOT NULL DEFAULT 0,
    last_error     TEXT,
    counted        BOOLEAN NOT NULL
);
INSERT INTO refund_by_rule (id, dossier_id, order_id, transaction_no, amount, reason, state, at, next_try, attempts,
    last_error, counted)
SELECT id, dossier_id, order_id, transaction_no, amount, reason, state, at, next_try, attempts, last_error,
    reason NOT IN ('late', 'second')
FROM refund;
DROP TABLE refund;
ALTER TABLE refund_by_rule RENAME TO refund;
CREATE INDEX refund_due ON refund (next_try);
CREATE INDEX refund_by_dossier ON refund (dossier_id);
CREATE UNIQUE INDEX refund_not_counted ON refund (order_id, transaction_no) WHERE NOT counted;

-- A wrong receipt is never deleted: another one, with the next number, says which it replaces.
ALTER TABLE receipt ADD COLUMN replaces_series TEXT;
ALTER TABLE receipt ADD COLUMN replaces_year BIGINT;
ALTER TABLE receipt ADD COLUMN replaces_number BIGINT;
CREATE UNIQUE INDEX receipt_replaces ON receipt (replaces_series, replaces_year, replaces_number);

-- The logs are folded anew: payments are kept fee by fee.
UPDATE meta SET value = 1 WHERE key = 'recount';
