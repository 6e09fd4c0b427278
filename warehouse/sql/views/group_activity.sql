-- How a groups activity moves from month to month, as attacker and as opponent.
CREATE OR REPLACE VIEW group_activity AS
WITH parts AS (
    SELECT
        CASE WHEN date_precision <= 'month' THEN date_trunc('month', event_date)::DATE END AS month,
        group_name, side, killed, killed_militants
    FROM (
        SELECT event_date, date_precision, perpetrator AS group_name, 'perpetrator' AS side, killed, killed_militants
        FROM incidents
        WHERE perpetrator IS NOT NULL
        UNION ALL
        SELECT event_date, date_precision, opponent, 'opponent', killed, killed_militants
        FROM incidents
        WHERE opponent IS NOT NULL
    )
)
SELECT
    p.month,
    p.group_name,
    count(*) AS incidents,
    count(*) FILTER (p.side = 'perpetrator') AS as_attacker,
    count(*) FILTER (p.side = 'opponent') AS as_opponent,
    sum(p.killed)::BIGINT AS killed,
    sum(p.killed_militants)::BIGINT AS killed_militants
FROM parts p
GROUP BY p.month, p.group_name
ORDER BY p.month, p.group_name;
COMMENT ON VIEW group_activity IS 'Incidents by group and month, in either role.';
COMMENT ON COLUMN group_activity.month IS 'First day of the month; NULL where it is not known.';
COMMENT ON COLUMN group_activity.group_name IS 'The group.';
COMMENT ON COLUMN group_activity.incidents IS 'Incidents in which it is named.';
COMMENT ON COLUMN group_activity.as_attacker IS 'Incidents in which it attacked.';
COMMENT ON COLUMN group_activity.as_opponent IS 'Operations and clashes fought with it.';
COMMENT ON COLUMN group_activity.killed IS 'Dead of these incidents, best numbers.';
COMMENT ON COLUMN group_activity.killed_militants IS 'Militants among them.';
