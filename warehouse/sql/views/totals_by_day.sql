-- What a day came to; only incidents whose day is known.
CREATE OR REPLACE VIEW totals_by_day AS
SELECT
    i.event_date AS day,
    i.country,
    unnest(tolls(i.killed_low, i.killed, i.killed_high, i.injured_low, i.injured, i.injured_high, i.allocated))
FROM incidents i
WHERE i.event_date IS NOT NULL AND i.date_precision = 'day'
GROUP BY i.event_date, i.country
ORDER BY day, i.country;
COMMENT ON VIEW totals_by_day IS 'Incidents and casualties by country and day.';
COMMENT ON COLUMN totals_by_day.day IS 'Day.';
COMMENT ON COLUMN totals_by_day.country IS 'Country.';
COMMENT ON COLUMN totals_by_day.incidents IS 'Incidents.';
COMMENT ON COLUMN totals_by_day.killed_low IS 'Dead, by the smallest numbers reported; NULL where no report gives one.';
COMMENT ON COLUMN totals_by_day.killed IS 'Dead, by the best numbers.';
COMMENT ON COLUMN totals_by_day.killed_high IS 'Dead, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_day.injured_low IS 'Injured, by the smallest numbers reported.';
COMMENT ON COLUMN totals_by_day.injured IS 'Injured, by the best numbers.';
COMMENT ON COLUMN totals_by_day.injured_high IS 'Injured, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_day.without_toll IS 'Incidents whose dead no report counts.';
COMMENT ON COLUMN totals_by_day.allocated IS 'Incidents whose toll is their share of one that covers several.';
