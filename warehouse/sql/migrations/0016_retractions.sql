-- A report may take an earlier one back, and a statistic may be a share.
COMMENT ON COLUMN incident_reports.role IS 'main (fresh news), background (history, context), or retracted (the text says that it never happened).';
COMMENT ON COLUMN incident_sources.role IS 'main, background or retracted.';
COMMENT ON COLUMN fusion_reports.role IS 'main, background or retracted.';
COMMENT ON COLUMN incident_keys.status IS 'active, merged (see merged_into) or withdrawn (no report supports it any more, or as many outlets took it back as told of it).';
COMMENT ON COLUMN statistics.unit IS 'count, percent change, or percent (a share).';
