-- Scripts written for ACLEDs export run on this view: its columns, its order, its conventions.
CREATE OR REPLACE VIEW acled AS
WITH acting AS (
    SELECT
        *,
        CASE
            WHEN event_type = 'Protests' THEN 'Protesters' || here
            WHEN event_type = 'Riots' THEN 'Rioters' || here
            WHEN perpetrator IS NOT NULL THEN perpetrator
            WHEN incident_kind = 'security operation' THEN 'Security Forces' || of_here
            WHEN opponent IS NOT NULL THEN opponent
            ELSE 'Unidentified Armed Group' || here
        END AS first_actor,
        CASE
            WHEN incident_kind = 'security operation' THEN coalesce(opponent, 'Unidentified Armed Group' || here)
            WHEN perpetrator IS NULL AND opponent IS NOT NULL THEN 'Security Forces' || of_here
            WHEN struck = 'state' THEN target_type || ' Forces' || of_here
            WHEN struck = 'civilians' THEN 'Civilians' || here
            WHEN opponent IS NOT NULL THEN opponent
        END AS second_actor
    FROM incidents_sided()
),
interacting AS (
    SELECT
        a.*,
        CASE
            WHEN first_actor LIKE 'Protesters (%' THEN 'Protesters'
            WHEN first_actor LIKE 'Rioters (%' THEN 'Rioters'
            WHEN first_actor LIKE 'Security Forces of %' THEN 'State forces'
            ELSE g1.actor_type
        END AS first_inter,
        CASE
            WHEN second_actor LIKE 'Civilians (%' THEN 'Civilians'
            WHEN second_actor LIKE '% Forces of %' THEN 'State forces'
            ELSE g2.actor_type
        END AS second_inter
    FROM acting a
    LEFT JOIN "groups" g1 ON g1.name = a.first_actor
    LEFT JOIN "groups" g2 ON g2.name = a.second_actor
)
SELECT
    i.incident_id AS event_id_cnty,
    i.event_date,
    year(i.event_date) AS year,
    CASE WHEN i.event_date IS NULL THEN NULL WHEN i.date_precision = 'day' THEN 1 WHEN i.date_precision IN ('few days', 'week') THEN 2 ELSE 3 END AS time_precision,
    CASE WHEN i.event_type = 'Strategic developments' THEN 'Strategic developments' WHEN i.sub_event_type = 'Excessive force against protesters' THEN 'Political violence; Demonstrations' WHEN i.event_type = 'Protests' OR i.sub_event_type = 'Violent demonstration' THEN 'Demonstrations' WHEN i.event_type IS NOT NULL THEN 'Political violence' END AS disorder_type,
    i.event_type::VARCHAR AS event_type,
    i.sub_event_type::VARCHAR AS sub_event_type,
    i.first_actor AS actor1,
    NULL::VARCHAR AS assoc_actor_1,
    i.first_inter AS inter1,
    i.second_actor AS actor2,
    NULL::VARCHAR AS assoc_actor_2,
    i.second_inter AS inter2,
    i.first_inter || '-' || i.second_inter AS interaction,
    CASE WHEN i.second_inter = 'Civilians' OR i.sub_event_type = 'Excessive force against protesters' THEN 'Civilian targeting' END AS civilian_targeting,
    n.iso::INTEGER AS iso,
    n.region,
    i.country,
    i.admin1,
    i.admin2,
    i.admin3,
    coalesce(i.place, i.admin2, i.admin1, i.country) AS location,
    i.latitude,
    i.longitude,
    CASE WHEN i.geo_precision <= 2 THEN 1 WHEN i.geo_precision = 3 THEN 2 ELSE 3 END AS geo_precision,
    t.outlets AS source,
    NULL::VARCHAR AS source_scale,
    coalesce(t.note, t.articles[1].title) AS notes,
    coalesce(i.killed, v.code::INTEGER, 0) AS fatalities,
    NULL::VARCHAR AS tags,
    epoch(i.recorded_at)::BIGINT AS timestamp
FROM interacting i
LEFT JOIN incident_citations t USING (incident_id)
LEFT JOIN countries n ON n.country = i.country
LEFT JOIN event_types v ON v.scheme = 'acled_vague_count' AND v.label = i.killed_qualifier;
COMMENT ON VIEW acled IS 'Incidents in the columns of ACLED''s export. Only here vague counts become ACLED''s numbers (several 3, dozens 12, hundreds 100) and silence 0. Attackers are among the fatalities.';
COMMENT ON COLUMN acled.event_id_cnty IS 'Our incident_id.';
COMMENT ON COLUMN acled.event_date IS 'First day; NULL where no report gives a date.';
COMMENT ON COLUMN acled.year IS 'Its year.';
COMMENT ON COLUMN acled.time_precision IS '1 the day, 2 the week, 3 the month or vaguer.';
COMMENT ON COLUMN acled.disorder_type IS 'ACLED''s disorder type.';
COMMENT ON COLUMN acled.event_type IS 'ACLED event type.';
COMMENT ON COLUMN acled.sub_event_type IS 'ACLED sub-event type.';
COMMENT ON COLUMN acled.actor1 IS 'Who acted; Unidentified Armed Group where no report names one.';
COMMENT ON COLUMN acled.assoc_actor_1 IS 'Not known.';
COMMENT ON COLUMN acled.inter1 IS 'ACLED''s word for that actor, where the group is known.';
COMMENT ON COLUMN acled.actor2 IS 'Who was acted against, as the target tells.';
COMMENT ON COLUMN acled.assoc_actor_2 IS 'Not known.';
COMMENT ON COLUMN acled.inter2 IS 'ACLED''s word for that actor, where it is known.';
COMMENT ON COLUMN acled.interaction IS 'Both words, where both are known.';
COMMENT ON COLUMN acled.civilian_targeting IS 'Civilian targeting or NULL.';
COMMENT ON COLUMN acled.iso IS 'ISO 3166-1 number of the country.';
COMMENT ON COLUMN acled.region IS 'ACLED''s region of the country, in the sixteen of its API user guide of July 2021. It counts Afghanistan among Caucasus and Central Asia (exports before about 2021 among South Asia); data/countries.csv holds the list.';
COMMENT ON COLUMN acled.country IS 'Country.';
COMMENT ON COLUMN acled.admin1 IS 'Province or state.';
COMMENT ON COLUMN acled.admin2 IS 'District.';
COMMENT ON COLUMN acled.admin3 IS 'Sub-district.';
COMMENT ON COLUMN acled.location IS 'The most exact name known.';
COMMENT ON COLUMN acled.latitude IS 'Degrees north, WGS 84.';
COMMENT ON COLUMN acled.longitude IS 'Degrees east, WGS 84.';
COMMENT ON COLUMN acled.geo_precision IS '1 the place, 2 its district, 3 vaguer.';
COMMENT ON COLUMN acled.source IS 'Outlets.';
COMMENT ON COLUMN acled.source_scale IS 'Not kept.';
COMMENT ON COLUMN acled.notes IS 'The sentence of the latest article that tells of it, with outlet and day; its headline where no sentence is kept.';
COMMENT ON COLUMN acled.fatalities IS 'Best number of dead; vague words by ACLED''s rule; 0 where all are silent.';
COMMENT ON COLUMN acled.tags IS 'Not kept.';
COMMENT ON COLUMN acled.timestamp IS 'When the row last changed, seconds since 1970.';
