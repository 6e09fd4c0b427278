-- The last nights at a glance, the latest first.
CREATE OR REPLACE VIEW recent_runs AS
SELECT
    r.night,
    r.kind,
    r.status,
    r.started_at,
    date_diff('second', r.started_at, greatest(r.finished_at, r.published_at)) AS seconds,
    r.candidates,
    r.articles,
    r.duplicates,
    r.unchanged,
    r.rejected,
    r.reports,
    r.incidents_new,
    r.incidents_updated,
    r.incidents_merged,
    r.incidents_withdrawn,
    r.published_at,
    r.error,
    r.run_id
FROM runs r
ORDER BY r.started_at DESC;
COMMENT ON VIEW recent_runs IS 'Runs with their duration and figures, the latest first.';
COMMENT ON COLUMN recent_runs.night IS 'The day the run speaks for.';
COMMENT ON COLUMN recent_runs.kind IS 'nightly, backfill or reextract.';
COMMENT ON COLUMN recent_runs.status IS 'running, completed or failed.';
COMMENT ON COLUMN recent_runs.started_at IS 'Start.';
COMMENT ON COLUMN recent_runs.seconds IS 'How long it took, from its start to when it was put in place; the start of Prefect before it is not counted.';
COMMENT ON COLUMN recent_runs.candidates IS 'Addresses and files met.';
COMMENT ON COLUMN recent_runs.articles IS 'New articles.';
COMMENT ON COLUMN recent_runs.duplicates IS 'Exact and declared duplicates.';
COMMENT ON COLUMN recent_runs.unchanged IS 'Addresses that had nothing new.';
COMMENT ON COLUMN recent_runs.rejected IS 'Rejections.';
COMMENT ON COLUMN recent_runs.reports IS 'Incident reports.';
COMMENT ON COLUMN recent_runs.incidents_new IS 'New incidents.';
COMMENT ON COLUMN recent_runs.incidents_updated IS 'Changed incidents.';
COMMENT ON COLUMN recent_runs.incidents_merged IS 'Incidents found to be another one.';
COMMENT ON COLUMN recent_runs.incidents_withdrawn IS 'Incidents that nobody tells any more.';
COMMENT ON COLUMN recent_runs.published_at IS 'When it was published; NULL where it was not.';
COMMENT ON COLUMN recent_runs.error IS 'Why it failed.';
COMMENT ON COLUMN recent_runs.run_id IS 'The run.';
