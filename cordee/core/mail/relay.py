"""`MAIL_CARRIER`: SMTP that is quick to find nobody there, and slow to give up somebody who is thinking."""

from typing import Any

from django.core.mail.backends.smtp import EmailBackend

CONNECT = 30
"""Seconds to reach the relay and be greeted."""
ANSWER = 600
"""Seconds for each answer after it: a letter given up once it was taken arrives twice (RFC 5321, 4.5.3.2)."""


class Relay(EmailBackend):
    """The relay of the settings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"timeout": CONNECT, **kwargs})

    def open(self) -> bool | None:
        """Connect, then be patient."""
        opened = super().open()
        if self.connection and self.connection.sock:
            self.connection.sock.settimeout(ANSWER)
        return opened
