-- How well each report stands for one that a newer reading or a later state of its article replaced.
SELECT g.report_id, l.report_id AS successor,
    (l.article_id = o.article_id)::INT * 2
    + (l.source = a.source)::INT
    + (l.event_date IS NOT DISTINCT FROM o.event_date)::INT * 2
    + (strip_accents(lower(o.place)) IS NOT DISTINCT FROM l.place_key)::INT * 2
    + (strip_accents(lower(o.admin2)) IS NOT DISTINCT FROM l.admin2_key)::INT
    + (l.killed IS NOT DISTINCT FROM o.killed)::INT * 2
    + (l.injured IS NOT DISTINCT FROM o.injured)::INT
    + (l.role = o.role)::INT
    + (l.incident_kind IS NOT DISTINCT FROM o.incident_kind)::INT
    + (l.ordinal = o.ordinal)::INT AS likeness
FROM gone g
JOIN incident_reports o USING (report_id)
JOIN articles a ON a.article_id = o.article_id
JOIN fusion_reports l ON l.voice = a.voice
WHERE likeness >= 6
ORDER BY likeness DESC, g.report_id, l.report_id;
