-- Everything that the articles said, and everything that shows where they stood.
CREATE OR REPLACE TEMP TABLE leaving_reports AS
SELECT report_id, perpetrator_text FROM incident_reports WHERE article_id IN (FROM leaving);

CREATE OR REPLACE TEMP TABLE leaving_addresses AS
SELECT key FROM forgotten_keys WHERE kind = 'address' AND forgotten_id = $forgotten_id;

-- the words that history quotes, unless somebody else used them, too
CREATE OR REPLACE TEMP TABLE leaving_words AS
SELECT DISTINCT perpetrator_text AS words
FROM leaving_reports
WHERE perpetrator_text IS NOT NULL AND perpetrator_text NOT IN (
    SELECT perpetrator_text FROM incident_reports
    WHERE perpetrator_text IS NOT NULL AND article_id NOT IN (FROM leaving));

UPDATE incident_history SET perpetrator_text = NULL WHERE perpetrator_text IN (FROM leaving_words);
UPDATE incidents SET perpetrator_text = NULL WHERE perpetrator_text IN (FROM leaving_words);

DELETE FROM warnings w
WHERE EXISTS (FROM leaving WHERE contains(w.examples, article_id))
    OR EXISTS (FROM leaving_reports WHERE contains(w.examples, report_id));

DELETE FROM fusion_pairs
WHERE report_id IN (SELECT report_id FROM leaving_reports)
    OR other_report_id IN (SELECT report_id FROM leaving_reports);
DELETE FROM fusion_reports WHERE article_id IN (FROM leaving);
DELETE FROM fusion_queue WHERE article_id IN (FROM leaving);
DELETE FROM incident_sources WHERE article_id IN (FROM leaving);
DELETE FROM incident_links WHERE article_id IN (FROM leaving);
DELETE FROM evidence WHERE article_id IN (FROM leaving);
DELETE FROM claims WHERE article_id IN (FROM leaving);
DELETE FROM statistics WHERE article_id IN (FROM leaving);
DELETE FROM incident_reports WHERE article_id IN (FROM leaving);
DELETE FROM signatures WHERE article_id IN (FROM leaving);
DELETE FROM near_duplicates WHERE article_id IN (FROM leaving) OR like_article_id IN (FROM leaving);
DELETE FROM article_texts WHERE article_id IN (FROM leaving);

-- of the copies of others the one that was there first takes its place
CREATE OR REPLACE TEMP TABLE heirs AS
SELECT near_duplicate_of, min_by(article_id, (recorded_at, fetched_at, article_id)) AS heir
FROM articles
WHERE near_duplicate_of IN (FROM leaving) AND article_id NOT IN (FROM leaving)
GROUP BY near_duplicate_of;

UPDATE articles a
SET near_duplicate_of = nullif(h.heir, a.article_id)
FROM heirs h
WHERE a.near_duplicate_of = h.near_duplicate_of;

DELETE FROM articles WHERE article_id IN (FROM leaving);

DELETE FROM fetch_state WHERE sha256(url) IN (FROM leaving_addresses);

UPDATE sightings
SET source_id = NULL, url = NULL, article_id = NULL, declared_hash = NULL, archived_in = NULL, outcome = 'forgotten'
WHERE article_id IN (FROM leaving) OR sha256(url) IN (FROM leaving_addresses)
    OR list_contains($records::VARCHAR[], regexp_extract(archived_in, '#(.*)@[0-9]+$', 1));

UPDATE rejections
SET source_id = NULL, url = NULL, detail = NULL, archived_in = NULL
WHERE sha256(url) IN (FROM leaving_addresses)
    OR list_contains($records::VARCHAR[], regexp_extract(archived_in, '#(.*)@[0-9]+$', 1));
