-- What the stored readings say: reports, statistics, claims, and the spans behind them.
-- The sentence that a report's toll, else its kind, its place or its day stands in.
CREATE OR REPLACE TEMP TABLE telling AS
WITH placed AS (
    SELECT
        pos, ordinal,
        arg_min(span_start, (
            coalesce(list_position(['killed', 'casualties', 'injured', 'abducted', 'event_type', 'place'], field), 99),
            span_start)) AS at
    FROM staged_evidence
    JOIN to_store USING (pos)
    WHERE subject = 'report'
    GROUP BY pos, ordinal
)
SELECT
    pos, ordinal,
    trim(
        regexp_extract(right(left(r.text, p.at), 600), '(?s)^(?:.*(?:[.!?]["”’)]*\s+|\n))?(.*)$', 1)
        || regexp_extract(substring(r.text, p.at + 1, 600), '(?s)^(.*?(?:[.!?]["”’)]*(?:\s|$)|\n|$))', 1)
    ) AS sentence
FROM placed p
JOIN staged_readings r USING (pos);

INSERT INTO incident_reports BY NAME
SELECT
    left(sha256(concat_ws('|', s.article_id, s.text_hash, s.extractor_version, i.ordinal)), 16) AS report_id,
    s.article_id, s.text_hash, s.extractor_version, i.* EXCLUDE (pos), t.sentence,
    $run_id AS run_id, $now AS recorded_at
FROM staged_reports i
JOIN to_store s USING (pos)
LEFT JOIN telling t USING (pos, ordinal)
ORDER BY pos, ordinal;

INSERT INTO statistics BY NAME
SELECT
    s.article_id, s.text_hash, s.extractor_version, i.* EXCLUDE (pos),
    $run_id AS run_id, $now AS recorded_at
FROM staged_statistics i
JOIN to_store s USING (pos)
ORDER BY pos, ordinal;

INSERT INTO evidence BY NAME
SELECT s.article_id, n.article_number, s.text_hash, s.extractor_version, i.* EXCLUDE (pos), $run_id AS run_id
FROM staged_evidence i
JOIN to_store s USING (pos)
JOIN numbered n USING (article_id)
ORDER BY pos, subject, ordinal, span_start;

INSERT INTO claims BY NAME
WITH said AS (
    SELECT pos, ordinal, 'claimed' AS stance, claimed_by AS actor, claimed_by AS speaker, perpetrator_text AS words
    FROM staged_reports
    WHERE claimed_by IS NOT NULL
    UNION ALL
    SELECT pos, ordinal, attribution, perpetrator, attributed_by, perpetrator_text
    FROM staged_reports
    WHERE attribution IN ('attributed', 'suspected')
    UNION ALL
    SELECT pos, ordinal, 'denied', denied_by, denied_by, NULL
    FROM staged_reports
    WHERE denied_by IS NOT NULL
)
SELECT s.article_id, s.text_hash, s.extractor_version, said.* EXCLUDE (pos), $run_id AS run_id
FROM said
JOIN to_store s USING (pos)
ORDER BY pos, ordinal, stance;
