-- What is no longer kept, and why; which files a backfill has read to their end.

CREATE TABLE forgotten (
    forgotten_id VARCHAR NOT NULL,
    articles VARCHAR[] NOT NULL,
    source VARCHAR,
    who VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL,
    records VARCHAR[] NOT NULL,
    files VARCHAR[] NOT NULL,
    finished_at TIMESTAMPTZ
);
COMMENT ON TABLE forgotten IS 'Articles that were taken out because somebody asked for it: who, when and why, and nothing of what they said.';
COMMENT ON COLUMN forgotten.forgotten_id IS 'Key.';
COMMENT ON COLUMN forgotten.articles IS 'The keys that the articles had: an article with all its later states.';
COMMENT ON COLUMN forgotten.source IS 'Their outlet.';
COMMENT ON COLUMN forgotten.who IS 'Who asked.';
COMMENT ON COLUMN forgotten.why IS 'The reason.';
COMMENT ON COLUMN forgotten.asked_at IS 'When.';
COMMENT ON COLUMN forgotten.run_id IS 'The run that took them out.';
COMMENT ON COLUMN forgotten.records IS 'The archive''s records that were taken out, by their WARC record ids.';
COMMENT ON COLUMN forgotten.files IS 'The archive files in which they stood.';
COMMENT ON COLUMN forgotten.finished_at IS 'When nothing of them was left; NULL while it is under way.';

CREATE TABLE forgotten_keys (
    forgotten_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    key VARCHAR NOT NULL
);
COMMENT ON TABLE forgotten_keys IS 'By what a forgotten article is known again, so that it does not come back; hashes only.';
COMMENT ON COLUMN forgotten_keys.forgotten_id IS 'As in forgotten.';
COMMENT ON COLUMN forgotten_keys.kind IS 'address (SHA-256 of it), text (as article_id), declared hash, or bytes (SHA-256 of the page or file).';
COMMENT ON COLUMN forgotten_keys.key IS 'The hash.';

CREATE TABLE removed_files (
    file VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    because VARCHAR NOT NULL,
    removed_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE removed_files IS 'Files that the settings under [keep] let go.';
COMMENT ON COLUMN removed_files.file IS 'The file, relative to the warehouse''s folder.';
COMMENT ON COLUMN removed_files.kind IS 'archive, earlier or log.';
COMMENT ON COLUMN removed_files.bytes IS 'Its size.';
COMMENT ON COLUMN removed_files.because IS 'The setting that let it go.';
COMMENT ON COLUMN removed_files.removed_at IS 'When.';

CREATE TABLE files_read (
    path VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    modified_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL,
    finished_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE files_read IS 'Files that a backfill has read and loaded to their end; the next one passes them over.';
COMMENT ON COLUMN files_read.path IS 'Absolute path.';
COMMENT ON COLUMN files_read.bytes IS 'Size when it was read; another size is another file.';
COMMENT ON COLUMN files_read.modified_at IS 'Its time of modification then.';
COMMENT ON COLUMN files_read.run_id IS 'The run that read it.';
COMMENT ON COLUMN files_read.finished_at IS 'When the last of it was loaded.';

COMMENT ON COLUMN sightings.outcome IS 'new, near duplicate, revision, exact duplicate, declared duplicate, read again, unchanged, rejected, or forgotten afterwards.';
