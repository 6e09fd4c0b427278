-- A page that somebody saved belongs to the outlet whose host it names.
ALTER TABLE sources ADD COLUMN hosts VARCHAR[];
COMMENT ON COLUMN sources.hosts IS 'Hosts of its addresses, without www: a saved page that names one of them is this outlet''s.';
COMMENT ON COLUMN articles.source IS 'Outlet where it was first met; of a file, where nobody gives it, the host of the address that the page gives as its own, the site''s name, or files.';
COMMENT ON COLUMN incidents.n_sources IS 'Outlets among these; texts of which nobody says the outlet (files) count as one.';
COMMENT ON COLUMN incident_history.n_sources IS 'Outlets among these; texts of which nobody says the outlet (files) count as one.';
COMMENT ON COLUMN sightings.url IS 'Its address; of a file on disk, where that lies (file:).';
COMMENT ON COLUMN rejections.url IS 'Its address; of a file on disk, where that lies (file:).';
