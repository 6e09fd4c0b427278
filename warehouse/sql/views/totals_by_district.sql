-- Where it happened, by district.
CREATE OR REPLACE VIEW totals_by_district AS
SELECT
    i.country,
    i.admin1,
    i.admin2,
    unnest(tolls(i.killed_low, i.killed, i.killed_high, i.injured_low, i.injured, i.injured_high, i.allocated))
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
COMMENT ON COLUMN totals_by_district.allocated IS 'Incidents whose toll is their share of one that covers several.';
