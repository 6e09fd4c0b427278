-- warning: A night with far fewer articles than usual is an outage more often than peace.
WITH nights AS (
    SELECT r.night, count(s.article_id) FILTER (s.outcome IN ('new', 'near duplicate', 'revision')) AS articles
    FROM runs r
    LEFT JOIN sightings s USING (run_id)
    WHERE r.kind = 'nightly' AND r.night > (SELECT max(night) FROM runs WHERE kind = 'nightly') - 28
    GROUP BY r.night
),
latest AS (
    SELECT max(night) AS night FROM nights
)
SELECT n.night, n.articles, median(b.articles) AS usual
FROM nights n
JOIN latest l ON l.night = n.night
JOIN nights b ON b.night < n.night
GROUP BY n.night, n.articles
HAVING count(*) >= 5 AND n.articles < median(b.articles) / 3;
