-- What the run's checks found suspicious.
SELECT name, why, n, examples FROM warnings WHERE run_id = $run_id ORDER BY name;
