-- New articles and revisions, with their first text; texts that a newer cleaner gave to known articles.
INSERT INTO articles BY NAME
SELECT
    r.article_id, r.declared_hash, r.source, r.url, r.canonical_url, r.section, r.title, r.author,
    r.published_on, r.published_at, r.published_offset_minutes, r.published_from, r.modified_on,
    r.modified_at, r.fetched_at, r.language, r.kind, r.article_id AS text_hash, r.extractor_version,
    CASE WHEN c.outcome = 'revision' THEN c.replaces END AS replaces,
    CASE WHEN c.outcome = 'revision' THEN c.replaces_because END AS replaces_because,
    r.article_id AS voice, r.archived_in, $run_id AS run_id, $now AS recorded_at,
    coalesce((SELECT max(number) FROM articles), 0) + row_number() OVER (ORDER BY pos) AS number
FROM staged_readings r
JOIN classified c USING (pos)
WHERE c.outcome IN ('new', 'revision')
ORDER BY pos;

CREATE OR REPLACE TEMP TABLE numbered AS
SELECT article_id, number AS article_number FROM articles WHERE article_id IN (SELECT article_id FROM classified);

INSERT INTO article_texts BY NAME
SELECT
    c.article_id, c.text_hash, r.cleaner_version, r.text, length(r.text) AS characters,
    n.article_number, $run_id AS run_id, $now AS recorded_at
FROM staged_readings r
JOIN classified c USING (pos)
JOIN numbered n ON n.article_id = c.article_id
WHERE c.outcome IN ('new', 'revision', 'read again')
QUALIFY row_number() OVER (PARTITION BY c.article_id, c.text_hash ORDER BY pos) = 1
    AND NOT EXISTS (
        FROM article_texts t WHERE t.article_id = c.article_id AND t.text_hash = c.text_hash)
ORDER BY pos;
