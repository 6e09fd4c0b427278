-- warning: An outlet that gave articles for weeks and gives none now has most likely changed its feed.
-- An outlet that is no longer visited is not told of.
WITH latest AS (
    SELECT max(night) AS night FROM runs WHERE kind = 'nightly'
),
nights AS (
    SELECT
        s.source, r.night, r.night > l.night - 3 AS is_recent,
        count(*) FILTER (s.outcome IN ('new', 'near duplicate', 'revision')) AS articles
    FROM sightings s
    JOIN runs r USING (run_id)
    CROSS JOIN latest l
    WHERE r.kind = 'nightly' AND r.night > l.night - 21
    GROUP BY ALL
),
visited AS (
    SELECT source FROM nights WHERE is_recent
    UNION
    SELECT f.source
    FROM fetch_state f
    JOIN runs r USING (run_id)
    CROSS JOIN latest l
    WHERE r.kind = 'nightly' AND r.night > l.night - 3
)
SELECT source, max(night) FILTER (articles > 0) AS last_article, count(*) AS nights
FROM nights
JOIN visited USING (source)
GROUP BY source
HAVING count(*) FILTER (articles > 0 AND NOT is_recent) >= 4
    AND count(*) FILTER (articles > 0 AND is_recent) = 0
ORDER BY source;
