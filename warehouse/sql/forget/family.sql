-- The articles that were named, by key, declared hash or address, with all that they replaced or were replaced by.
WITH RECURSIVE named AS (
    SELECT article_id FROM articles
    WHERE article_id IN (SELECT unnest($names)) OR declared_hash IN (SELECT unnest($names))
        OR url IN (SELECT unnest($names)) OR canonical_url IN (SELECT unnest($names))
    UNION
    SELECT article_id FROM article_texts WHERE text_hash IN (SELECT unnest($names))
    UNION
    SELECT article_id FROM sightings WHERE url IN (SELECT unnest($names)) AND article_id IS NOT NULL
),
linked AS (
    SELECT article_id AS one, replaces AS two FROM articles WHERE replaces IS NOT NULL
    UNION
    SELECT replaces, article_id FROM articles WHERE replaces IS NOT NULL
),
family AS (
    SELECT article_id FROM named
    UNION
    SELECT l.two FROM family f JOIN linked l ON l.one = f.article_id
)
SELECT article_id FROM family WHERE article_id IN (SELECT article_id FROM articles) ORDER BY article_id;
