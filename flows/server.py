"""A Prefect server for `nightdesk serve`: on loopback, behind a password, started again where it dies.

The server is a process of its own. It ends with whoever started it, even where that is killed: it waits
for the end of its standard input, which the operating system closes.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.engine import PASSWORD, SERVING, is_healthy

HOST = "127.0.0.1"
_PORT = 4200  # Prefect's usual one; another where it is taken
_HEALTHY_WITHIN_SECONDS = 600  # some 20 on two idle cores; a machine that boots has much else to do
_ENDS_WITHIN_SECONDS = 30
_REST_SECONDS = 5  # between a server's death and the next one


class NoServer(Exception):
    """Prefect's server does not start; the message says where its log is."""


@contextmanager
def own_server(home: Path, died: Callable[[str], None]) -> Iterator[str]:
    """Run a server whose database lies in ``home``, until the block ends; yields its API's address.

    ``died`` is told, in a sentence, when the server died; it is started again.
    Sets the environment that this process' Prefect needs to speak to it. Raises NoServer.
    """
    login = _login(home / PASSWORD)
    server, port = _first(home, login)
    api = f"http://{HOST}:{port}/api"
    os.environ |= {"PREFECT_API_URL": api, "PREFECT_API_AUTH_STRING": login}
    (home / SERVING).write_text(json.dumps({"api": api}))
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep, args=(server, stopping, home, port, login, died), name="server")
    keeper.start()
    try:
        yield api
    finally:
        (home / SERVING).unlink(missing_ok=True)
        stopping.set()
        keeper.join()


def _first(home: Path, login: str) -> "tuple[subprocess.Popen[bytes], int]":
    """A server that answers, and its port; another port is tried where one is taken from under it."""
    for wanted in (int(os.environ.get("PREFECT_SERVER_API_PORT", _PORT)), 0, 0):
        port = _free_port(wanted)
        server = _start(home, port, login)
        try:
            if _answers(server, f"http://{HOST}:{port}/api", login):
                return server, port
        except BaseException:
            _end(server)
            raise
        _end(server)
    raise NoServer(f"Prefect's server does not start: {home / 'server.log'} says why.")


def _keep(
    server: "subprocess.Popen[bytes]",
    stopping: threading.Event,
    home: Path,
    port: int,
    login: str,
    died: Callable[[str], None],
) -> None:
    """Start the server again whenever it dies; end it when ``stopping`` is set."""
    while not stopping.wait(1):
        if server.poll() is not None:
            why = f"It ended with status {server.returncode}; {home / 'server.log'} may say why."
            stopping.wait(_REST_SECONDS)
            server = _start(home, port, login)
            died(why)
    _end(server)


def _end(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(_ENDS_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _start(home: Path, port: int, login: str) -> "subprocess.Popen[bytes]":
    environment = os.environ | {
        "PREFECT_SERVER_API_AUTH_STRING": login,
        # leases on disk: a server that forgot them in a restart would end the night that holds one
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    }
    with (home / "server.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - this very module
            [sys.executable, "-m", "flows.server", str(port)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the one who serves; it ends the server last
        )


def _answers(server: "subprocess.Popen[bytes]", api: str, login: str) -> bool:
    """Wait until it does; False where it dies or takes too long."""
    give_up = time.monotonic() + _HEALTHY_WITHIN_SECONDS
    while server.poll() is None and time.monotonic() < give_up:
        if is_healthy(api, login):
            return True
        time.sleep(0.3)
    return False


def _login(file: Path) -> str:
    """user:password, made once and readable by its owner alone: other users share the loopback."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(f"nightdesk:{secrets.token_urlsafe(24)}\n")
    except FileExistsError:
        pass
    return file.read_text().strip()


def _free_port(wanted: int) -> int:
    """That port where it is free, else any."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind((HOST, port))
                return int(probe.getsockname()[1])
    raise NoServer(f"There is no free port on {HOST}.")


def _end_with_parent() -> None:
    os.read(0, 1)  # not through sys.stdin, whose lock the interpreter wants at its end
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """The server itself, in the foreground."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from prefect.cli import app

    sys.argv = ["prefect", "server", "start", "--host", HOST, "--port", sys.argv[1]]
    app()


if __name__ == "__main__":
    main()
