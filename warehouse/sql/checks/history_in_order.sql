-- error: States of an incident that overlap or leave a gap make "what did we believe on that day" ambiguous.
SELECT incident_id, recorded_from, recorded_to, following
FROM (
    SELECT
        incident_id, recorded_from, recorded_to,
        lead(recorded_from) OVER (PARTITION BY incident_id ORDER BY recorded_from, recorded_to NULLS LAST) AS following
    FROM incident_history
)
WHERE recorded_to < recorded_from OR recorded_to IS DISTINCT FROM following;
