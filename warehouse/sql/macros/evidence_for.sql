-- Why we say so: the words behind every field of an incident, with a little of the text around them.
-- Step by step, and each time by row number: first the narrow keys find the few rows, then only those are read.
CREATE OR REPLACE MACRO evidence_for(of_incident, around := 80) AS TABLE
WITH members AS MATERIALIZED (
    SELECT source, article_id, report_id FROM incident_sources WHERE incident_id = of_incident
),
told AS MATERIALIZED (
    SELECT m.source, r.article_id, r.report_id, r.text_hash, r.extractor_version, r.ordinal
    FROM incident_reports r
    JOIN members m USING (report_id)
    WHERE r.rowid IN (SELECT rowid FROM incident_reports WHERE report_id IN (SELECT report_id FROM members))
),
spans AS MATERIALIZED (
    SELECT e.*, t.source, t.report_id
    FROM evidence e
    JOIN told t USING (article_id, text_hash, extractor_version, ordinal)
    WHERE e.subject = 'report'
        AND e.rowid IN (SELECT rowid FROM evidence WHERE article_id IN (SELECT article_id FROM members))
),
texts AS MATERIALIZED (
    SELECT article_id, text_hash, text
    FROM article_texts
    WHERE rowid IN (SELECT rowid FROM article_texts WHERE article_id IN (SELECT article_id FROM members))
),
heads AS MATERIALIZED (
    SELECT article_id, title, url, published_on
    FROM articles
    WHERE rowid IN (SELECT rowid FROM articles WHERE article_id IN (SELECT article_id FROM members))
)
SELECT
    s.field,
    substring(x.text, s.span_start + 1, s.span_end - s.span_start) AS words,
    substring(x.text, greatest(s.span_start - around, 0) + 1,
        s.span_end - s.span_start + least(s.span_start, around) + around) AS context,
    s.confidence,
    s.source,
    h.title,
    h.url,
    h.published_on,
    s.article_id,
    s.report_id
FROM spans s
JOIN texts x USING (article_id, text_hash)
JOIN heads h USING (article_id)
ORDER BY s.field, h.published_on, s.article_id, s.span_start;
COMMENT ON MACRO TABLE evidence_for IS 'The words of the articles behind every field of an incident, with the text around them (code points before and after; default 80).';
