-- Every outcome counted by outlet, not only the sum of what was turned away.
ALTER TABLE source_runs ADD COLUMN reasons MAP(VARCHAR, INTEGER);
COMMENT ON COLUMN source_runs.reasons IS 'Rejections by reason: {gone: 3, timed out: 1}.';

UPDATE source_runs s
SET reasons = r.reasons
FROM (
    SELECT run_id, source, map_from_entries(list((reason, n) ORDER BY reason)) AS reasons
    FROM (SELECT run_id, source, reason, count(*)::INTEGER AS n FROM rejections GROUP BY ALL)
    GROUP BY run_id, source
) r
WHERE r.run_id = s.run_id AND r.source = s.source;
UPDATE source_runs SET reasons = MAP {} WHERE reasons IS NULL;
