-- The words that the tables use, explained: groups, places and event types.

CREATE TABLE groups (
    name VARCHAR NOT NULL,
    short_name VARCHAR,
    actor_type VARCHAR,
    inter TINYINT,
    country VARCHAR,
    parent VARCHAR,
    note VARCHAR
);
COMMENT ON TABLE groups IS 'Armed groups and forces by their canonical names.';
COMMENT ON COLUMN groups.name IS 'Canonical name, as incidents have it; the key.';
COMMENT ON COLUMN groups.short_name IS 'Usual abbreviation.';
COMMENT ON COLUMN groups.actor_type IS 'ACLED''s word for what it is: Rebel group, State forces and so on.';
COMMENT ON COLUMN groups.inter IS 'ACLED''s number for the same, 1 to 8.';
COMMENT ON COLUMN groups.country IS 'Country where it is at home.';
COMMENT ON COLUMN groups.parent IS 'Group that it belongs to or split from.';
COMMENT ON COLUMN groups.note IS 'What else is to know.';

CREATE TABLE group_aliases (
    alias VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    reason VARCHAR
);
COMMENT ON TABLE group_aliases IS 'Other names that texts use, each with the reason why it means the group.';
COMMENT ON COLUMN group_aliases.alias IS 'The name as texts have it.';
COMMENT ON COLUMN group_aliases.name IS 'The canonical name, as in groups.';
COMMENT ON COLUMN group_aliases.reason IS 'Why.';

CREATE TABLE places (
    geonames_id INTEGER,
    name VARCHAR NOT NULL,
    kind VARCHAR,
    country VARCHAR,
    admin1 VARCHAR,
    admin2 VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    population INTEGER
);
COMMENT ON TABLE places IS 'Places and districts that the extractor knows.';
COMMENT ON COLUMN places.geonames_id IS 'GeoNames key; NULL for places added by hand.';
COMMENT ON COLUMN places.name IS 'Name.';
COMMENT ON COLUMN places.kind IS 'country, admin1, admin2, place or region.';
COMMENT ON COLUMN places.country IS 'Country.';
COMMENT ON COLUMN places.admin1 IS 'Province or state.';
COMMENT ON COLUMN places.admin2 IS 'District.';
COMMENT ON COLUMN places.latitude IS 'Degrees north, WGS 84.';
COMMENT ON COLUMN places.longitude IS 'Degrees east, WGS 84.';
COMMENT ON COLUMN places.population IS 'People, as GeoNames has it.';

CREATE TABLE event_types (
    scheme VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    position INTEGER NOT NULL
);
COMMENT ON TABLE event_types IS 'The codebooks'' lists with their codes, in the codebooks'' order.';
COMMENT ON COLUMN event_types.scheme IS 'acled, acled_inter, gtd_attacktype, gtd_targtype, gtd_weaptype, ucdp_where_prec and so on.';
COMMENT ON COLUMN event_types.code IS 'The codebook''s code; for ACLED''s sub-events the event type.';
COMMENT ON COLUMN event_types.label IS 'The codebook''s words.';
COMMENT ON COLUMN event_types.position IS 'Place in the codebook''s order, from 1.';
