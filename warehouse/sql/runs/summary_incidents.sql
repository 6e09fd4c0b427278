-- The incidents that the run made or changed, fresh news before history and there the deadliest first;
-- before it, what was believed of them. Fresh is what happened within two weeks of the run's night, or, where
-- nobody gives a date, what an article tells as its own news.
SELECT
    h.incident_id,
    CASE
        WHEN h.status <> 'active' THEN h.status
        WHEN i.first_run_id = $run_id THEN 'new'
        ELSE 'updated'
    END AS change,
    h.event_date, h.date_precision::VARCHAR AS date_precision, h.country, h.admin1, h.admin2, h.place,
    h.incident_kind::VARCHAR AS incident_kind, h.sub_event_type::VARCHAR AS sub_event_type,
    h.perpetrator, h.attribution::VARCHAR AS attribution,
    h.killed_low, h.killed, h.killed_high, h.injured, h.casualties, h.n_sources, h.n_reports, h.merged_into,
    before.killed AS killed_before, before.injured AS injured_before,
    CASE
        WHEN h.event_date IS NOT NULL
            THEN coalesce(h.event_date_end, h.event_date) < n.night - 14 OR h.event_date > n.night + 14
        ELSE h.incident_id NOT IN (
            SELECT s.incident_id FROM incident_sources s JOIN incident_reports r USING (report_id)
            WHERE s.role = 'main' AND r.run_id = $run_id)
    END AS history
FROM incident_history h
JOIN incident_keys i USING (incident_id)
JOIN runs n ON n.run_id = h.run_id
LEFT JOIN incident_history before
    ON before.incident_id = h.incident_id AND before.recorded_to = h.recorded_from AND before.run_id <> h.run_id
WHERE h.run_id = $run_id
QUALIFY row_number() OVER (PARTITION BY h.incident_id ORDER BY h.recorded_from DESC) = 1
ORDER BY history, h.killed DESC NULLS LAST, h.injured DESC NULLS LAST, h.event_date DESC NULLS LAST, h.incident_id;
