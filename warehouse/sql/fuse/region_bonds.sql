-- The pairs that hold the region together, each with its score; what they connect is judged as a whole.
SELECT report_id, other_report_id, score
FROM fusion_pairs
WHERE report_id IN (FROM region)
UNION ALL
SELECT report_id, other_report_id, 'infinity'::DOUBLE
FROM rulings
WHERE ruling = 'same' AND revoked_at IS NULL AND report_id IN (FROM region);
