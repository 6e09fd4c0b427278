-- Scripts written for UCDP GED run on this view; it holds deadly events only, as GED does.
CREATE OR REPLACE VIEW ucdp_ged AS
WITH typed AS (
    SELECT
        *,
        CASE
            WHEN incident_kind IN ('security operation', 'clash', 'cross-border attack') OR struck = 'state' THEN 1
            WHEN incident_kind = 'communal violence' OR struck = 'armed group' THEN 2
            ELSE 3
        END AS violence
    FROM incidents_sided()
    WHERE killed_high > 0 AND incident_kind IS DISTINCT FROM 'protest or riot'
),
fought AS (
    SELECT
        *,
        CASE violence WHEN 1 THEN 'Government' || of_here ELSE coalesce(perpetrator, 'Unknown group') END AS a_side,
        CASE violence WHEN 1 THEN coalesce(perpetrator, opponent, 'Unknown group')
            WHEN 2 THEN coalesce(opponent, 'Unknown group') ELSE 'Civilians' END AS b_side
    FROM typed
)
SELECT
    i.incident_id AS id,
    i.incident_id AS relid,
    year(i.event_date) AS year,
    NULL::TINYINT AS active_year,
    NULL::VARCHAR AS code_status,
    i.violence AS type_of_violence,
    NULL::INTEGER AS conflict_dset_id,
    NULL::INTEGER AS conflict_new_id,
    NULL::VARCHAR AS conflict_name,
    NULL::INTEGER AS dyad_dset_id,
    NULL::INTEGER AS dyad_new_id,
    i.a_side || ' - ' || i.b_side AS dyad_name,
    NULL::INTEGER AS side_a_dset_id,
    NULL::INTEGER AS side_a_new_id,
    i.a_side AS side_a,
    NULL::INTEGER AS side_b_dset_id,
    NULL::INTEGER AS side_b_new_id,
    i.b_side AS side_b,
    i.n_sources AS number_of_sources,
    array_to_string(list_transform(t.articles, lambda x: concat_ws(', ', x.source, x.day, x.title)), '; ') AS source_article,
    t.outlets AS source_office,
    t.articles[1].day AS source_date,
    t.articles[1].title AS source_headline,
    i.attributed_by AS source_original,
    i.geo_precision AS where_prec,
    coalesce(i.place, i.admin2, i.admin1, i.country) AS where_coordinates,
    NULL::VARCHAR AS where_description,
    i.admin1 AS adm_1,
    i.admin2 AS adm_2,
    i.latitude,
    i.longitude,
    'POINT (' || i.longitude || ' ' || i.latitude || ')' AS geom_wkt,
    (floor((i.latitude + 90) * 2) * 720 + floor((i.longitude + 180) * 2) + 1)::INTEGER AS priogrid_gid,
    i.country,
    NULL::INTEGER AS country_id,
    NULL::VARCHAR AS region,
    CASE WHEN i.date_precision = 'day' AND i.geo_precision <= 3 AND NOT i.allocated THEN 1 ELSE 2 END AS event_clarity,
    CASE i.date_precision WHEN 'day' THEN 1 WHEN 'few days' THEN 2 WHEN 'week' THEN 3 WHEN 'month' THEN 4 WHEN 'year' THEN 5 END AS date_prec,
    i.event_date AS date_start,
    coalesce(i.event_date_end, i.event_date) AS date_end,
    CASE WHEN i.violence = 1 THEN i.killed_security END AS deaths_a,
    CASE WHEN i.violence = 1 THEN i.killed_militants END AS deaths_b,
    i.killed_civilians AS deaths_civilians,
    greatest(i.killed - coalesce(i.killed_civilians, 0) - CASE WHEN i.violence = 1 THEN coalesce(i.killed_security, 0) + coalesce(i.killed_militants, 0) ELSE 0 END, 0) AS deaths_unknown,
    i.killed AS best,
    i.killed_high AS high,
    i.killed_low AS low,
    NULL::INTEGER AS gwnoa,
    NULL::INTEGER AS gwnob
