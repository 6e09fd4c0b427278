-- What the run met at each outlet and what became of it; counted from the rows themselves.
DELETE FROM source_runs WHERE run_id = $run_id;

INSERT INTO source_runs BY NAME
WITH met AS (
    SELECT
        source,
        count(*) AS candidates,
        count(*) FILTER (outcome IN ('new', 'near duplicate', 'revision')) AS articles,
        count(*) FILTER (outcome = 'near duplicate') AS near_duplicates,
        count(*) FILTER (outcome = 'revision') AS revisions,
        count(*) FILTER (outcome IN ('exact duplicate', 'declared duplicate')) AS duplicates,
        count(*) FILTER (outcome = 'read again') AS read_again,
        count(*) FILTER (outcome = 'unchanged') AS unchanged,
        count(*) FILTER (outcome = 'rejected') AS rejected
    FROM sightings
    WHERE run_id = $run_id
    GROUP BY source
),
unfetched AS (
    SELECT source, count(*) AS n
    FROM rejections
    WHERE run_id = $run_id AND stage IN ('discover', 'fetch')
    GROUP BY source
),
turned_away AS (
    SELECT source, map_from_entries(list((reason, n) ORDER BY reason)) AS reasons
    FROM (
        SELECT source, reason, count(*)::INTEGER AS n FROM rejections WHERE run_id = $run_id GROUP BY ALL
    )
    GROUP BY source
),
told AS (
    SELECT a.source, count(*) AS n
    FROM incident_reports r JOIN articles a USING (article_id)
    WHERE r.run_id = $run_id
    GROUP BY a.source
),
counted AS (
    SELECT a.source, count(*) AS n
    FROM statistics s JOIN articles a USING (article_id)
    WHERE s.run_id = $run_id
    GROUP BY a.source
),
moved AS (
    SELECT
        s.source,
        count(DISTINCT i.incident_id) FILTER (i.first_run_id = $run_id) AS incidents_new,
        count(DISTINCT i.incident_id) FILTER (i.first_run_id <> $run_id) AS incidents_updated
    FROM incident_sources s
    JOIN incidents i USING (incident_id)
    JOIN incident_reports r USING (report_id)
    WHERE r.run_id = $run_id AND i.run_id = $run_id
    GROUP BY s.source
),
everybody AS (
    SELECT source FROM met
    UNION SELECT source FROM moved
    UNION SELECT source FROM fetch_state WHERE run_id = $run_id  -- asked, and had nothing new
)
SELECT
    $run_id AS run_id,
    source,
    coalesce(met.candidates, 0) AS candidates,
    coalesce(met.candidates - met.unchanged - coalesce(unfetched.n, 0), 0) AS fetched,
    coalesce(met.articles, 0) AS articles,
    coalesce(met.near_duplicates, 0) AS near_duplicates,
    coalesce(met.revisions, 0) AS revisions,
    coalesce(met.duplicates, 0) AS duplicates,
    coalesce(met.read_again, 0) AS read_again,
    coalesce(met.unchanged, 0) AS unchanged,
    coalesce(met.rejected, 0) AS rejected,
    coalesce(turned_away.reasons, MAP {}) AS reasons,
    coalesce(told.n, 0) AS reports,
    coalesce(counted.n, 0) AS statistics,
    coalesce(moved.incidents_new, 0) AS incidents_new,
    coalesce(moved.incidents_updated, 0) AS incidents_updated
FROM everybody
LEFT JOIN met USING (source)
LEFT JOIN unfetched USING (source)
LEFT JOIN turned_away USING (source)
LEFT JOIN told USING (source)
LEFT JOIN counted USING (source)
LEFT JOIN moved USING (source)
ORDER BY source;
