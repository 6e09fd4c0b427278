"""Dask workers and the process pool give the same rows, also where a worker dies."""

from pathlib import Path

import pytest
from distributed import Client, LocalCluster

import warehouse
from benchmarks.cluster import backfill, differing, kill_when, write_warcs
from flows.settings import SettingsError, load_settings

pytestmark = pytest.mark.filterwarnings("default")  # Dask's own threads and sockets end as they end


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_gives_the_rows_of_the_process_pool(
    tmp_path: Path, prefect_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", prefect_server)
    files = tmp_path / "warcs"
    write_warcs(files, 240, 20)
    backfill(files, tmp_path / "pool", "[read]\nprocesses = 2\n")
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        waiting = tmp_path / "dask" / "data" / "incoming"
        killed = kill_when(lambda: waiting.is_dir() and len(list(waiting.glob("[!.]*"))) >= 3, client)
        settings = f'[read]\nrunner = "dask"\naddress = "{cluster.scheduler_address}"\n'
        backfill(files, tmp_path / "dask", settings)
        killed.join(10)
        assert not killed.is_alive()
    assert not {table: n for table, n in differing(tmp_path / "pool", tmp_path / "dask").items() if n}
    (run,) = warehouse.query(tmp_path / "dask" / "data", "SELECT articles FROM runs").to_pylist()
    assert run["articles"] > 150


def test_an_unknown_runner_is_told(tmp_path: Path) -> None:
    (tmp_path / "nightdesk.toml").write_text('[read]\nrunner = "ray"\n')
    with pytest.raises(SettingsError, match="runner"):
        load_settings(tmp_path / "nightdesk.toml")
