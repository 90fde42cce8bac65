-- Versions of services under preparation: seen by administrators alone, without effect.
CREATE TABLE service_draft (
    id         TEXT NOT NULL PRIMARY KEY,   -- the version's id once it is published
    service_id TEXT NOT NULL REFERENCES service (id),
    base_id    TEXT NOT NULL REFERENCES service_version (id), -- what it began as a copy of
    base_hash  TEXT NOT NULL,               -- and that version's hash then
    body       TEXT NOT NULL,               -- domain::procedure::Procedure
    author     TEXT NOT NULL,               -- the name of whoever saved it last
    revision   BIGINT NOT NULL,             -- two administrators cannot overwrite each other unseen
    updated_at BIGINT NOT NULL
);
CREATE INDEX service_draft_by_service ON service_draft (service_id);

-- Who published a version on screen, by name, and when; neither for what was imported.
ALTER TABLE service_version ADD COLUMN published_by TEXT;
ALTER TABLE service_version ADD COLUMN published_at BIGINT;
