-- The reports in question, those that count, read once for all that follows: the new ones, and of the others first
-- those of the pairs, later those of the region (`asked` has their row numbers).
CREATE OR REPLACE TEMP TABLE involved AS
FROM (
    FROM arriving
    UNION ALL BY NAME
    SELECT *
    FROM fusion_reports
    WHERE rowid IN (FROM asked) AND report_id NOT IN (SELECT report_id FROM arriving)
)
ORDER BY report_id;
