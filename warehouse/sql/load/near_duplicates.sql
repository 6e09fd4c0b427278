-- Which new texts share much of their wording with one that was there first.
-- Their samples stand by themselves in signed, so that all samples ever taken are read once and against those few.
-- The condition holds for every row: DuckDB makes a Bloom filter of what is looked for, and looks for it in half
-- the time, only where that has a condition of its own.
CREATE OR REPLACE TEMP TABLE hits AS
SELECT article_id, shingle FROM signatures WHERE shingle IN (SELECT shingle FROM signed WHERE samples > 0);

INSERT INTO near_duplicates BY NAME
WITH new AS (
    SELECT article_id, min(pos) AS pos FROM classified WHERE outcome IN ('new', 'revision') GROUP BY article_id
),
-- wording that very many texts have is furniture, and comparing by it costs much
telling AS (
    SELECT shingle
    FROM hits
    GROUP BY shingle
    HAVING count(*) BETWEEN 2 AND (SELECT most_texts FROM signature_parameters)
),
candidates AS MATERIALIZED (
    SELECT a.article_id, b.article_id AS like_article_id
    FROM hits a
    JOIN telling USING (shingle)
    JOIN new n ON n.article_id = a.article_id
    JOIN hits b ON b.shingle = a.shingle AND b.article_id <> a.article_id
    LEFT JOIN new m ON m.article_id = b.article_id
    WHERE m.pos IS NULL OR m.pos < n.pos
    GROUP BY a.article_id, b.article_id
    HAVING count(*) >= (SELECT min_shared FROM signature_parameters)
),
-- a sample only proposes: what decides are all runs of three words, and the names and numbers
texts AS MATERIALIZED (
    SELECT
        article_id, text, regexp_extract_all(lower(text), '[\p{L}\p{N}]+') AS words
    FROM article_texts
    JOIN articles USING (article_id, text_hash)
    WHERE article_texts.rowid IN (
        SELECT rowid FROM article_texts
        WHERE article_id IN (SELECT article_id FROM candidates UNION SELECT like_article_id FROM candidates))
),
told AS MATERIALIZED (
    SELECT
        article_id,
        list_distinct(list_transform(list_zip(words, words[2:], words[3:], true), lambda run: hash(run))) AS runs,
        list_distinct(
            regexp_extract_all(text, '[\p{Ll},] (\p{Lu}\p{L}+)', 1) || regexp_extract_all(text, '\d+')
        ) AS names
    FROM texts
),
compared AS (
    SELECT
        c.*,
        len(list_intersect(a.runs, b.runs)) AS n,
        len(a.runs) AS runs,
        len(b.runs) AS like_runs,
        len(list_intersect(a.names, b.names)) AS same_names,
        least(len(a.names), len(b.names)) AS names
    FROM candidates c
    JOIN told a USING (article_id)
    JOIN told b ON b.article_id = c.like_article_id
),
measured AS (
    SELECT
        *,
        n / (runs + like_runs - n) AS jaccard,
        n / least(runs, like_runs) AS containment
    FROM compared
)
SELECT article_id, like_article_id, jaccard, containment, $run_id AS run_id
FROM measured
CROSS JOIN signature_parameters p
WHERE n >= p.min_runs -- a shorter common part is a formula
    AND (jaccard >= p.min_jaccard OR containment >= p.min_containment)
    -- two attacks told in one formula share its words and not their names; a copy shares both
    AND (same_names >= p.min_names * names OR names < 3);

UPDATE articles a
SET near_duplicate_of = f.first
FROM (
    SELECT
        n.article_id,
        min_by(coalesce(b.near_duplicate_of, b.article_id), (b.recorded_at, b.fetched_at, b.article_id)) AS first
    FROM near_duplicates n
    JOIN articles b ON b.article_id = n.like_article_id
    WHERE n.run_id = $run_id
    GROUP BY n.article_id
) f
WHERE f.article_id = a.article_id AND a.near_duplicate_of IS NULL AND a.run_id = $run_id;

UPDATE classified c
SET outcome = 'near duplicate'
FROM articles a
WHERE c.outcome = 'new' AND a.article_id = c.article_id AND a.near_duplicate_of IS NOT NULL;
