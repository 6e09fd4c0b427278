-- How many reports of the batch are new, and how many say too little to be part of an incident.
SELECT
    s.arrived,
    (SELECT count(*) FROM arriving a WHERE NOT EXISTS (FROM incident_sources m WHERE m.report_id = a.report_id))
FROM fusion_size s;
