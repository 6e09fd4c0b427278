-- A quiet day is not a missing one: what each outlet gave on each night.
CREATE OR REPLACE VIEW coverage AS
SELECT
    r.night,
    s.source,
    sum(s.candidates)::BIGINT AS candidates,
    sum(s.articles)::BIGINT AS articles,
    sum(s.rejected)::BIGINT AS rejected,
    sum(s.reports)::BIGINT AS reports,
    bool_or(r.status = 'completed') AS completed
FROM source_runs s
JOIN runs r USING (run_id)
GROUP BY r.night, s.source
ORDER BY r.night, s.source;
COMMENT ON VIEW coverage IS 'What each outlet gave on each night; a night without a row was not run, one with 0 articles was quiet or the outlet was down.';
COMMENT ON COLUMN coverage.night IS 'The night.';
COMMENT ON COLUMN coverage.source IS 'Outlet.';
COMMENT ON COLUMN coverage.candidates IS 'Addresses and files met.';
COMMENT ON COLUMN coverage.articles IS 'New articles.';
COMMENT ON COLUMN coverage.rejected IS 'Rejections.';
COMMENT ON COLUMN coverage.reports IS 'Incident reports.';
COMMENT ON COLUMN coverage.completed IS 'A run of that night was completed.';
