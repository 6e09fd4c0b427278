-- How many reports are new to fusion, and how many it knew are gone: with neither there is nothing to do.
SELECT
    (SELECT count(*) FROM live WHERE report_id NOT IN (SELECT report_id FROM fusion_seen)),
    (SELECT count(*) FROM gone);
