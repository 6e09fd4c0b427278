-- Which outlets tell the same toll, and which tell more or less than the best number.
CREATE OR REPLACE VIEW source_agreement AS
SELECT
    m.source,
    count(*) AS reports,
    count(DISTINCT m.incident_id) AS incidents,
    count(DISTINCT m.incident_id) FILTER (i.n_sources > 1) AS shared,
    count(*) FILTER (r.killed = i.killed AND i.n_sources > 1) AS same_killed,
    count(*) FILTER (r.killed < i.killed AND i.n_sources > 1) AS fewer_killed,
    count(*) FILTER (r.killed > i.killed AND i.n_sources > 1) AS more_killed
FROM incident_sources m
JOIN incident_reports r USING (report_id)
JOIN incidents i ON i.incident_id = m.incident_id 
GROUP BY m.source
ORDER BY m.source;
COMMENT ON VIEW source_agreement IS 'How each outlets tolls stand to the best numbers of the incidents that it tells of.';
COMMENT ON COLUMN source_agreement.source IS 'Outlet.';
COMMENT ON COLUMN source_agreement.reports IS 'Its reports that are part of an incident.';
COMMENT ON COLUMN source_agreement.incidents IS 'Incidents it tells of.';
COMMENT ON COLUMN source_agreement.shared IS 'Of these, told by others too.';
COMMENT ON COLUMN source_agreement.same_killed IS 'Shared reports with the best number of dead.';
COMMENT ON COLUMN source_agreement.fewer_killed IS 'Shared reports with fewer.';
COMMENT ON COLUMN source_agreement.more_killed IS 'Shared reports with more.';
