"""The tests' own PostgreSQL server: reachable, closed to others, gone afterwards whatever happens."""

import subprocess
import sys
from pathlib import Path

import dj_database_url
import psycopg
import pytest

from scripts.private_postgres import private_postgres
from tests.house_rules.tree import ROOT

pytestmark = pytest.mark.once


def run(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/private_postgres.py", "--", sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_it_answers_on_a_private_socket_then_leaves_nothing() -> None:
    with private_postgres() as url:
        address = dj_database_url.parse(url)
        folder = Path(address["HOST"])
        assert folder.stat().st_mode & 0o077 == 0
        with psycopg.connect(host=str(folder), user=address["USER"], dbname=address["NAME"]) as connection:
            row = connection.execute("SELECT current_setting('listen_addresses')").fetchone()
            assert row == ("",)
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=str(folder), user=address["USER"], dbname=address["NAME"])


def test_the_status_of_the_command_is_kept_and_the_server_ended() -> None:
    done = run("import os, sys; print(os.environ['DATABASE_URL']); sys.exit(7)")
    assert done.returncode == 7
    assert not Path(dj_database_url.parse(done.stdout.strip())["HOST"]).exists()


def test_a_killed_command_counts_as_a_failure() -> None:
    assert run("import os; os.kill(os.getpid(), 9)").returncode == 137
