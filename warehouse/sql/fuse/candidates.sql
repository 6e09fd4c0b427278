-- Which pairs are worth comparing: the new reports against those of their country around their days (joined
-- by spans of eight days, so that the whole country need not be looked through), and where a date is vague
-- or missing, against those that name the same place.
CREATE OR REPLACE TEMP TABLE to_compare AS
WITH new_in_weeks AS (
    SELECT
        *,
        unnest(range(
            (first_day - 1 - DATE '1970-01-01') // 8, (last_day + 1 - DATE '1970-01-01') // 8 + 1)) AS week
    FROM arriving
    WHERE last_day - first_day <= 40
),
-- of the others those of the same country that begin in one of these weeks or up to six before: no span is longer
near AS MATERIALIZED (
    SELECT DISTINCT country_key, week - unnest(range(7)) AS first_week FROM new_in_weeks
),
-- or of another country, where both know the place and the border runs between: by cells of half a degree
near_cells AS MATERIALIZED (
    SELECT DISTINCT
        country_key,
        first_day,
        last_day,
        floor(latitude * 2) + unnest([-1, -1, -1, 0, 0, 0, 1, 1, 1]) AS row_of_cells,
        floor(longitude * 2) + unnest([-1, 0, 1, -1, 0, 1, -1, 0, 1]) AS column_of_cells
    FROM new_in_weeks
    WHERE geo_precision <= 3
),
close AS MATERIALIZED (
    SELECT r.rowid AS row
    FROM fusion_reports r
    JOIN near ON near.country_key = r.country_key AND near.first_week = (r.first_day - DATE '1970-01-01') // 8
    UNION
    SELECT r.rowid
    FROM fusion_reports r
    JOIN near_cells n ON n.row_of_cells = floor(r.latitude * 2) AND n.column_of_cells = floor(r.longitude * 2)
        AND n.country_key <> r.country_key AND r.first_day BETWEEN n.first_day - 41 AND n.last_day + 1
    WHERE r.geo_precision <= 3
),
old_in_weeks AS (
    SELECT *, unnest(range((first_day - DATE '1970-01-01') // 8, (last_day - DATE '1970-01-01') // 8 + 1)) AS week
    FROM fusion_reports
    WHERE last_day - first_day <= 40 AND rowid IN (SELECT row FROM close)
),
by_day AS (
    SELECT n.report_id AS one, o.report_id AS two
    FROM new_in_weeks n
    JOIN old_in_weeks o ON o.country_key = n.country_key AND o.week = n.week
        AND o.first_day <= n.last_day + 1 AND n.first_day <= o.last_day + 1
    WHERE (
            (n.admin1_key = o.admin1_key OR n.admin1_key IS NULL OR o.admin1_key IS NULL)
            AND (n.admin2_key = o.admin2_key OR n.admin2_key IS NULL OR o.admin2_key IS NULL))
        OR (abs(n.latitude - o.latitude) < 0.4 AND abs(n.longitude - o.longitude) < 0.6)
),
by_day_across_a_border AS (
    SELECT n.report_id AS one, o.report_id AS two
    FROM new_in_weeks n
    JOIN old_in_weeks o ON o.week = n.week AND o.country_key <> n.country_key
        AND o.first_day <= n.last_day + 1 AND n.first_day <= o.last_day + 1
        AND abs(n.latitude - o.latitude) < 0.27 AND abs(n.longitude - o.longitude) < 0.4
    WHERE least(n.geo_precision, o.geo_precision) <= 2 AND greatest(n.geo_precision, o.geo_precision) <= 3
),
by_day_without_country AS (
    SELECT n.report_id AS one, o.report_id AS two
    FROM arriving n
    JOIN fusion_reports o ON o.event_date = n.event_date
    WHERE (n.country_key IS NULL OR o.country_key IS NULL) AND n.to_the_day AND o.to_the_day
),
by_place AS (
    SELECT n.report_id AS one, o.report_id AS two
    FROM arriving n
    JOIN fusion_reports o ON o.country_key = n.country_key AND o.place_key = n.place_key
    WHERE coalesce(n.last_day - n.first_day, 999) > 40 OR coalesce(o.last_day - o.first_day, 999) > 40
),
by_district AS (
    SELECT n.report_id AS one, o.report_id AS two
    FROM arriving n
    JOIN fusion_reports o ON o.country_key = n.country_key AND o.admin2_key = n.admin2_key
    WHERE coalesce(n.last_day - n.first_day, 999) > 40 OR coalesce(o.last_day - o.first_day, 999) > 40
)
SELECT DISTINCT least(one, two) AS report_id, greatest(one, two) AS other_report_id
FROM (
    FROM by_day
    UNION ALL FROM by_day_across_a_border
    UNION ALL FROM by_day_without_country
    UNION ALL FROM by_place
    UNION ALL FROM by_district
)
WHERE one <> two;

CREATE OR REPLACE TEMP TABLE asked AS
SELECT report_id FROM to_compare
UNION
SELECT other_report_id FROM to_compare;
