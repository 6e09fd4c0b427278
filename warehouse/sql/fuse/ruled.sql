-- The rulings on pairs that hold.
SELECT ruling, least(report_id, other_report_id), greatest(report_id, other_report_id)
FROM rulings
WHERE revoked_at IS NULL AND ruling IN ('same', 'not same');
