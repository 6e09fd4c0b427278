-- What hangs on a ruled value and was not ruled itself follows it: an analyst says one thing, not ten.
CREATE OR REPLACE TEMP TABLE ruled_fields AS
SELECT incident_id, list(field) AS fields, map_from_entries(list((field, value))) AS given
FROM ruled
GROUP BY incident_id;

-- a range holds its best number, and a number that is right is not 'at least'
UPDATE valued
SET
    killed = CASE
        WHEN list_contains(f.fields, 'killed') OR killed IS NULL THEN killed
        ELSE greatest(least(killed, f.given['killed_high']::INTEGER), f.given['killed_low']::INTEGER)
    END,
    killed_qualifier = CASE
        WHEN list_contains(f.fields, 'killed') AND NOT list_contains(f.fields, 'killed_qualifier') THEN NULL
        ELSE killed_qualifier
    END,
    injured = CASE
        WHEN list_contains(f.fields, 'injured') OR injured IS NULL THEN injured
        ELSE greatest(least(injured, f.given['injured_high']::INTEGER), f.given['injured_low']::INTEGER)
    END,
    injured_qualifier = CASE
        WHEN list_contains(f.fields, 'injured') AND NOT list_contains(f.fields, 'injured_qualifier') THEN NULL
        ELSE injured_qualifier
    END
FROM ruled_fields f
WHERE f.incident_id = valued.incident_id;

UPDATE valued
SET
    killed_low = CASE
        WHEN list_contains(f.fields, 'killed_low') THEN killed_low
        WHEN killed IS NULL AND list_contains(f.fields, 'killed') THEN NULL
        ELSE least(killed_low, killed)
    END,
    killed_high = CASE
        WHEN list_contains(f.fields, 'killed_high') THEN killed_high
        WHEN killed IS NULL AND list_contains(f.fields, 'killed') THEN NULL
        ELSE greatest(killed_high, killed)
    END,
    injured_low = CASE
        WHEN list_contains(f.fields, 'injured_low') THEN injured_low
        WHEN injured IS NULL AND list_contains(f.fields, 'injured') THEN NULL
        ELSE least(injured_low, injured)
    END,
    injured_high = CASE
        WHEN list_contains(f.fields, 'injured_high') THEN injured_high
        WHEN injured IS NULL AND list_contains(f.fields, 'injured') THEN NULL
        ELSE greatest(injured_high, injured)
    END
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
