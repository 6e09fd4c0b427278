-- How well each report of an article stands for one that its newer reading replaced.
SELECT g.report_id, l.report_id AS successor,
    (l.event_date IS NOT DISTINCT FROM o.event_date)::INT * 2
    + (strip_accents(lower(o.place)) IS NOT DISTINCT FROM l.place_key)::INT * 2
    + (strip_accents(lower(o.admin2)) IS NOT DISTINCT FROM l.admin2_key)::INT
    + (l.killed IS NOT DISTINCT FROM o.killed)::INT * 2
    + (l.injured IS NOT DISTINCT FROM o.injured)::INT
    + (l.role = o.role)::INT
    + (l.incident_kind IS NOT DISTINCT FROM o.incident_kind)::INT
    + (l.ordinal = o.ordinal)::INT AS likeness
FROM gone g
JOIN incident_reports o USING (report_id)
JOIN live l USING (article_id)
WHERE likeness >= 4
ORDER BY likeness DESC, g.report_id, l.report_id;
