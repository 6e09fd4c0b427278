-- Samples of the new texts' three-word runs: every eighth hash (FracMinHash), so that any two can be compared.
INSERT INTO signatures
WITH words AS (
    SELECT article_id, regexp_extract_all(lower(text), '[\p{L}\p{N}]+') AS word
    FROM article_texts
    JOIN articles USING (article_id, text_hash)
    WHERE article_id IN (SELECT article_id FROM classified WHERE outcome IN ('new', 'revision'))
),
-- zipped with itself, so that no run has to look the words up again
runs AS (
    SELECT
        article_id,
        unnest(list_distinct(list_transform(
            list_zip(word, word[2:], word[3:], true),
            lambda three: md5_number_lower(concat_ws(' ', three[1], three[2], three[3]))
        ))) AS hash
    FROM words
    WHERE len(word) >= 3
)
SELECT article_id, (hash >> 1)::BIGINT, count(*) OVER (PARTITION BY article_id)
FROM runs
WHERE hash % 8 = 0;
