"""Acts of the desk: decisions on what was read, several at once, undo; links that it sends; imports."""

import csv
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core import signing
from django.core.management import CommandError, call_command

from cordee.actions import confirmations
from cordee.actions.models import Action, Confirmation
from tests.permissions.publishing.browsers import Answer, Page, undo_in
from tests.permissions.publishing.judging import OPERATOR
from tests.permissions.publishing.known import Kind
from tests.permissions.publishing.sheets import Row, words_in
from tests.permissions.publishing.site import VISITOR, Decision, Site

QUEUE, LOOK = "/animation/file/", "/animation/a-regarder/"
_VERSION = re.compile(r'name="version"\s+value="(\d+)"')
VOUCHES = ("approve", "publish", "seen")


def open_screen(site: Site, who: str, row: Row) -> Answer:
    """The screen of a sheet; who may not open it guesses what its form would hold."""
    address = f"{QUEUE}fiches/{row.number}/"
    answer = site.get(who, address)
    assert answer.status != 200 or site.known.is_team(who, row.lead), "the desk has shown a sheet of others"
    found = _VERSION.search(answer.text)
    version = found[1] if found else str(row.version)
    page = Page(who, address, {"version": [version], "sheet": [str(row.number)]}, answer.text)
    site.screens = [*site.screens, page][-6:]
    return answer


def decide(site: Site, screen: Page, act: str, *, n: int = 0) -> Answer:
    """An act on what the screen showed when it was opened; some are kept, to be undone later."""
    number = int(screen.fields["sheet"][0])
    reason = site.word(Kind.REASON, screen.who, sheet=number)
    kept = list(Action.objects.get(pk=number).revisions.order_by("pk").values_list("pk", flat=True))
    fields = screen.fields | {"act": act, "words": reason, "to": "bureau@structure.example"}
    fields |= {"revision": [str(kept[n % len(kept)])]} if kept else {}
    before, vouched = site.rows[number], site.known.vouched.get(number)
    answer = _judged(site, screen, act, number, fields)
    if act == "ask" and answer.is_done:
        asked = Confirmation.objects.latest("pk")
        site.links.append(signing.dumps([asked.pk, number], salt=confirmations.SALT))
    elif answer.is_done and n % 2 and (code := undo_in(site.get(screen.who, QUEUE))):
        site.undos.append(Decision(screen.who, code, before, vouched))
    return answer


def undo(site: Site, decision: Decision) -> Answer:
    """Press the button that undoes, now or later: the sheet is for its public what it was."""
    number = decision.before.number
    answer = site.post(decision.who, f"{QUEUE}annuler/", {"undo": decision.code})
    if answer.where.endswith(f"/fiches/{number}/"):
        site.reached["undone"] += 1
        now = site.rows[number]
        assert now.is_live == decision.before.is_live, "an undo has led elsewhere"
        assert not now.is_live or now.content == decision.before.content, "an undo says something else"
        site.known.vouched.pop(number, None)
        if decision.vouched:
            site.known.vouched[number] = decision.vouched
    return answer


def _judged(site: Site, page: Page, act: str, number: int, fields: Any) -> Answer:
    lead = site.rows[number].lead
    judged: dict[str, Any] = {"widens": act == "approve" and number in site.asked}
    if act == "approve":
        judged["read"] = words_in(page.text)
    answer = site.post(page.who, page.address, fields, **judged)
    row = site.rows[number]
    if answer.is_done and site.known.is_team(page.who, lead):
        site.reached[act] += 1
        if act in VOUCHES and row.is_live:
            site.known.vouched[number] = row.lead
        if act == "look-again" or row.state == "withdrawn":
            site.known.vouched.pop(number, None)
    return answer


def several(site: Site, who: str, act: str) -> Answer:
    """Approve, or mark as seen, all that she has had before her, each on its version."""
    mine = [screen for screen in site.screens if screen.who == who]
    picked = {int(screen.fields["sheet"][0]): screen.fields["version"][0] for screen in mine}
    read = words_in(" ".join(screen.text for screen in mine)) if act == "approve" else None
    before, address = site.rows, QUEUE if act == "approve" else LOOK
    fields = {"fiche": [f"{number}:{version}" for number, version in picked.items()]}
    answer = site.post(who, address, fields, read=read, widens=bool(site.asked))
    for number, version in picked.items():
        row = site.rows[number]
        if row.is_live and site.known.is_team(who, row.lead) and str(before[number].version) == version:
            site.known.vouched[number] = row.lead
    return answer


def note(site: Site, who: str, row: Row) -> Answer:
    """A note for the team."""
    text = site.word(Kind.NOTE, who, sheet=row.number)
    return site.post(who, f"{QUEUE}fiches/{row.number}/suivi/", {"act": "note", "text": text})


def answer_by_link(site: Site, link: str) -> Answer:
    """A structure says without an account that its sheet is right."""
    address = f"/confirmation/{link}/"
    found = _VERSION.search(site.get(VISITOR, address).text)
    fields = {"answer": "confirm", "version": found[1] if found else "1"}
    answer = site.post(VISITOR, address, fields, only=frozenset({"confirmed_on"}))
    site.reached["confirmed"] += answer.is_done
    return answer


def import_row(site: Site, house: int, key: str, audience: str) -> None:
    """The operator imports a line of a file: a new sheet, or other words for a known one."""
    known = site.known.houses[house]
    line = {
        "key": key, "title": site.word(Kind.TEXT, OPERATOR), "organisation_key": known.slug,
        "action_type": "projet", "sdgs": "4", "country": "GB", "place": "Oxford", "lon": "-1.256",
        "lat": "51.752", "precision": "city", "audience": audience,
    }  # fmt: skip
    before = set(site.rows)
    _import(site, [line])
    number = Action.objects.filter(key=key).values_list("pk", flat=True).first()
    if number:
        row = site.rows[number]
        named = row.readers if row.audience == "named" else None
        site.known.words[line["title"]] = _of(site, line["title"], number, named)
        site.reached["imported"] += number not in before


def bring_back(site: Site, who: str) -> None:
    """The operator imports what somebody exported, as she could read it: nothing more is seen for it."""
    answer = site.get(who, "/carte/export.csv")
    lines = list(csv.DictReader(answer.text.lstrip("\ufeff").splitlines()))
    if lines:
        _import(site, lines)
        site.reached["brought back"] += 1


def _import(site: Site, lines: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rows.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(lines[0]))
            writer.writeheader()
            writer.writerows(lines)
        site.judge.look(OPERATOR, lambda: _called(file))


def _called(file: Path) -> None:
    try:
        call_command("import", file, partial=True, stdout=_Silent(), stderr=_Silent())
    except CommandError as refused:
        raise AssertionError(str(refused)) from refused


class _Silent:
    """Takes what the command says."""

    def write(self, text: str) -> int:
        """Nothing of it."""
        return len(text)

    def flush(self) -> None:
        """Nothing to do."""


def _of(site: Site, text: str, number: int, named: frozenset[int] | None) -> Any:
    return replace(site.known.words[text], sheet=number, named=named)
