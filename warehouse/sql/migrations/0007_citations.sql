-- What the views in the codebooks' shapes cite, gathered once by fusion and not for every query.
CREATE TABLE incident_citations (
    incident_id VARCHAR NOT NULL,
    articles STRUCT(source VARCHAR, title VARCHAR, url VARCHAR, "day" DATE)[] NOT NULL,
    outlets VARCHAR,
    claimants INTEGER NOT NULL
);
COMMENT ON TABLE incident_citations IS 'The articles behind each incident as acled, gtd and ucdp_ged cite them; written by fusion.';
COMMENT ON COLUMN incident_citations.incident_id IS 'The incident.';
COMMENT ON COLUMN incident_citations.articles IS 'Outlet, headline, address and day of each report''s article; main reports first, then the latest.';
COMMENT ON COLUMN incident_citations.outlets IS 'Names of the outlets in that order, each once.';
COMMENT ON COLUMN incident_citations.claimants IS 'Groups that claim it.';

INSERT INTO incident_citations
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
            m.incident_id, coalesce(s.name, a.source) AS outlet, a.title, a.url, a.published_on, r.claimed_by,
            row_number() OVER (
                PARTITION BY m.incident_id
                ORDER BY m.role = 'main' DESC, a.published_on DESC NULLS LAST, a.article_id, r.ordinal) AS place
        FROM incident_sources m
        JOIN incident_reports r USING (report_id)
        JOIN articles a ON a.article_id = m.article_id
        LEFT JOIN sources s ON s.source = a.source
    )
)
GROUP BY incident_id
ORDER BY incident_id;
