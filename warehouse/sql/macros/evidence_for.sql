-- Why we say so: the words behind every field of an incident, with a little of the text around them.
-- Step by step: the narrow keys find the few reports and articles, whose rows are read by row number; the articles'
-- numbers, which grow with time, say in which part of the evidence and the texts to look.
CREATE OR REPLACE MACRO evidence_for(of_incident, around := 80) AS TABLE
WITH members AS MATERIALIZED (
    SELECT source, article_id, report_id FROM incident_sources WHERE incident_id = of_incident
),
reports AS MATERIALIZED (
    SELECT * FROM incident_reports
    WHERE rowid IN (SELECT rowid FROM incident_reports WHERE report_id IN (SELECT report_id FROM members))
),
-- what the report itself says there, so that its words can be held against it and not against another's
given AS (
    UNPIVOT (
        SELECT
            report_id,
            COLUMNS(* EXCLUDE (report_id, article_id, text_hash, extractor_version, ordinal, run_id, recorded_at,
                sentence, killed, injured))::VARCHAR,
            CASE WHEN killed_low < killed_high THEN printf('%d (%d to %d)', killed, killed_low, killed_high)
                ELSE killed::VARCHAR END AS killed,
            CASE WHEN injured_low < injured_high THEN printf('%d (%d to %d)', injured, injured_low, injured_high)
                ELSE injured::VARCHAR END AS injured
        FROM reports
    )
    ON COLUMNS(* EXCLUDE (report_id)) INTO NAME field VALUE value
),
heads AS MATERIALIZED (
    SELECT article_id, number, title, coalesce(url, canonical_url) AS url, published_on
    FROM articles
    WHERE rowid IN (SELECT rowid FROM articles WHERE article_id IN (SELECT article_id FROM members))
),
spans AS MATERIALIZED (
    SELECT article_id, text_hash, extractor_version, ordinal, field, span_start, span_end, confidence
    FROM evidence
    WHERE subject = 'report' AND article_number IN (SELECT number FROM heads)
),
texts AS MATERIALIZED (
    SELECT article_id, text_hash, text FROM article_texts WHERE article_number IN (SELECT number FROM heads)
),
said AS (
    SELECT
        s.field,
        substring(x.text, s.span_start + 1, s.span_end - s.span_start) AS words,
        substring(x.text, greatest(s.span_start - around, 0) + 1,
            s.span_end - s.span_start + least(s.span_start, around) + around) AS context,
        s.confidence,
        m.source,
        h.title,
        h.url,
        h.published_on,
        s.article_id,
        r.report_id,
        s.span_start,
        v.value
    FROM members m
    JOIN reports r USING (report_id)
    JOIN spans s ON s.article_id = r.article_id AND s.text_hash = r.text_hash
        AND s.extractor_version = r.extractor_version AND s.ordinal = r.ordinal
    JOIN texts x ON x.article_id = s.article_id AND x.text_hash = s.text_hash
    JOIN heads h ON h.article_id = s.article_id
    LEFT JOIN given v ON v.report_id = r.report_id AND v.field = s.field
),
-- where an analyst ruled, the ruling is why we say so
ruled AS (
    SELECT
        field, value AS words, value, why AS context, 'ruling by ' || who AS source, made_at::DATE AS published_on,
        ruling_id
    FROM ruled_values
    WHERE incident_id = of_incident
)
SELECT field, words, context, confidence, source, title, url, published_on, article_id, report_id, ruling_id, value
FROM (FROM said UNION ALL BY NAME FROM ruled)
ORDER BY field, ruling_id IS NULL, published_on, article_id, span_start;
COMMENT ON MACRO TABLE evidence_for IS 'The words of the articles behind every field of an incident, with the text around them (code points before and after; default 80); value is what that report gives there, its range beside it; of a value that an analyst ruled right first the ruling, with its reason.';
