-- What was attacked.
CREATE OR REPLACE VIEW totals_by_target AS
SELECT
    i.target_type,
    unnest(tolls(i.killed_low, i.killed, i.killed_high, i.injured_low, i.injured, i.injured_high, i.allocated))
FROM incidents i
GROUP BY i.target_type
ORDER BY i.target_type;
COMMENT ON VIEW totals_by_target IS 'Incidents and casualties by GTD target type.';
COMMENT ON COLUMN totals_by_target.target_type IS 'GTD target type; NULL where no report tells.';
COMMENT ON COLUMN totals_by_target.incidents IS 'Incidents.';
COMMENT ON COLUMN totals_by_target.killed_low IS 'Dead, by the smallest numbers reported; NULL where no report gives one.';
COMMENT ON COLUMN totals_by_target.killed IS 'Dead, by the best numbers.';
COMMENT ON COLUMN totals_by_target.killed_high IS 'Dead, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_target.injured_low IS 'Injured, by the smallest numbers reported.';
COMMENT ON COLUMN totals_by_target.injured IS 'Injured, by the best numbers.';
COMMENT ON COLUMN totals_by_target.injured_high IS 'Injured, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_target.without_toll IS 'Incidents whose dead no report counts.';
COMMENT ON COLUMN totals_by_target.allocated IS 'Incidents whose toll is their share of one that covers several.';
