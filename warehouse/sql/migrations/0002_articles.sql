-- Texts and every meeting with them: nothing that was read is lost, nothing is stored twice.

CREATE TABLE articles (
    article_id VARCHAR NOT NULL,
    declared_hash VARCHAR,
    source VARCHAR NOT NULL,
    url VARCHAR,
    canonical_url VARCHAR,
    section VARCHAR,
    title VARCHAR,
    author VARCHAR,
    published_on DATE,
    published_at TIMESTAMPTZ,
    published_offset_minutes SMALLINT,
    published_from VARCHAR,
    modified_on DATE,
    modified_at TIMESTAMPTZ,
    fetched_at TIMESTAMPTZ NOT NULL,
    language VARCHAR,
    kind VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    replaces VARCHAR,
    replaces_because VARCHAR,
    near_duplicate_of VARCHAR,
    superseded_by VARCHAR,
    voice VARCHAR NOT NULL,
    archived_in VARCHAR,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE articles IS 'One row an article: the first text of its wording, with its metadata.';
COMMENT ON COLUMN articles.article_id IS 'Hash of the text at the first load; given once, never changed.';
COMMENT ON COLUMN articles.declared_hash IS 'The 16 hex digits that the file''s name declared.';
COMMENT ON COLUMN articles.source IS 'Outlet where it was first met.';
COMMENT ON COLUMN articles.url IS 'Address it was read from; NULL for a bare file.';
COMMENT ON COLUMN articles.canonical_url IS 'Address that the page gives as its own.';
COMMENT ON COLUMN articles.section IS 'Section of the outlet.';
COMMENT ON COLUMN articles.title IS 'Headline.';
COMMENT ON COLUMN articles.author IS 'Byline.';
COMMENT ON COLUMN articles.published_on IS 'Day of publication where the page was made.';
COMMENT ON COLUMN articles.published_at IS 'Moment of publication; NULL where the page gives only a day.';
COMMENT ON COLUMN articles.published_offset_minutes IS 'The page''s own offset from UTC, in minutes.';
COMMENT ON COLUMN articles.published_from IS 'Which signal gave the date: text, row, feed, json-ld, meta, url and so on.';
COMMENT ON COLUMN articles.modified_on IS 'Day of the page''s last change, as it says.';
COMMENT ON COLUMN articles.modified_at IS 'Moment of that change; NULL where the page gives only a day.';
COMMENT ON COLUMN articles.fetched_at IS 'When the bytes were had.';
COMMENT ON COLUMN articles.language IS 'Language, ISO 639-1.';
COMMENT ON COLUMN articles.kind IS 'news, analysis, roundup, statement or other.';
COMMENT ON COLUMN articles.text_hash IS 'Current version of the text, as in article_texts.';
COMMENT ON COLUMN articles.extractor_version IS 'Extractor whose reports on it are current; empty where none is known.';
COMMENT ON COLUMN articles.replaces IS 'The article that this one is a later state of.';
COMMENT ON COLUMN articles.replaces_because IS 'same address or same declared hash.';
COMMENT ON COLUMN articles.near_duplicate_of IS 'The article that was there first and that this one repeats in large part.';
COMMENT ON COLUMN articles.superseded_by IS 'The later state, under the same address, of this same text; its reports count in place of this one''s.';
COMMENT ON COLUMN articles.voice IS 'Texts that belong together (near-duplicates, revisions) have one voice: the smallest id among them.';
COMMENT ON COLUMN articles.archived_in IS 'Where the bytes lie: file and record in the archive.';
COMMENT ON COLUMN articles.run_id IS 'The run that first loaded it.';
COMMENT ON COLUMN articles.recorded_at IS 'When it was recorded.';

CREATE TABLE article_texts (
    article_id VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    cleaner_version VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    characters INTEGER NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE article_texts IS 'One row a cleaned text of an article: a newer cleaner adds a version, never an article.';
COMMENT ON COLUMN article_texts.article_id IS 'The article.';
COMMENT ON COLUMN article_texts.text_hash IS 'First 16 hex digits of SHA-256 over the normalised text; with article_id the key.';
COMMENT ON COLUMN article_texts.cleaner_version IS 'Cleaner that made this text.';
COMMENT ON COLUMN article_texts.text IS 'The text; evidence counts its code points.';
COMMENT ON COLUMN article_texts.characters IS 'Length of the text in code points.';
COMMENT ON COLUMN article_texts.run_id IS 'The run that loaded it.';
COMMENT ON COLUMN article_texts.recorded_at IS 'When it was recorded.';

CREATE TABLE sightings (
    run_id VARCHAR NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    source_id VARCHAR,
    source VARCHAR NOT NULL,
    url VARCHAR,
    outcome VARCHAR NOT NULL,
    article_id VARCHAR,
    declared_hash VARCHAR,
    archived_in VARCHAR
);
COMMENT ON TABLE sightings IS 'One row every time a text or an address was met, with what became of it.';
COMMENT ON COLUMN sightings.run_id IS 'The run that met it.';
COMMENT ON COLUMN sightings.seen_at IS 'When.';
COMMENT ON COLUMN sightings.source_id IS 'The name it was met under: an address, a row''s id, a file''s name.';
COMMENT ON COLUMN sightings.source IS 'The outlet.';
COMMENT ON COLUMN sightings.url IS 'Its address, where it has one.';
COMMENT ON COLUMN sightings.outcome IS 'new, near duplicate, revision, exact duplicate, declared duplicate, read again, unchanged or rejected.';
COMMENT ON COLUMN sightings.article_id IS 'The article that holds its text; NULL where none does.';
COMMENT ON COLUMN sightings.declared_hash IS 'The hash that its name declared.';
COMMENT ON COLUMN sightings.archived_in IS 'Where its bytes lie in the archive.';

CREATE TABLE signatures (
    article_id VARCHAR NOT NULL,
    shingle BIGINT NOT NULL,
    samples INTEGER NOT NULL
);
COMMENT ON TABLE signatures IS 'A sample of each text''s hashed word runs; two texts that share many are near-duplicates.';
COMMENT ON COLUMN signatures.article_id IS 'The article.';
COMMENT ON COLUMN signatures.shingle IS 'Hash of three words in a row that fell into the sample.';
COMMENT ON COLUMN signatures.samples IS 'How many of its runs fell into the sample.';

CREATE TABLE near_duplicates (
    article_id VARCHAR NOT NULL,
    like_article_id VARCHAR NOT NULL,
    jaccard DOUBLE NOT NULL,
    containment DOUBLE NOT NULL,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE near_duplicates IS 'Pairs of articles that share much of their wording: all runs of three words compared, and the names in them.';
COMMENT ON COLUMN near_duplicates.article_id IS 'The later of the two.';
COMMENT ON COLUMN near_duplicates.like_article_id IS 'The one that was there first.';
COMMENT ON COLUMN near_duplicates.jaccard IS 'Shared part of the two texts'' runs of three words together, 0 to 1.';
COMMENT ON COLUMN near_duplicates.containment IS 'Shared part of the runs of the text that has fewer, 0 to 1.';
COMMENT ON COLUMN near_duplicates.run_id IS 'The run that found the pair.';

CREATE TABLE rejections (
    run_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    source_id VARCHAR,
    url VARCHAR,
    stage VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    detail VARCHAR,
    archived_in VARCHAR,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE rejections IS 'One row every time a candidate ended without an article, with the reason.';
COMMENT ON COLUMN rejections.run_id IS 'The run.';
COMMENT ON COLUMN rejections.source IS 'The outlet.';
COMMENT ON COLUMN rejections.source_id IS 'The name it was met under.';
COMMENT ON COLUMN rejections.url IS 'Its address.';
COMMENT ON COLUMN rejections.stage IS 'discover, fetch, read or load.';
COMMENT ON COLUMN rejections.reason IS 'Why, from a closed list.';
COMMENT ON COLUMN rejections.detail IS 'What exactly was met.';
COMMENT ON COLUMN rejections.archived_in IS 'Where its bytes lie in the archive.';
COMMENT ON COLUMN rejections.recorded_at IS 'When it was recorded.';
