-- The touched incidents as rows; those that ended keep what was last believed of them.
CREATE OR REPLACE TEMP TABLE valued AS
SELECT * EXCLUDE (recorded_from, recorded_to, run_id) FROM incident_history LIMIT 0;

INSERT INTO valued BY NAME
WITH word AS (
    PIVOT words
    ON field IN ('incident_kind', 'attack_type', 'weapon_type', 'target_type', 'opponent', 'claimed_by',
        'attributed_by', 'denied_by', 'killed_qualifier', 'injured_qualifier', 'types')
    USING first(value) GROUP BY incident_id
),
number AS (
    PIVOT numbers
    ON field IN ('killed', 'killed_civilians', 'killed_security', 'killed_militants', 'injured',
        'injured_civilians', 'injured_security', 'injured_militants', 'casualties', 'missing', 'abducted')
    USING first(number) GROUP BY incident_id
),
-- of tolls that are shares of a common one only those that no report gives otherwise
ranged AS (
    SELECT
        t.*,
        coalesce(k.allocated = t.allocated, true) AS killed_counts,
        coalesce(w.allocated = t.allocated, true) AS injured_counts
    FROM told t
    LEFT JOIN numbers k ON k.incident_id = t.incident_id AND k.field = 'killed'
    LEFT JOIN numbers w ON w.incident_id = t.incident_id AND w.field = 'injured'
),
summed AS (
    SELECT
        incident_id,
        min(least(killed, killed_low)) FILTER (killed_counts) AS killed_low,
        max(greatest(killed, killed_high)) FILTER (killed_counts) AS killed_high,
        min(least(injured, injured_low)) FILTER (injured_counts) AS injured_low,
        max(greatest(injured, injured_high)) FILTER (injured_counts) AS injured_high,
        bool_or(suicide) AS suicide,
        bool_and(foiled) AS foiled,
        max(n_incidents) AS n_incidents,
        count(*) AS n_reports,
        count(DISTINCT voice) AS n_articles,
        count(DISTINCT source) AS n_sources
    FROM ranged
    GROUP BY incident_id
),
shared AS (
    SELECT incident_id, bool_or(allocated) AS allocated
    FROM numbers
    WHERE field IN ('killed', 'injured', 'casualties')
    GROUP BY incident_id
)
SELECT
    summed.*,
    'active' AS status,
    d.event_date, d.event_date_end, try_cast(d.date_precision AS date_precision) AS date_precision,
    p.* EXCLUDE (incident_id),
    a.perpetrator, a.perpetrator_text, try_cast(a.attribution AS attribution) AS attribution,
    try_cast(w.incident_kind AS incident_kind) AS incident_kind,
    try_cast(split_part(w.types, '|', 1) AS event_type) AS event_type,
    try_cast(split_part(w.types, '|', 2) AS sub_event_type) AS sub_event_type,
    try_cast(w.attack_type AS attack_type) AS attack_type,
    try_cast(w.weapon_type AS weapon_type) AS weapon_type,
    try_cast(w.target_type AS target_type) AS target_type,
    w.opponent, w.claimed_by, w.attributed_by, w.denied_by,
    w.killed_qualifier, w.injured_qualifier,
    n.* EXCLUDE (incident_id),
    coalesce(h.allocated, false) AS allocated,
    coalesce(len(q.fields) > 0, false) AS disputed,
    coalesce(q.fields, []) AS disputed_fields
FROM summed
JOIN best_date d USING (incident_id)
JOIN best_place p USING (incident_id)
JOIN best_actor a USING (incident_id)
LEFT JOIN word w USING (incident_id)
LEFT JOIN number n USING (incident_id)
LEFT JOIN shared h USING (incident_id)
LEFT JOIN disputes q USING (incident_id);

INSERT INTO valued BY NAME
SELECT h.* EXCLUDE (recorded_from, recorded_to, run_id)
    REPLACE (s.status AS status, s.merged_into AS merged_into)
FROM incident_history h
JOIN staged_incidents s USING (incident_id)
WHERE s.status <> 'active' AND h.recorded_to IS NULL;
