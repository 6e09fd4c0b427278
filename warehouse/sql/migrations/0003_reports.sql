-- What each article says, kept as it said it: reports are immutable, each with its extractor's version.

CREATE TABLE incident_reports (
    report_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    extractor VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    event_date DATE,
    event_date_end DATE,
    date_precision VARCHAR NOT NULL,
    date_text VARCHAR,
    country VARCHAR,
    admin1 VARCHAR,
    admin2 VARCHAR,
    admin3 VARCHAR,
    place VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    geo_precision TINYINT,
    geonames_id INTEGER,
    incident_kind VARCHAR,
    event_type VARCHAR,
    sub_event_type VARCHAR,
    attack_type VARCHAR,
    weapon_type VARCHAR,
    target_type VARCHAR,
    suicide BOOLEAN NOT NULL,
    foiled BOOLEAN NOT NULL,
    perpetrator VARCHAR,
    opponent VARCHAR,
    perpetrator_text VARCHAR,
    attribution VARCHAR NOT NULL,
    claimed_by VARCHAR,
    attributed_by VARCHAR,
    denied_by VARCHAR,
    killed INTEGER,
    killed_low INTEGER,
    killed_high INTEGER,
    killed_qualifier VARCHAR,
    killed_civilians INTEGER,
    killed_security INTEGER,
    killed_militants INTEGER,
    injured INTEGER,
    injured_low INTEGER,
    injured_high INTEGER,
    injured_qualifier VARCHAR,
    injured_civilians INTEGER,
    injured_security INTEGER,
    injured_militants INTEGER,
    casualties INTEGER,
    missing INTEGER,
    abducted INTEGER,
    n_incidents INTEGER,
    allocated BOOLEAN NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE incident_reports IS 'One row an incident that an article tells of, as one extractor version read it.';
COMMENT ON COLUMN incident_reports.report_id IS 'Key: a hash of article, text version, extractor version and ordinal.';
COMMENT ON COLUMN incident_reports.article_id IS 'The article.';
COMMENT ON COLUMN incident_reports.text_hash IS 'The version of its text that was read.';
COMMENT ON COLUMN incident_reports.extractor IS 'Extractor that read it.';
COMMENT ON COLUMN incident_reports.extractor_version IS 'Its version.';
COMMENT ON COLUMN incident_reports.ordinal IS 'Place among the article''s reports, from 0.';
COMMENT ON COLUMN incident_reports.role IS 'main (fresh news) or background (history, context).';
COMMENT ON COLUMN incident_reports.event_date IS 'First day of the event; NULL where the text gives none.';
COMMENT ON COLUMN incident_reports.event_date_end IS 'Last day it may have been.';
COMMENT ON COLUMN incident_reports.date_precision IS 'day, few days, week, month, year or unknown.';
COMMENT ON COLUMN incident_reports.date_text IS 'The words that say when.';
COMMENT ON COLUMN incident_reports.country IS 'Country.';
COMMENT ON COLUMN incident_reports.admin1 IS 'Province or state.';
COMMENT ON COLUMN incident_reports.admin2 IS 'District.';
COMMENT ON COLUMN incident_reports.admin3 IS 'Sub-district.';
COMMENT ON COLUMN incident_reports.place IS 'Named settlement or locality.';
COMMENT ON COLUMN incident_reports.latitude IS 'Degrees north, WGS 84.';
COMMENT ON COLUMN incident_reports.longitude IS 'Degrees east, WGS 84.';
COMMENT ON COLUMN incident_reports.geo_precision IS '1 exact place, 2 near it, 3 district, 4 province, 5 vague region, 6 country, 7 sea or airspace.';
COMMENT ON COLUMN incident_reports.geonames_id IS 'GeoNames key of the place.';
COMMENT ON COLUMN incident_reports.incident_kind IS 'Kind of incident.';
COMMENT ON COLUMN incident_reports.event_type IS 'ACLED event type.';
COMMENT ON COLUMN incident_reports.sub_event_type IS 'ACLED sub-event type.';
COMMENT ON COLUMN incident_reports.attack_type IS 'GTD attack type.';
COMMENT ON COLUMN incident_reports.weapon_type IS 'GTD weapon type.';
COMMENT ON COLUMN incident_reports.target_type IS 'GTD target type.';
COMMENT ON COLUMN incident_reports.suicide IS 'A suicide attack.';
COMMENT ON COLUMN incident_reports.foiled IS 'Prevented before it did harm.';
COMMENT ON COLUMN incident_reports.perpetrator IS 'Who attacked, canonical name; NULL where the text names none.';
COMMENT ON COLUMN incident_reports.opponent IS 'Armed group that an operation or clash was fought with.';
COMMENT ON COLUMN incident_reports.perpetrator_text IS 'The text''s own words for the perpetrator.';
COMMENT ON COLUMN incident_reports.attribution IS 'claimed, attributed, suspected or none.';
COMMENT ON COLUMN incident_reports.claimed_by IS 'Group that claimed it.';
COMMENT ON COLUMN incident_reports.attributed_by IS 'Speaker who attributes it.';
COMMENT ON COLUMN incident_reports.denied_by IS 'Group that denied it.';
COMMENT ON COLUMN incident_reports.killed IS 'All the dead, attackers included; NULL is silence, 0 is said.';
COMMENT ON COLUMN incident_reports.killed_low IS 'Lowest number of dead that the text allows.';
COMMENT ON COLUMN incident_reports.killed_high IS 'Highest number of dead that the text allows.';
COMMENT ON COLUMN incident_reports.killed_qualifier IS 'Words such as at least, up to, dozens.';
COMMENT ON COLUMN incident_reports.killed_civilians IS 'Civilians among the dead.';
COMMENT ON COLUMN incident_reports.killed_security IS 'Security forces among the dead, militia on their side included.';
COMMENT ON COLUMN incident_reports.killed_militants IS 'Militants among the dead, suicide bombers included.';
COMMENT ON COLUMN incident_reports.injured IS 'All the injured.';
COMMENT ON COLUMN incident_reports.injured_low IS 'Lowest number of injured that the text allows.';
COMMENT ON COLUMN incident_reports.injured_high IS 'Highest number of injured that the text allows.';
COMMENT ON COLUMN incident_reports.injured_qualifier IS 'Words such as at least, up to, dozens.';
COMMENT ON COLUMN incident_reports.injured_civilians IS 'Civilians among the injured.';
COMMENT ON COLUMN incident_reports.injured_security IS 'Security forces among the injured.';
COMMENT ON COLUMN incident_reports.injured_militants IS 'Militants among the injured.';
COMMENT ON COLUMN incident_reports.casualties IS 'Dead and injured in one number, where the text does not part them.';
COMMENT ON COLUMN incident_reports.missing IS 'People missing.';
COMMENT ON COLUMN incident_reports.abducted IS 'People abducted.';
COMMENT ON COLUMN incident_reports.n_incidents IS 'Number of incidents that the row stands for, where more than one.';
COMMENT ON COLUMN incident_reports.allocated IS 'The toll is a share of one that covers several incidents.';
COMMENT ON COLUMN incident_reports.run_id IS 'The run that loaded it.';
COMMENT ON COLUMN incident_reports.recorded_at IS 'When it was recorded.';

CREATE TABLE evidence (
    article_id VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    field VARCHAR NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    confidence DOUBLE NOT NULL,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE evidence IS 'The span of the text behind a field of a report or statistic; a field may have several.';
COMMENT ON COLUMN evidence.article_id IS 'The article.';
COMMENT ON COLUMN evidence.text_hash IS 'The version of its text that the span counts in.';
COMMENT ON COLUMN evidence.extractor_version IS 'Version of the extractor.';
COMMENT ON COLUMN evidence.subject IS 'report or statistic.';
COMMENT ON COLUMN evidence.ordinal IS 'Place of the report or statistic in its article.';
COMMENT ON COLUMN evidence.field IS 'The field that the span speaks for.';
COMMENT ON COLUMN evidence.span_start IS 'First code point of the span, from 0.';
COMMENT ON COLUMN evidence.span_end IS 'First code point after it.';
COMMENT ON COLUMN evidence.confidence IS '0 to 1.';
COMMENT ON COLUMN evidence.run_id IS 'The run that loaded it.';

CREATE TABLE claims (
    article_id VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    stance VARCHAR NOT NULL,
    actor VARCHAR,
    speaker VARCHAR,
    words VARCHAR,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE claims IS 'Who claims, attributes, suspects or denies, kept apart with the speaker.';
COMMENT ON COLUMN claims.article_id IS 'The article.';
COMMENT ON COLUMN claims.text_hash IS 'The version of its text.';
COMMENT ON COLUMN claims.extractor_version IS 'Version of the extractor.';
COMMENT ON COLUMN claims.ordinal IS 'Place of the report in its article.';
COMMENT ON COLUMN claims.stance IS 'claimed, attributed, suspected or denied.';
COMMENT ON COLUMN claims.actor IS 'The group that the words are about.';
COMMENT ON COLUMN claims.speaker IS 'Who says it; NULL where the text names nobody.';
COMMENT ON COLUMN claims.words IS 'The text''s own words for the perpetrator.';
COMMENT ON COLUMN claims.run_id IS 'The run that loaded it.';

CREATE TABLE statistics (
    article_id VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    metric VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    unit VARCHAR NOT NULL,
    period_start DATE,
    period_end DATE,
    period_text VARCHAR,
    place VARCHAR,
    group_name VARCHAR,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE statistics IS 'Aggregates that a text gives; never incidents.';
COMMENT ON COLUMN statistics.article_id IS 'The article.';
COMMENT ON COLUMN statistics.text_hash IS 'The version of its text.';
COMMENT ON COLUMN statistics.extractor_version IS 'Version of the extractor.';
COMMENT ON COLUMN statistics.ordinal IS 'Place among the article''s statistics, from 0.';
COMMENT ON COLUMN statistics.metric IS 'What is counted, from a closed list.';
COMMENT ON COLUMN statistics.value IS 'The number.';
COMMENT ON COLUMN statistics.unit IS 'count or percent change.';
COMMENT ON COLUMN statistics.period_start IS 'First day of the period.';
COMMENT ON COLUMN statistics.period_end IS 'Last day of the period.';
COMMENT ON COLUMN statistics.period_text IS 'The text''s own words for the period.';
COMMENT ON COLUMN statistics.place IS 'Where.';
COMMENT ON COLUMN statistics.group_name IS 'The armed group it speaks of.';
COMMENT ON COLUMN statistics.run_id IS 'The run that loaded it.';
COMMENT ON COLUMN statistics.recorded_at IS 'When it was recorded.';
