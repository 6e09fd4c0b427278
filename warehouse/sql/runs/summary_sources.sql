-- The run's figures by outlet.
FROM source_runs WHERE run_id = $run_id ORDER BY source;
