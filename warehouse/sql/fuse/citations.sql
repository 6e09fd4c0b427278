-- The articles that the views cite, for the touched incidents.
DELETE FROM incident_citations WHERE incident_id IN (SELECT incident_id FROM staged_incidents);

INSERT INTO incident_citations BY NAME
SELECT
    incident_id,
    list({'source': outlet, 'title': title, 'url': url, 'day': published_on} ORDER BY place) AS articles,
    string_agg(outlet, '; ' ORDER BY place) FILTER (first_of_outlet) AS outlets,
    count(DISTINCT claimed_by) AS claimants,
    arg_min(sentence || ' (' || concat_ws(', ', outlet, published_on) || ')', place) AS note
FROM (
    SELECT
        *,
        row_number() OVER (PARTITION BY incident_id, outlet ORDER BY place) = 1 AS first_of_outlet
    FROM (
        SELECT
            t.incident_id, coalesce(s.name, t.source) AS outlet, t.title, t.url, t.published_on, t.claimed_by, t.sentence,
            row_number() OVER (
                PARTITION BY t.incident_id
                ORDER BY t.fresh DESC, t.published_on DESC NULLS LAST, t.article_id, t.ordinal) AS place
        FROM told t
        LEFT JOIN sources s ON s.source = t.source
    )
)
GROUP BY incident_id
ORDER BY incident_id;
