-- Samples of the new texts' three-word runs, so that any two can be compared (FracMinHash): every eighth hash,
-- and of short texts every fourth or second, so that half of a brief is still known again.
-- The table signature_parameters holds the numbers.
-- Each word is hashed once for the batch, by MD5, which no version of DuckDB will change.
CREATE OR REPLACE TEMP TABLE signed AS
WITH split AS (
    SELECT c.article_id, regexp_extract_all(lower(r.text), '[\p{L}\p{N}]+') AS words
    FROM staged_readings r
    JOIN classified c USING (pos)
    WHERE c.outcome IN ('new', 'revision')
),
spread AS (
    SELECT article_id, unnest(words) AS word, generate_subscripts(words, 1) AS place FROM split
),
hashed AS (
    SELECT word, (md5_number_lower(word) >> 8)::BIGINT AS hash
    FROM (SELECT DISTINCT word FROM spread)
),
runs AS (
    SELECT DISTINCT
        article_id,
        3 * hash + 5 * lead(hash) OVER following + 7 * lead(hash, 2) OVER following + p.seed AS shingle
    FROM spread
    JOIN hashed USING (word)
    CROSS JOIN signature_parameters p
    WINDOW following AS (PARTITION BY article_id ORDER BY place)
),
counted AS (
    SELECT article_id, shingle, count(*) OVER (PARTITION BY article_id) AS n FROM runs WHERE shingle IS NOT NULL
)
SELECT article_id, shingle, count(*) OVER (PARTITION BY article_id) AS samples
FROM counted
CROSS JOIN signature_parameters p
WHERE shingle % CASE
    WHEN n < p.brief_runs THEN p.every_brief
    WHEN n < p.short_runs THEN p.every_short
    ELSE p.every_long
END = 0;

INSERT INTO signatures BY NAME FROM signed;
