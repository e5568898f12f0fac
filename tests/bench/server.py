"""The real server, started as a user starts it, and one client that keeps its connection."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from types import TracebackType

PATIENCE = 60.0  # seconds


class Server:
    """`cordee start` on a free port, with its background worker; other variables than this process has."""

    def __init__(self, **variables: str) -> None:
        self.environment = os.environ | variables

    def __enter__(self) -> "Server":
        self.port = _free_port()
        command = [sys.executable, "-m", "config.cli", "start", "--port", str(self.port)]
        started = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=self.environment)
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self._wait(started)
        self.seconds_to_first_page = time.perf_counter() - started
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)

    def call_again(self) -> None:
        """Leave the connection: the server hangs up on a client that says nothing for a while."""
        self.connection.close()

    def get(self, path: str) -> tuple[int, int, float]:
        """Status, bytes and milliseconds of one whole answer."""
        started = time.perf_counter()
        self.connection.request("GET", path, headers={"Accept-Language": "fr", "Accept-Encoding": "gzip"})
        response = self.connection.getresponse()
        size = len(response.read())
        return response.status, size, 1000 * (time.perf_counter() - started)

    def body(self, path: str) -> bytes:
        """An answer as it was before it was compressed."""
        self.connection.request("GET", path)
        return self.connection.getresponse().read()

    def _wait(self, started: float) -> None:
        while time.perf_counter() - started < PATIENCE:
            try:
                self.get("/")
            except ConnectionError:
                self.connection.close()
                time.sleep(0.02)
            else:
                return
        self.process.terminate()
        raise SystemExit("The server did not answer.")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
