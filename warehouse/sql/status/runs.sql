-- The last runs, each night's articles and seconds beside what was usual in the four weeks before it.
SELECT
    r.night, r.kind, r.status, r.started_at, date_diff('second', r.started_at, greatest(r.finished_at, r.published_at)) AS seconds,
    r.candidates, r.articles, r.duplicates, r.unchanged, r.rejected, r.incidents_new, r.incidents_updated,
    median(b.articles) AS usual_articles,
    median(date_diff('second', b.started_at, greatest(b.finished_at, b.published_at))) AS usual_seconds,
    r.error, r.run_id
FROM runs r
LEFT JOIN runs b ON b.kind = r.kind AND b.status = 'completed' AND r.kind = 'nightly'
    AND b.night BETWEEN r.night - 28 AND r.night - 1
GROUP BY ALL
ORDER BY r.started_at DESC
LIMIT $nights;
