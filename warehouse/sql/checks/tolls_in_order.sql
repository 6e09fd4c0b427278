-- warning: A best number outside its own range, or sides that add up to more than the whole, was misread.
SELECT
    incident_id, killed_low, killed, killed_high, killed_civilians, killed_security, killed_militants,
    injured_low, injured, injured_high
FROM incidents
WHERE run_id = (SELECT max_by(run_id, started_at) FROM runs)
    AND (
        NOT killed BETWEEN killed_low AND killed_high
        OR NOT injured BETWEEN injured_low AND injured_high
        OR coalesce(killed_civilians, 0) + coalesce(killed_security, 0) + coalesce(killed_militants, 0)
            > killed_high);
