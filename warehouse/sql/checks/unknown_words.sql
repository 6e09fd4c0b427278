-- warning: A word outside the codebooks' lists is lost on its way from the report to the incident.
WITH said AS (
    SELECT report_id, run_id, date_precision, incident_kind, event_type, sub_event_type, attack_type, weapon_type,
        target_type, attribution
    FROM incident_reports
    WHERE run_id = (SELECT max_by(run_id, started_at) FROM runs)
)
SELECT report_id, field, word
FROM (
    UNPIVOT said
    ON date_precision, incident_kind, event_type, sub_event_type, attack_type, weapon_type, target_type,
        attribution
    INTO NAME field VALUE word
)
WHERE CASE field
    WHEN 'date_precision' THEN try_cast(word AS date_precision) IS NULL
    WHEN 'incident_kind' THEN try_cast(word AS incident_kind) IS NULL
    WHEN 'event_type' THEN try_cast(word AS event_type) IS NULL
    WHEN 'sub_event_type' THEN try_cast(word AS sub_event_type) IS NULL
    WHEN 'attack_type' THEN try_cast(word AS attack_type) IS NULL
    WHEN 'weapon_type' THEN try_cast(word AS weapon_type) IS NULL
    WHEN 'target_type' THEN try_cast(word AS target_type) IS NULL
    WHEN 'attribution' THEN try_cast(word AS attribution) IS NULL
END;
