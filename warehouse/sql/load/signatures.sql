-- Samples of the new texts' three-word runs: every eighth hash (FracMinHash), so that any two can be compared.
INSERT INTO signatures
WITH words AS (
    SELECT t.article_id, regexp_extract_all(lower(t.text), '[\p{L}\p{N}]+') AS word
    FROM article_texts t
    JOIN articles a USING (article_id, text_hash)
    WHERE NOT EXISTS (FROM signatures s WHERE s.article_id = t.article_id)
        AND t.article_id IN (SELECT article_id FROM classified WHERE outcome IN ('new', 'revision'))
),
runs AS (
    SELECT DISTINCT
        article_id,
        (md5_number_lower(concat_ws(' ', word[i], word[i + 1], word[i + 2])) >> 1)::BIGINT AS shingle
    FROM words, unnest(range(1, greatest(len(word) - 1, 1))) AS r(i)
)
SELECT article_id, shingle FROM runs WHERE shingle % 8 = 0;
