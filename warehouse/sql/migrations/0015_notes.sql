-- What acled cites: the sentence itself, the country's number and ACLED's region.
CREATE TABLE countries (
    country VARCHAR NOT NULL,
    alpha2 VARCHAR,
    iso SMALLINT,
    region VARCHAR
);
COMMENT ON TABLE countries IS 'Countries by the names that incidents have.';
COMMENT ON COLUMN countries.country IS 'Name; the key.';
COMMENT ON COLUMN countries.alpha2 IS 'ISO 3166-1, two letters.';
COMMENT ON COLUMN countries.iso IS 'ISO 3166-1, the number; NULL for those that have none today.';
COMMENT ON COLUMN countries.region IS 'ACLED''s region.';

ALTER TABLE incident_reports ADD COLUMN sentence VARCHAR;
COMMENT ON COLUMN incident_reports.sentence IS 'The sentence in which its toll stands, else its kind, place or day; NULL where it was read before this was kept.';
ALTER TABLE incident_citations ADD COLUMN note VARCHAR;
COMMENT ON COLUMN incident_citations.note IS 'The first article''s sentence about it, with outlet and day; NULL where it is not kept.';
