"""Reading on a Dask cluster, through Prefect's task runner; an extra: ``nightdesk[dask]``."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.readers import AHEAD, in_order
from flows.settings import SettingsError

try:
    from prefect_dask.task_runners import DaskTaskRunner
except ImportError:
    raise SettingsError(
        'runner = "dask" needs an extra: install nightdesk[dask], here and on every worker.'
    ) from None

T = TypeVar("T")
R = TypeVar("R")
_FEWEST = 4  # pieces under way, however few workers the cluster has just now


@task(cache_policy=NO_CACHE, task_run_name="read", log_prints=False)
def on_a_worker(piece: Callable[[], Any]) -> Any:
    return piece()


class Cluster:
    """The workers of the Dask scheduler at ``address``; without one, a cluster of this machine's own.

    Then ``processes`` are its workers (0: as Dask thinks fit). A worker that dies costs its piece of work a
    second start, on another.
    """

    def __init__(self, address: str = "", processes: int = 0) -> None:
        own = {"n_workers": processes or None, "threads_per_worker": 1, "dashboard_address": None}
        self._runner: Any = DaskTaskRunner(address=address) if address else DaskTaskRunner(cluster_kwargs=own)

    def __enter__(self) -> Self:
        # the workers report to the server that this run has, also where it brought its own
        with get_client(sync_client=True) as client:
            self._server = str(client.api_url)
        self._runner.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._runner.__exit__(kind, error, trace)

    def map(self, work: Callable[[T], R], items: Iterable[T], *, few: bool = False) -> Iterator[R]:
        """As `flows.readers.Readers.map` says; ``few`` makes no difference, for the workers stand ready."""

        def submit(item: T) -> Any:
            with temporary_settings({PREFECT_API_URL: self._server}):
                return self._runner.submit(on_a_worker, {"piece": partial(work, item)})

        return in_order(submit, items, self._at_once)

    def _at_once(self) -> int:
        return max(_FEWEST, AHEAD * len(self._runner.client.scheduler_info()["workers"]))
