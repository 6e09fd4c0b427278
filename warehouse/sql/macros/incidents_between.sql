-- The question asked most: what happened from one day to another, both included.
CREATE OR REPLACE MACRO incidents_between(first_day, last_day := NULL) AS TABLE
SELECT *
FROM incidents
WHERE event_date <= coalesce(last_day::DATE, first_day::DATE)
    AND coalesce(event_date_end, event_date) >= first_day::DATE
ORDER BY event_date, incident_id;
COMMENT ON MACRO TABLE incidents_between IS 'Incidents from the first day to the last, both included; without a last day, of that one day.';
