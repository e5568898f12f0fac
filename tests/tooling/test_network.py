"""Tests stay on this machine."""

import socket

import pytest

from tests.network import NetworkRefusedError

ELSEWHERE = "192.0.2.1"  # kept for documentation: nobody answers there


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_another_machine_is_refused(method: str) -> None:
    with socket.socket() as ours, pytest.raises(NetworkRefusedError, match=ELSEWHERE):
        getattr(ours, method)((ELSEWHERE, 80))


def test_loopback_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as ours:
        ours.connect(server.getsockname())
