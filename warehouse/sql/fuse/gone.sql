-- Reports that fusion knew and that no longer count: a newer extractor or cleaner has read their article.
CREATE OR REPLACE TEMP TABLE gone AS
SELECT report_id FROM fusion_seen WHERE report_id NOT IN (SELECT report_id FROM live);
