-- The articles of a family for whoever is asked whether they may go, and how many incidents rest on each.
SELECT
    a.article_id, a.source, a.title, a.published_on, coalesce(a.url, a.canonical_url) AS url,
    count(DISTINCT s.incident_id) AS incidents
FROM articles a
LEFT JOIN incident_sources s USING (article_id)
WHERE a.article_id IN (SELECT unnest($articles::VARCHAR[]))
GROUP BY ALL
ORDER BY a.published_on, a.article_id;
