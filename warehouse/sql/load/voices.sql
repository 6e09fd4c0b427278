-- Near-duplicates and revisions are one voice, whichever of them came first.
CREATE OR REPLACE TEMP TABLE joined_voices AS
WITH RECURSIVE linked AS (
    SELECT a.voice AS one, b.voice AS two
    FROM near_duplicates n
    JOIN articles a ON a.article_id = n.article_id
    JOIN articles b ON b.article_id = n.like_article_id
    WHERE n.run_id = $run_id
    UNION ALL
    SELECT a.voice, b.voice
    FROM articles a
    JOIN articles b ON b.article_id = a.replaces
    WHERE a.run_id = $run_id
),
either_way AS (
    SELECT one, two FROM linked WHERE one <> two
    UNION
    SELECT two, one FROM linked WHERE one <> two
),
reached AS (
    SELECT one AS voice, two AS other FROM either_way
    UNION
    SELECT r.voice, e.two FROM reached r JOIN either_way e ON e.one = r.other
)
SELECT voice, min(other) AS smallest
FROM reached
GROUP BY voice
HAVING smallest < voice;

-- whoever gets another voice is to be fused anew
INSERT INTO fusion_queue
SELECT a.article_id FROM articles a JOIN joined_voices j ON j.voice = a.voice;

UPDATE articles a
SET voice = j.smallest
FROM joined_voices j
WHERE j.voice = a.voice;

UPDATE articles a
SET superseded_by = n.article_id
FROM articles n
JOIN near_duplicates d ON d.article_id = n.article_id
WHERE n.replaces = a.article_id AND d.like_article_id = a.article_id
    AND n.replaces_because = 'same address' AND n.run_id = $run_id AND a.superseded_by IS NULL;

INSERT INTO fusion_queue
SELECT a.article_id
FROM articles a
JOIN articles n ON n.article_id = a.superseded_by
WHERE n.run_id = $run_id;
