-- Reports that no longer count bind nothing any more.
DELETE FROM fusion_pairs WHERE report_id IN (FROM gone) OR other_report_id IN (FROM gone);
DELETE FROM incident_sources WHERE report_id IN (FROM gone);
DELETE FROM fusion_queue WHERE article_id IN (FROM fusion_batch);
