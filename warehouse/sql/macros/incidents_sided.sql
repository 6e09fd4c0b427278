-- What the codebooks' views begin with: whose side was struck, and where, in their words.
CREATE OR REPLACE MACRO incidents_sided() AS TABLE
SELECT
    i.*,
    CASE
        WHEN target_type IN ('Police', 'Military') THEN 'state'
        WHEN target_type = 'Terrorists/Non-State Militia' THEN 'armed group'
        WHEN target_type IS NULL OR target_type = 'Unknown' THEN NULL
        ELSE 'civilians'
    END AS struck,
    ' (' || coalesce(country, 'unknown country') || ')' AS here,
    ' of ' || coalesce(country, 'an unknown country') AS of_here
FROM incidents i;
COMMENT ON MACRO TABLE incidents_sided IS 'The incidents with what acled, gtd and ucdp_ged code alike: struck (state, armed group, civilians or NULL, as the target tells), here and of_here (the country in ACLED''s words for actors).';
