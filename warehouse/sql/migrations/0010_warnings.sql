-- What the checks warned of stays beside the night that it speaks of.
CREATE TABLE warnings (
    run_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    examples VARCHAR NOT NULL
);
COMMENT ON TABLE warnings IS 'What each run''s checks found suspicious; the run was published nevertheless.';
COMMENT ON COLUMN warnings.run_id IS 'The run.';
COMMENT ON COLUMN warnings.name IS 'Name of the check: the file in warehouse/sql/checks.';
COMMENT ON COLUMN warnings.why IS 'Why it matters.';
COMMENT ON COLUMN warnings.n IS 'How many rows it found.';
COMMENT ON COLUMN warnings.examples IS 'The first of them, as a JSON list of objects.';

-- a codebook's word for silence agrees and disagrees with nothing
UPDATE fusion_reports
SET weapon_type = nullif(weapon_type, 'Unknown'), target_type = nullif(target_type, 'Unknown')
WHERE weapon_type = 'Unknown' OR target_type = 'Unknown';
