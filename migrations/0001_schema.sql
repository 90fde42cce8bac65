-- One schema for SQLite and PostgreSQL: TEXT, BIGINT and BOOLEAN alone.
-- Instants are microseconds since 1970 in UTC; dates are ISO text; money is whole đồng; structured values are JSON text.

-- Where a reader in another process notices that what it cached is stale.
CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO meta (key, value) VALUES ('data_version', 1);

-- Rules --------------------------------------------------------------------------------------------------

CREATE TABLE calendar_day (
    day          TEXT NOT NULL,
    scope        TEXT NOT NULL,             -- 'VN', or the code of a province
    kind         TEXT NOT NULL,             -- domain::calendar::DayKind
    name         TEXT NOT NULL,
    legal_source TEXT NOT NULL,
    provisional  BOOLEAN NOT NULL,
    PRIMARY KEY (day, scope)
);

CREATE TABLE working_hours (
    scope      TEXT NOT NULL,               -- '' for everybody, or an agency's id
    valid_from TEXT NOT NULL,
    body       TEXT NOT NULL,               -- domain::calendar::WorkingHours
    PRIMARY KEY (scope, valid_from)
);

CREATE TABLE rule (
    key          TEXT NOT NULL,
    value        TEXT NOT NULL,
    valid_from   TEXT NOT NULL,
    legal_source TEXT NOT NULL,
    PRIMARY KEY (key, valid_from)
);

CREATE TABLE policy (
    id         TEXT NOT NULL PRIMARY KEY,
    number     TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT,
    body       TEXT NOT NULL                -- domain::policy::Policy
);

-- Units, agencies, services ------------------------------------------------------------------------------

CREATE TABLE unit (
    code        TEXT NOT NULL,
    level       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    name        TEXT NOT NULL,
    full_name   TEXT NOT NULL,
    parent_code TEXT,
    valid_from  TEXT NOT NULL,
    valid_to    TEXT,
    PRIMARY KEY (code, valid_from)
);
CREATE INDEX unit_by_parent ON unit (parent_code);

CREATE TABLE unit_change (
    old_code   TEXT NOT NULL,
    new_code   TEXT NOT NULL,
    changed_on TEXT NOT NULL,
    kind       TEXT NOT NULL,               -- whole or part of the old unit
    note       TEXT,
    PRIMARY KEY (old_code, new_code, changed_on)
);

CREATE TABLE agency (
    id         TEXT NOT NULL PRIMARY KEY,
    code       TEXT NOT NULL,               -- the identifier that opens a dossier code
    name       TEXT NOT NULL,
    name_en    TEXT,
    level      TEXT NOT NULL,
    unit_code  TEXT,
    territory  TEXT,                        -- where a council's resolution reaches
    address    TEXT,
    phone      TEXT,
    valid_from TEXT NOT NULL,
    valid_to   TEXT,
    demo       BOOLEAN NOT NULL
);

CREATE TABLE service (
    id           TEXT NOT NULL PRIMARY KEY, -- part of an address that people keep
    source       TEXT NOT NULL,             -- demo, national, local
    source_key   TEXT NOT NULL UNIQUE,      -- what an import recognises the service by
    code         TEXT NOT NULL,
    name         TEXT NOT NULL,
    illustration BOOLEAN NOT NULL,
    life_event   TEXT,
    popular      BIGINT NOT NULL            -- 0, or its place among the popular ones
);
CREATE INDEX service_by_code ON service (code);

CREATE TABLE service_version (
    id         TEXT NOT NULL PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES service (id),
    valid_from TEXT NOT NULL,
    valid_to   TEXT,
    hash       TEXT NOT NULL,
    body       TEXT NOT NULL,               -- domain::procedure::Procedure
    UNIQUE (service_id, valid_from)
);

CREATE TABLE service_offer (
    service_id TEXT NOT NULL REFERENCES service (id),
    agency_id  TEXT NOT NULL REFERENCES agency (id),
    filing     TEXT NOT NULL,               -- here, handover, assisted
    valid_from TEXT NOT NULL,
    valid_to   TEXT,
    PRIMARY KEY (service_id, agency_id)
);
CREATE INDEX service_offer_by_agency ON service_offer (agency_id);

