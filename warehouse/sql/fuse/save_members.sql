-- Which report belongs to which incident now; rows that say the same as before stay as they are.
DELETE FROM incident_sources s
WHERE s.report_id IN (FROM region)
    AND NOT EXISTS (
        FROM staged_members m
        WHERE m.report_id = s.report_id AND m.incident_id = s.incident_id
            AND m.score IS NOT DISTINCT FROM s.score AND m.features IS NOT DISTINCT FROM s.features);

INSERT INTO incident_sources BY NAME
SELECT
    m.incident_id, m.report_id, l.article_id, l.source, l.role, m.score, m.features,
    $run_id AS run_id, $now AS recorded_at
FROM staged_members m
JOIN involved l USING (report_id)
WHERE NOT EXISTS (FROM incident_sources s WHERE s.report_id = m.report_id)
ORDER BY m.incident_id, m.report_id;
