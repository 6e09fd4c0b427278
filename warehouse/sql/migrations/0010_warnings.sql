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

-- said otherwise in the first files
COMMENT ON TABLE near_duplicates IS 'Pairs of articles that share much of their wording: all runs of three words compared, and the names in them.';
COMMENT ON COLUMN near_duplicates.jaccard IS 'Shared part of the two texts'' runs of three words together, 0 to 1.';
COMMENT ON COLUMN near_duplicates.containment IS 'Shared part of the runs of the text that has fewer, 0 to 1.';
