-- The articles that the views cite, for the touched incidents.
DELETE FROM incident_citations WHERE incident_id IN (SELECT incident_id FROM staged_incidents);

-- step by step, so that of the articles only those few are read
CREATE OR REPLACE TEMP TABLE cited AS
SELECT m.incident_id, m.role, r.article_id, r.ordinal, r.claimed_by
FROM incident_sources m
JOIN incident_reports r USING (report_id)
WHERE m.incident_id IN (SELECT incident_id FROM staged_incidents WHERE status = 'active')
    AND m.role <> 'retracted';

INSERT INTO incident_citations
WITH heads AS MATERIALIZED (
    SELECT article_id, source, title, coalesce(url, canonical_url) AS url, published_on
    FROM articles
    WHERE article_id IN (SELECT article_id FROM cited)
)
SELECT
    incident_id,
    list({'source': outlet, 'title': title, 'url': url, 'day': published_on} ORDER BY place) AS articles,
    string_agg(outlet, '; ' ORDER BY place) FILTER (first_of_outlet) AS outlets,
    count(DISTINCT claimed_by) AS claimants
FROM (
    SELECT
        *,
        row_number() OVER (PARTITION BY incident_id, outlet ORDER BY place) = 1 AS first_of_outlet
    FROM (
        SELECT
            m.incident_id, coalesce(s.name, a.source) AS outlet, a.title, a.url, a.published_on, m.claimed_by,
            row_number() OVER (
                PARTITION BY m.incident_id
                ORDER BY m.role = 'main' DESC, a.published_on DESC NULLS LAST, a.article_id, m.ordinal) AS place
        FROM cited m
        JOIN heads a USING (article_id)
        LEFT JOIN sources s ON s.source = a.source
    )
)
GROUP BY incident_id
ORDER BY incident_id;
