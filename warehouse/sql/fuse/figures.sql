-- The fusion in numbers, in the order of FusionFigures.
SELECT
    s.arrived,
    f.*,
    (SELECT count(*) FROM arriving WHERE report_id NOT IN (SELECT report_id FROM incident_sources)) AS unfused
FROM fusion_figures f, fusion_size s;
