-- What the reports of each touched incident together say, by agreement, precision and recency.
-- Of the archive only those few rows are read, by row number.
CREATE OR REPLACE TEMP TABLE told AS
WITH members AS MATERIALIZED (
    SELECT incident_id, report_id FROM staged_members
    WHERE report_id IN (SELECT report_id FROM involved WHERE role <> 'retracted')
),
reports AS MATERIALIZED (
    SELECT *
    FROM incident_reports
    WHERE rowid IN (SELECT rowid FROM incident_reports WHERE report_id IN (SELECT report_id FROM members))
),
heads AS MATERIALIZED (
    SELECT article_id, source, voice, published_on, published_at, kind, title, coalesce(url, canonical_url) AS url
    FROM articles
    WHERE rowid IN (SELECT rowid FROM articles WHERE article_id IN (SELECT article_id FROM reports))
)
SELECT
    m.incident_id, r.*, a.source, a.voice, a.published_on, a.title, a.url,
    coalesce(a.published_at, a.published_on) AS moment,
    l.to_the_day, l.place_key, l.admin1_key, l.admin2_key,
    r.role = 'main' AS fresh,
    a.kind = 'statement' AS own_words
FROM members m
JOIN reports r USING (report_id)
JOIN involved l USING (report_id)
JOIN heads a ON a.article_id = r.article_id;

-- 'Islamic State' beside 'Islamic State Khorasan Province (ISKP)' is the same name, told less exactly
UPDATE told
SET perpetrator = coalesce(exact.names[perpetrator], perpetrator),
    claimed_by = coalesce(exact.names[claimed_by], claimed_by)
FROM (
    WITH named AS (
        SELECT DISTINCT incident_id, unnest([perpetrator, claimed_by]) AS name FROM told
    )
    SELECT incident_id, map_from_entries(list((name, long_name))) AS names
    FROM (
        SELECT short.incident_id, short.name, min(long.name) AS long_name
        FROM named short
        JOIN named long ON long.incident_id = short.incident_id AND starts_with(long.name, short.name || ' ')
        GROUP BY ALL
    )
    GROUP BY incident_id
) exact
WHERE exact.incident_id = told.incident_id;

-- the most exact date, then the one that most independent texts give
CREATE OR REPLACE TEMP TABLE best_date AS
SELECT incident_id, event_date, max(event_date_end) AS event_date_end, date_precision
FROM told
GROUP BY incident_id, event_date, date_precision
QUALIFY row_number() OVER (
    PARTITION BY incident_id
    ORDER BY event_date IS NULL,
        array_position(['day', 'few days', 'week', 'month', 'year', 'unknown'], date_precision),
        bool_or(fresh) DESC, count(DISTINCT voice) DESC, event_date
) = 1;

-- a place rather than the town that its district is called after, then what most independent texts give, then
-- the one whose point is known best; its columns stay together
CREATE OR REPLACE TEMP TABLE best_place AS
SELECT
    incident_id, country, admin1, admin2, admin3, place, latitude, longitude, geo_precision, geonames_id
FROM (
    SELECT
        *,
        coalesce(geo_precision, CASE
            WHEN place IS NOT NULL THEN 2 WHEN admin2 IS NOT NULL THEN 3 WHEN admin1 IS NOT NULL THEN 4
            WHEN country IS NOT NULL THEN 6 ELSE 9 END) AS exactness,
        count(DISTINCT voice) OVER (PARTITION BY incident_id, place_key, admin2_key, admin1_key) AS voices
    FROM told
)
QUALIFY row_number() OVER (
    PARTITION BY incident_id
    ORDER BY place IS NULL, exactness > 3, coalesce(place_key IN (admin2_key, admin1_key), false),
        fresh DESC, voices DESC, exactness, published_on DESC NULLS LAST, report_id
) = 1;

