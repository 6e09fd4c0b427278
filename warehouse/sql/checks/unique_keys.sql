-- error: A key that stands twice doubles every count that is joined over it.
SELECT 'articles' AS in_table, article_id AS key, count(*) AS n FROM articles GROUP BY ALL HAVING n > 1
UNION ALL
SELECT 'article_texts', article_id || ' ' || text_hash, count(*) AS n
FROM article_texts GROUP BY article_id, text_hash HAVING n > 1
UNION ALL
SELECT 'incident_reports', report_id, count(*) AS n FROM incident_reports GROUP BY report_id HAVING n > 1
UNION ALL
SELECT 'incidents', incident_id, count(*) AS n FROM incidents GROUP BY incident_id HAVING n > 1
UNION ALL
SELECT 'incident_keys', incident_id, count(*) AS n FROM incident_keys GROUP BY incident_id HAVING n > 1
UNION ALL
SELECT 'incident_sources', report_id, count(*) AS n FROM incident_sources GROUP BY report_id HAVING n > 1
UNION ALL
SELECT 'incident_history (open rows)', incident_id, count(*) AS n
FROM incident_history WHERE recorded_to IS NULL GROUP BY incident_id HAVING n > 1
UNION ALL
SELECT 'runs', run_id, count(*) AS n FROM runs GROUP BY run_id HAVING n > 1
UNION ALL
SELECT 'sources', source, count(*) AS n FROM sources GROUP BY source HAVING n > 1
UNION ALL
SELECT 'fetch_state', source || ' ' || url, count(*) AS n FROM fetch_state GROUP BY source, url HAVING n > 1
UNION ALL
SELECT 'statistics', article_id || ' ' || text_hash || ' ' || extractor_version || ' ' || ordinal, count(*) AS n
FROM statistics GROUP BY article_id, text_hash, extractor_version, ordinal HAVING n > 1;
