-- From here on it is the region's reports that are in question.
CREATE OR REPLACE TEMP TABLE asked AS FROM region;
