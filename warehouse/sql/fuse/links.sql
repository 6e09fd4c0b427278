-- Incidents that one article tells together as news of the same days: near each other, yet not one.
DELETE FROM incident_links
WHERE incident_id NOT IN (SELECT incident_id FROM incidents)
    OR other_incident_id NOT IN (SELECT incident_id FROM incidents)
    OR incident_id IN (SELECT incident_id FROM staged_incidents)
    OR other_incident_id IN (SELECT incident_id FROM staged_incidents);

INSERT INTO incident_links BY NAME
SELECT
    a.incident_id, b.incident_id AS other_incident_id, 'told together' AS relation,
    min(a.article_id) AS article_id, $run_id AS run_id
FROM incident_sources a
JOIN incident_sources b ON b.article_id = a.article_id AND b.incident_id > a.incident_id
JOIN incidents i ON i.incident_id = a.incident_id
JOIN incidents j ON j.incident_id = b.incident_id
WHERE a.role = 'main' AND b.role = 'main'
    AND i.country = j.country AND abs(i.event_date - j.event_date) <= 1
    AND (a.incident_id IN (SELECT incident_id FROM staged_incidents)
        OR b.incident_id IN (SELECT incident_id FROM staged_incidents))
GROUP BY a.incident_id, b.incident_id
ORDER BY a.incident_id, b.incident_id;
