-- warning: News of tomorrow is a date that was read wrongly.
SELECT r.report_id, r.article_id, r.event_date, r.date_text, a.published_on
FROM incident_reports r
JOIN articles a USING (article_id)
WHERE r.run_id = (SELECT max_by(run_id, started_at) FROM runs)
    AND r.event_date > a.published_on + 1;  -- a page east of its reader may be a day ahead
