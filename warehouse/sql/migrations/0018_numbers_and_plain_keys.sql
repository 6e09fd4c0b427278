-- What an incident rests on is found at once: texts and evidence carry a number that grows with time, so that only
-- the part of a table is read in which an article can stand. The keys of the tables in data/plain_keys.csv are then
-- written uncompressed (plain_keys.py): of hashes compression saves half and makes every look at them four times dearer.
ALTER TABLE articles ADD COLUMN number INTEGER;
ALTER TABLE article_texts ADD COLUMN article_number INTEGER;
ALTER TABLE evidence ADD COLUMN article_number INTEGER;
COMMENT ON COLUMN articles.number IS 'Place in the order of arrival, from 1; given once, never changed.';
COMMENT ON COLUMN article_texts.article_number IS 'The article''s number: by it a text is found faster than by its key.';
COMMENT ON COLUMN evidence.article_number IS 'The article''s number: by it evidence is found faster than by its key.';

-- a ruling may part one incident by two of its reports
COMMENT ON COLUMN rulings.incident_id IS 'The incident that was looked at, or for same and not same a report of it.';

UPDATE articles
SET number = o.number
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY recorded_at, rowid) AS number FROM articles) o
WHERE articles.rowid = o.row;

UPDATE article_texts SET article_number = a.number FROM articles a WHERE a.article_id = article_texts.article_id;
UPDATE evidence SET article_number = a.number FROM articles a WHERE a.article_id = evidence.article_id;
