-- The batch in numbers, in the order of LoadFigures.
SELECT
    count(*) FILTER (outcome = 'new'),
    count(*) FILTER (outcome = 'near duplicate'),
    count(*) FILTER (outcome = 'revision'),
    count(*) FILTER (outcome = 'exact duplicate'),
    count(*) FILTER (outcome = 'declared duplicate'),
    count(*) FILTER (outcome = 'read again'),
    (SELECT count(*) FROM staged_unchanged),
    count(*) FILTER (outcome = 'rejected')
        + (SELECT count(*) FROM staged_rejected WHERE NOT (stage = 'load' AND source_id IS NOT NULL)),
    (SELECT count(*) FROM staged_reports JOIN to_store USING (pos)),
    (SELECT count(*) FROM staged_statistics JOIN to_store USING (pos)),
    coalesce(
        list(r.source_id ORDER BY pos) FILTER (
            outcome = 'revision' AND replaces_because = 'same declared hash'),
        [])
FROM classified c
LEFT JOIN staged_readings r USING (pos);
