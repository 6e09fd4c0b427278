-- What was believed on a day: the state of every incident at its end, in UTC.
CREATE OR REPLACE MACRO incidents_as_of(as_of_day) AS TABLE
SELECT * EXCLUDE (recorded_to)
FROM incident_history
WHERE recorded_from < ((as_of_day::DATE + 1)::TIMESTAMP AT TIME ZONE 'UTC')
    AND (recorded_to IS NULL OR recorded_to >= ((as_of_day::DATE + 1)::TIMESTAMP AT TIME ZONE 'UTC'))
    AND status = 'active';
COMMENT ON MACRO TABLE incidents_as_of IS 'The active incidents as they were believed at the end of a day (UTC).';
