-- Of the region's reports those that count, read once for all that follows.
CREATE OR REPLACE TEMP TABLE involved AS
SELECT *
FROM fusion_reports
WHERE rowid IN (SELECT rowid FROM fusion_reports WHERE report_id IN (FROM region))
ORDER BY report_id;
