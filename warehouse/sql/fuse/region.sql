-- What tonight can touch: the new reports, those that lost a partner, and whatever hangs together with them.
-- Found step after step by few keys, so that the whole archive is never joined with itself: of the frontier the
-- pairs are still to be followed, of the unasked ones the incidents.
CREATE OR REPLACE TEMP TABLE region AS
SELECT report_id FROM arriving
UNION
SELECT report_id FROM gone;

CREATE OR REPLACE TEMP TABLE frontier AS FROM region;
CREATE OR REPLACE TEMP TABLE unasked AS FROM region;
CREATE OR REPLACE TEMP TABLE region_sources AS SELECT incident_id, report_id FROM incident_sources LIMIT 0;
