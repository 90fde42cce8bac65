-- What was searched for without success, by day: words and how often, never by whom.
CREATE TABLE search_miss (
    day TEXT NOT NULL,
    words TEXT NOT NULL,
    searches BIGINT NOT NULL,
    PRIMARY KEY (day, words)
);
