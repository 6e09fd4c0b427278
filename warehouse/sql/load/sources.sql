-- An outlet's latest description replaces the one before.
DELETE FROM sources WHERE source IN (SELECT source FROM staged_sources);
INSERT INTO sources BY NAME FROM staged_sources ORDER BY source;
