-- The next articles to fuse, the oldest news first: a backfill of years is taken in pieces that fit.
CREATE OR REPLACE TEMP TABLE fusion_batch AS
SELECT article_id
FROM (SELECT DISTINCT article_id FROM fusion_queue)
LEFT JOIN (
    SELECT article_id, published_on FROM articles
    WHERE rowid IN (SELECT rowid FROM articles WHERE article_id IN (SELECT article_id FROM fusion_queue))
) USING (article_id)
ORDER BY published_on NULLS LAST, article_id
LIMIT $articles_at_once;
