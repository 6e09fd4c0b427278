-- What tonight can touch: the new reports, those that lost a partner, and whatever hangs together with them.
CREATE OR REPLACE TEMP TABLE region AS
WITH RECURSIVE
held AS (
    SELECT report_id, other_report_id FROM fusion_pairs
    UNION ALL
    SELECT i.founding_report_id, s.report_id FROM incident_sources s JOIN incident_keys i USING (incident_id)
    UNION ALL
    SELECT report_id, other_report_id FROM rulings WHERE ruling = 'same' AND revoked_at IS NULL
),
bonds AS (
    SELECT report_id AS one, other_report_id AS two FROM held
    UNION ALL
    SELECT other_report_id, report_id FROM held
),
reached AS (
    SELECT report_id FROM arriving
    UNION
    SELECT report_id FROM gone
    UNION
    SELECT b.two FROM reached r JOIN bonds b ON b.one = r.report_id
)
SELECT report_id FROM reached;

CREATE OR REPLACE TEMP TABLE region_live AS
SELECT report_id FROM region WHERE report_id IN (SELECT report_id FROM fusion_reports) ORDER BY report_id;
