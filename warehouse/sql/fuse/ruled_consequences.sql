-- What hangs on a ruled value and was not ruled itself follows it: an analyst says one thing, not ten.
CREATE OR REPLACE TEMP TABLE ruled_fields AS
SELECT incident_id, list(field) AS fields, map_from_entries(list((field, value))) AS given
FROM ruled
GROUP BY incident_id;

-- of a toll (killed, injured): the number, within ruled bounds; its words; a bound, as wide as the number asks
CREATE OR REPLACE TEMP MACRO ruled_number(f, toll, number) AS CASE
    WHEN list_contains(f.fields, toll) OR number IS NULL THEN number
    ELSE greatest(least(number, f.given[toll || '_high']::INTEGER), f.given[toll || '_low']::INTEGER)
END;

CREATE OR REPLACE TEMP MACRO ruled_words(f, toll, words) AS CASE
    WHEN list_contains(f.fields, toll) AND NOT list_contains(f.fields, toll || '_qualifier') THEN NULL
    ELSE words
END;

CREATE OR REPLACE TEMP MACRO ruled_bound(f, toll, number, which, bound, widened) AS CASE
    WHEN list_contains(f.fields, toll || which) THEN bound
    WHEN number IS NULL AND list_contains(f.fields, toll) THEN NULL
    ELSE widened
END;

-- a range holds its best number, and a number that is right is not 'at least'
UPDATE valued
SET
    killed = ruled_number(f, 'killed', killed),
    killed_qualifier = ruled_words(f, 'killed', killed_qualifier),
    injured = ruled_number(f, 'injured', injured),
    injured_qualifier = ruled_words(f, 'injured', injured_qualifier)
FROM ruled_fields f
WHERE f.incident_id = valued.incident_id;

UPDATE valued
SET
    killed_low = ruled_bound(f, 'killed', killed, '_low', killed_low, least(killed_low, killed)),
    killed_high = ruled_bound(f, 'killed', killed, '_high', killed_high, greatest(killed_high, killed)),
    injured_low = ruled_bound(f, 'injured', injured, '_low', injured_low, least(injured_low, injured)),
    injured_high = ruled_bound(f, 'injured', injured, '_high', injured_high, greatest(injured_high, injured))
FROM ruled_fields f
WHERE f.incident_id = valued.incident_id;

-- a day that is right is one day
UPDATE valued
SET
    event_date_end = CASE WHEN list_contains(f.fields, 'event_date_end') THEN event_date_end END,
    date_precision = CASE
        WHEN list_contains(f.fields, 'date_precision') THEN date_precision
        WHEN event_date IS NULL THEN 'unknown'
        ELSE 'day'
    END
FROM ruled_fields f
WHERE f.incident_id = valued.incident_id AND list_contains(f.fields, 'event_date');

UPDATE valued
SET event_type = t.code
FROM ruled_fields f
JOIN event_types t ON t.scheme = 'acled' AND t.label = f.given['sub_event_type']
WHERE f.incident_id = valued.incident_id AND NOT list_contains(f.fields, 'event_type');

-- another place lies elsewhere: where a report that names it says, or nobody knows
UPDATE valued
SET
    latitude = CASE WHEN list_contains(f.fields, 'latitude') THEN valued.latitude ELSE p.latitude END,
    longitude = CASE WHEN list_contains(f.fields, 'longitude') THEN valued.longitude ELSE p.longitude END,
    geo_precision = CASE WHEN list_contains(f.fields, 'geo_precision') THEN valued.geo_precision ELSE p.geo_precision END,
    geonames_id = CASE WHEN list_contains(f.fields, 'geonames_id') THEN valued.geonames_id ELSE p.geonames_id END,
    admin3 = CASE WHEN list_contains(f.fields, 'admin3') THEN valued.admin3 ELSE p.admin3 END,
    admin2 = CASE WHEN list_contains(f.fields, 'admin2') THEN valued.admin2 ELSE coalesce(p.admin2, valued.admin2) END,
    admin1 = CASE WHEN list_contains(f.fields, 'admin1') THEN valued.admin1 ELSE coalesce(p.admin1, valued.admin1) END
FROM ruled_fields f
JOIN best_place b ON b.incident_id = f.incident_id AND b.place IS DISTINCT FROM f.given['place']
LEFT JOIN (
    SELECT *
    FROM told
    QUALIFY row_number() OVER (
        PARTITION BY incident_id, place_key
        ORDER BY latitude IS NULL, geo_precision, published_on DESC NULLS LAST, report_id
    ) = 1
) p ON p.incident_id = f.incident_id AND p.place_key = strip_accents(lower(f.given['place']))
WHERE f.incident_id = valued.incident_id AND list_contains(f.fields, 'place');
