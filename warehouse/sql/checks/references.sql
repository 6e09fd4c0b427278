-- error: A row that points to nothing breaks the way from an incident back to its sentence.
SELECT 'articles without their current text' AS problem, article_id AS key
FROM articles a
WHERE NOT EXISTS (FROM article_texts t WHERE t.article_id = a.article_id AND t.text_hash = a.text_hash)
UNION ALL
SELECT 'reports without their text', report_id
FROM incident_reports r
WHERE NOT EXISTS (FROM article_texts t WHERE t.article_id = r.article_id AND t.text_hash = r.text_hash)
UNION ALL
SELECT 'texts or evidence without the number of their article', article_id
FROM (SELECT article_id, article_number FROM article_texts UNION ALL SELECT article_id, article_number FROM evidence)
WHERE article_number IS NULL
UNION ALL
SELECT 'incident sources without an incident', report_id
FROM incident_sources WHERE incident_id NOT IN (SELECT incident_id FROM incidents)
UNION ALL
SELECT 'incident sources without a report', report_id
FROM incident_sources WHERE report_id NOT IN (SELECT report_id FROM incident_reports)
UNION ALL
SELECT 'incidents without a source', incident_id
FROM incidents WHERE incident_id NOT IN (SELECT incident_id FROM incident_sources)
UNION ALL
SELECT 'active keys without an incident, or the reverse', incident_id
FROM (SELECT incident_id FROM incident_keys WHERE status = 'active') k
FULL JOIN (SELECT incident_id FROM incidents) i USING (incident_id)
WHERE k.incident_id IS NULL OR i.incident_id IS NULL
UNION ALL
SELECT 'merged incidents without a survivor', incident_id
FROM incident_keys
WHERE status = 'merged' AND coalesce(merged_into NOT IN (SELECT incident_id FROM incidents), true)
UNION ALL
SELECT 'keys without an open state in their history', incident_id
FROM incident_keys
WHERE incident_id NOT IN (SELECT incident_id FROM incident_history WHERE recorded_to IS NULL)
UNION ALL
SELECT 'sightings of an unknown article', source_id
FROM sightings WHERE article_id IS NOT NULL AND article_id NOT IN (SELECT article_id FROM articles);
