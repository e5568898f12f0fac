"""The site behind the very servers that the project runs, and what they say byte for byte to a raw socket."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.house_rules.tree import ROOT

PATIENCE = 240  # seconds: other tests run on the same cores
HOST = "cordee.example"
PRODUCTION = {"SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": HOST, "SITE_URL": f"https://{HOST}"}
START = (sys.executable, "-m", "config.cli", "start")


@dataclass(frozen=True, slots=True)
class Served:
    """A server: its port, the host that it answers to, the address that its links start with."""

    port: int
    host: str
    site: str
    extra: tuple[str, ...] = ()

    def said(self, request: bytes) -> tuple[int, str]:
        """Status of the answer, and the whole of it; the server closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            answer = b""
            while more := line.recv(65536):
                answer += more
        status = answer.split(b" ", 2)[1:2]
        return int(status[0]) if status else 0, answer.decode(errors="replace")

    def asked(self, path: str, *headers: str, version: str = "1.1") -> tuple[int, str]:
        """The answer to a request with exactly these headers, those of the proxy and an end."""
        lines = [f"GET {path} HTTP/{version}", *headers, *self.extra, "Connection: close", "", ""]
        return self.said("\r\n".join(lines).encode("latin-1"))


def environment(home: Path, **more: str) -> dict[str, str]:
    """That of an installation of its own, on SQLite, with a territory that has no demonstration to load."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    territory = str(ROOT / "territories" / "strasbourg")
    return kept | {"CORDEE_HOME": str(home), "CORDEE_TERRITORY": territory} | more


def prepared(home: Path, **more: str) -> None:
    """Migrations and static files, as `cordee start` makes them."""
    command, told = [*START, "--prepare-only"], environment(home, **more)
    subprocess.run(command, cwd=ROOT, env=told, check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL)


@contextmanager
def started(home: Path, **more: str) -> Iterator[Served]:
    """`cordee start`, on one's own machine."""
    port = free_port()
    with running([*START, "--port", str(port)], environment(home, **more)):
        yield answering(Served(port, "127.0.0.1", f"http://127.0.0.1:{port}"))


@contextmanager
def in_production(home: Path, **more: str) -> Iterator[Served]:
    """gunicorn with the production settings, as behind a proxy."""
    port, host = free_port(), HOST
    command = [part.replace("127.0.0.1:8000", f"127.0.0.1:{port}") for part in documented()]
    with running(command, environment(home, **PRODUCTION, **more)):
        yield answering(Served(port, host, f"https://{host}", ("X-Forwarded-Proto: https",)))


def documented() -> list[str]:
    """The command of the service in docs/operate.md, run by this Python."""
    lines = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    (command,) = [line for line in lines if line.startswith("ExecStart=") and "gunicorn" in line]
    return [sys.executable, "-m", "gunicorn", *shlex.split(command)[1:]]


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    """The command, ended with all that it started."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def answering(server: Served) -> Served:
    """The server, once it answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if server.asked("/healthz", f"Host: {server.host}")[0] == 200:
                return server
        except ConnectionError:
            time.sleep(0.05)
    raise AssertionError(f"No server answers on port {server.port}.")


def free_port() -> int:
    """A port of the loopback on which nobody listens."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
