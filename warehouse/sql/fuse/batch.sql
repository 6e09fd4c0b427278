-- The next articles to fuse, the oldest news first: a backfill of years is taken in pieces that fit.
CREATE OR REPLACE TEMP TABLE fusion_batch AS
SELECT article_id
FROM (SELECT DISTINCT q.article_id, a.published_on FROM fusion_queue q LEFT JOIN articles a USING (article_id))
ORDER BY published_on NULLS LAST, article_id
LIMIT $articles_at_once;
