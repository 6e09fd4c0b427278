-- A link may be weaker than news of one day, and of several reports' tolls the latest by the hour counts.
COMMENT ON COLUMN incident_links.relation IS 'told together: news of the same days in one article; recalled: one is news and recalls the other, of the same district and week.';
COMMENT ON COLUMN incidents.killed IS 'Best number of dead, attackers included: the latest report''s; of several at one time the majority, else the lowest.';
COMMENT ON COLUMN incident_history.killed IS 'Best number of dead, attackers included: the latest report''s; of several at one time the majority, else the lowest.';
