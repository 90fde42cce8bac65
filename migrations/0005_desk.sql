-- What the desk finds and sorts dossiers by.

-- Folded: applicant's name, reference and code.
ALTER TABLE dossier ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
CREATE INDEX dossier_search ON dossier (agency_id, id, state, service_id, channel, search_text);
