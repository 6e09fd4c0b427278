"""Who alerts are sent to, on loopback: a webhook over HTTP, and a mail server that keeps what it gets."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer, StreamRequestHandler, ThreadingTCPServer
from typing import Any


@dataclass
class Webhook:
    """``address`` as apprise wants it; ``got`` are the posted JSON bodies; ``status`` is what it answers."""

    address: str
    got: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200

    def titles(self) -> list[str]:
        return [alert["title"] for alert in self.got]


@contextmanager
def webhook() -> Iterator[Webhook]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.got.append(json.loads(body))
            self.send_response(hook.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hook = Webhook(f"json://127.0.0.1:{server.server_port}/hook")
        with _serving(server):
            yield hook


@dataclass
class Mailbox:
    """``address`` as apprise wants it; ``got`` are whole messages as they came."""

    address: str
    got: list[str] = field(default_factory=list)


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    class Handler(StreamRequestHandler):
        """As much of RFC 5321 as one client needs."""

        def handle(self) -> None:
            self.say("220 mailbox")
            while word := self.rfile.readline().decode().strip():
                if word.upper().startswith("DATA"):
                    self.say("354 go on")
                    lines = iter(lambda: self.rfile.readline().decode().rstrip("\r\n"), ".")
                    box.got.append("\n".join(lines))
                    self.say("250 kept")
                elif word.upper().startswith("QUIT"):
                    self.say("221 bye")
                    return
                else:
                    self.say("250 yes")

        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        port = server.server_address[1]
        box = Mailbox(f"mailto://127.0.0.1:{port}?from=night@desk.example&to=desk@desk.example")
        with _serving(server):
            yield box


@contextmanager
def _serving(server: BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
