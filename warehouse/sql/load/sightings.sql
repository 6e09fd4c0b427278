-- Nothing is lost: every candidate of the batch leaves a row that says what became of it.
INSERT INTO sightings BY NAME
SELECT
    $run_id AS run_id, r.seen_at, r.source_id, r.source, r.url, c.outcome, c.article_id, r.declared_hash,
    r.archived_in
FROM staged_readings r
JOIN classified c USING (pos)
ORDER BY pos;

INSERT INTO sightings BY NAME
SELECT
    $run_id AS run_id, $now AS seen_at, source_id, source, url, 'rejected' AS outcome, archived_in
FROM staged_rejected
WHERE NOT (stage = 'load' AND source_id IS NOT NULL);

INSERT INTO sightings BY NAME
SELECT $run_id AS run_id, $now AS seen_at, url AS source_id, source, url, 'unchanged' AS outcome
FROM staged_unchanged;

INSERT INTO rejections BY NAME
SELECT
    $run_id AS run_id, source, source_id, url, stage, reason, detail, archived_in, $now AS recorded_at
FROM staged_readings
WHERE reason IS NOT NULL
UNION ALL BY NAME
SELECT
    $run_id AS run_id, source, source_id, url, stage, reason, detail, archived_in, $now AS recorded_at
FROM staged_rejected;
