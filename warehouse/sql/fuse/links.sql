-- Incidents that one article tells together: as news of the same days, or one as news that recalls another of its
-- district and week, as the rescue does the abduction. Near each other, yet not one.
DELETE FROM incident_links
WHERE incident_id IN (SELECT incident_id FROM staged_incidents)
    OR other_incident_id IN (SELECT incident_id FROM staged_incidents);

INSERT INTO incident_links BY NAME
WITH telling AS MATERIALIZED (
    SELECT incident_id, article_id, role = 'main' AS fresh
    FROM incident_sources
    WHERE role <> 'retracted' AND article_id IN (
        SELECT article_id FROM incident_sources
        WHERE incident_id IN (SELECT incident_id FROM staged_incidents))
),
pairs AS (
    SELECT
        a.incident_id, b.incident_id AS other_incident_id, a.article_id,
        CASE
            WHEN a.fresh AND b.fresh AND i.country = j.country AND abs(i.event_date - j.event_date) <= 1
                THEN 'told together'
            WHEN (a.fresh OR b.fresh) AND i.country = j.country AND i.admin1 IS NOT DISTINCT FROM j.admin1
                AND i.admin2 = j.admin2 AND abs(i.event_date - j.event_date) <= 7
                THEN 'recalled'
        END AS relation
    FROM telling a
    JOIN telling b ON b.article_id = a.article_id AND b.incident_id > a.incident_id
    JOIN incidents i ON i.incident_id = a.incident_id
    JOIN incidents j ON j.incident_id = b.incident_id
    WHERE a.incident_id IN (SELECT incident_id FROM staged_incidents)
        OR b.incident_id IN (SELECT incident_id FROM staged_incidents)
)
SELECT
    incident_id, other_incident_id, max(relation) AS relation,
    arg_min(article_id, (relation <> 'told together', article_id)) AS article_id, $run_id AS run_id
FROM pairs
WHERE relation IS NOT NULL
GROUP BY incident_id, other_incident_id
ORDER BY incident_id, other_incident_id;
