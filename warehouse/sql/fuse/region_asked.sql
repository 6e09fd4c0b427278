-- From here on it is the region's reports that are in question.
CREATE OR REPLACE TEMP TABLE asked AS SELECT rowid AS row FROM fusion_reports WHERE report_id IN (FROM region);
