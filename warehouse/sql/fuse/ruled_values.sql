-- The values that analysts ruled right, for the incident in which the ruled report is now, oldest ruling first.
SELECT s.incident_id, r.field, r.value
FROM rulings r
JOIN incident_sources s USING (report_id)
JOIN valued v ON v.incident_id = s.incident_id
WHERE r.ruling = 'value' AND r.revoked_at IS NULL
ORDER BY r.made_at, r.ruling_id;
