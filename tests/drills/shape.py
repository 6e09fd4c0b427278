"""The production shape without Docker: what docker-compose.yml starts, read from that very file.

Only what a container gives is put in place of it: names of hosts become ports of the loopback, volumes
become folders, and PostgreSQL comes from Debian's packages. Commands, variables and health checks are
the file's own.
"""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.drills.desk import descendants

ROOT = Path(__file__).parents[2]
PATIENCE = 420.0  # seconds
_VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


class NotHere(Exception):
    """This machine lacks what the shape is made of."""


@dataclass
class Shape:
    """``where`` holds the volumes' folders and a log for each service."""

    where: Path
    given: Mapping[str, str]
    ports: dict[str, int] = field(default_factory=dict)
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def services(self) -> dict[str, dict[str, Any]]:
        text = (ROOT / "docker-compose.yml").read_text()
        found: dict[str, dict[str, Any]] = yaml.safe_load(text)["services"]
        return found

    def folder(self, volume: str) -> Path:
        return self.where / volume.strip("/")

    def start(self, name: str) -> None:
        """Start a service and wait until its own health check holds."""
        service = self.services[name]
        log = (self.where / f"{name}.log").open("ab")
        with log:
            self.running[name] = subprocess.Popen(  # our own commands
                self._command(name, service),
                cwd=self.where if name == "postgres" else ROOT,
                env=self.environment(name),
                stdout=log,
                stderr=log,
                start_new_session=True,
                **_as_postgres(name),
            )
        give_up = time.monotonic() + PATIENCE
        while not self.is_healthy(name):
            assert self.running[name].poll() is None, self.log(name)
            assert time.monotonic() < give_up, self.log(name)
            time.sleep(0.5)

    def kill(self, name: str) -> None:
        """As a power cut: the service and all that it started, at once."""
        process = self.running.pop(name)
        for one in (*descendants(process.pid), process.pid):
            os.kill(one, signal.SIGKILL)
        process.wait()

    def stop(self, name: str, how: signal.Signals = signal.SIGTERM) -> None:
        """End a service, by default as `docker compose down` does."""
        process = self.running.pop(name)
        process.send_signal(how)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def is_healthy(self, name: str) -> bool:
        test = [self.translated(word) for word in self.services[name]["healthcheck"]["test"]]
        words = test[1:] if test[0] == "CMD" else ["sh", "-c", *test[1:]]
        done = subprocess.run(  # the file's own health check
            words, env=self.environment(name), capture_output=True, timeout=60, check=False
        )
        return done.returncode == 0

    def log(self, name: str) -> str:
        return (self.where / f"{name}.log").read_text(errors="replace")[-6000:]

    def environment(self, name: str) -> dict[str, str]:
        """The service's variables, and of this machine's only what any process needs."""
        binaries = os.pathsep.join((str(Path(sys.executable).parent), str(_postgres()), os.environ["PATH"]))
        mine = {"PATH": binaries, "HOME": str(self.where), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        there = self.services[name].get("environment", {})
        if name == "postgres":
            mine |= {"PGHOST": "127.0.0.1", "PGPORT": str(self.ports["postgres"])}
        return mine | {key: self.translated(str(value)) for key, value in there.items()}

    def translated(self, text: str) -> str:
        """``text`` of the file with its variables filled in, hosts as loopback ports, volumes as folders."""
        text = _VARIABLE.sub(self._value, text)
        for host, port in (("postgres", 5432), ("server", 4200), ("127.0.0.1", 4200), ("127.0.0.1", 8080)):
            name = {4200: "server", 5432: "postgres", 8080: "worker"}[port]
            text = text.replace(f"{host}:{port}", f"127.0.0.1:{self.ports[name]}")
        text = text.replace("0.0.0.0 --port 4200", f"127.0.0.1 --port {self.ports['server']}")
        text = str(self.ports["worker"]) if text == "8080" else text
        return re.sub(r"(?<![\w:/.])/(warehouse|config|prefect)\b", rf"{self.where}/\1", text)

    def _value(self, found: re.Match[str]) -> str:
        name, kind, rest = found.groups()
        value = self.given.get(name, "")
        assert value or kind != "?", f"{name}: {rest}"
        return value or (rest if kind == "-" else "")

    def _command(self, name: str, service: dict[str, Any]) -> list[str]:
        if name == "postgres":
            port, data = str(self.ports["postgres"]), str(self.folder("postgres"))
            return ["postgres", "-D", data, "-p", port, "-c", "listen_addresses=127.0.0.1", "-k", data]
        return shlex.split(self.translated(service["command"]))


@contextmanager
def open_shape(given: Mapping[str, str]) -> Iterator[Shape]:
    """The shape's folders and an empty PostgreSQL cluster; nothing runs yet. Raises NotHere."""
    _postgres()
    with ExitStack() as stack:
        where = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shape-")))
        where.chmod(0o755)  # the database's own user must get through
        shape = Shape(where, given, dict(zip(("postgres", "server", "worker"), _free_ports(3), strict=True)))
        for volume in ("warehouse/archive", "config", "prefect", "postgres"):
            shape.folder(volume).mkdir(parents=True)
        _make_cluster(shape)
        try:
            yield shape
        finally:
            for name in reversed(list(shape.running)):
                shape.stop(name)


def _make_cluster(shape: Shape) -> None:
    """What the image's entry point does at its first start: a cluster, its user, password and database."""
    data, wanted = shape.folder("postgres"), shape.environment("postgres")
    password = shape.where / "pw"
    password.write_text(wanted["POSTGRES_PASSWORD"])
    identity = _as_postgres("postgres")
    if identity:
        shutil.chown(data, identity["user"], identity["group"])
        shutil.chown(password, identity["user"])
    data.chmod(0o700)
    options = ["-D", data, "-U", wanted["POSTGRES_USER"], f"--pwfile={password}", "-A", "scram-sha-256"]
    options += ["-E", "UTF8", "--no-locale"]
    subprocess.run(  # Debian's own
        [_postgres() / "initdb", *options],
        env=wanted,
        cwd=shape.where,
        check=True,
        capture_output=True,
        **identity,
    )
    shape.start("postgres")
    create = f"CREATE DATABASE {wanted['POSTGRES_DB']}"
    login = wanted | {"PGPASSWORD": wanted["POSTGRES_PASSWORD"], "PGUSER": wanted["POSTGRES_USER"]}
    subprocess.run([_postgres() / "psql", "-d", "postgres", "-qc", create], env=login, check=True)
    password.unlink()


def _postgres() -> Path:
    """Where Debian keeps the newest PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    if not found:
        raise NotHere("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    return found[-1].parent


def _as_postgres(name: str) -> dict[str, Any]:
    """PostgreSQL does not run as root."""
    return {"user": "postgres", "group": "postgres"} if name == "postgres" and os.geteuid() == 0 else {}


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
