-- The values that analysts ruled right, of tonight's incidents.
CREATE OR REPLACE TEMP TABLE ruled AS
SELECT incident_id, field, value FROM ruled_values JOIN valued USING (incident_id);
