"""Another territory is one folder: the whole site starts on it, with nothing left of the first one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
ASKED = (
    "/", "/carte/", "/actions/", "/structures/", "/pays/", "/pays/DE/", "/communes/", "/communes/67482/",
    "/a-propos/", "/mentions-legales/", "/credits/", "/en/", "/en/communes/", "/marque.css", "/sitemap.xml",
    "/robots.txt", "/.well-known/security.txt", "/carte/resultats.json",
)  # fmt: skip
FETCH = """
import json, sys
from django.core.management import call_command
from django.test import Client
call_command("migrate", interactive=False, verbosity=0)
client = Client(SERVER_NAME="localhost")
answers = {path: client.get(path) for path in sys.argv[1:]}
print(json.dumps({path: [a.status_code, a.content.decode()] for path, a in answers.items()}))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """What a site of its own answers, on the territory of Strasbourg and a database of its own."""
    home = tmp_path_factory.mktemp("second")
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    environment = kept | {
        "CORDEE_TERRITORY": str(ROOT / "territories" / "strasbourg"),
        "CORDEE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    script = f"import django; django.setup()\n{FETCH}"
    collect = [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    fetch = [sys.executable, "-c", script, *ASKED]
    done = subprocess.run(fetch, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return {path: (status, text) for path, (status, text) in json.loads(done.stdout).items()}


def test_every_page_answers(answers: dict[str, tuple[int, str]]) -> None:
    assert {path: status for path, (status, _text) in answers.items() if status != 200} == {}
    assert len(answers) == len(ASKED)


def test_nothing_is_left_of_the_first_territory(answers: dict[str, tuple[int, str]]) -> None:
    for path, (_status, text) in answers.items():
        for word in ("grenoble", "isère", "alpes", "chartreuse", "38185"):
            assert word not in text.lower(), (path, word, text[max(0, text.lower().find(word) - 80) :][:160])


def test_it_has_its_own_name_communes_and_colours(answers: dict[str, tuple[int, str]]) -> None:
    assert "Strasbourg" in answers["/"][1]
    assert "Illkirch-Graffenstaden" in answers["/communes/"][1]
    assert "/communes/67482/" in answers["/communes/"][1]
    assert "#C2183A" in answers["/marque.css"][1]
