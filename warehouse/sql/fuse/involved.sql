-- The reports of the pairs, by row number, so that of all reports only those few are read.
CREATE OR REPLACE TEMP TABLE involved AS
SELECT *
FROM fusion_reports
WHERE rowid IN (
    SELECT rowid FROM fusion_reports
    WHERE report_id IN (SELECT report_id FROM to_compare UNION SELECT other_report_id FROM to_compare));