FROM fought i
LEFT JOIN incident_citations t USING (incident_id);
COMMENT ON VIEW ucdp_ged IS 'Deadly incidents in the columns of UCDP GED. low, best and high are ours; what the text does not tell by side is deaths_unknown.';
COMMENT ON COLUMN ucdp_ged.id IS 'Our incident_id.';
COMMENT ON COLUMN ucdp_ged.relid IS 'The same.';
COMMENT ON COLUMN ucdp_ged.year IS 'Year.';
COMMENT ON COLUMN ucdp_ged.active_year IS 'Not kept.';
COMMENT ON COLUMN ucdp_ged.code_status IS 'Not kept.';
COMMENT ON COLUMN ucdp_ged.type_of_violence IS '1 state-based, 2 non-state, 3 one-sided; derived from kind and target.';
COMMENT ON COLUMN ucdp_ged.conflict_dset_id IS 'UCDP''s own key; not kept.';
COMMENT ON COLUMN ucdp_ged.conflict_new_id IS 'UCDP''s own key; not kept.';
COMMENT ON COLUMN ucdp_ged.conflict_name IS 'Not kept.';
COMMENT ON COLUMN ucdp_ged.dyad_dset_id IS 'UCDP''s own key; not kept.';
COMMENT ON COLUMN ucdp_ged.dyad_new_id IS 'UCDP''s own key; not kept.';
COMMENT ON COLUMN ucdp_ged.dyad_name IS 'Both sides.';
COMMENT ON COLUMN ucdp_ged.side_a_dset_id IS 'UCDP''s own key; not kept.';
COMMENT ON COLUMN ucdp_ged.side_a_new_id IS 'UCDP''s own key; not kept.';
COMMENT ON COLUMN ucdp_ged.side_a IS 'The government, or the group that attacked.';
COMMENT ON COLUMN ucdp_ged.side_b_dset_id IS 'UCDP''s own key; not kept.';
COMMENT ON COLUMN ucdp_ged.side_b_new_id IS 'UCDP''s own key; not kept.';
COMMENT ON COLUMN ucdp_ged.side_b IS 'The armed group, or Civilians.';
COMMENT ON COLUMN ucdp_ged.number_of_sources IS 'Outlets that tell of it.';
COMMENT ON COLUMN ucdp_ged.source_article IS 'Articles.';
COMMENT ON COLUMN ucdp_ged.source_office IS 'Outlets.';
COMMENT ON COLUMN ucdp_ged.source_date IS 'Day of the latest article.';
COMMENT ON COLUMN ucdp_ged.source_headline IS 'Its headline.';
COMMENT ON COLUMN ucdp_ged.source_original IS 'Speaker who is quoted for the attribution.';
COMMENT ON COLUMN ucdp_ged.where_prec IS 'UCDP''s 1 to 7.';
COMMENT ON COLUMN ucdp_ged.where_coordinates IS 'Name of the place that the coordinates stand for.';
COMMENT ON COLUMN ucdp_ged.where_description IS 'Not kept.';
COMMENT ON COLUMN ucdp_ged.adm_1 IS 'Province or state.';
COMMENT ON COLUMN ucdp_ged.adm_2 IS 'District.';
COMMENT ON COLUMN ucdp_ged.latitude IS 'Degrees north, WGS 84.';
COMMENT ON COLUMN ucdp_ged.longitude IS 'Degrees east, WGS 84.';
COMMENT ON COLUMN ucdp_ged.geom_wkt IS 'The same as a point.';
COMMENT ON COLUMN ucdp_ged.priogrid_gid IS 'Cell of the PRIO grid.';
COMMENT ON COLUMN ucdp_ged.country IS 'Country.';
COMMENT ON COLUMN ucdp_ged.country_id IS 'Gleditsch and Ward''s key; not kept.';
COMMENT ON COLUMN ucdp_ged.region IS 'Not kept.';
COMMENT ON COLUMN ucdp_ged.event_clarity IS '1 clear in day and place, 2 not.';
COMMENT ON COLUMN ucdp_ged.date_prec IS 'UCDP''s 1 to 5.';
COMMENT ON COLUMN ucdp_ged.date_start IS 'First day.';
COMMENT ON COLUMN ucdp_ged.date_end IS 'Last day.';
COMMENT ON COLUMN ucdp_ged.deaths_a IS 'Dead of side A, where told.';
COMMENT ON COLUMN ucdp_ged.deaths_b IS 'Dead of side B, where told.';
COMMENT ON COLUMN ucdp_ged.deaths_civilians IS 'Civilians among the dead.';
COMMENT ON COLUMN ucdp_ged.deaths_unknown IS 'The rest of best.';
COMMENT ON COLUMN ucdp_ged.best IS 'Best number of dead.';
COMMENT ON COLUMN ucdp_ged.high IS 'Largest number reported.';
COMMENT ON COLUMN ucdp_ged.low IS 'Smallest number reported.';
COMMENT ON COLUMN ucdp_ged.gwnoa IS 'Gleditsch and Ward''s key; not kept.';
COMMENT ON COLUMN ucdp_ged.gwnob IS 'Gleditsch and Ward''s key; not kept.';
