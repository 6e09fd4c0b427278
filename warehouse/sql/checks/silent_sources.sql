-- warning: An outlet that gave articles for weeks and gives none now has most likely changed its feed.
WITH nights AS (
    SELECT s.source, r.night, sum(s.articles) AS articles
    FROM source_runs s
    JOIN runs r USING (run_id)
    WHERE r.kind = 'nightly' AND r.night > (SELECT max(night) FROM runs WHERE kind = 'nightly') - 21
    GROUP BY s.source, r.night
),
latest AS (
    SELECT max(night) AS night FROM nights
)
SELECT n.source, max(n.night) FILTER (n.articles > 0) AS last_article, count(*) AS nights
FROM nights n, latest l
GROUP BY n.source, l.night
HAVING count(*) FILTER (n.articles > 0 AND n.night <= l.night - 3) >= 4
    AND coalesce(sum(n.articles) FILTER (n.night > l.night - 3), 0) = 0;
