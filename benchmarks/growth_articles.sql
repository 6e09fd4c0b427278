-- An archive as years of news leave it: $articles articles with 2 KB of text and 40 samples each, and some
-- $incidents incidents with five reports for two of them, at $incidents_a_day.
CREATE TEMP TABLE towns AS
SELECT
    t AS town, 'Town ' || t AS place, 'District ' || t // 5 AS admin2, 'Province ' || t // 50 AS admin1,
    'Country ' || t // 250 AS country, 20 + (t // 5) % 17 + t % 5 * 0.08 AS latitude, 40 + (t // 85) + t % 5 * 0.08 AS longitude
FROM range(1500) s(t);

CREATE TEMP TABLE happened AS
SELECT
    i, DATE '2026-01-01' - ((($incidents - i) // $incidents_a_day)::INTEGER + 1) AS day, (hash(i, 'town') % 1500)::INTEGER AS town,
    (hash(i, 'act') % 4)::INTEGER AS act, 1 + (hash(i, 'toll') % 9)::INTEGER AS killed, (hash(i, 'group') % 12)::INTEGER AS by
FROM range($incidents) s(i);

CREATE TEMP TABLE telling AS
SELECT
    row_number() OVER (ORDER BY i, j) - 1 AS n, i, j, role,
    ((row_number() OVER (ORDER BY i, j) - 1) * $articles // count(*) OVER ()) AS article
FROM (
    SELECT i, j, 'main' AS role FROM happened, range(4) s(j) WHERE j <= (hash(i, 'outlets') % 4)::INTEGER
);
-- one article in ten recalls an incident of up to three years before
INSERT INTO telling
SELECT n, i, j, 'background', article
FROM (SELECT n, i - (hash(n, 'back') % 30000)::INTEGER AS i, 9 AS j, article FROM telling WHERE n % 10 = 0)
WHERE i >= 0;

CREATE TEMP TABLE phrases AS
SELECT p, string_agg(md5((p * 31 + w)::VARCHAR)[:(hash(p, w) % 7)::INTEGER + 3], ' ' ORDER BY w) AS words
FROM range(4000) s(p), range(14) x(w)
GROUP BY p;

INSERT INTO article_texts BY NAME
WITH listed AS (SELECT list(words ORDER BY p) AS phrases FROM phrases)
SELECT
    md5(k::VARCHAR)[:16] AS article_id, article_id AS text_hash, '1' AS cleaner_version,
    array_to_string(list_transform(range(22), lambda x: phrases[1 + (hash(k, x) % 4000)::INTEGER]), '. ') AS text,
    2000 AS characters, k + 1 AS article_number, 'archive' AS run_id, TIMESTAMPTZ '2026-01-01 00:00:00+00' AS recorded_at
FROM range($articles) s(k), listed;

INSERT INTO articles BY NAME
SELECT
    md5(k::VARCHAR)[:16] AS article_id, 'outlet ' || k % 40 AS source, 'https://outlet' || k % 40 || '.test/' || k AS url,
    url AS canonical_url, 'What happened, number ' || k AS title,
    DATE '2026-01-01' - ((($articles - k) * $incidents // $articles // $incidents_a_day)::INTEGER) AS published_on,
    published_on::TIMESTAMPTZ AS published_at, published_on::TIMESTAMPTZ AS fetched_at, 'news' AS kind, article_id AS text_hash, '1' AS extractor_version,
    article_id AS voice, 'archive' AS run_id, TIMESTAMPTZ '2026-01-01 00:00:00+00' AS recorded_at, k + 1 AS number
FROM range($articles) s(k);

INSERT INTO sightings BY NAME
SELECT
    run_id, fetched_at AS seen_at, url AS source_id, source, url, 'new' AS outcome, article_id,
    'pages/' || published_on || '.warc.gz#' || article_id AS archived_in
FROM articles;

INSERT INTO fetch_state BY NAME
SELECT url, source, fetched_at, 200 AS status, article_id AS body_hash, 0 AS failures, 'fetched' AS outcome, run_id FROM articles;

INSERT INTO signatures
SELECT article_id, (hash(article_id, j) >> 8)::BIGINT // 8 * 8, 40 FROM articles, range(40) s(j);

CREATE TEMP TABLE belongs AS SELECT md5(n || role)[:16] AS report_id, 'ND' || md5(i::VARCHAR)[:12] AS incident_id FROM telling;

INSERT INTO incident_reports BY NAME
SELECT
    md5(t.n || t.role)[:16] AS report_id, md5(t.article::VARCHAR)[:16] AS article_id, article_id AS text_hash, 'rules' AS extractor, '1' AS extractor_version,
    CASE t.role WHEN 'main' THEN row_number() OVER (PARTITION BY t.article, t.role ORDER BY t.n) - 1 ELSE 99 END AS ordinal, t.role,
    CASE t.role WHEN 'main' THEN h.day ELSE date_trunc('month', h.day)::DATE END AS event_date, CASE t.role WHEN 'main' THEN 'day' ELSE 'month' END AS date_precision,
    w.country, w.admin1, w.admin2,
    CASE WHEN (hash(t.n) % 8)::INTEGER > 0 THEN w.place END AS place,
    CASE WHEN (hash(t.n) % 8)::INTEGER > 0 THEN w.latitude END AS latitude,
    CASE WHEN (hash(t.n) % 8)::INTEGER > 0 THEN w.longitude END AS longitude,
    CASE WHEN (hash(t.n) % 8)::INTEGER > 0 THEN 1 ELSE 3 END AS geo_precision,
    ['militant attack', 'militant attack', 'security operation', 'clash'][h.act + 1] AS incident_kind,
    ['Explosions/Remote violence', 'Violence against civilians', 'Battles', 'Battles'][h.act + 1] AS event_type,
    ['Remote explosive/landmine/IED', 'Attack', 'Armed clash', 'Armed clash'][h.act + 1] AS sub_event_type,
    ['Explosives', 'Firearms', 'Firearms', 'Firearms'][h.act + 1] AS weapon_type,
    ['Police', 'Private Citizens & Property', 'Terrorists/Non-State Militia', 'Military'][h.act + 1] AS target_type,
    false AS suicide, false AS foiled, CASE WHEN h.by < 6 AND h.act < 2 THEN 'Group ' || h.by END AS perpetrator,
    CASE WHEN perpetrator IS NULL THEN 'none' ELSE 'claimed' END AS attribution,
    h.killed + t.j % 2 AS killed, 2 * h.killed AS injured, false AS allocated, 'archive' AS run_id, TIMESTAMPTZ '2026-01-01 00:00:00+00' AS recorded_at
FROM telling t JOIN happened h USING (i) JOIN towns w USING (town)
ORDER BY t.article, ordinal; -- as nights leave them


INSERT INTO evidence BY NAME
SELECT
    r.article_id, a.number AS article_number, r.text_hash, r.extractor_version, 'report' AS subject, r.ordinal, f.field,
    100 AS span_start, 110 AS span_end, 0.9 AS confidence, r.run_id
FROM incident_reports r
JOIN articles a USING (article_id), (VALUES ('event_date'), ('place'), ('killed'), ('injured'), ('event_type')) f(field)
ORDER BY article_number, r.ordinal, f.field;

INSERT INTO sources BY NAME
SELECT source, source AS name, 'en' AS language, [] AS feeds, [] AS sitemaps, [] AS folders, 2.0 AS delay_seconds, 200 AS max_articles, 3 AS look_back_days
FROM (SELECT DISTINCT source FROM articles);

INSERT INTO runs (run_id, kind, night, version, started_at, finished_at, status)
VALUES ('archive', 'backfill', DATE '2026-01-01', '1', TIMESTAMPTZ '2026-01-01 00:00:00+00', TIMESTAMPTZ '2026-01-01 01:00:00+00', 'completed');

INSERT INTO fusion_queue SELECT DISTINCT article_id FROM incident_reports;
