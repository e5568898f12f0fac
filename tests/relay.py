"""A mail relay on the loopback, for tests that let mail go over the wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller


class Relay:
    """Takes letters, unless it was told to answer otherwise: `moods` are answers to the next ones."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.moods: list[str] = []

    async def handle_RCPT(  # noqa: N802  # named by aiosmtpd
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Nobody lives at «gone@…»."""
        if address.startswith("gone@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # also
        """The letter, or what the mood says; «cut» hangs up without an answer."""
        mood = self.moods.pop(0) if self.moods else ""
        if mood == "cut":
            server.transport.close()
        if mood:
            return mood
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"

    def subjects(self) -> list[str]:
        """What has arrived, in the order of the alphabet."""
        return sorted(letter["subject"] for _recipients, letter in self.letters)


@contextmanager
def listening(relay: Relay, port: int) -> Iterator[None]:
    """The relay answers on the loopback."""
    controller = Controller(relay, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()
