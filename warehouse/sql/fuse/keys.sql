-- Which of these keys were ever given: none is given twice.
SELECT incident_id FROM incident_keys WHERE incident_id IN (FROM wanted_ids);
