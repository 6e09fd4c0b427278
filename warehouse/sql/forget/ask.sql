-- What is to be forgotten is written down before anything is touched: whoever goes on after a crash finds it here.
INSERT INTO forgotten_keys
WITH gone AS (SELECT unnest($articles::VARCHAR[]) AS article_id),
addresses AS (
    SELECT unnest([url, canonical_url]) AS address FROM articles WHERE article_id IN (FROM gone)
    UNION
    SELECT unnest([url, source_id]) FROM sightings WHERE article_id IN (FROM gone)
    UNION
    SELECT unnest($addresses::VARCHAR[])
)
SELECT $forgotten_id, 'address', sha256(address) FROM addresses WHERE address SIMILAR TO 'https?://.+'
UNION
SELECT $forgotten_id, 'text', text_hash FROM article_texts WHERE article_id IN (FROM gone)
UNION
SELECT $forgotten_id, 'text', article_id FROM gone
UNION
SELECT $forgotten_id, 'declared hash', declared_hash FROM articles
WHERE article_id IN (FROM gone) AND declared_hash IS NOT NULL;

INSERT INTO forgotten BY NAME
WITH gone AS (SELECT unnest($articles::VARCHAR[]) AS article_id),
places AS (
    SELECT archived_in FROM sightings
    WHERE article_id IN (FROM gone)
        OR sha256(url) IN (SELECT key FROM forgotten_keys WHERE kind = 'address' AND forgotten_id = $forgotten_id)
    UNION
    SELECT archived_in FROM articles WHERE article_id IN (FROM gone)
    UNION
    SELECT archived_in FROM rejections
    WHERE sha256(url) IN (SELECT key FROM forgotten_keys WHERE kind = 'address' AND forgotten_id = $forgotten_id)
    UNION
    SELECT unnest($places::VARCHAR[])
)
SELECT
    $forgotten_id AS forgotten_id, $articles::VARCHAR[] AS articles,
    (SELECT min(source) FROM articles WHERE article_id IN (FROM gone)) AS source,
    $who AS who, $why AS why, $now AS asked_at, $run_id AS run_id,
    coalesce(list(DISTINCT regexp_extract(archived_in, '#(.*)@[0-9]+$', 1)) FILTER (archived_in IS NOT NULL), []) AS records,
    coalesce(list(DISTINCT regexp_extract(archived_in, '^(.*)#', 1)) FILTER (archived_in IS NOT NULL), []) AS files
FROM places;
