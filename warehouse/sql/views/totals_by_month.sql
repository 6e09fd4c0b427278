-- What a month came to; only incidents that are known to the month.
CREATE OR REPLACE VIEW totals_by_month AS
SELECT
    date_trunc('month', i.event_date)::DATE AS month,
    i.country,
    unnest(tolls(i.killed_low, i.killed, i.killed_high, i.injured_low, i.injured, i.injured_high, i.allocated))
FROM incidents i
WHERE i.event_date IS NOT NULL AND i.date_precision <= 'month'
GROUP BY month, i.country
ORDER BY month, i.country;
COMMENT ON VIEW totals_by_month IS 'Incidents and casualties by country and month.';
COMMENT ON COLUMN totals_by_month.month IS 'First day of the month.';
COMMENT ON COLUMN totals_by_month.country IS 'Country.';
COMMENT ON COLUMN totals_by_month.incidents IS 'Incidents.';
COMMENT ON COLUMN totals_by_month.killed_low IS 'Dead, by the smallest numbers reported; NULL where no report gives one.';
COMMENT ON COLUMN totals_by_month.killed IS 'Dead, by the best numbers.';
COMMENT ON COLUMN totals_by_month.killed_high IS 'Dead, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_month.injured_low IS 'Injured, by the smallest numbers reported.';
COMMENT ON COLUMN totals_by_month.injured IS 'Injured, by the best numbers.';
COMMENT ON COLUMN totals_by_month.injured_high IS 'Injured, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_month.without_toll IS 'Incidents whose dead no report counts.';
COMMENT ON COLUMN totals_by_month.allocated IS 'Incidents whose toll is their share of one that covers several.';
