-- The run's own row gets its end and its figures.
UPDATE runs r
SET
    status = $status, finished_at = $finished_at, error = $error,
    candidates = s.candidates, fetched = s.fetched, articles = s.articles,
    near_duplicates = s.near_duplicates, revisions = s.revisions, duplicates = s.duplicates,
    read_again = s.read_again, unchanged = s.unchanged, rejected = s.rejected, reports = s.reports,
    statistics = s.statistics,
    incidents_new = h.new, incidents_updated = h.updated, incidents_merged = h.merged,
    incidents_withdrawn = h.withdrawn
FROM (
    SELECT
        coalesce(sum(candidates), 0) AS candidates, coalesce(sum(fetched), 0) AS fetched,
        coalesce(sum(articles), 0) AS articles, coalesce(sum(near_duplicates), 0) AS near_duplicates,
        coalesce(sum(revisions), 0) AS revisions, coalesce(sum(duplicates), 0) AS duplicates,
        coalesce(sum(read_again), 0) AS read_again, coalesce(sum(unchanged), 0) AS unchanged,
        coalesce(sum(rejected), 0) AS rejected, coalesce(sum(reports), 0) AS reports,
        coalesce(sum(statistics), 0) AS statistics
    FROM source_runs
    WHERE run_id = $run_id
) s, (
    SELECT
        count(*) FILTER (h.status = 'active' AND i.first_run_id = $run_id) AS new,
        count(*) FILTER (h.status = 'active' AND i.first_run_id <> $run_id) AS updated,
        count(*) FILTER (h.status = 'merged') AS merged,
        count(*) FILTER (h.status = 'withdrawn') AS withdrawn
    FROM incident_history h
    JOIN incident_keys i USING (incident_id)
    WHERE h.run_id = $run_id AND h.recorded_to IS NULL
) h
WHERE r.run_id = $run_id;
