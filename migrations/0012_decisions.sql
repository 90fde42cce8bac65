-- Decisions under preparation: seen by administrators alone, without effect.
CREATE TABLE policy_draft (
    id         TEXT NOT NULL PRIMARY KEY,   -- the policy's id once it is published
    body       TEXT NOT NULL,               -- domain::policy::PolicyDraft
    author_id  TEXT NOT NULL,
    revision   BIGINT NOT NULL,             -- two administrators cannot overwrite each other unseen
    updated_at BIGINT NOT NULL
);

-- Who published or ended a policy, and when; numbered within the policy.
CREATE TABLE policy_act (
    policy_id TEXT NOT NULL REFERENCES policy (id),
    number    BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    actor     TEXT NOT NULL,                -- the administrator's name then
    act       TEXT NOT NULL,                -- published, ended
    note      TEXT NOT NULL,
    PRIMARY KEY (policy_id, number)
);

-- How an area is called where a decision holds; the key ends with the path of codes.
INSERT INTO rule (key, value, valid_from, legal_source) VALUES
    ('territory:51', 'toàn tỉnh Quảng Ngãi', '2025-07-01', 'Nghị quyết 202/2025/QH15'),
    ('territory:51/51', 'phần tỉnh Quảng Ngãi trước 01/07/2025', '2020-01-01', 'Nghị quyết 202/2025/QH15'),
    ('territory:51/62', 'phần tỉnh Kon Tum trước 01/07/2025', '2020-01-01', 'Nghị quyết 202/2025/QH15');
