-- Where it happened, by province.
CREATE OR REPLACE VIEW totals_by_province AS
SELECT
    i.country,
    i.admin1,
    unnest(tolls(i.killed_low, i.killed, i.killed_high, i.injured_low, i.injured, i.injured_high, i.allocated)),
    min(i.event_date) AS first_day,
    max(i.event_date) AS last_day
FROM incidents i
GROUP BY i.country, i.admin1
ORDER BY i.country, i.admin1;
COMMENT ON VIEW totals_by_province IS 'Incidents and casualties by province, all days together.';
COMMENT ON COLUMN totals_by_province.country IS 'Country.';
COMMENT ON COLUMN totals_by_province.admin1 IS 'Province or state; NULL where it is not known.';
COMMENT ON COLUMN totals_by_province.incidents IS 'Incidents.';
COMMENT ON COLUMN totals_by_province.killed_low IS 'Dead, by the smallest numbers reported; NULL where no report gives one.';
COMMENT ON COLUMN totals_by_province.killed IS 'Dead, by the best numbers.';
COMMENT ON COLUMN totals_by_province.killed_high IS 'Dead, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_province.injured_low IS 'Injured, by the smallest numbers reported.';
COMMENT ON COLUMN totals_by_province.injured IS 'Injured, by the best numbers.';
COMMENT ON COLUMN totals_by_province.injured_high IS 'Injured, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_province.without_toll IS 'Incidents whose dead no report counts.';
COMMENT ON COLUMN totals_by_province.allocated IS 'Incidents whose toll is their share of one that covers several.';
COMMENT ON COLUMN totals_by_province.first_day IS 'Day of the first incident.';
COMMENT ON COLUMN totals_by_province.last_day IS 'Day of the last incident.';
