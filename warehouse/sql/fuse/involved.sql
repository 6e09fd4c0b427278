-- The reports in question, those that count: first those of the pairs, later those of the region (`asked` says
-- which). Found by row number, so that of all reports only those few are read, and once for all that follows.
CREATE OR REPLACE TEMP TABLE involved AS
SELECT *
FROM fusion_reports
WHERE rowid IN (SELECT rowid FROM fusion_reports WHERE report_id IN (FROM asked))
ORDER BY report_id;
