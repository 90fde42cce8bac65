-- The calendar as administrators manage it on screen.

-- Years whose calendar is published. A year that is not here is shown as "dự kiến", however many of its days are
-- entered; so is one that is here while a day in it is only foreseen.
-- The domain package tests its rules on this very text: one year a line.
CREATE TABLE calendar_year (
    year         BIGINT NOT NULL PRIMARY KEY,
    legal_source TEXT NOT NULL
);
INSERT INTO calendar_year (year, legal_source) VALUES
(2024, 'Bộ luật Lao động 2019, Điều 112 và thông báo nghỉ Tết, nghỉ Quốc khánh của năm (số văn bản chưa kiểm tra)'),
(2025, 'Bộ luật Lao động 2019, Điều 112 và thông báo nghỉ Tết, nghỉ Quốc khánh của năm (số văn bản chưa kiểm tra)'),
(2026, 'Bộ luật Lao động 2019, Điều 112, Nghị quyết 28/2026/QH16 và thông báo nghỉ Tết, nghỉ Quốc khánh của năm (số văn bản chưa kiểm tra)');

-- Who changed what, and when: prepared and previewed, then applied as a whole. What was applied stays as history.
CREATE TABLE calendar_change (
    id          TEXT NOT NULL PRIMARY KEY,
    body        TEXT NOT NULL,              -- backend::calendar::Step, in order, each with what it replaces
    first_day   TEXT NOT NULL,              -- the days that it touches
    last_day    TEXT NOT NULL,
    author_id   TEXT NOT NULL,
    author      TEXT NOT NULL,              -- the administrator's name then
    prepared_at BIGINT NOT NULL,
    applied_at  BIGINT,                     -- absent while it has no effect
    applied_by  TEXT
);
CREATE INDEX calendar_change_by_day ON calendar_change (last_day, first_day);

ALTER TABLE working_hours ADD COLUMN legal_source TEXT NOT NULL DEFAULT '';
UPDATE working_hours SET legal_source = 'Quy định của cổng' WHERE scope = '';
