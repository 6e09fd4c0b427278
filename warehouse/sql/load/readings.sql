-- The readings whose reports are to be stored: each text version and extractor version of an article once.
CREATE OR REPLACE TEMP TABLE to_store AS
SELECT pos, c.article_id, c.text_hash, r.extractor_version
FROM staged_readings r
JOIN classified c USING (pos)
WHERE c.outcome IN ('new', 'revision', 'read again')
QUALIFY row_number() OVER (PARTITION BY c.article_id ORDER BY pos) = 1;

UPDATE articles a
SET text_hash = s.text_hash, extractor_version = s.extractor_version
FROM to_store s
WHERE a.article_id = s.article_id
    AND (a.text_hash <> s.text_hash OR a.extractor_version <> s.extractor_version);

INSERT INTO fusion_queue SELECT article_id FROM to_store;

DELETE FROM to_store s
WHERE EXISTS (
    FROM incident_reports i
    WHERE i.article_id = s.article_id
        AND i.text_hash = s.text_hash
        AND i.extractor_version = s.extractor_version
) OR EXISTS (
    FROM statistics i
    WHERE i.article_id = s.article_id
        AND i.text_hash = s.text_hash
        AND i.extractor_version = s.extractor_version
);
