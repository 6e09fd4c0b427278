-- Of several rulings on one value the last one that was not taken back holds, in whichever incident its report is now.
CREATE OR REPLACE VIEW ruled_values AS
SELECT s.incident_id, r.field, r.value, r.who, r.why, r.made_at, r.ruling_id
FROM rulings r
JOIN incident_sources s USING (report_id)
WHERE r.ruling = 'value' AND r.revoked_at IS NULL
QUALIFY row_number() OVER (PARTITION BY s.incident_id, r.field ORDER BY r.made_at DESC, r.ruling_id DESC) = 1;
COMMENT ON VIEW ruled_values IS 'The values that analysts ruled right and that hold, by incident; `nightdesk rule list` shows every ruling.';
COMMENT ON COLUMN ruled_values.incident_id IS 'The incident.';
COMMENT ON COLUMN ruled_values.field IS 'The column of incidents.';
COMMENT ON COLUMN ruled_values.value IS 'What is right there; NULL says that nothing is known.';
COMMENT ON COLUMN ruled_values.who IS 'Who ruled.';
COMMENT ON COLUMN ruled_values.why IS 'The reason.';
COMMENT ON COLUMN ruled_values.made_at IS 'When.';
COMMENT ON COLUMN ruled_values.ruling_id IS 'The ruling, as in rulings.';
