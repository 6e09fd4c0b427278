-- What each reading is, against what is stored and against those before it in the batch.
CREATE OR REPLACE TEMP TABLE classified AS
WITH read_well AS (
    SELECT * FROM staged_readings WHERE article_id IS NOT NULL AND reason IS NULL
),
-- the same archived bytes, loaded before: what they gave then
again AS (
    SELECT r.pos, min_by(s.article_id, s.seen_at) AS article_id
    FROM read_well r
    JOIN sightings s ON s.archived_in = r.archived_in AND s.source_id = r.source_id
    WHERE s.article_id IS NOT NULL
    GROUP BY r.pos
),
same_text AS (
    SELECT r.pos, min_by(t.article_id, (t.recorded_at, t.article_id)) AS article_id
    FROM read_well r
    JOIN article_texts t ON t.text_hash = r.article_id
    GROUP BY r.pos
),
-- the latest article that declares the hash; under another cleaner another text is no other article
same_name AS (
    SELECT
        r.pos,
        max_by(a.article_id, (a.recorded_at, a.fetched_at, a.article_id)) AS article_id,
        max_by(t.cleaner_version, (a.recorded_at, a.fetched_at, a.article_id)) AS cleaner_version
    FROM read_well r
    JOIN articles a ON a.declared_hash = r.declared_hash
    JOIN article_texts t ON t.article_id = a.article_id AND t.text_hash = a.text_hash
    GROUP BY r.pos
),
-- an address that is only a site's front door says nothing about the article
addresses AS (
    SELECT pos, source, url AS address FROM read_well WHERE url IS NOT NULL
    UNION
    SELECT pos, source, canonical_url FROM read_well WHERE canonical_url SIMILAR TO '[a-z]+://[^/]+/.+'
),
same_address AS (
    SELECT pos, max_by(article_id, (recorded_at, fetched_at, article_id)) AS article_id
    FROM (
        SELECT r.pos, a.article_id, a.recorded_at, a.fetched_at
        FROM addresses r
        JOIN articles a ON a.source = r.source AND a.url = r.address
        UNION ALL
        SELECT r.pos, a.article_id, a.recorded_at, a.fetched_at
        FROM addresses r
        JOIN articles a ON a.source = r.source AND a.canonical_url = r.address
    )
    GROUP BY pos
),
known AS (
    SELECT
        r.pos,
        r.article_id AS text_hash,
        r.declared_hash,
        coalesce(
            again.article_id,
            CASE WHEN same_text.article_id IS NULL AND same_name.cleaner_version <> r.cleaner_version
                THEN same_name.article_id END
        ) AS reread,
        same_text.article_id AS same_text,
        same_name.article_id AS same_name,
        same_address.article_id AS same_address
    FROM read_well r
    LEFT JOIN again USING (pos)
    LEFT JOIN same_text USING (pos)
    LEFT JOIN same_name USING (pos)
    LEFT JOIN same_address USING (pos)
),
-- those that bring a text which nobody has yet; the first in the batch holds it
bringers AS (
    SELECT *, row_number() OVER (PARTITION BY text_hash ORDER BY pos) = 1 AS first
    FROM known
    WHERE reread IS NULL AND same_text IS NULL
),
holders AS (
    SELECT * FROM bringers WHERE first
),
same_name_before AS (
    SELECT h.pos, max_by(b.text_hash, b.pos) AS text_hash
    FROM holders h
    JOIN holders b ON b.declared_hash = h.declared_hash AND b.pos < h.pos
    GROUP BY h.pos
),
same_address_before AS (
    SELECT h.pos, max_by(b.text_hash, b.pos) AS text_hash
    FROM holders h
    JOIN addresses x ON x.pos = h.pos
    JOIN addresses y ON y.source = x.source AND y.address = x.address AND y.pos < x.pos
    JOIN holders b ON b.pos = y.pos
    GROUP BY h.pos
),
replaced AS (
    SELECT
        k.pos,
        coalesce(n.text_hash, k.same_name) AS same_name,
        coalesce(d.text_hash, k.same_address) AS same_address
    FROM known k
    LEFT JOIN same_name_before n USING (pos)
    LEFT JOIN same_address_before d USING (pos)
),
declared_before AS (
    SELECT k.pos
    FROM known k
    JOIN known b ON b.pos < k.pos AND b.declared_hash = k.declared_hash AND b.text_hash = k.text_hash
    GROUP BY k.pos
)
SELECT
    r.pos,
    CASE
        WHEN r.reason IS NOT NULL OR r.article_id IS NULL THEN 'rejected'
        WHEN k.reread IS NOT NULL AND (
            $reading_again
            OR a.text_hash <> r.article_id
            OR (r.extractor_version <> '' AND a.extractor_version <> r.extractor_version)
        ) THEN 'read again'
        WHEN k.reread IS NOT NULL OR k.same_text IS NOT NULL OR NOT b.first THEN
            CASE
                WHEN k.same_name IS NOT NULL OR d.pos IS NOT NULL THEN 'declared duplicate'
                ELSE 'exact duplicate'
            END
        WHEN coalesce(p.same_name, p.same_address) IS NOT NULL THEN 'revision'
        ELSE 'new'
    END AS outcome,
    CASE
        WHEN r.reason IS NULL THEN coalesce(k.reread, k.same_text, r.article_id)
    END AS article_id,
    r.article_id AS text_hash,
    coalesce(p.same_name, p.same_address) AS replaces,
    CASE
        WHEN p.same_name IS NOT NULL THEN 'same declared hash'
        WHEN p.same_address IS NOT NULL THEN 'same address'
    END AS replaces_because
FROM staged_readings r
LEFT JOIN known k USING (pos)
LEFT JOIN articles a ON a.article_id = k.reread
LEFT JOIN bringers b USING (pos)
LEFT JOIN replaced p USING (pos)
LEFT JOIN declared_before d USING (pos);
