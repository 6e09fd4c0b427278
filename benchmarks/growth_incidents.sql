-- The reports in the incidents that they were made for: what comparing and clustering would have found.
CREATE TEMP TABLE region AS SELECT report_id FROM arriving;
CREATE TEMP TABLE involved AS FROM fusion_reports;

CREATE TEMP TABLE staged_members AS
SELECT incident_id, report_id, 6.5 AS score, 'date +2.0, place +3.0, kind +1.2, manner +0.3' AS features FROM belongs;

CREATE TEMP TABLE staged_incidents AS
SELECT incident_id, min(report_id) AS founding_report_id, 'active' AS status, NULL::VARCHAR AS merged_into
FROM belongs
GROUP BY incident_id;

INSERT INTO fusion_pairs
SELECT a.report_id, b.report_id, a.score, a.features, 'archive'
FROM staged_members a
JOIN staged_members b ON b.incident_id = a.incident_id AND a.report_id < b.report_id;

DELETE FROM fusion_queue;
