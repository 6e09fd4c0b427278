-- Nothing is lost: every candidate of the batch leaves a row that says what became of it.
INSERT INTO sightings BY NAME
SELECT
    $run_id AS run_id, r.seen_at, r.source_id, r.source, coalesce(r.url, r.file) AS url, c.outcome, c.article_id, r.declared_hash,
    r.archived_in
FROM staged_readings r
JOIN classified c USING (pos)
ORDER BY pos;

INSERT INTO sightings BY NAME
SELECT
    $run_id AS run_id, $now AS seen_at, source_id, source, url, 'rejected' AS outcome, archived_in
FROM staged_rejected
WHERE NOT (stage = 'load' AND source_id IS NOT NULL);

-- whoever was met there before, is still there
INSERT INTO sightings BY NAME
WITH before AS (
    SELECT url, max_by({'source_id': source_id, 'source': source, 'article_id': article_id}, seen_at) AS last
    FROM sightings
    WHERE url IN (SELECT url FROM staged_unchanged) AND outcome NOT IN ('unchanged', 'forgotten')
    GROUP BY url
)
SELECT
    $run_id AS run_id, $now AS seen_at, coalesce(last.source_id, u.source_id) AS source_id,
    coalesce(last.source, u.source) AS source, u.url, 'unchanged' AS outcome, last.article_id AS article_id
FROM staged_unchanged u
LEFT JOIN before USING (url);

INSERT INTO rejections BY NAME
SELECT
    $run_id AS run_id, source, source_id, coalesce(url, file) AS url, stage, reason, detail, archived_in,
    $now AS recorded_at
FROM staged_readings
WHERE reason IS NOT NULL
UNION ALL BY NAME
SELECT
    $run_id AS run_id, source, source_id, url, stage, reason, detail, archived_in, $now AS recorded_at
FROM staged_rejected;
