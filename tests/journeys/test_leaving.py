"""She takes her data away in a real file, then herself: what her structure published stays, without her."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from cordee.accounts.models import User
from cordee.actions import contributing
from cordee.actions.models import Action
from tests.data import Cast, plain
from tests.journeys.people import PASSWORD, Letters, Window

pytestmark = pytest.mark.once

CARLA, TITLE = "carla@example.org", "Un four à pain pour Thiès"


@pytest.fixture
def sheet(contributor: Window, cast: Cast) -> Action:
    """A sheet that she has published."""
    by, lead = User.objects.get(email=CARLA), cast.structures["atelier"].pk
    return contributing.contribute(by=by, content=plain(TITLE, lead))


def test_she_takes_away_all_that_is_kept_of_her(contributor: Window, sheet: Action, tmp_path: Path) -> None:
    contributor.open("/espace/")
    contributor.press(contributor.page.locator("main a[href$='/espace/mes-donnees/']").first)
    with contributor.page.expect_download() as download:
        contributor.page.locator("form[action$='/telecharger/'] button").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    with ZipFile(kept) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    assert set(files) == {"lisez-moi.txt", "readme.txt", "donnees.json", "fiches.csv", "brouillons.txt"}
    said = json.loads(files["donnees.json"])
    assert CARLA in json.dumps(said["account"])
    assert "Atelier des Cimes" in json.dumps(said["memberships"], ensure_ascii=False)
    assert [act["subject_name"] for act in said["acts"] if act["subject_type"] == "actions.action"]
    assert TITLE in files["fiches.csv"]
    for section in said:
        assert section == "made_at" or f"- {section}:" in files["lisez-moi.txt"]


def test_her_account_goes_and_what_her_structure_published_stays(
    contributor: Window, animator: Window, sheet: Action, letters: Letters
) -> None:
    expect(animator.desk("/animation/a-regarder/")).to_contain_text("Carla Roux")
    contributor.open("/espace/mes-donnees/effacer/")
    contributor.fill(address="somebody@example.org")
    contributor.send()
    assert User.objects.get(email=CARLA).is_active
    contributor.fill(address=CARLA)
    contributor.send()
    assert letters.latest(CARLA)
    assert not User.objects.filter(email=CARLA).exists()
    contributor.open("/compte/connexion/")
    contributor.fill(login=CARLA, password=PASSWORD)
    contributor.send()
    expect(contributor.page.locator(".error-summary")).to_be_visible()
    contributor.open("/espace/")
    assert "/connexion/" in contributor.page.url
    contributor.open(f"/actions/{sheet.slug}/")
    contributor.reads(TITLE, "Atelier des Cimes")
    look = animator.desk("/animation/a-regarder/")
    expect(look).to_contain_text(TITLE)
    expect(look).not_to_contain_text("Carla Roux")
    expect(animator.desk("/animation/journal/")).not_to_contain_text("Carla Roux")
