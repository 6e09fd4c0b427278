-- The nights and the outlets come first: every later row names the run that wrote it.

CREATE TABLE runs (
    run_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    night DATE NOT NULL,
    version VARCHAR NOT NULL,
    parameters JSON,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    status VARCHAR NOT NULL,
    error VARCHAR,
    published_at TIMESTAMPTZ,
    candidates INTEGER,
    fetched INTEGER,
    articles INTEGER,
    near_duplicates INTEGER,
    revisions INTEGER,
    duplicates INTEGER,
    read_again INTEGER,
    unchanged INTEGER,
    rejected INTEGER,
    reports INTEGER,
    statistics INTEGER,
    incidents_new INTEGER,
    incidents_updated INTEGER,
    incidents_merged INTEGER,
    incidents_withdrawn INTEGER
);
COMMENT ON TABLE runs IS 'One row a run of a flow: what ran, when, and what came of it.';
COMMENT ON COLUMN runs.run_id IS 'Name of the run: its start in UTC and the first digits of a hash.';
COMMENT ON COLUMN runs.kind IS 'nightly, backfill or reextract.';
COMMENT ON COLUMN runs.night IS 'The day the run speaks for, from its schedule or the command line.';
COMMENT ON COLUMN runs.version IS 'Version of Nightdesk that ran.';
COMMENT ON COLUMN runs.parameters IS 'What the run was started with.';
COMMENT ON COLUMN runs.started_at IS 'Start; also the record time of every row the run wrote.';
COMMENT ON COLUMN runs.finished_at IS 'End; NULL while the run goes on or where it died.';
COMMENT ON COLUMN runs.status IS 'running, completed or failed, or another word the flow gave.';
COMMENT ON COLUMN runs.error IS 'Why it failed.';
COMMENT ON COLUMN runs.published_at IS 'When its tables were published, by the run''s own clock; NULL where they were not.';
COMMENT ON COLUMN runs.candidates IS 'Addresses and files met, whatever became of them.';
COMMENT ON COLUMN runs.fetched IS 'Of these, those whose bytes were had.';
COMMENT ON COLUMN runs.articles IS 'New articles, near-duplicates and revisions among them.';
COMMENT ON COLUMN runs.near_duplicates IS 'New articles that repeat an older one in large part.';
COMMENT ON COLUMN runs.revisions IS 'New texts under a known address or declared hash.';
COMMENT ON COLUMN runs.duplicates IS 'Exact and declared duplicates of known articles.';
COMMENT ON COLUMN runs.read_again IS 'Archived bytes that were read once more.';
COMMENT ON COLUMN runs.unchanged IS 'Addresses that had nothing new.';
COMMENT ON COLUMN runs.rejected IS 'Candidates that ended as a rejection.';
COMMENT ON COLUMN runs.reports IS 'Incident reports loaded.';
COMMENT ON COLUMN runs.statistics IS 'Statistics loaded.';
COMMENT ON COLUMN runs.incidents_new IS 'Incidents that the run made.';
COMMENT ON COLUMN runs.incidents_updated IS 'Incidents whose values the run changed.';
COMMENT ON COLUMN runs.incidents_merged IS 'Incidents that the run found to be another one.';
COMMENT ON COLUMN runs.incidents_withdrawn IS 'Incidents that no report supports any more.';

