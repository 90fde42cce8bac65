-- Assisted filing: helpers of community teams, sessions in which they enter data for residents, and what was agreed.

-- Of a helper: the team, and the number of the decision that appointed them. Without an end it is no appointment.
ALTER TABLE account_role ADD COLUMN team TEXT;
ALTER TABLE account_role ADD COLUMN decision TEXT;

-- A helper's session for one resident, in one of the helper's web sessions.
CREATE TABLE assist_session (
    id            TEXT NOT NULL PRIMARY KEY,
    helper_id     TEXT NOT NULL REFERENCES account (id),
    web_session   TEXT NOT NULL,            -- the token's hash; empty once ended
    agency_id     TEXT NOT NULL,            -- whose team it is, as appointed when it was opened
    team          TEXT NOT NULL,
    decision      TEXT NOT NULL,
    place         TEXT NOT NULL,
    capacity      TEXT NOT NULL,            -- backend::assist::Capacity
    authorisation TEXT NOT NULL,            -- number of the written authorisation, where there is one
    resident      TEXT NOT NULL,            -- name and phone; empty once ended
    resident_key  TEXT NOT NULL,            -- pseudonyms: the same person, the same phone
    phone_key     TEXT NOT NULL,
    phone_end     TEXT NOT NULL,            -- the last three digits
    withdraw_hash TEXT NOT NULL UNIQUE,     -- of the link that the resident holds
    opened_at     BIGINT NOT NULL,
    confirmed_at  BIGINT,                   -- by the resident's code
    expires_at    BIGINT NOT NULL,
    keep_until    TEXT,                     -- until when drafts may be kept
    ended_at      BIGINT,
    end_reason    TEXT,                     -- backend::assist::Ending
    cleared       BIGINT NOT NULL DEFAULT 0 -- files that were deleted at the end
);
-- One resident at a time.
CREATE UNIQUE INDEX assist_session_one ON assist_session (helper_id) WHERE ended_at IS NULL;
CREATE INDEX assist_session_open ON assist_session (web_session) WHERE ended_at IS NULL;
CREATE INDEX assist_session_phone ON assist_session (phone_key, opened_at);
CREATE INDEX assist_session_resident ON assist_session (resident_key);

-- What the resident agreed to, purpose by purpose, in the words that were shown.
CREATE TABLE assist_consent (
    session_id   TEXT NOT NULL REFERENCES assist_session (id),
    purpose      TEXT NOT NULL,             -- backend::assist::Purpose
    text         TEXT NOT NULL,
    version      TEXT NOT NULL,
    hash         TEXT NOT NULL,             -- SHA-256 of the text
    lang         TEXT NOT NULL,
    method       TEXT NOT NULL,             -- otp: a code sent to the resident's phone
    given_at     BIGINT NOT NULL,
    confirmed_at BIGINT,                    -- without it, nothing was agreed to
    expires_at   BIGINT NOT NULL,
    withdrawn_at BIGINT,
    PRIMARY KEY (session_id, purpose)
);

-- One-time codes: the hash alone, keyed by a secret that is not in the database.
CREATE TABLE assist_code (
    id         TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES assist_session (id),
    subject    TEXT NOT NULL,               -- 'consent', or the draft that is to be sent
    revision   BIGINT NOT NULL,             -- of the draft, as the resident was told of it
    hash       TEXT NOT NULL,
    sent_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    tries      BIGINT NOT NULL,
    closed_at  BIGINT                       -- used, replaced, or tried too often
);
CREATE INDEX assist_code_by_subject ON assist_code (session_id, subject, sent_at);

-- Who helped with which dossier.
CREATE TABLE assist_filing (
    dossier_id TEXT NOT NULL PRIMARY KEY REFERENCES dossier (id),
    session_id TEXT,                        -- absent where the resident filed themselves, guided
    helper_id  TEXT NOT NULL REFERENCES account (id),
    agency_id  TEXT NOT NULL,
    team       TEXT NOT NULL,
    at         BIGINT NOT NULL
);
CREATE INDEX assist_filing_by_helper ON assist_filing (helper_id, at);
CREATE INDEX assist_filing_by_session ON assist_filing (session_id);

-- A draft of a session is not the helper's own.
ALTER TABLE draft ADD COLUMN assist_id TEXT NOT NULL DEFAULT '';
CREATE INDEX draft_by_assist ON draft (assist_id);

-- By it, whoever signs in with the national identity finds what was filed for them.
ALTER TABLE dossier ADD COLUMN applicant_number TEXT;
CREATE INDEX dossier_by_applicant ON dossier (applicant_number, submitted_at);

INSERT INTO rule (key, value, valid_from, legal_source) VALUES
    ('assist_session_hours', '4', '2026-01-01', 'Quy định của cổng: không quá 24 giờ'),
    ('assist_phone_residents', '3', '2026-01-01', 'Quy định của cổng: nhiều người hơn trên một số là dấu hiệu dùng số hộ'),
    ('assist_phone_days', '30', '2026-01-01', 'Quy định của cổng'),
    ('assist_codes_hour', '8', '2026-01-01', 'Quy định của cổng'),
    ('assist_keep_days', '30', '2026-01-01', 'Quy định của cổng');
