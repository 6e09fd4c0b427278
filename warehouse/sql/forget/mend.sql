-- The records behind one that was taken out have moved.
CREATE OR REPLACE TEMP TABLE moved AS
SELECT
    s.archived_in, p.archived_in AS now_in
FROM (
    SELECT archived_in FROM sightings
    UNION
    SELECT archived_in FROM articles
    UNION
    SELECT archived_in FROM rejections
) s
JOIN staged_places p
    ON p.file = regexp_extract(s.archived_in, '^(.*)#', 1)
    AND p.record_id = regexp_extract(s.archived_in, '#(.*)@[0-9]+$', 1)
WHERE s.archived_in <> p.archived_in;

UPDATE sightings s SET archived_in = m.now_in FROM moved m WHERE m.archived_in = s.archived_in;
UPDATE articles s SET archived_in = m.now_in FROM moved m WHERE m.archived_in = s.archived_in;
UPDATE rejections s SET archived_in = m.now_in FROM moved m WHERE m.archived_in = s.archived_in;
