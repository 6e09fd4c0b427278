-- Rows as nights leave them, one day's behind the other's: fusion wrote all of this in one batch, by key.
CREATE TEMP TABLE days AS
SELECT incident_id, min(published_on) AS day FROM incident_sources JOIN articles USING (article_id) GROUP BY incident_id;

CREATE TEMP TABLE ordered AS FROM fusion_reports ORDER BY published_on, article_id, ordinal;
TRUNCATE fusion_reports;
INSERT INTO fusion_reports FROM ordered;

CREATE OR REPLACE TEMP TABLE ordered AS
SELECT m.* FROM incident_sources m JOIN articles a USING (article_id) ORDER BY a.published_on, m.incident_id, m.report_id;
TRUNCATE incident_sources;
INSERT INTO incident_sources FROM ordered;

CREATE OR REPLACE TEMP TABLE ordered AS
SELECT p.* FROM fusion_pairs p JOIN fusion_reports r ON r.report_id = p.other_report_id ORDER BY r.published_on, p.report_id;
TRUNCATE fusion_pairs;
INSERT INTO fusion_pairs FROM ordered;

CREATE OR REPLACE TEMP TABLE ordered AS SELECT i.* FROM incidents i JOIN days USING (incident_id) ORDER BY day, incident_id;
TRUNCATE incidents;
INSERT INTO incidents FROM ordered;

CREATE OR REPLACE TEMP TABLE ordered AS SELECT i.* FROM incident_history i JOIN days USING (incident_id) ORDER BY day, incident_id;
TRUNCATE incident_history;
INSERT INTO incident_history FROM ordered;

CREATE OR REPLACE TEMP TABLE ordered AS SELECT i.* FROM incident_keys i JOIN days USING (incident_id) ORDER BY day, incident_id;
TRUNCATE incident_keys;
INSERT INTO incident_keys FROM ordered;

CREATE OR REPLACE TEMP TABLE ordered AS SELECT i.* FROM incident_citations i JOIN days USING (incident_id) ORDER BY day, incident_id;
TRUNCATE incident_citations;
INSERT INTO incident_citations FROM ordered;
DROP TABLE ordered;
