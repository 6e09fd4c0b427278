-- Who did it; suspicion is counted apart from claims and attributions.
CREATE OR REPLACE VIEW totals_by_group AS
SELECT
    i.perpetrator,
    count(*) AS incidents,
    sum(i.killed_low)::BIGINT AS killed_low,
    sum(i.killed)::BIGINT AS killed,
    sum(i.killed_high)::BIGINT AS killed_high,
    sum(i.injured_low)::BIGINT AS injured_low,
    sum(i.injured)::BIGINT AS injured,
    sum(i.injured_high)::BIGINT AS injured_high,
    count(*) FILTER (i.killed IS NULL) AS without_toll,
    count(*) FILTER (i.attribution = 'claimed') AS claimed,
    count(*) FILTER (i.attribution = 'attributed') AS attributed,
    count(*) FILTER (i.attribution = 'suspected') AS suspected
FROM incidents i
GROUP BY i.perpetrator
ORDER BY incidents DESC, i.perpetrator;
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
COMMENT ON COLUMN totals_by_group.claimed IS 'Incidents that it claimed.';
COMMENT ON COLUMN totals_by_group.attributed IS 'Incidents that somebody in office lays to it.';
COMMENT ON COLUMN totals_by_group.suspected IS 'Incidents in which it is only suspected.';
