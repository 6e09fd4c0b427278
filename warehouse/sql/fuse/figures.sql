-- The fusion in numbers, in the order of FusionFigures.
SELECT
    f.*,
    (
        SELECT count(*)
        FROM fusion_seen s
        WHERE s.run_id = $run_id AND s.report_id NOT IN (SELECT report_id FROM incident_sources)
    ) AS unfused
FROM fusion_figures f;
