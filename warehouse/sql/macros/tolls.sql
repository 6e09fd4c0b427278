-- The sums that every table of totals has: silence about a toll is counted, not taken for nobody.
CREATE OR REPLACE MACRO tolls(killed_low, killed, killed_high, injured_low, injured, injured_high, allocated) AS {
    'incidents': count(*),
    'killed_low': sum(killed_low)::BIGINT,
    'killed': sum(killed)::BIGINT,
    'killed_high': sum(killed_high)::BIGINT,
    'injured_low': sum(injured_low)::BIGINT,
    'injured': sum(injured)::BIGINT,
    'injured_high': sum(injured_high)::BIGINT,
    'without_toll': count(*) FILTER (killed IS NULL),
    'allocated': count(*) FILTER (allocated)
};
COMMENT ON MACRO tolls IS 'The columns of the totals, for one''s own groupings: SELECT target_type, unnest(tolls(killed_low, killed, killed_high, injured_low, injured, injured_high, allocated)) FROM incidents GROUP BY ALL.';
