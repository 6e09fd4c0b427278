-- warning: A figure whose only evidence shows another figure was attached to the wrong words.
WITH spans AS (
    SELECT
        e.article_id, e.text_hash, e.extractor_version, e.ordinal, e.field,
        any_value(substring(t.text, e.span_start + 1, e.span_end - e.span_start)) AS words
    FROM evidence e
    JOIN article_texts t USING (article_id, text_hash)
    WHERE e.subject = 'report' AND e.field IN ('killed', 'injured')
        AND e.run_id = (SELECT max_by(run_id, started_at) FROM runs)
    GROUP BY ALL
    HAVING count(*) = 1
)
SELECT r.report_id, s.field, s.words, r.killed, r.injured
FROM spans s
JOIN incident_reports r USING (article_id, text_hash, extractor_version, ordinal)
WHERE regexp_matches(s.words, '[0-9]')
    AND NOT list_has_any(
        list_transform(
            regexp_extract_all(s.words, '[0-9][0-9,]*'),
            lambda digits: try_cast(replace(digits, ',', '') AS BIGINT)),
        CASE s.field
            WHEN 'killed' THEN [r.killed, r.killed_low, r.killed_high]
            ELSE [r.injured, r.injured_low, r.injured_high]
        END::BIGINT[]);