CREATE TABLE source_runs (
    run_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    candidates INTEGER NOT NULL,
    fetched INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    near_duplicates INTEGER NOT NULL,
    revisions INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    read_again INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    statistics INTEGER NOT NULL,
    incidents_new INTEGER NOT NULL,
    incidents_updated INTEGER NOT NULL
);
COMMENT ON TABLE source_runs IS 'One row an outlet and run: what was met there and what became of it.';
COMMENT ON COLUMN source_runs.run_id IS 'The run.';
COMMENT ON COLUMN source_runs.source IS 'The outlet, as in sources.';
COMMENT ON COLUMN source_runs.candidates IS 'Addresses and files met, whatever became of them.';
COMMENT ON COLUMN source_runs.fetched IS 'Of these, those whose bytes were had.';
COMMENT ON COLUMN source_runs.articles IS 'New articles, near-duplicates and revisions among them.';
COMMENT ON COLUMN source_runs.near_duplicates IS 'New articles that repeat an older one in large part.';
COMMENT ON COLUMN source_runs.revisions IS 'New texts under a known address or declared hash.';
COMMENT ON COLUMN source_runs.duplicates IS 'Exact and declared duplicates.';
COMMENT ON COLUMN source_runs.read_again IS 'Archived bytes that were read once more.';
COMMENT ON COLUMN source_runs.unchanged IS 'Addresses that had nothing new.';
COMMENT ON COLUMN source_runs.rejected IS 'Candidates that ended as a rejection.';
COMMENT ON COLUMN source_runs.reports IS 'Incident reports loaded.';
COMMENT ON COLUMN source_runs.statistics IS 'Statistics loaded.';
COMMENT ON COLUMN source_runs.incidents_new IS 'New incidents that a report of this outlet supports.';
COMMENT ON COLUMN source_runs.incidents_updated IS 'Changed incidents that a new report of this outlet supports.';

CREATE TABLE sources (
    source VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    country VARCHAR,
    language VARCHAR NOT NULL,
    feeds VARCHAR[] NOT NULL,
    sitemaps VARCHAR[] NOT NULL,
    folders VARCHAR[] NOT NULL,
    delay_seconds DOUBLE NOT NULL,
    max_articles INTEGER NOT NULL,
    look_back_days INTEGER NOT NULL
);
COMMENT ON TABLE sources IS 'The outlets, as the run''s sources file describes them.';
COMMENT ON COLUMN sources.source IS 'Short name; the key.';
COMMENT ON COLUMN sources.name IS 'Name for people.';
COMMENT ON COLUMN sources.country IS 'Home country, ISO 3166 alpha-2.';
COMMENT ON COLUMN sources.language IS 'Language, ISO 639-1.';
COMMENT ON COLUMN sources.feeds IS 'RSS and Atom addresses.';
COMMENT ON COLUMN sources.sitemaps IS 'Sitemap addresses.';
COMMENT ON COLUMN sources.folders IS 'Folders that somebody else fills.';
COMMENT ON COLUMN sources.delay_seconds IS 'Seconds between two requests to one of its hosts.';
COMMENT ON COLUMN sources.max_articles IS 'Most articles a night.';
COMMENT ON COLUMN sources.look_back_days IS 'How old an article may be, in days.';

CREATE TABLE fetch_state (
    url VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL,
    status INTEGER,
    etag VARCHAR,
    last_modified VARCHAR,
    body_hash VARCHAR,
    failures INTEGER NOT NULL,
    outcome VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE fetch_state IS 'What is remembered of an address, so that the next night asks only for what is new.';
COMMENT ON COLUMN fetch_state.url IS 'The address; with source the key.';
COMMENT ON COLUMN fetch_state.source IS 'The outlet.';
COMMENT ON COLUMN fetch_state.fetched_at IS 'Last attempt.';
COMMENT ON COLUMN fetch_state.status IS 'HTTP status; NULL where no answer came.';
COMMENT ON COLUMN fetch_state.etag IS 'ETag that the server sent.';
COMMENT ON COLUMN fetch_state.last_modified IS 'Last-Modified that the server sent, as sent.';
COMMENT ON COLUMN fetch_state.body_hash IS 'SHA-256 of the body, hex.';
COMMENT ON COLUMN fetch_state.failures IS 'Failures in a row.';
COMMENT ON COLUMN fetch_state.outcome IS 'fetched, not modified, or a reason for rejection.';
COMMENT ON COLUMN fetch_state.run_id IS 'The run that wrote the row.';
