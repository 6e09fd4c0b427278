-- Where it happened, by district.
CREATE OR REPLACE VIEW totals_by_district AS
SELECT
    i.country,
    i.admin1,
    i.admin2,
    count(*) AS incidents,
    sum(i.killed_low)::BIGINT AS killed_low,
    sum(i.killed)::BIGINT AS killed,
    sum(i.killed_high)::BIGINT AS killed_high,
    sum(i.injured_low)::BIGINT AS injured_low,
    sum(i.injured)::BIGINT AS injured,
    sum(i.injured_high)::BIGINT AS injured_high,
    count(*) FILTER (i.killed IS NULL) AS without_toll
FROM incidents i
GROUP BY i.country, i.admin1, i.admin2
ORDER BY i.country, i.admin1, i.admin2;
COMMENT ON VIEW totals_by_district IS 'Incidents and casualties by district, all days together.';
COMMENT ON COLUMN totals_by_district.country IS 'Country.';
COMMENT ON COLUMN totals_by_district.admin1 IS 'Province or state.';
COMMENT ON COLUMN totals_by_district.admin2 IS 'District; NULL where it is not known.';
COMMENT ON COLUMN totals_by_district.incidents IS 'Incidents.';
COMMENT ON COLUMN totals_by_district.killed_low IS 'Dead, by the smallest numbers reported; NULL where no report gives one.';
COMMENT ON COLUMN totals_by_district.killed IS 'Dead, by the best numbers.';
COMMENT ON COLUMN totals_by_district.killed_high IS 'Dead, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_district.injured_low IS 'Injured, by the smallest numbers reported.';
COMMENT ON COLUMN totals_by_district.injured IS 'Injured, by the best numbers.';
COMMENT ON COLUMN totals_by_district.injured_high IS 'Injured, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_district.without_toll IS 'Incidents whose dead no report counts.';
