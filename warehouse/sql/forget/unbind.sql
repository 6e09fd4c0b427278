-- Their reports count no more: fusion sees them as taken back, and finds who stands for them.
CREATE OR REPLACE TEMP TABLE leaving AS
SELECT article_id FROM articles WHERE article_id IN (SELECT unnest($articles::VARCHAR[]));

UPDATE articles SET superseded_by = 'forgotten' WHERE article_id IN (FROM leaving);

INSERT INTO fusion_queue SELECT article_id FROM leaving;
