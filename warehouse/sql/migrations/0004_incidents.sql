-- What the reports together say, one row an incident, with its reasons and its history.
-- The codebooks' words in the codebooks' order, so that ORDER BY sorts as an analyst expects.
CREATE TYPE date_precision AS ENUM ('day', 'few days', 'week', 'month', 'year', 'unknown');
CREATE TYPE incident_kind AS ENUM (
    'militant attack', 'security operation', 'clash', 'cross-border attack', 'communal violence',
    'protest or riot', 'other');
CREATE TYPE event_type AS ENUM (
    'Battles', 'Protests', 'Riots', 'Explosions/Remote violence', 'Violence against civilians',
    'Strategic developments');
CREATE TYPE sub_event_type AS ENUM (
    'Government regains territory', 'Non-state actor overtakes territory', 'Armed clash',
    'Excessive force against protesters', 'Protest with intervention', 'Peaceful protest',
    'Violent demonstration', 'Mob violence',
    'Chemical weapon', 'Air/drone strike', 'Suicide bomb', 'Shelling/artillery/missile attack',
    'Remote explosive/landmine/IED', 'Grenade',
    'Sexual violence', 'Attack', 'Abduction/forced disappearance',
    'Agreement', 'Arrests', 'Change to group/activity', 'Disrupted weapons use',
    'Headquarters or base established', 'Looting/property destruction',
    'Non-violent transfer of territory', 'Other');
CREATE TYPE attack_type AS ENUM (
    'Assassination', 'Armed Assault', 'Bombing/Explosion', 'Hijacking',
    'Hostage Taking (Barricade Incident)', 'Hostage Taking (Kidnapping)',
    'Facility/Infrastructure Attack', 'Unarmed Assault', 'Unknown');
CREATE TYPE weapon_type AS ENUM (
    'Biological', 'Chemical', 'Radiological', 'Nuclear', 'Firearms', 'Explosives', 'Fake Weapons',
    'Incendiary', 'Melee',
    'Vehicle (not to include vehicle-borne explosives, i.e., car or truck bombs)',
    'Sabotage Equipment', 'Other', 'Unknown');
CREATE TYPE target_type AS ENUM (
    'Business', 'Government (General)', 'Police', 'Military', 'Abortion Related', 'Airports & Aircraft',
    'Government (Diplomatic)', 'Educational Institution', 'Food or Water Supply',
    'Journalists & Media', 'Maritime', 'NGO', 'Other', 'Private Citizens & Property',
    'Religious Figures/Institutions', 'Telecommunication', 'Terrorists/Non-State Militia', 'Tourists',
    'Transportation', 'Unknown', 'Utilities', 'Violent Political Party');
CREATE TYPE attribution AS ENUM ('claimed', 'attributed', 'suspected', 'none');

