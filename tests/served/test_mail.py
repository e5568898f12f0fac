"""Mail of a production site: written down by one process, carried by the documented worker."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house_rules.tree import ROOT
from tests.relay import Relay, listening
from tests.served.server import PRODUCTION, environment, free_port

pytestmark = pytest.mark.once

TO = "zoe@example.org"


def command(home: Path, port: int, *words: str) -> str:
    """What `cordee …` says with the production settings and a relay at this port."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
        "EMAIL_USE_TLS": "0",
    }
    line, told = [sys.executable, "-m", "config.cli", *words], environment(home, **PRODUCTION, **settings)
    return subprocess.run(
        line, cwd=ROOT, env=told, check=True, timeout=90, capture_output=True, text=True
    ).stdout


def test_the_worker_carries_what_was_written_while_the_relay_was_away(home: Path) -> None:
    port, relay = free_port(), Relay()
    command(home, port, "sendtestemail", TO)
    assert "waiting: 1" in command(home, port, "mail")
    command(home, port, "db_worker", "--batch")
    assert "ConnectionRefusedError" in command(home, port, "mail")
    with listening(relay, port):
        command(home, port, "shell", "-c", _LATER)
        command(home, port, "db_worker", "--batch")
    assert [recipients for recipients, _letter in relay.letters] == [[TO]]
    assert "sent: 1" in command(home, port, "mail")


_LATER = """
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult
from cordee.core.models import OutgoingMail
OutgoingMail.objects.update(due_at=now())
DBTaskResult.objects.filter(status="READY").update(run_after=now())
"""
"""A minute passes, and the worker finds its tasks due."""
