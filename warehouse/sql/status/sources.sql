-- What each outlet gave on the latest night that was completed, beside what was usual before it.
WITH nights AS (
    SELECT
        s.source, r.night, sum(s.candidates)::INTEGER AS candidates, sum(s.articles)::INTEGER AS articles,
        sum(s.rejected)::INTEGER AS rejected
    FROM source_runs s
    JOIN runs r USING (run_id)
    WHERE r.kind = 'nightly' AND r.status = 'completed'
    GROUP BY s.source, r.night
),
latest AS (
    SELECT max(night) AS night FROM runs WHERE kind = 'nightly' AND status = 'completed'
)
SELECT
    n.source,
    coalesce(max(n.candidates) FILTER (n.night = l.night), 0) AS candidates,
    coalesce(max(n.articles) FILTER (n.night = l.night), 0) AS articles,
    coalesce(max(n.rejected) FILTER (n.night = l.night), 0) AS rejected,
    median(n.articles) FILTER (n.night < l.night) AS usual_articles,
    max(n.night) FILTER (n.articles > 0) AS last_article
FROM nights n
CROSS JOIN latest l
WHERE n.night > l.night - 28
GROUP BY n.source
ORDER BY n.source;