-- who attacked: the firmest attribution, then the name that most independent texts give
CREATE OR REPLACE TEMP TABLE best_actor AS
SELECT incident_id, perpetrator, perpetrator_text, attribution
FROM (
    SELECT *, count(DISTINCT voice) OVER (PARTITION BY incident_id, perpetrator) AS voices
    FROM told
)
QUALIFY row_number() OVER (
    PARTITION BY incident_id
    ORDER BY perpetrator IS NULL,
        array_position(['claimed', 'attributed', 'suspected', 'none'], attribution),
        fresh DESC, voices DESC, published_on DESC NULLS LAST, report_id
) = 1;

-- every other word: fresh news before history, then agreement, then recency
CREATE OR REPLACE TEMP TABLE words AS
WITH said AS (
    SELECT
        incident_id, voice, published_on, fresh, incident_kind, attack_type, weapon_type, target_type,
        opponent, claimed_by, attributed_by, denied_by,
        killed_qualifier, injured_qualifier,
        event_type || '|' || coalesce(sub_event_type, '') AS types
    FROM told
),
votes AS (
    SELECT
        incident_id, field, value,
        bool_or(fresh) AS fresh, count(DISTINCT voice) AS voices, max(published_on) AS latest
    FROM (
        UNPIVOT said
        ON incident_kind, attack_type, weapon_type, target_type, opponent, claimed_by, attributed_by,
            denied_by, killed_qualifier, injured_qualifier, types
        INTO NAME field VALUE value
    )
    GROUP BY ALL
)
SELECT incident_id, field, value
FROM votes
QUALIFY row_number() OVER (
    PARTITION BY incident_id, field ORDER BY fresh DESC, voices DESC, latest DESC NULLS LAST, value
) = 1;

-- numbers by GTD's rule: the latest report that is neither history nor the attacker's own words; of several
-- at one moment the majority, and where none has it the lowest; a share of a toll for several incidents counts
-- only where no report gives this one's own. A number is as old as the first text of its voice that gave it. Who
-- recalls a deed within a week may know of another death, but otherwise tells less than the news did: that counts
-- only where it is more.
CREATE OR REPLACE TEMP TABLE numbers AS
WITH said AS (
    SELECT
        incident_id, voice, moment, fresh, coalesce(published_on - event_date <= 7, false) AS recalled, own_words,
        allocated, killed, killed_civilians, killed_security, killed_militants, injured, injured_civilians,
        injured_security, injured_militants, casualties, missing, abducted
    FROM told
),
tall AS (
    UNPIVOT said
    ON killed, killed_civilians, killed_security, killed_militants, injured, injured_civilians,
        injured_security, injured_militants, casualties, missing, abducted
    INTO NAME field VALUE number
),
trusted AS (
    SELECT *
    FROM (
        SELECT
            *,
            fresh OR (recalled AND number > max(number) FILTER (fresh) OVER (PARTITION BY incident_id, field)) AS news,
            min(moment) OVER (PARTITION BY incident_id, field, voice, number) AS first_said
        FROM tall
    )
    QUALIFY rank() OVER (
        PARTITION BY incident_id, field
        ORDER BY allocated, coalesce(news, false) DESC, own_words, first_said DESC NULLS LAST
    ) = 1
)
SELECT incident_id, field, number, allocated
FROM trusted
GROUP BY incident_id, field, number, allocated
QUALIFY row_number() OVER (
    PARTITION BY incident_id, field ORDER BY count(DISTINCT voice) DESC, number
) = 1;

CREATE OR REPLACE TEMP TABLE disputes AS
WITH said AS (
    SELECT
        incident_id, voice, admin1, admin2, incident_kind, sub_event_type, perpetrator, opponent,
        CASE WHEN to_the_day THEN event_date::VARCHAR END AS event_date,
        killed::VARCHAR AS killed, injured::VARCHAR AS injured
    FROM told
)
SELECT incident_id, list(field ORDER BY field) AS fields
FROM (
    SELECT incident_id, field
    FROM (
        UNPIVOT said
        ON admin1, admin2, incident_kind, sub_event_type, perpetrator, opponent, event_date, killed, injured
        INTO NAME field VALUE value
    )
    GROUP BY ALL
    HAVING count(DISTINCT value) > 1 AND count(DISTINCT voice) > 1
)
GROUP BY incident_id;
