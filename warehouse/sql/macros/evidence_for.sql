-- Why we say so: the words behind every field of an incident, with a little of the text around them.
CREATE OR REPLACE MACRO evidence_for(of_incident, around := 80) AS TABLE
SELECT
    e.field,
    substring(t.text, e.span_start + 1, e.span_end - e.span_start) AS words,
    substring(t.text, greatest(e.span_start - around, 0) + 1,
        e.span_end - e.span_start + least(e.span_start, around) + around) AS context,
    e.confidence,
    m.source,
    a.title,
    a.url,
    a.published_on,
    m.article_id,
    m.report_id
FROM incident_sources m
JOIN incident_reports r USING (report_id)
JOIN articles a ON a.article_id = r.article_id
JOIN article_texts t ON t.article_id = r.article_id AND t.text_hash = r.text_hash
JOIN evidence e ON e.article_id = r.article_id AND e.text_hash = r.text_hash
    AND e.extractor_version = r.extractor_version AND e.ordinal = r.ordinal AND e.subject = 'report'
WHERE m.incident_id = of_incident
ORDER BY e.field, a.published_on, m.article_id, e.span_start;
COMMENT ON MACRO TABLE evidence_for IS 'The words of the articles behind every field of an incident, with the text around them (code points before and after; default 80).';
