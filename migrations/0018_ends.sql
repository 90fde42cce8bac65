-- The logs are folded anew: who typed a dossier and whether work on it had begun are kept, and what ended while its
-- applicant was waited for is measured by the request (Quyết định 766/QĐ-TTg).
UPDATE meta SET value = 1 WHERE key = 'recount';
