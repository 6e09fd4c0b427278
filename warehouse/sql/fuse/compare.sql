-- How alike two reports are, term by term, and whether anything keeps them apart.
CREATE OR REPLACE TEMP TABLE compared AS
WITH pairs AS (
    SELECT
        p.report_id, p.other_report_id, a, b,
        greatest(a.first_day - b.last_day, b.first_day - a.last_day, 0) AS days_apart,
        greatest(a.last_day - a.first_day, b.last_day - b.first_day) AS days_wide,
        CASE WHEN a.latitude IS NOT NULL AND b.latitude IS NOT NULL THEN
            111.2 * sqrt(
                power(a.latitude - b.latitude, 2)
                + power((a.longitude - b.longitude) * cos(radians((a.latitude + b.latitude) / 2)), 2))
        END AS km_apart,
        -- of a place that no gazetteer knows the coordinates are those of its district's seat
        coalesce(a.geo_precision <= 2 AND b.geo_precision <= 2, false) AS both_located,
        -- how many of four words for the deed contradict each other; silence contradicts nothing
        coalesce(a.incident_kind <> b.incident_kind, false)::INT
            + coalesce(a.event_type <> b.event_type, false)::INT
            + coalesce(a.target_type <> b.target_type, false)::INT
            + coalesce(a.weapon_type <> b.weapon_type, false)::INT AS contradictions,
        -- two outlets place what happened at a crossing on either side of it
        a.country_key <> b.country_key AND least(a.geo_precision, b.geo_precision) <= 2 AND coalesce(
            km_apart <= CASE greatest(a.geo_precision, b.geo_precision) WHEN 3 THEN 30 WHEN 2 THEN 15 WHEN 1 THEN 15 END,
            false) AS at_a_border,
        greatest(a.killed, b.killed) AS most_killed,
        least(a.killed, b.killed) AS least_killed,
        greatest(a.injured, b.injured) AS most_injured,
        least(a.injured, b.injured) AS least_injured
    FROM to_compare p
    JOIN involved a ON a.report_id = p.report_id
    JOIN involved b ON b.report_id = p.other_report_id
),
terms AS (
    SELECT
        report_id, other_report_id,
        CASE
            WHEN a.article_id = b.article_id THEN 'one article tells them apart'
            WHEN a.country_key <> b.country_key AND NOT coalesce(at_a_border, false) THEN 'other country'
            WHEN (a.role = 'retracted' OR b.role = 'retracted') AND (days_apart > 0 OR NOT coalesce(
                a.admin2_key = b.admin2_key, a.place_key = b.place_key, false)) THEN 'not what was taken back'
            -- a day may be told wrongly by one; the end of a month and the first of the next are two times
            WHEN days_apart > 1 OR (days_apart = 1 AND days_wide > 8 AND NOT (a.day_guessed OR b.day_guessed))
                THEN 'other days'
            WHEN a.admin1_key <> b.admin1_key AND coalesce(km_apart, 999) > 30 THEN 'other province'
            WHEN a.admin2_key <> b.admin2_key AND coalesce(km_apart, 999) > 30 THEN 'other district'
            WHEN a.place_key <> b.place_key AND both_located AND km_apart > 40
                THEN 'other place'
            WHEN (a.incident_kind = 'protest or riot') <> (b.incident_kind = 'protest or riot') THEN 'other kind'
            WHEN (coalesce(a.n_incidents, 1) > 1) <> (coalesce(b.n_incidents, 1) > 1) THEN 'one stands for several'
        END AS apart,
        CASE
            WHEN a.to_the_day AND b.to_the_day THEN CASE days_apart WHEN 0 THEN 2.0 ELSE -1.0 END
            -- history without a day: that place and kind agree is too little, in a town that was bombed before
            WHEN a.first_day IS NULL OR b.first_day IS NULL THEN
                CASE WHEN a.role = 'main' AND b.role = 'main' THEN -0.8 ELSE -3.0 END
            WHEN a.day_guessed OR b.day_guessed THEN
                CASE WHEN abs(a.last_day - b.last_day) <= 3 THEN -1.0 WHEN abs(a.last_day - b.last_day) <= 7 THEN -1.2 ELSE -2.0 END
            WHEN days_wide <= 8 THEN 1.0
            WHEN days_wide <= 31 THEN 0.7
            ELSE 0.4
        END AS date,
        CASE
            WHEN a.place_key = b.place_key THEN 3.0
            WHEN at_a_border THEN if(both_located, 1.5, 0.5)
            WHEN starts_with(a.place_key, b.place_key || ' ') OR starts_with(b.place_key, a.place_key || ' ') THEN 2.5
            WHEN a.place_key <> b.place_key AND both_located AND km_apart <= 6 THEN 2.0
            WHEN a.place_key <> b.place_key AND km_apart > 12 AND a.geo_precision = 1 AND b.geo_precision = 1
                THEN -1.0
            WHEN a.place_key <> b.place_key AND both_located AND km_apart <= 30 THEN 1.0
            -- the town that a district is named after may stand for the district
            WHEN a.admin2_key = b.admin2_key AND a.place_key <> b.place_key AND NOT both_located
                AND (a.place_key = a.admin2_key OR b.place_key = b.admin2_key) THEN 1.5
            WHEN a.admin2_key = b.admin2_key AND a.place_key <> b.place_key THEN 0.0
            WHEN a.admin2_key = b.admin2_key AND a.place_key IS NULL AND b.place_key IS NULL THEN 2.0
            WHEN a.admin2_key = b.admin2_key THEN 1.7
            -- one of two names has no district: two places more often than not
            WHEN a.admin1_key = b.admin1_key AND a.place_key <> b.place_key THEN -0.5
            WHEN a.admin1_key = b.admin1_key THEN 1.0
            -- two names with no district or province in common: two places, until much else speaks for one
            WHEN a.country_key = b.country_key AND a.place_key <> b.place_key THEN -1.0
            WHEN a.country_key = b.country_key THEN 0.3
            ELSE -0.5
        END AS place,
        CASE WHEN a.incident_kind = b.incident_kind THEN 0.5 WHEN a.incident_kind <> b.incident_kind THEN -0.5 ELSE 0.0 END
        + CASE WHEN a.sub_event_type = b.sub_event_type THEN 0.7 WHEN a.event_type = b.event_type THEN 0.2
            WHEN a.event_type <> b.event_type THEN -0.5 ELSE 0.0 END AS kind,
        CASE WHEN a.target_type = b.target_type THEN 0.4 WHEN a.target_type <> b.target_type THEN -0.2 ELSE 0.0 END
        + CASE WHEN a.weapon_type = b.weapon_type THEN 0.2 WHEN a.weapon_type <> b.weapon_type THEN -0.3 ELSE 0.0 END
        + CASE WHEN a.suicide AND b.suicide THEN 0.5 WHEN a.suicide OR b.suicide THEN -0.3 ELSE 0.0 END
        -- of two texts that both give the day, three words that contradict are two deeds; vaguer ones err more
        + CASE
            WHEN contradictions >= 3 AND a.to_the_day AND b.to_the_day THEN -3.0
            WHEN contradictions >= 4 THEN -2.0
            WHEN contradictions = 3 THEN -0.7
            ELSE 0.0
        END AS manner,
        CASE
            WHEN a.perpetrator = b.perpetrator THEN 1.0
            WHEN starts_with(a.perpetrator, b.perpetrator) OR starts_with(b.perpetrator, a.perpetrator) THEN 0.5
            WHEN a.perpetrator <> b.perpetrator THEN -2.5
            ELSE 0.0
        END
        + CASE WHEN a.opponent = b.opponent THEN 0.7 WHEN a.opponent <> b.opponent THEN -1.5 ELSE 0.0 END AS actors,
        CASE
            WHEN most_killed IS NULL OR least_killed IS NULL OR a.killed IS NULL OR b.killed IS NULL THEN 0.0
            WHEN most_killed = least_killed THEN CASE WHEN most_killed >= 10 THEN 2.0 WHEN most_killed >= 3 THEN 1.5 ELSE 0.7 END
            WHEN most_killed <= 1.35 * least_killed THEN 0.7
            WHEN most_killed - least_killed <= 2 THEN 0.3
            WHEN most_killed <= 2 * least_killed THEN 0.0
            WHEN most_killed <= 4 * least_killed THEN -1.0
            ELSE -2.0
        END
        + CASE
            WHEN a.injured IS NULL OR b.injured IS NULL THEN 0.0
            WHEN most_injured = least_injured THEN CASE WHEN most_injured >= 3 THEN 1.0 ELSE 0.5 END
            WHEN most_injured <= 1.5 * least_injured THEN 0.3
            WHEN most_injured <= 3 * least_injured THEN 0.0
            ELSE -0.7
        END AS toll,
        CASE WHEN a.voice = b.voice THEN 2.0 ELSE 0.0 END AS text
    FROM pairs
)
SELECT
    report_id, other_report_id, apart,
    round((date + place + kind + manner + actors + toll + text)::DOUBLE, 2) AS score,
    printf('date %+.1f, place %+.1f, kind %+.1f, manner %+.1f, actors %+.1f, toll %+.1f, text %+.1f',
        date, place, kind, manner, actors, toll, text) AS features
FROM terms;
