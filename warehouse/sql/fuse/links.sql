-- Incidents that one article tells together as news of the same days: near each other, yet not one.
DELETE FROM incident_links
WHERE incident_id IN (SELECT incident_id FROM staged_incidents)
    OR other_incident_id IN (SELECT incident_id FROM staged_incidents);

INSERT INTO incident_links BY NAME
WITH telling AS MATERIALIZED (
    SELECT incident_id, article_id
    FROM incident_sources
    WHERE role = 'main' AND article_id IN (
        SELECT article_id FROM incident_sources
        WHERE incident_id IN (SELECT incident_id FROM staged_incidents))
)
SELECT
    a.incident_id, b.incident_id AS other_incident_id, 'told together' AS relation,
    min(a.article_id) AS article_id, $run_id AS run_id
FROM telling a
JOIN telling b ON b.article_id = a.article_id AND b.incident_id > a.incident_id
JOIN incidents i ON i.incident_id = a.incident_id
JOIN incidents j ON j.incident_id = b.incident_id
WHERE i.country = j.country AND abs(i.event_date - j.event_date) <= 1
    AND (a.incident_id IN (SELECT incident_id FROM staged_incidents)
        OR b.incident_id IN (SELECT incident_id FROM staged_incidents))
GROUP BY a.incident_id, b.incident_id
ORDER BY a.incident_id, b.incident_id;
