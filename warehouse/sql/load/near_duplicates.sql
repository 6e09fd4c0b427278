-- Which new texts share much of their wording with one that was there first.
INSERT INTO near_duplicates BY NAME
WITH new AS (
    SELECT article_id, min(pos) AS pos FROM classified WHERE outcome IN ('new', 'revision') GROUP BY article_id
),
hits AS MATERIALIZED (
    SELECT * FROM signatures WHERE shingle IN (SELECT shingle FROM signatures JOIN new USING (article_id))
),
-- wording that very many texts have is furniture, and comparing by it costs much
telling AS (
    SELECT shingle FROM hits GROUP BY shingle HAVING count(*) BETWEEN 2 AND 200
),
shared AS (
    SELECT
        a.article_id, b.article_id AS like_article_id,
        count(*) AS n, any_value(a.samples) AS samples, any_value(b.samples) AS like_samples
    FROM hits a
    JOIN telling USING (shingle)
    JOIN new n ON n.article_id = a.article_id
    JOIN hits b ON b.shingle = a.shingle AND b.article_id <> a.article_id
    LEFT JOIN new m ON m.article_id = b.article_id
    WHERE m.pos IS NULL OR m.pos < n.pos
    GROUP BY a.article_id, b.article_id
),
measured AS (
    SELECT
        *,
        n / (samples + like_samples - n) AS jaccard,
        n / least(samples, like_samples) AS containment
    FROM shared
    WHERE n >= 4
)
SELECT article_id, like_article_id, jaccard, containment, $run_id AS run_id
FROM measured
WHERE jaccard >= 0.4 OR containment >= 0.55;

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
