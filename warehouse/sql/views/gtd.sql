-- Scripts written for the Global Terrorism Database run on this view; it leaves state action and protests out, as GTD does.
CREATE OR REPLACE VIEW gtd AS
WITH linked AS (
    SELECT incident_id, string_agg(DISTINCT other, '; ' ORDER BY other) AS related
    FROM (
        SELECT incident_id, other_incident_id AS other FROM incident_links WHERE relation = 'told together'
        UNION ALL
        SELECT other_incident_id, incident_id FROM incident_links WHERE relation = 'told together'
    )
    GROUP BY incident_id
)
SELECT
    i.incident_id AS eventid,
    coalesce(year(i.event_date), 0) AS iyear,
    CASE WHEN i.date_precision IN ('day', 'few days', 'week', 'month') THEN month(i.event_date) ELSE 0 END AS imonth,
    CASE WHEN i.date_precision = 'day' THEN day(i.event_date) ELSE 0 END AS iday,
    CASE WHEN i.date_precision <> 'day' AND i.event_date IS NOT NULL THEN strftime(i.event_date, '%Y-%m-%d') || coalesce(' to ' || strftime(i.event_date_end, '%Y-%m-%d'), '') END AS approxdate,
    i.country AS country_txt,
    NULL::VARCHAR AS region_txt,
    i.admin1 AS provstate,
    i.place AS city,
    i.latitude,
    i.longitude,
    CASE WHEN i.geo_precision IN (1, 2) THEN i.geo_precision WHEN i.geo_precision IN (3, 4) THEN i.geo_precision ELSE 5 END AS specificity,
    NULL::VARCHAR AS location,
    t.articles[1].title AS summary,
    (l.related IS NOT NULL)::TINYINT AS multiple,
    (NOT i.foiled)::TINYINT AS success,
    i.suicide::TINYINT AS suicide,
    i.attack_type::VARCHAR AS attacktype1_txt,
    NULL::VARCHAR AS attacktype2_txt,
    i.target_type::VARCHAR AS targtype1_txt,
    NULL::VARCHAR AS target1,
    coalesce(i.perpetrator, 'Unknown') AS gname,
    (i.attribution = 'suspected')::TINYINT AS guncertain1,
    (i.claimed_by IS NOT NULL)::TINYINT AS claimed,
    NULL::VARCHAR AS claimmode_txt,
    (t.claimants > 1)::TINYINT AS compclaim,
    i.weapon_type::VARCHAR AS weaptype1_txt,
    NULL::VARCHAR AS weapdetail,
    i.killed AS nkill,
    i.killed_militants AS nkillter,
    i.injured AS nwound,
    i.injured_militants AS nwoundte,
    coalesce(i.abducted > 0, false)::TINYINT AS ishostkid,
    i.abducted AS nhostkid,
    NULL::VARCHAR AS addnotes,
    concat_ws(', ', t.articles[1].source, t.articles[1].title, t.articles[1].day) AS scite1,
    nullif(concat_ws(', ', t.articles[2].source, t.articles[2].title, t.articles[2].day), '') AS scite2,
    nullif(concat_ws(', ', t.articles[3].source, t.articles[3].title, t.articles[3].day), '') AS scite3,
    'Nightdesk' AS dbsource,
    l.related
FROM incidents_sided() i
LEFT JOIN incident_citations t USING (incident_id)
LEFT JOIN linked l USING (incident_id)
WHERE i.incident_kind IN ('militant attack', 'clash', 'communal violence')
    AND i.event_type IS DISTINCT FROM 'Protests';
COMMENT ON VIEW gtd IS 'Attacks by non-state actors in GTD''s columns. nkill counts the attackers; a vague or missing count is NULL.';
COMMENT ON COLUMN gtd.eventid IS 'Our incident_id.';
COMMENT ON COLUMN gtd.iyear IS 'Year; 0 unknown, as in GTD.';
COMMENT ON COLUMN gtd.imonth IS 'Month; 0 unknown.';
COMMENT ON COLUMN gtd.iday IS 'Day; 0 unknown.';
COMMENT ON COLUMN gtd.approxdate IS 'The span where the day is not known.';
COMMENT ON COLUMN gtd.country_txt IS 'Country.';
COMMENT ON COLUMN gtd.region_txt IS 'Not kept.';
COMMENT ON COLUMN gtd.provstate IS 'Province or state.';
COMMENT ON COLUMN gtd.city IS 'Settlement or locality.';
COMMENT ON COLUMN gtd.latitude IS 'Degrees north, WGS 84.';
COMMENT ON COLUMN gtd.longitude IS 'Degrees east, WGS 84.';
COMMENT ON COLUMN gtd.specificity IS 'GTD''s 1 to 5.';
COMMENT ON COLUMN gtd.location IS 'Not kept.';
COMMENT ON COLUMN gtd.summary IS 'Headline of the latest article that tells of it.';
COMMENT ON COLUMN gtd.multiple IS '1 where linked with others.';
COMMENT ON COLUMN gtd.success IS '0 where it was foiled.';
COMMENT ON COLUMN gtd.suicide IS '1 a suicide attack.';
COMMENT ON COLUMN gtd.attacktype1_txt IS 'GTD attack type.';
COMMENT ON COLUMN gtd.attacktype2_txt IS 'Not kept.';
COMMENT ON COLUMN gtd.targtype1_txt IS 'GTD target type.';
COMMENT ON COLUMN gtd.target1 IS 'Not kept.';
COMMENT ON COLUMN gtd.gname IS 'Group; Unknown where no report names one.';
COMMENT ON COLUMN gtd.guncertain1 IS '1 where it is only suspected.';
COMMENT ON COLUMN gtd.claimed IS '1 where a group claimed it.';
COMMENT ON COLUMN gtd.claimmode_txt IS 'Not kept.';
COMMENT ON COLUMN gtd.compclaim IS '1 where several groups claim it.';
COMMENT ON COLUMN gtd.weaptype1_txt IS 'GTD weapon type.';
COMMENT ON COLUMN gtd.weapdetail IS 'Not kept.';
COMMENT ON COLUMN gtd.nkill IS 'All the dead, attackers included.';
COMMENT ON COLUMN gtd.nkillter IS 'Attackers among the dead.';
COMMENT ON COLUMN gtd.nwound IS 'All the injured.';
COMMENT ON COLUMN gtd.nwoundte IS 'Attackers among the injured.';
COMMENT ON COLUMN gtd.ishostkid IS '1 where people were taken.';
COMMENT ON COLUMN gtd.nhostkid IS 'People taken.';
COMMENT ON COLUMN gtd.addnotes IS 'Not kept.';
COMMENT ON COLUMN gtd.scite1 IS 'First source.';
COMMENT ON COLUMN gtd.scite2 IS 'Second source.';
COMMENT ON COLUMN gtd.scite3 IS 'Third source.';
COMMENT ON COLUMN gtd.dbsource IS 'Nightdesk.';
COMMENT ON COLUMN gtd.related IS 'Incidents linked with it.';
