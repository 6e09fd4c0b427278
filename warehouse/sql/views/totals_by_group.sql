-- Who did it; suspicion is counted apart from claims and attributions.
CREATE OR REPLACE VIEW totals_by_group AS
SELECT
    i.perpetrator,
    unnest(tolls(i.killed_low, i.killed, i.killed_high, i.injured_low, i.injured, i.injured_high, i.allocated)),
    count(*) FILTER (i.attribution = 'claimed') AS claimed,
    count(*) FILTER (i.attribution = 'attributed') AS attributed,
    count(*) FILTER (i.attribution = 'suspected') AS suspected
FROM incidents i
GROUP BY i.perpetrator
ORDER BY count(*) DESC, i.perpetrator;
COMMENT ON VIEW totals_by_group IS 'Incidents and casualties by perpetrator.';
COMMENT ON COLUMN totals_by_group.perpetrator IS 'Group; NULL where no report names one.';
COMMENT ON COLUMN totals_by_group.incidents IS 'Incidents.';
COMMENT ON COLUMN totals_by_group.killed_low IS 'Dead, by the smallest numbers reported; NULL where no report gives one.';
COMMENT ON COLUMN totals_by_group.killed IS 'Dead, by the best numbers.';
COMMENT ON COLUMN totals_by_group.killed_high IS 'Dead, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_group.injured_low IS 'Injured, by the smallest numbers reported.';
COMMENT ON COLUMN totals_by_group.injured IS 'Injured, by the best numbers.';
COMMENT ON COLUMN totals_by_group.injured_high IS 'Injured, by the largest numbers reported.';
COMMENT ON COLUMN totals_by_group.without_toll IS 'Incidents whose dead no report counts.';
COMMENT ON COLUMN totals_by_group.allocated IS 'Incidents whose toll is their share of one that covers several.';
COMMENT ON COLUMN totals_by_group.claimed IS 'Incidents that it claimed.';
COMMENT ON COLUMN totals_by_group.attributed IS 'Incidents that somebody in office lays to it.';
COMMENT ON COLUMN totals_by_group.suspected IS 'Incidents in which it is only suspected.';
