-- What each article says as of now: its current text, read by its current extractor, with the incident it went to.
CREATE OR REPLACE VIEW current_reports AS
SELECT
    m.incident_id,
    r.report_id,
    r.article_id,
    a.source,
    a.title,
    a.published_on,
    r.ordinal,
    r.role,
    r.event_date,
    r.date_precision,
    r.country,
    r.admin1,
    r.admin2,
    r.place,
    r.incident_kind,
    r.event_type,
    r.sub_event_type,
    r.perpetrator,
    r.attribution,
    r.killed,
    r.killed_qualifier,
    r.injured,
    m.score,
    m.features
FROM incident_reports r
JOIN articles a USING (article_id, text_hash, extractor_version)
LEFT JOIN incident_sources m USING (report_id)
WHERE a.superseded_by IS NULL;
COMMENT ON VIEW current_reports IS 'Reports of the current texts and extractor versions, each with its incident and article.';
COMMENT ON COLUMN current_reports.incident_id IS 'The incident; NULL where a background mention says too little to stand alone.';
COMMENT ON COLUMN current_reports.report_id IS 'Key of the report.';
COMMENT ON COLUMN current_reports.article_id IS 'The article.';
COMMENT ON COLUMN current_reports.source IS 'Its outlet.';
COMMENT ON COLUMN current_reports.title IS 'Its headline.';
COMMENT ON COLUMN current_reports.published_on IS 'Its day of publication.';
COMMENT ON COLUMN current_reports.ordinal IS 'Place among the article''s reports, from 0.';
COMMENT ON COLUMN current_reports.role IS 'main, background, or retracted (the article says that it never happened).';
COMMENT ON COLUMN current_reports.event_date IS 'First day of the event.';
COMMENT ON COLUMN current_reports.date_precision IS 'How exactly the date is known.';
COMMENT ON COLUMN current_reports.country IS 'Country.';
COMMENT ON COLUMN current_reports.admin1 IS 'Province or state.';
COMMENT ON COLUMN current_reports.admin2 IS 'District.';
COMMENT ON COLUMN current_reports.place IS 'Named settlement or locality.';
COMMENT ON COLUMN current_reports.incident_kind IS 'Kind of incident.';
COMMENT ON COLUMN current_reports.event_type IS 'ACLED event type.';
COMMENT ON COLUMN current_reports.sub_event_type IS 'ACLED sub-event type.';
COMMENT ON COLUMN current_reports.perpetrator IS 'Who attacked.';
COMMENT ON COLUMN current_reports.attribution IS 'claimed, attributed, suspected or none.';
COMMENT ON COLUMN current_reports.killed IS 'All the dead.';
COMMENT ON COLUMN current_reports.killed_qualifier IS 'Words such as at least.';
COMMENT ON COLUMN current_reports.injured IS 'All the injured.';
COMMENT ON COLUMN current_reports.score IS 'Likeness to the report it was joined with best.';
COMMENT ON COLUMN current_reports.features IS 'What that likeness was made of.';
