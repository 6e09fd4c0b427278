-- warning: A point far from every place that is known in its country is another place of that name.
WITH bounds AS (
    SELECT
        country,
        min(latitude) - 1.5 AS south, max(latitude) + 1.5 AS north,
        min(longitude) - 1.5 AS west, max(longitude) + 1.5 AS east
    FROM places
    WHERE latitude IS NOT NULL AND country IS NOT NULL
    GROUP BY country
    HAVING count(*) >= 5
)
SELECT i.incident_id, i.country, i.place, i.latitude, i.longitude
FROM incidents i
JOIN bounds b ON b.country = i.country
WHERE i.run_id = (SELECT max_by(run_id, started_at) FROM runs)
    AND NOT (i.latitude BETWEEN b.south AND b.north AND i.longitude BETWEEN b.west AND b.east);
