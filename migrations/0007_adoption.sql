-- Figures about use, counted from the same dossiers that people file.

-- domain::mode::Mode of the version that the dossier pinned, as it was at filing.
ALTER TABLE dossier ADD COLUMN mode TEXT NOT NULL DEFAULT 'information_only';
UPDATE dossier SET mode = 'full_online' WHERE version_id IN (
    SELECT id FROM service_version
    WHERE body LIKE '%"mode":"full_online"%' OR body LIKE '%"mode": "full_online"%');
UPDATE dossier SET mode = 'partial' WHERE version_id IN (
    SELECT id FROM service_version
    WHERE body LIKE '%"mode":"partial"%' OR body LIKE '%"mode": "partial"%');

-- While a dossier is pending: the instant from which it counts as late, by law and by promise. Far in the future while
-- the applicant, asked in time, is waited for; absent before acceptance and after the end.
ALTER TABLE dossier ADD COLUMN late_law_from BIGINT;
ALTER TABLE dossier ADD COLUMN late_promise_from BIGINT;
CREATE INDEX dossier_pending ON dossier
    (late_promise_from, late_law_from, accepted_day, agency_id, service_id, demo)
    WHERE late_promise_from IS NOT NULL;

-- One row a day of acceptance, agency and service: no row is everybody's bottleneck. A column for each
-- domain::metrics::Tally.
DROP TABLE counter;
CREATE TABLE tally (
    day              TEXT NOT NULL,
    agency_id        TEXT NOT NULL,
    service_id       TEXT NOT NULL,
    demo             BOOLEAN NOT NULL,
    received         BIGINT NOT NULL,
    online           BIGINT NOT NULL,
    counter          BIGINT NOT NULL,
    postal           BIGINT NOT NULL,
    self_filed       BIGINT NOT NULL,
    guided           BIGINT NOT NULL,
    assisted         BIGINT NOT NULL,
    authorised       BIGINT NOT NULL,
    representative   BIGINT NOT NULL,
    full_eligible    BIGINT NOT NULL,
    full_online      BIGINT NOT NULL,
    ended            BIGINT NOT NULL,
    late_law         BIGINT NOT NULL,
    late_promise     BIGINT NOT NULL,
    with_fee         BIGINT NOT NULL,
    paid_online      BIGINT NOT NULL,
    paid_dong        BIGINT NOT NULL,
    paid_online_dong BIGINT NOT NULL,
    cheaper          BIGINT NOT NULL,
    standard_dong    BIGINT NOT NULL,
    saved_dong       BIGINT NOT NULL,
    shortened        BIGINT NOT NULL,
    saved_hours      BIGINT NOT NULL,
    rated            BIGINT NOT NULL,
    content          BIGINT NOT NULL,
    very_satisfied   BIGINT NOT NULL,
    PRIMARY KEY (day, agency_id, service_id, demo)
);

-- How often the tallies of an agency have moved; whoever keeps sums in memory compares the sum of all.
CREATE TABLE tally_moved (
    agency_id TEXT NOT NULL PRIMARY KEY,
    times     BIGINT NOT NULL
);

-- Whoever opens the store next recounts the tallies and the columns above from the logs, and sets it to 0.
INSERT INTO meta (key, value) VALUES ('recount', 1);

-- What administrators aim at. The most particular one holds: of the agency, else of its level, else everybody's.
CREATE TABLE target (
    id           TEXT NOT NULL PRIMARY KEY,
    agency_id    TEXT NOT NULL,             -- '' for all
    level        TEXT NOT NULL,             -- '' for all
    measure      TEXT NOT NULL,             -- domain::metrics::Measure
    percent      BIGINT NOT NULL,
    valid_from   TEXT NOT NULL,
    valid_to     TEXT,
    legal_source TEXT NOT NULL,
    demo         BOOLEAN NOT NULL
);
INSERT INTO target (id, agency_id, level, measure, percent, valid_from, valid_to, legal_source, demo) VALUES
    ('qd27-services-used', '', '', 'services_used', 80, '2022-03-15', NULL,
     'Quyết định 27/QĐ-UBQGCĐS ngày 15/03/2022; Quyết định 17/QĐ-UBQGCĐS ngày 04/04/2023', FALSE),
    ('qd27-online', '', '', 'online', 50, '2022-03-15', NULL,
     'Quyết định 27/QĐ-UBQGCĐS ngày 15/03/2022; Quyết định 17/QĐ-UBQGCĐS ngày 04/04/2023', FALSE);

-- Groups of fewer dossiers are not shown to the public.
INSERT INTO rule (key, value, valid_from, legal_source) VALUES
    ('small_cell', '5', '2020-01-01', 'Quy định của cổng, để không nhận ra được người nộp hồ sơ');
