-- How many reports of the batch are new, and how many say too little to be part of an incident.
SELECT
    s.arrived,
    (SELECT count(*) FROM arriving WHERE report_id NOT IN (SELECT report_id FROM incident_sources))
FROM fusion_size s;
