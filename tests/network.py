"""No test reaches beyond this machine: a connection to another one is an error (`-p tests.network`)."""

import socket
from typing import Any

import pytest

LOOPBACK = ("127.", "::1", "localhost")


class NetworkRefusedError(Exception):
    """A test tried to leave the machine."""


class _StayingHome(socket.socket):
    def connect(self, address: Any) -> None:
        _refuse_elsewhere(self.family, address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        _refuse_elsewhere(self.family, address)
        return super().connect_ex(address)


def _refuse_elsewhere(family: int, address: Any) -> None:
    if family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
        raise NetworkRefusedError(f"A test tried to reach {address[0]!r}: tests use no network.")


def pytest_configure(config: pytest.Config) -> None:
    """From the first import of a test to the last test."""
    kept = socket.socket
    socket.socket = _StayingHome  # type: ignore[misc]
    config.add_cleanup(lambda: setattr(socket, "socket", kept))
