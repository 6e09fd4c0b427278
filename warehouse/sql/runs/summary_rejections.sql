-- What the run turned away, counted by reason, with one address to look at.
SELECT source, stage, reason, count(*) AS n, min(coalesce(url, source_id)) AS example
FROM rejections
WHERE run_id = $run_id
GROUP BY source, stage, reason
ORDER BY n DESC, source, stage, reason;
