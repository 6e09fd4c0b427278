-- Which incident each current report went to, under every name its article was met by.
CREATE OR REPLACE VIEW fused_reports AS
SELECT DISTINCT g.source_id, r.ordinal, m.incident_id
FROM incident_sources m
JOIN incident_reports r USING (report_id)
JOIN sightings g ON g.article_id = r.article_id
WHERE g.source_id IS NOT NULL;
COMMENT ON VIEW fused_reports IS 'Which incident each report went to: the name its article was met by, its place in the article, the incident.';
COMMENT ON COLUMN fused_reports.source_id IS 'An address, a row''s id or a file''s name under which the article was met.';
COMMENT ON COLUMN fused_reports.ordinal IS 'Place among the article''s reports, from 0.';
COMMENT ON COLUMN fused_reports.incident_id IS 'The incident.';
