-- The run's own row.
FROM runs WHERE run_id = $run_id;
