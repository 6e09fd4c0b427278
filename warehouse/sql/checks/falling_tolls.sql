-- warning: The dead do not come back: a toll that fell is a correction, or two incidents taken for one.
SELECT h.incident_id, before.killed AS killed_before, h.killed
FROM incident_history h
JOIN incident_history before
    ON before.incident_id = h.incident_id AND before.recorded_to = h.recorded_from
WHERE h.run_id = (SELECT max_by(run_id, started_at) FROM runs)
    AND h.status = 'active' AND h.killed < before.killed
    AND h.incident_id NOT IN (SELECT incident_id FROM ruled_values WHERE field IN ('killed', 'killed_low', 'killed_high'));
