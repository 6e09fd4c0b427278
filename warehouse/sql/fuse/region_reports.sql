-- What the clustering needs to know of each report; stands_alone: it says enough to be an incident by itself.
SELECT
    l.report_id, l.article_id, l.ordinal, l.role = 'main' AS fresh,
    l.role = 'main' OR (
        l.role <> 'retracted' AND l.date_precision IN ('day', 'few days', 'week', 'month') AND l.event_date IS NOT NULL
        AND (l.place_key IS NOT NULL OR l.admin2_key IS NOT NULL)) AS stands_alone,
    coalesce(l.published_on, DATE '9999-12-31') AS published_on, l.source, l.role = 'retracted' AS retracts
FROM involved l
ORDER BY l.report_id;
