-- Every key that was ever given: none is given twice.
SELECT incident_id FROM incident_keys;
