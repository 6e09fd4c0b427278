-- From the frontier over pairs and rulings; then from what is not asked yet over its incidents to their founders and
-- reports. Each report is in one incident, so those that are reached by it need not be asked for theirs.
CREATE OR REPLACE TEMP TABLE partners AS
SELECT report_id
FROM (
    SELECT other_report_id AS report_id FROM fusion_pairs WHERE report_id IN (FROM frontier)
    UNION
    SELECT report_id FROM fusion_pairs WHERE other_report_id IN (FROM frontier)
    UNION
    SELECT other_report_id FROM rulings
    WHERE ruling = 'same' AND revoked_at IS NULL AND report_id IN (FROM frontier)
    UNION
    SELECT report_id FROM rulings
    WHERE ruling = 'same' AND revoked_at IS NULL AND other_report_id IN (FROM frontier)
)
WHERE report_id NOT IN (FROM region);

INSERT INTO region FROM partners;
INSERT INTO unasked FROM partners;

CREATE OR REPLACE TEMP TABLE passed AS
SELECT incident_id FROM incident_sources WHERE report_id IN (FROM unasked)
UNION
SELECT incident_id FROM incident_keys WHERE founding_report_id IN (FROM unasked);

INSERT INTO region_sources
SELECT incident_id, report_id
FROM incident_sources
WHERE incident_id IN (FROM passed) AND report_id NOT IN (SELECT report_id FROM region_sources);

CREATE OR REPLACE TEMP TABLE fellows AS
SELECT report_id
FROM (
    SELECT report_id FROM region_sources
    UNION
    SELECT founding_report_id FROM incident_keys WHERE incident_id IN (FROM passed)
)
WHERE report_id NOT IN (FROM region);

INSERT INTO region FROM fellows;
DELETE FROM unasked;
CREATE OR REPLACE TEMP TABLE frontier AS FROM partners UNION ALL FROM fellows;