-- People -------------------------------------------------------------------------------------------------

CREATE TABLE account (
    id            TEXT NOT NULL PRIMARY KEY,
    login         TEXT UNIQUE,              -- folded; absent for those who come by national identity alone
    password_hash TEXT,
    subject       TEXT UNIQUE,              -- the identity provider's 'sub'
    person        TEXT NOT NULL,            -- backend::account::Person
    created_at    BIGINT NOT NULL,
    disabled_at   BIGINT,
    demo          BOOLEAN NOT NULL
);

CREATE TABLE account_role (
    account_id TEXT NOT NULL REFERENCES account (id),
    role       TEXT NOT NULL,               -- officer, admin, helper
    agency_id  TEXT NOT NULL,               -- '' where the role is not bound to one
    valid_from TEXT NOT NULL,
    valid_to   TEXT,
    PRIMARY KEY (account_id, role, agency_id)
);

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_by_expiry ON session (expires_at);

-- A sign-in under way at the identity provider; used once.
CREATE TABLE sign_in_attempt (
    state_hash TEXT NOT NULL PRIMARY KEY,
    nonce      TEXT NOT NULL,
    verifier   TEXT NOT NULL,
    return_to  TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Filing -------------------------------------------------------------------------------------------------

CREATE TABLE draft (
    id         TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    service_id TEXT NOT NULL REFERENCES service (id),
    agency_id  TEXT REFERENCES agency (id),
    revision   BIGINT NOT NULL,             -- two tabs cannot overwrite each other unseen
    body       TEXT NOT NULL,               -- backend::filing::DraftBody
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX draft_by_account ON draft (account_id, updated_at);

-- Files lie in the data directory under the attachment's id; the row is written when the file is whole.
CREATE TABLE attachment (
    id          TEXT NOT NULL PRIMARY KEY,
    draft_id    TEXT,                       -- until submission, which moves it to the dossier
    dossier_id  TEXT,
    purpose     TEXT NOT NULL,              -- component, supplement, result
    component   TEXT NOT NULL,              -- key of the document that it stands for
    file_name   TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    size        BIGINT NOT NULL,            -- bytes
    sha256      TEXT NOT NULL,
    added_by    TEXT NOT NULL,
    added_at    BIGINT NOT NULL
);
CREATE INDEX attachment_by_draft ON attachment (draft_id);
CREATE INDEX attachment_by_dossier ON attachment (dossier_id);

CREATE TABLE dossier (
    id            TEXT NOT NULL PRIMARY KEY,
    reference     TEXT NOT NULL UNIQUE,     -- public, from submission on
    code          TEXT UNIQUE,              -- from acceptance on
    submission    TEXT NOT NULL UNIQUE,     -- the draft or counter form that it came from: once only
    service_id    TEXT NOT NULL REFERENCES service (id),
    version_id    TEXT NOT NULL REFERENCES service_version (id),
    agency_id     TEXT NOT NULL REFERENCES agency (id),
    channel       TEXT NOT NULL,
    acting_mode   TEXT NOT NULL,
    filer_id      TEXT,                     -- the account that sent it; absent at the counter
    state         TEXT NOT NULL,            -- domain::dossier
    last_event    BIGINT NOT NULL,          -- the log's last number
    submitted_at  BIGINT NOT NULL,
    accepted_at   BIGINT,
    accepted_day  TEXT,                     -- local date; figures are dated by it
    next_due      BIGINT,                   -- what the desk sorts by: first to acknowledge, then to decide
    body          TEXT NOT NULL,            -- backend::dossier::Body: people, form, delivery, pinned rules
    facts         TEXT NOT NULL,            -- backend::dossier::Facts, folded from the log
    demo          BOOLEAN NOT NULL
);
CREATE INDEX dossier_desk ON dossier (agency_id, state, next_due);
CREATE INDEX dossier_by_filer ON dossier (filer_id, submitted_at);
CREATE INDEX dossier_counted ON dossier (accepted_day, agency_id, service_id);

-- The truth: numbered without gaps within a dossier.
CREATE TABLE dossier_event (
    dossier_id TEXT NOT NULL REFERENCES dossier (id),
    number     BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    actor_id   TEXT,                        -- absent for the system itself
    actor_role TEXT NOT NULL,
    agency_id  TEXT,
    body       TEXT NOT NULL,               -- backend::dossier::Event
    PRIMARY KEY (dossier_id, number)
);

-- The running number of an agency's dossier codes on a day.
CREATE TABLE code_sequence (
    agency_code TEXT NOT NULL,
    day         TEXT NOT NULL,
    last        BIGINT NOT NULL,
    PRIMARY KEY (agency_code, day)
);

-- Figures: one row a day, agency, service, channel and way of acting, so that no row is everybody's bottleneck.
CREATE TABLE counter (
    day               TEXT NOT NULL,
    agency_id         TEXT NOT NULL,
    service_id        TEXT NOT NULL,
    channel           TEXT NOT NULL,
    acting_mode       TEXT NOT NULL,
    demo              BOOLEAN NOT NULL,
    accepted          BIGINT NOT NULL,
    finished          BIGINT NOT NULL,
    on_time_law       BIGINT NOT NULL,
    on_time_promise   BIGINT NOT NULL,
    with_fee          BIGINT NOT NULL,
    paid_online       BIGINT NOT NULL,
    paid_online_dong  BIGINT NOT NULL,
    saved_dong        BIGINT NOT NULL,
    saved_hours       BIGINT NOT NULL,
    very_satisfied    BIGINT NOT NULL,
    satisfied         BIGINT NOT NULL,
    dissatisfied      BIGINT NOT NULL,
    PRIMARY KEY (day, agency_id, service_id, channel, acting_mode, demo)
);

-- Payment ------------------------------------------------------------------------------------------------

CREATE TABLE payment_order (
    id             TEXT NOT NULL PRIMARY KEY,
    reference      TEXT NOT NULL UNIQUE,    -- the merchant reference, never used again
    dossier_id     TEXT NOT NULL REFERENCES dossier (id),
    amount         BIGINT NOT NULL,
    state          TEXT NOT NULL,           -- backend::payment::OrderState
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    settled_at     BIGINT,
    checked_at     BIGINT,                  -- when the gateway was last asked
    transaction_no TEXT,
    response_code  TEXT
);
CREATE INDEX payment_order_by_dossier ON payment_order (dossier_id);
CREATE INDEX payment_order_open ON payment_order (state, expires_at);

-- Each raw message that came from the gateway, and what was answered.
CREATE TABLE payment_message (
    id        TEXT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL,
    kind      TEXT NOT NULL,                -- callback, query, return
    body      TEXT NOT NULL,
    answer    TEXT NOT NULL,
    at        BIGINT NOT NULL
);
CREATE INDEX payment_message_by_reference ON payment_message (reference);

CREATE TABLE refund (
    id             TEXT NOT NULL PRIMARY KEY,
    dossier_id     TEXT NOT NULL REFERENCES dossier (id),
    order_id       TEXT NOT NULL REFERENCES payment_order (id),
    transaction_no TEXT NOT NULL,
    amount         BIGINT NOT NULL,
    reason         TEXT NOT NULL,           -- late, second, refused
    state          TEXT NOT NULL,           -- queued, done
    at             BIGINT NOT NULL,
    UNIQUE (order_id, transaction_no)
);

CREATE TABLE receipt (
    series     TEXT NOT NULL,
    year       BIGINT NOT NULL,
    number     BIGINT NOT NULL,             -- restarts at 1 each year (Nghị định 254/2026, Điều 23)
    dossier_id TEXT NOT NULL REFERENCES dossier (id),
    order_id   TEXT REFERENCES payment_order (id),
    amount     BIGINT NOT NULL,
    issued_at  BIGINT NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (series, year, number)
);
CREATE INDEX receipt_by_dossier ON receipt (dossier_id);

-- Messages to the outside world: written with the change that causes them, sent by the worker.
CREATE TABLE outbox (
    id         TEXT NOT NULL PRIMARY KEY,
    dossier_id TEXT,
    body       TEXT NOT NULL,               -- backend::outbox::Message
    created_at BIGINT NOT NULL,
    next_try   BIGINT,                      -- absent when sent or given up
    attempts   BIGINT NOT NULL,
    sent_at    BIGINT,
    last_error TEXT
);
CREATE INDEX outbox_due ON outbox (next_try);
