-- Which pairs are worth comparing: the new reports against those of their country around their days (joined by
-- weeks of eight days, so that the whole country need not be looked through), against those that lie near them on
-- the map across a border, and where a day is vague or missing, against those that name the same place or
-- district. What is found is kept as row numbers, so that of the archive's texts only those few are read.
CREATE OR REPLACE TEMP TABLE near_rows AS
WITH
-- the weeks in which the others may begin: those of a few days, and those of a week to forty days
weeks AS MATERIALIZED (
    SELECT
        report_id, first_day, last_day, country_key, admin1_key, admin2_key, latitude, longitude, days > 8 AS long,
        unnest(range(
            (first_day - days - 1 - DATE '1970-01-01') // 8, (last_day + 1 - DATE '1970-01-01') // 8 + 1)) AS week
    FROM arriving, (VALUES (8), (40)) AS spans(days)
    WHERE last_day - first_day <= 40
),
by_day AS (
    SELECT n.report_id, o.rowid AS row
    FROM weeks n
    JOIN fusion_reports o ON o.country_key = n.country_key AND (o.first_day - DATE '1970-01-01') // 8 = n.week
        AND (o.last_day - o.first_day > 8) = n.long
        AND o.first_day <= n.last_day + 1 AND n.first_day <= o.last_day + 1
    WHERE o.last_day - o.first_day <= 40 AND (
        (
            (n.admin1_key = o.admin1_key OR n.admin1_key IS NULL OR o.admin1_key IS NULL)
            AND (n.admin2_key = o.admin2_key OR n.admin2_key IS NULL OR o.admin2_key IS NULL))
        OR (abs(n.latitude - o.latitude) < 0.4 AND abs(n.longitude - o.longitude) < 0.6))
),
-- by cells of half a degree, each with those around it
cells AS MATERIALIZED (
    SELECT
        report_id, first_day, last_day, country_key, latitude, longitude, geo_precision,
        floor(latitude * 2) + north AS row_of_cells,
        floor(longitude * 2) + east AS column_of_cells
    FROM arriving, range(-1, 2) AS above(north), range(-1, 2) AS beside(east)
    WHERE last_day - first_day <= 40 AND geo_precision <= 3
),
by_day_across_a_border AS (
    SELECT n.report_id, o.rowid AS row
    FROM cells n
    JOIN fusion_reports o ON floor(o.latitude * 2) = n.row_of_cells AND floor(o.longitude * 2) = n.column_of_cells
        AND o.first_day <= n.last_day + 1 AND n.first_day <= o.last_day + 1
        AND abs(n.latitude - o.latitude) < 0.27 AND abs(n.longitude - o.longitude) < 0.4
    WHERE o.country_key <> n.country_key AND o.last_day - o.first_day <= 40
        AND least(n.geo_precision, o.geo_precision) <= 2 AND greatest(n.geo_precision, o.geo_precision) <= 3
),
by_day_without_country AS (
    SELECT n.report_id, o.rowid AS row
    FROM arriving n
    JOIN fusion_reports o ON o.event_date = n.event_date
    WHERE (n.country_key IS NULL OR o.country_key IS NULL) AND n.to_the_day AND o.to_the_day
),
-- those whose day is vague, among the new and among all
vague AS MATERIALIZED (
    SELECT report_id, country_key, admin2_key, place_key
    FROM arriving
    WHERE coalesce(last_day - first_day, 999) > 40
),
vague_before AS MATERIALIZED (
    SELECT rowid AS row, country_key, admin2_key, place_key
    FROM fusion_reports
    WHERE rowid IN (SELECT rowid FROM fusion_reports WHERE coalesce(last_day - first_day, 999) > 40)
),
by_place AS (
    SELECT n.report_id, o.row
    FROM arriving n
    JOIN vague_before o ON o.country_key = n.country_key AND o.place_key = n.place_key
    UNION ALL
    SELECT n.report_id, o.row
    FROM arriving n
    JOIN vague_before o ON o.country_key = n.country_key AND o.admin2_key = n.admin2_key
    UNION ALL
    SELECT n.report_id, o.rowid
    FROM vague n
    JOIN fusion_reports o ON o.country_key = n.country_key AND o.place_key = n.place_key
    UNION ALL
    SELECT n.report_id, o.rowid
    FROM vague n
    JOIN fusion_reports o ON o.country_key = n.country_key AND o.admin2_key = n.admin2_key
)
FROM by_day
UNION ALL FROM by_day_across_a_border
UNION ALL FROM by_day_without_country
UNION ALL FROM by_place;

CREATE OR REPLACE TEMP TABLE asked AS SELECT DISTINCT row FROM near_rows;

CREATE OR REPLACE TEMP TABLE to_compare AS
SELECT DISTINCT least(n.report_id, o.report_id) AS report_id, greatest(n.report_id, o.report_id) AS other_report_id
FROM near_rows n
JOIN (SELECT rowid AS row, report_id FROM fusion_reports WHERE rowid IN (FROM asked)) o USING (row)
WHERE n.report_id <> o.report_id;
