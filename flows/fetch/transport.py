"""Sockets under requests: whom they may reach, and how long an answer may take.

Names are resolved here and the connection goes to the very address that was checked, so no second
look-up can lead elsewhere; redirects and re-used names pass the same check. Proxies from the environment
are not used: behind one, the address that is reached could not be checked.
"""

import io
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from http.client import HTTPResponse
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from flows.fetch.addresses import is_public

_MOST_ADDRESSES = 3  # of one name that are tried; each may take a whole connect time-out


class BlockedAddressError(Exception):
    """A name that leads to a private, loopback, link-local or otherwise not public address."""


def resolve(host: str, port: int) -> Sequence[str]:
    """The IP addresses of ``host`` as the system knows them. Raises OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def dial(address: tuple[str, int], timeout_seconds: float) -> socket.socket:
    """A connected socket to an IP address and port. Raises OSError."""
    return socket.create_connection(address, timeout_seconds)


@dataclass(frozen=True, slots=True)
class Network:
    """How names become addresses and addresses sockets; another one stands in for the internet in tests."""

    resolve: Callable[[str, int], Sequence[str]] = resolve
    dial: Callable[[tuple[str, int], float], socket.socket] = dial


class GuardedAdapter(HTTPAdapter):
    """At most ``connections`` kept ones to a host, only to public addresses unless ``allow_private``.

    ``total_seconds`` bounds a whole answer from its first byte to its last, however it drips.
    """

    def __init__(
        self, network: Network, allow_private: bool, total_seconds: float, connections: int = 1
    ) -> None:
        self._pools = _pools(network, allow_private, total_seconds)
        super().__init__(pool_connections=2, pool_maxsize=connections, pool_block=True)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools


def _pools(network: Network, allow_private: bool, total_seconds: float) -> dict[str, Any]:
    class Guarded:
        """Mixed into urllib3's connections: its own way to a socket, and a clock on its answers."""

        response_class: Any

        def _new_conn(self: Any) -> socket.socket:
            timeout_seconds = float(self.timeout)
            failure: OSError | None = None
            for ip in _permitted(self, network, allow_private):
                try:
                    connected = network.dial((ip, self.port), timeout_seconds)
                except OSError as error:
                    failure = error
                    continue
                connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return connected
            if isinstance(failure, TimeoutError):
                raise ConnectTimeoutError(self, f"no connection within {timeout_seconds} s")
            raise NewConnectionError(self, f"{failure}") from failure

        def getresponse(self: Any) -> Any:
            deadline = time.monotonic() + total_seconds
            self.response_class = partial(_TimedResponse, deadline=deadline, read_seconds=float(self.timeout))
            return super().getresponse()  # type: ignore[misc]

    class Plain(Guarded, HTTPConnection):
        pass

    class Secure(Guarded, HTTPSConnection):
        pass

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _permitted(connection: Any, network: Network, allow_private: bool) -> list[str]:
    try:
        found = network.resolve(connection.host, connection.port)
    except (OSError, UnicodeError) as error:  # a label of 64 letters is a UnicodeError
        reason = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
        raise NameResolutionError(connection.host, connection, reason) from error
    permitted = [ip for ip in found if allow_private or is_public(ip)]
    if not permitted:
        led = ", ".join(found[:3]) or "no address"
        raise BlockedAddressError(f"{connection.host} leads to {led}, which is not on the open internet")
    return permitted[:_MOST_ADDRESSES]


class _TimedResponse(HTTPResponse):
    """An answer whose every read ends by the deadline: a time-out a read alone never ends a drip."""

    def __init__(
        self, sock: socket.socket, *args: Any, deadline: float, read_seconds: float, **kwargs: Any
    ) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp.close()
        self.fp = io.BufferedReader(_TimedSocket(sock, deadline, read_seconds), 65_536)


class _TimedSocket(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: float, read_seconds: float) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)  # holds the socket open while the answer is read
        self._deadline = deadline
        self._read_seconds = read_seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the whole answer took too long")
        self._sock.settimeout(min(left, self._read_seconds))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()
