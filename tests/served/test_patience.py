"""A question that PostgreSQL finds no answer to in time is ended and said so; a command is left to work."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import psycopg
import pytest

from scripts.private_postgres import private_postgres
from tests.house_rules.tree import ROOT
from tests.served.server import Served, environment, in_production, prepared, started

pytestmark = pytest.mark.once

SHORT = "0.3"  # seconds
SAID = "from django.db import connection as c; k = c.cursor(); k.execute('SHOW statement_timeout'); print(*k)"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A PostgreSQL server of the module's own."""
    with private_postgres() as address:
        yield address


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, url: str) -> Path:
    """An installation on it."""
    folder = tmp_path_factory.mktemp("served")
    prepared(folder, DATABASE_URL=url)
    return folder


@pytest.fixture(scope="module", params=[started, in_production], ids=["start", "production"])
def server(request: pytest.FixtureRequest, home: Path, url: str) -> Iterator[Served]:
    """Each of the two ways in which the project is served, with little patience."""
    with request.param(home, DATABASE_URL=url, CORDEE_STATEMENT_TIMEOUT=SHORT) as served:
        yield served


def connected(url: str) -> psycopg.Connection[tuple[object, ...]]:
    """Somebody else at the same database."""
    told = dj_database_url.parse(url)
    return psycopg.connect(host=told["HOST"], user=told["USER"], dbname=told["NAME"])


def test_a_question_without_an_answer_in_time_gets_503(server: Served, url: str) -> None:
    """Somebody holds the tables: without a bound the answer would wait until they let go."""
    asked = [server.asked(path, f"Host: {server.host}")[0] for path in ("/carte/", "/carte/resultats.json")]
    assert asked == [200, 200]
    with connected(url) as other:
        other.execute("LOCK TABLE atlas_document, actions_action IN ACCESS EXCLUSIVE MODE")
        status, page = server.asked("/en/carte/", f"Host: {server.host}")
        assert (status, "The answer takes too long to find" in page) == (503, True)
        status, answer = server.asked("/en/carte/resultats.json", f"Host: {server.host}")
        assert (status, set(json.loads(answer.partition("\r\n\r\n")[2]))) == (503, {"error"})
        # An export asks what matches before its answer begins: it is not cut in the middle.
        exports = [f"/carte/export.{extension}" for extension in ("csv", "xlsx", "geojson")]
        assert {server.asked(path, f"Host: {server.host}")[0] for path in exports} == {503}
        other.rollback()
    assert server.asked("/carte/resultats.json", f"Host: {server.host}")[0] == 200


def test_a_command_takes_its_time(home: Path, url: str) -> None:
    command = [sys.executable, "-m", "config.cli", "shell", "-v0", "-c", SAID]
    told = environment(home, DATABASE_URL=url, CORDEE_STATEMENT_TIMEOUT=SHORT)
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "('0',)"
