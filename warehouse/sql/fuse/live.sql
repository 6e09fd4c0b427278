-- Of the queued articles the reports that count now: of the current text that no later state of it has
-- taken the place of, as its current extractor read it; with the days in which the event may lie.
-- A main report without a date speaks of the month before its publication. Found by narrow keys first and then read
-- by row number: what else the archive holds is not looked at.
CREATE OR REPLACE TEMP TABLE counted AS
SELECT report_id FROM fusion_reports WHERE article_id IN (FROM fusion_batch);

CREATE OR REPLACE TEMP TABLE arriving AS
WITH queued AS MATERIALIZED (
    SELECT article_id, text_hash, extractor_version, source, published_on, voice
    FROM articles
    WHERE superseded_by IS NULL
        AND rowid IN (SELECT rowid FROM articles WHERE article_id IN (FROM fusion_batch))
),
told AS MATERIALIZED (
    SELECT *
    FROM incident_reports
    WHERE rowid IN (SELECT rowid FROM incident_reports WHERE article_id IN (FROM fusion_batch))
),
dated AS (
    SELECT
        r.*,
        a.source,
        a.published_on,
        a.voice,
        CASE
            WHEN r.event_date IS NOT NULL AND r.date_precision = 'few days' AND r.event_date_end IS NULL
                THEN r.event_date - 3
            WHEN r.event_date IS NOT NULL THEN r.event_date
            WHEN r.role = 'main' THEN a.published_on - 31
        END AS first_day,
        CASE
            WHEN r.event_date IS NULL THEN CASE WHEN r.role = 'main' THEN a.published_on END
            WHEN r.date_precision = 'day' THEN r.event_date
            WHEN r.event_date_end IS NOT NULL THEN greatest(r.event_date, r.event_date_end)
            WHEN r.date_precision = 'few days' THEN r.event_date + 3
            WHEN r.date_precision = 'week' THEN r.event_date + 6
            WHEN r.date_precision = 'month' THEN last_day(r.event_date)
            WHEN r.date_precision = 'year' THEN make_date(year(r.event_date), 12, 31)
            ELSE r.event_date
        END AS last_day
    FROM told r
    JOIN queued a USING (article_id, text_hash, extractor_version)
)
SELECT
    report_id, article_id, voice, source, role, ordinal, published_on, event_date, date_precision,
    event_date IS NOT NULL AND date_precision = 'day' AS to_the_day,
    event_date IS NULL AND first_day IS NOT NULL AS day_guessed,
    first_day, last_day,
    lower(country) AS country_key,
    strip_accents(lower(admin1)) AS admin1_key,
    strip_accents(lower(admin2)) AS admin2_key,
    strip_accents(lower(place)) AS place_key,
    latitude, longitude, geo_precision, incident_kind, event_type, sub_event_type,
    nullif(weapon_type, 'Unknown') AS weapon_type, nullif(target_type, 'Unknown') AS target_type,
    suicide, perpetrator, opponent, killed, injured, n_incidents
FROM dated;

-- what counted before and counts no more: a newer extractor, a newer cleaner, or a later state of the text
CREATE OR REPLACE TEMP TABLE gone AS
SELECT report_id FROM counted WHERE report_id NOT IN (SELECT report_id FROM arriving);

CREATE OR REPLACE TEMP TABLE fusion_size AS
SELECT count(*) FILTER (report_id NOT IN (FROM counted)) AS arrived FROM arriving;

DELETE FROM fusion_reports WHERE article_id IN (SELECT article_id FROM fusion_batch);

INSERT INTO fusion_reports BY NAME FROM arriving ORDER BY article_id, ordinal;
