-- What a week came to; only incidents that are known to the week.
CREATE OR REPLACE VIEW totals_by_week AS
SELECT
    date_trunc('week', i.event_date)::DATE AS week,
    i.country,
    unnest(tolls(i.killed_low, i.killed, i.killed_high, i.injured_low, i.injured, i.injured_high, i.allocated))
FROM incidents i
WHERE i.event_date IS NOT NULL AND i.date_precision <= 'week'
GROUP BY week, i.country
ORDER BY week, i.country;
COMMENT ON VIEW totals_by_week IS 'Incidents and casualties by country and week.';
COMMENT ON COLUMN totals_by_week.week IS 'Monday of the week.';
COMMENT ON COLUMN totals_by_week.country IS 'Country.';
COMMENT ON COLUMN totals_by_week.incidents IS 'Incidents.';
COMMENT ON COLUMN totals_by_week.killed_low IS 'Dead, by the smallest numbers reported; NULL where no report gives one.';
COMMENT ON COLUMN totals_by_week.killed IS 'Dead, by the best numbers.';
COMMENT ON COLUMN totals_by_week.killed_high IS 'Dead, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_week.injured_low IS 'Injured, by the smallest numbers reported.';
COMMENT ON COLUMN totals_by_week.injured IS 'Injured, by the best numbers.';
COMMENT ON COLUMN totals_by_week.injured_high IS 'Injured, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_week.without_toll IS 'Incidents whose dead no report counts.';
COMMENT ON COLUMN totals_by_week.allocated IS 'Incidents whose toll is their share of one that covers several.';
