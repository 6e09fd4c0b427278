-- Pairs alike enough to speak of one incident are kept, so that a later night need not compare them again.
-- Only of reports that counted before can there be any.
CREATE OR REPLACE TEMP TABLE compared_before AS
SELECT report_id, other_report_id
FROM compared
WHERE report_id IN (FROM counted) OR other_report_id IN (FROM counted);

DELETE FROM fusion_pairs p
WHERE EXISTS (
    FROM compared_before c WHERE c.report_id = p.report_id AND c.other_report_id = p.other_report_id);

INSERT INTO fusion_pairs
SELECT report_id, other_report_id, score, features, $run_id
FROM compared
WHERE apart IS NULL AND score >= $threshold;