CREATE TABLE incidents (
    incident_id VARCHAR NOT NULL,
    event_date DATE,
    event_date_end DATE,
    date_precision date_precision NOT NULL,
    country VARCHAR,
    admin1 VARCHAR,
    admin2 VARCHAR,
    admin3 VARCHAR,
    place VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    geo_precision TINYINT,
    geonames_id INTEGER,
    incident_kind incident_kind,
    event_type event_type,
    sub_event_type sub_event_type,
    attack_type attack_type,
    weapon_type weapon_type,
    target_type target_type,
    suicide BOOLEAN NOT NULL,
    foiled BOOLEAN NOT NULL,
    perpetrator VARCHAR,
    opponent VARCHAR,
    perpetrator_text VARCHAR,
    attribution attribution NOT NULL,
    claimed_by VARCHAR,
    attributed_by VARCHAR,
    denied_by VARCHAR,
    killed_low INTEGER,
    killed INTEGER,
    killed_high INTEGER,
    killed_qualifier VARCHAR,
    killed_civilians INTEGER,
    killed_security INTEGER,
    killed_militants INTEGER,
    injured_low INTEGER,
    injured INTEGER,
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
    n_reports INTEGER NOT NULL,
    n_articles INTEGER NOT NULL,
    n_sources INTEGER NOT NULL,
    disputed BOOLEAN NOT NULL,
    disputed_fields VARCHAR[] NOT NULL,
    first_run_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE incidents IS 'One row an incident that is believed now: what its reports together say.';
COMMENT ON COLUMN incidents.incident_id IS 'Surrogate key, given at the first arrival, never changed.';
COMMENT ON COLUMN incidents.event_date IS 'First day of the event; NULL where no report gives one.';
COMMENT ON COLUMN incidents.event_date_end IS 'Last day it may have been.';
COMMENT ON COLUMN incidents.date_precision IS 'How exactly the date is known.';
COMMENT ON COLUMN incidents.country IS 'Country.';
COMMENT ON COLUMN incidents.admin1 IS 'Province or state.';
COMMENT ON COLUMN incidents.admin2 IS 'District.';
COMMENT ON COLUMN incidents.admin3 IS 'Sub-district.';
COMMENT ON COLUMN incidents.place IS 'Named settlement or locality.';
COMMENT ON COLUMN incidents.latitude IS 'Degrees north, WGS 84.';
COMMENT ON COLUMN incidents.longitude IS 'Degrees east, WGS 84.';
COMMENT ON COLUMN incidents.geo_precision IS '1 exact place, 2 near it, 3 district, 4 province, 5 vague region, 6 country, 7 sea or airspace.';
COMMENT ON COLUMN incidents.geonames_id IS 'GeoNames key of the place.';
COMMENT ON COLUMN incidents.incident_kind IS 'Kind of incident.';
COMMENT ON COLUMN incidents.event_type IS 'ACLED event type.';
COMMENT ON COLUMN incidents.sub_event_type IS 'ACLED sub-event type.';
COMMENT ON COLUMN incidents.attack_type IS 'GTD attack type.';
COMMENT ON COLUMN incidents.weapon_type IS 'GTD weapon type.';
COMMENT ON COLUMN incidents.target_type IS 'GTD target type.';
COMMENT ON COLUMN incidents.suicide IS 'A suicide attack.';
COMMENT ON COLUMN incidents.foiled IS 'Prevented before it did harm.';
COMMENT ON COLUMN incidents.perpetrator IS 'Who attacked, canonical name; NULL where no report names one.';
COMMENT ON COLUMN incidents.opponent IS 'Armed group that an operation or clash was fought with.';
COMMENT ON COLUMN incidents.perpetrator_text IS 'A report''s own words for the perpetrator.';
COMMENT ON COLUMN incidents.attribution IS 'The strongest that a report gives: claimed, attributed, suspected or none.';
COMMENT ON COLUMN incidents.claimed_by IS 'Group that claimed it.';
COMMENT ON COLUMN incidents.attributed_by IS 'Speaker who attributes it.';
COMMENT ON COLUMN incidents.denied_by IS 'Group that denied it.';
COMMENT ON COLUMN incidents.killed_low IS 'Smallest number of dead reported.';
COMMENT ON COLUMN incidents.killed IS 'Best number of dead, attackers included: the latest reports'' majority, else the lowest.';
COMMENT ON COLUMN incidents.killed_high IS 'Largest number of dead reported.';
COMMENT ON COLUMN incidents.killed_qualifier IS 'The reports'' words with the number, or in its place: at least, dozens.';
COMMENT ON COLUMN incidents.killed_civilians IS 'Civilians among the dead, by the same rule.';
COMMENT ON COLUMN incidents.killed_security IS 'Security forces among the dead.';
COMMENT ON COLUMN incidents.killed_militants IS 'Militants among the dead, suicide bombers included.';
COMMENT ON COLUMN incidents.injured_low IS 'Smallest number of injured reported.';
COMMENT ON COLUMN incidents.injured IS 'Best number of injured, by the same rule.';
COMMENT ON COLUMN incidents.injured_high IS 'Largest number of injured reported.';
COMMENT ON COLUMN incidents.injured_qualifier IS 'The reports'' words with the number of injured, or in its place.';
COMMENT ON COLUMN incidents.injured_civilians IS 'Civilians among the injured.';
COMMENT ON COLUMN incidents.injured_security IS 'Security forces among the injured.';
COMMENT ON COLUMN incidents.injured_militants IS 'Militants among the injured.';
COMMENT ON COLUMN incidents.casualties IS 'Dead and injured in one number, where reports do not part them.';
COMMENT ON COLUMN incidents.missing IS 'People missing.';
COMMENT ON COLUMN incidents.abducted IS 'People abducted.';
COMMENT ON COLUMN incidents.n_incidents IS 'Number of incidents that the row stands for, where more than one.';
COMMENT ON COLUMN incidents.allocated IS 'The toll is a share of one that covers several incidents.';
COMMENT ON COLUMN incidents.n_reports IS 'Reports that support it.';
COMMENT ON COLUMN incidents.n_articles IS 'Articles among these that are nobody''s near-duplicate.';
COMMENT ON COLUMN incidents.n_sources IS 'Outlets among these.';
COMMENT ON COLUMN incidents.disputed IS 'Reports disagree on a field.';
COMMENT ON COLUMN incidents.disputed_fields IS 'The fields on which they disagree.';
COMMENT ON COLUMN incidents.first_run_id IS 'The run that made the incident.';
COMMENT ON COLUMN incidents.run_id IS 'The run that last changed the row.';
COMMENT ON COLUMN incidents.recorded_at IS 'When the row last changed.';

CREATE TABLE incident_keys (
    incident_id VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    merged_into VARCHAR,
    founding_report_id VARCHAR NOT NULL,
    first_run_id VARCHAR NOT NULL
);
COMMENT ON TABLE incident_keys IS 'Every key that was ever given, also of incidents that were merged or withdrawn.';
COMMENT ON COLUMN incident_keys.incident_id IS 'The key.';
COMMENT ON COLUMN incident_keys.status IS 'active, merged (see merged_into) or withdrawn (no report supports it any more).';
COMMENT ON COLUMN incident_keys.merged_into IS 'The incident that this one was found to be.';
COMMENT ON COLUMN incident_keys.founding_report_id IS 'The report that the key was given for, or its successor under a newer extractor.';
COMMENT ON COLUMN incident_keys.first_run_id IS 'The run that gave it.';

CREATE TABLE incident_history (
    incident_id VARCHAR NOT NULL,
    recorded_from TIMESTAMPTZ NOT NULL,
    recorded_to TIMESTAMPTZ,
    run_id VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    merged_into VARCHAR,
    event_date DATE,
    event_date_end DATE,
    date_precision date_precision NOT NULL,
    country VARCHAR,
    admin1 VARCHAR,
    admin2 VARCHAR,
    admin3 VARCHAR,
    place VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    geo_precision TINYINT,
    geonames_id INTEGER,
    incident_kind incident_kind,
    event_type event_type,
    sub_event_type sub_event_type,
    attack_type attack_type,
    weapon_type weapon_type,
    target_type target_type,
    suicide BOOLEAN NOT NULL,
    foiled BOOLEAN NOT NULL,
    perpetrator VARCHAR,
    opponent VARCHAR,
    perpetrator_text VARCHAR,
    attribution attribution NOT NULL,
    claimed_by VARCHAR,
    attributed_by VARCHAR,
    denied_by VARCHAR,
    killed_low INTEGER,
    killed INTEGER,
    killed_high INTEGER,
    killed_qualifier VARCHAR,
    killed_civilians INTEGER,
    killed_security INTEGER,
    killed_militants INTEGER,
    injured_low INTEGER,
    injured INTEGER,
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
    n_reports INTEGER NOT NULL,
    n_articles INTEGER NOT NULL,
    n_sources INTEGER NOT NULL,
    disputed BOOLEAN NOT NULL,
    disputed_fields VARCHAR[] NOT NULL
);
COMMENT ON TABLE incident_history IS 'Every state that an incident''s row has been in: what was believed, from when to when.';
COMMENT ON COLUMN incident_history.incident_id IS 'The incident.';
COMMENT ON COLUMN incident_history.recorded_from IS 'From when this state was believed.';
COMMENT ON COLUMN incident_history.recorded_to IS 'Until when; NULL where it still is.';
COMMENT ON COLUMN incident_history.run_id IS 'The run that brought this state.';
COMMENT ON COLUMN incident_history.status IS 'active, merged or withdrawn.';
COMMENT ON COLUMN incident_history.merged_into IS 'The incident that this one was found to be.';
COMMENT ON COLUMN incident_history.event_date IS 'First day of the event; NULL where no report gives one.';
COMMENT ON COLUMN incident_history.event_date_end IS 'Last day it may have been.';
COMMENT ON COLUMN incident_history.date_precision IS 'How exactly the date is known.';
COMMENT ON COLUMN incident_history.country IS 'Country.';
COMMENT ON COLUMN incident_history.admin1 IS 'Province or state.';
COMMENT ON COLUMN incident_history.admin2 IS 'District.';
COMMENT ON COLUMN incident_history.admin3 IS 'Sub-district.';
COMMENT ON COLUMN incident_history.place IS 'Named settlement or locality.';
COMMENT ON COLUMN incident_history.latitude IS 'Degrees north, WGS 84.';
COMMENT ON COLUMN incident_history.longitude IS 'Degrees east, WGS 84.';
COMMENT ON COLUMN incident_history.geo_precision IS '1 exact place, 2 near it, 3 district, 4 province, 5 vague region, 6 country, 7 sea or airspace.';
COMMENT ON COLUMN incident_history.geonames_id IS 'GeoNames key of the place.';
COMMENT ON COLUMN incident_history.incident_kind IS 'Kind of incident.';
COMMENT ON COLUMN incident_history.event_type IS 'ACLED event type.';
COMMENT ON COLUMN incident_history.sub_event_type IS 'ACLED sub-event type.';
COMMENT ON COLUMN incident_history.attack_type IS 'GTD attack type.';
COMMENT ON COLUMN incident_history.weapon_type IS 'GTD weapon type.';
COMMENT ON COLUMN incident_history.target_type IS 'GTD target type.';
COMMENT ON COLUMN incident_history.suicide IS 'A suicide attack.';
COMMENT ON COLUMN incident_history.foiled IS 'Prevented before it did harm.';
COMMENT ON COLUMN incident_history.perpetrator IS 'Who attacked, canonical name; NULL where no report names one.';
COMMENT ON COLUMN incident_history.opponent IS 'Armed group that an operation or clash was fought with.';
COMMENT ON COLUMN incident_history.perpetrator_text IS 'A report''s own words for the perpetrator.';
COMMENT ON COLUMN incident_history.attribution IS 'The strongest that a report gives: claimed, attributed, suspected or none.';
COMMENT ON COLUMN incident_history.claimed_by IS 'Group that claimed it.';
COMMENT ON COLUMN incident_history.attributed_by IS 'Speaker who attributes it.';
COMMENT ON COLUMN incident_history.denied_by IS 'Group that denied it.';
COMMENT ON COLUMN incident_history.killed_low IS 'Smallest number of dead reported.';
COMMENT ON COLUMN incident_history.killed IS 'Best number of dead, attackers included: the latest reports'' majority, else the lowest.';
COMMENT ON COLUMN incident_history.killed_high IS 'Largest number of dead reported.';
COMMENT ON COLUMN incident_history.killed_qualifier IS 'The reports'' words with the number, or in its place: at least, dozens.';
COMMENT ON COLUMN incident_history.killed_civilians IS 'Civilians among the dead, by the same rule.';
COMMENT ON COLUMN incident_history.killed_security IS 'Security forces among the dead.';
COMMENT ON COLUMN incident_history.killed_militants IS 'Militants among the dead, suicide bombers included.';
COMMENT ON COLUMN incident_history.injured_low IS 'Smallest number of injured reported.';
COMMENT ON COLUMN incident_history.injured IS 'Best number of injured, by the same rule.';
COMMENT ON COLUMN incident_history.injured_high IS 'Largest number of injured reported.';
COMMENT ON COLUMN incident_history.injured_qualifier IS 'The reports'' words with the number of injured, or in its place.';
COMMENT ON COLUMN incident_history.injured_civilians IS 'Civilians among the injured.';
COMMENT ON COLUMN incident_history.injured_security IS 'Security forces among the injured.';
COMMENT ON COLUMN incident_history.injured_militants IS 'Militants among the injured.';
COMMENT ON COLUMN incident_history.casualties IS 'Dead and injured in one number, where reports do not part them.';
COMMENT ON COLUMN incident_history.missing IS 'People missing.';
COMMENT ON COLUMN incident_history.abducted IS 'People abducted.';
COMMENT ON COLUMN incident_history.n_incidents IS 'Number of incidents that the row stands for, where more than one.';
COMMENT ON COLUMN incident_history.allocated IS 'The toll is a share of one that covers several incidents.';
COMMENT ON COLUMN incident_history.n_reports IS 'Reports that support it.';
COMMENT ON COLUMN incident_history.n_articles IS 'Articles among these that are nobody''s near-duplicate.';
COMMENT ON COLUMN incident_history.n_sources IS 'Outlets among these.';
COMMENT ON COLUMN incident_history.disputed IS 'Reports disagree on a field.';
COMMENT ON COLUMN incident_history.disputed_fields IS 'The fields on which they disagree.';

CREATE TABLE incident_sources (
    incident_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    score DOUBLE,
    features VARCHAR,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE incident_sources IS 'Which reports make up an incident, and why each was joined.';
COMMENT ON COLUMN incident_sources.incident_id IS 'The incident.';
COMMENT ON COLUMN incident_sources.report_id IS 'The report; it belongs to one incident at most.';
COMMENT ON COLUMN incident_sources.article_id IS 'Its article.';
COMMENT ON COLUMN incident_sources.source IS 'Its outlet.';
COMMENT ON COLUMN incident_sources.role IS 'main or background.';
COMMENT ON COLUMN incident_sources.score IS 'Likeness to the report it was joined with best; NULL where it stands alone.';
COMMENT ON COLUMN incident_sources.features IS 'What that likeness was made of, term by term.';
COMMENT ON COLUMN incident_sources.run_id IS 'The run that joined it.';
COMMENT ON COLUMN incident_sources.recorded_at IS 'When it was joined.';

CREATE TABLE fusion_pairs (
    report_id VARCHAR NOT NULL,
    other_report_id VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    features VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE fusion_pairs IS 'Pairs of reports alike enough to tell of one incident, with the reasons.';
COMMENT ON COLUMN fusion_pairs.report_id IS 'The one report; the smaller key of the two.';
COMMENT ON COLUMN fusion_pairs.other_report_id IS 'The other report.';
COMMENT ON COLUMN fusion_pairs.score IS 'Sum of the terms in features.';
COMMENT ON COLUMN fusion_pairs.features IS 'The terms, each with its weight.';
COMMENT ON COLUMN fusion_pairs.run_id IS 'The run that compared them.';

CREATE TABLE fusion_queue (
    article_id VARCHAR NOT NULL
);
COMMENT ON TABLE fusion_queue IS 'Articles whose reports fusion has yet to look at: new ones, and those that something changed for.';
COMMENT ON COLUMN fusion_queue.article_id IS 'The article.';

CREATE TABLE fusion_reports (
    report_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    voice VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    published_on DATE,
    event_date DATE,
    date_precision VARCHAR NOT NULL,
    to_the_day BOOLEAN NOT NULL,
    day_guessed BOOLEAN NOT NULL,
    first_day DATE,
    last_day DATE,
    country_key VARCHAR,
    admin1_key VARCHAR,
    admin2_key VARCHAR,
    place_key VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    geo_precision TINYINT,
    incident_kind VARCHAR,
    event_type VARCHAR,
    sub_event_type VARCHAR,
    weapon_type VARCHAR,
    target_type VARCHAR,
    suicide BOOLEAN NOT NULL,
    perpetrator VARCHAR,
    opponent VARCHAR,
    killed INTEGER,
    injured INTEGER,
    n_incidents INTEGER
);
COMMENT ON TABLE fusion_reports IS 'The reports that count, as fusion compares them: of current texts, by current extractors.';
COMMENT ON COLUMN fusion_reports.report_id IS 'The report.';
COMMENT ON COLUMN fusion_reports.article_id IS 'Its article.';
COMMENT ON COLUMN fusion_reports.voice IS 'The article''s voice: near-duplicates and revisions have one.';
COMMENT ON COLUMN fusion_reports.source IS 'Its outlet.';
COMMENT ON COLUMN fusion_reports.role IS 'main or background.';
COMMENT ON COLUMN fusion_reports.ordinal IS 'Place among the article''s reports.';
COMMENT ON COLUMN fusion_reports.published_on IS 'Day of publication.';
COMMENT ON COLUMN fusion_reports.event_date IS 'First day of the event, where the text gives one.';
COMMENT ON COLUMN fusion_reports.date_precision IS 'How exactly the date is known.';
COMMENT ON COLUMN fusion_reports.to_the_day IS 'The text gives the day.';
COMMENT ON COLUMN fusion_reports.day_guessed IS 'No date in the text: the days are those before the publication.';
COMMENT ON COLUMN fusion_reports.first_day IS 'First day on which it may have been.';
COMMENT ON COLUMN fusion_reports.last_day IS 'Last day on which it may have been.';
COMMENT ON COLUMN fusion_reports.country_key IS 'Country, folded for comparison.';
COMMENT ON COLUMN fusion_reports.admin1_key IS 'Province, folded.';
COMMENT ON COLUMN fusion_reports.admin2_key IS 'District, folded.';
COMMENT ON COLUMN fusion_reports.place_key IS 'Place, folded.';
COMMENT ON COLUMN fusion_reports.latitude IS 'Degrees north.';
COMMENT ON COLUMN fusion_reports.longitude IS 'Degrees east.';
COMMENT ON COLUMN fusion_reports.geo_precision IS 'How exactly the place is known.';
COMMENT ON COLUMN fusion_reports.incident_kind IS 'Kind of incident.';
COMMENT ON COLUMN fusion_reports.event_type IS 'ACLED event type.';
COMMENT ON COLUMN fusion_reports.sub_event_type IS 'ACLED sub-event type.';
COMMENT ON COLUMN fusion_reports.weapon_type IS 'GTD weapon type.';
COMMENT ON COLUMN fusion_reports.target_type IS 'GTD target type.';
COMMENT ON COLUMN fusion_reports.suicide IS 'A suicide attack.';
COMMENT ON COLUMN fusion_reports.perpetrator IS 'Who attacked.';
COMMENT ON COLUMN fusion_reports.opponent IS 'Whom an operation was fought with.';
COMMENT ON COLUMN fusion_reports.killed IS 'All the dead.';
COMMENT ON COLUMN fusion_reports.injured IS 'All the injured.';
COMMENT ON COLUMN fusion_reports.n_incidents IS 'Number of incidents that it stands for.';

CREATE TABLE incident_links (
    incident_id VARCHAR NOT NULL,
    other_incident_id VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    article_id VARCHAR,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE incident_links IS 'Incidents that belong together without being one.';
COMMENT ON COLUMN incident_links.incident_id IS 'The one incident; the smaller key of the two.';
COMMENT ON COLUMN incident_links.other_incident_id IS 'The other.';
COMMENT ON COLUMN incident_links.relation IS 'told together: news of the same days in one article.';
COMMENT ON COLUMN incident_links.article_id IS 'The article that links them.';
COMMENT ON COLUMN incident_links.run_id IS 'The run that found the link.';

CREATE TABLE rulings (
    ruling_id VARCHAR NOT NULL,
    ruling VARCHAR NOT NULL,
    incident_id VARCHAR NOT NULL,
    other_incident_id VARCHAR,
    field VARCHAR,
    value VARCHAR,
    report_id VARCHAR NOT NULL,
    other_report_id VARCHAR,
    who VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ
);
COMMENT ON TABLE rulings IS 'Analysts'' corrections; fusion obeys them, on every replay too.';
COMMENT ON COLUMN rulings.ruling_id IS 'Key.';
COMMENT ON COLUMN rulings.ruling IS 'same, not same or value.';
COMMENT ON COLUMN rulings.incident_id IS 'The incident that was looked at.';
COMMENT ON COLUMN rulings.other_incident_id IS 'The other one, for same and not same.';
COMMENT ON COLUMN rulings.field IS 'The column, for value.';
COMMENT ON COLUMN rulings.value IS 'What is right there; NULL says that nothing is known.';
COMMENT ON COLUMN rulings.report_id IS 'The report that stands for the incident in this ruling.';
COMMENT ON COLUMN rulings.other_report_id IS 'The report that stands for the other one.';
COMMENT ON COLUMN rulings.who IS 'Who ruled.';
COMMENT ON COLUMN rulings.why IS 'The reason.';
COMMENT ON COLUMN rulings.made_at IS 'When.';
COMMENT ON COLUMN rulings.revoked_at IS 'When it was taken back; NULL where it holds.';
