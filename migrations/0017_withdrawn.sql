-- Versions of services that were withdrawn before their first day: no dossier was ever filed under one of them.
CREATE TABLE service_withdrawn (
    id           TEXT NOT NULL PRIMARY KEY, -- the version's
    service_id   TEXT NOT NULL REFERENCES service (id),
    valid_from   TEXT NOT NULL,             -- the first day that it would have had
    body         TEXT NOT NULL,             -- domain::procedure::Procedure
    published_by TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    withdrawn_by TEXT NOT NULL,             -- by name, as it was published
    withdrawn_at BIGINT NOT NULL,
    reason       TEXT NOT NULL
);
CREATE INDEX service_withdrawn_by_service ON service_withdrawn (service_id);

-- The withdrawn version that a draft began as a copy of; its base is then the version before that one.
ALTER TABLE service_draft ADD COLUMN withdrawn_base TEXT REFERENCES service_withdrawn (id);
