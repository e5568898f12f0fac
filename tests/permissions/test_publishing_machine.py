"""Over sequences of acts through pages, import and back office: nobody publishes whose account and membership
are not both validated, no regime is gone round, no audience is widened by a copy, a comparison or an export.

There is no API that writes yet: what machines read (tiles, results, exports) is read as the pages are. Sheets
are copied by restoring a version and by importing what was exported; there is no other copy.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from cordee.actions import operations
from cordee.actions.answering import by_hand
from cordee.actions.enums import Audience
from cordee.actions.models import Action, Draft
from cordee.actions.permissions import Sight
from cordee.contacts.enums import Reach
from cordee.organisations.enums import Regime
from cordee.organisations.models import Membership
from tests.permissions.publishing import desk, people, writing
from tests.permissions.publishing.beginning import begin, named_sheet
from tests.permissions.publishing.known import Kind
from tests.permissions.publishing.machine import Publishing
from tests.permissions.publishing.sheets import Row, rows
from tests.permissions.publishing.site import Site, Start

# The same sequences each time, so that a change that fails is the one that broke it; what a long one shows
# needs no shrinking, its acts are named. They are slow and read much: no health check speaks of that.
SETTINGS = settings(
    max_examples=24,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
REACHED = {"new", "edit", "public at once", "waits", "approve", "taken in", "membership ended", "named",
           "imported", "undone", "looked by public", "looked by space", "looked by desk"}  # fmt: skip
"""What the sequences must have come to, or they would prove little."""


@pytest.fixture
def start(db: None, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Sheets of each sort: with something hidden, for a structure alone, for named persons."""
    monkeypatch.setattr(by_hand, "LEAST", timedelta(0))
    site = Site(begin())
    for who, n, audience in (("ana", 0, "public"), ("bea", 1, "structure")):
        writing.open_new(site, who, site.houses[n])
        writing.type_in(site, site.pages[-1], ["discretion"], audience=audience, hides=True)
        writing.send(site, site.pages[-1])
        writing.name_person(site, who, site.sheet(0), "verified")
    people.set_regime(site, "fay", site.houses[1], "always")
    for who, n in (("ana", 1), ("bea", 0)):  # one is public at once, the other waits
        _edit(site, who, site.sheet(n))
    text = site.word(Kind.TEXT, "operator")
    number = named_sheet(site.known, text)
    row = rows()[number]
    site.known.words[text] = replace(site.known.words[text], sheet=number, named=row.readers)
    return Start(site.known, site.browsers.sessions)


def test_no_sequence_of_acts_publishes_or_shows_without_the_right(start: Start) -> None:
    Publishing.start, Publishing.reached = start, Counter()
    run_state_machine_as_test(Publishing, settings=SETTINGS)
    missed = REACHED - {name for name, times in Publishing.reached.items() if times}
    assert not missed, f"no sequence has come to this: {sorted(missed)}"


Act = Callable[[Site], object]
"""Something that shows, on a site of which a rule is broken, that it is."""


def _write(site: Site, who: str, n: int) -> None:
    writing.open_new(site, who, site.houses[n])
    writing.type_in(site, site.pages[-1], ["summary"], audience="public", hides=True)
    writing.send(site, site.pages[-1])


def _edit(site: Site, who: str, row: Row, part: str = "summary", *, hides: bool = True) -> None:
    writing.open_edit(site, who, row)
    writing.type_in(site, site.pages[-1], [part], audience="public", hides=hides)
    writing.send(site, site.pages[-1])


def _restore(site: Site) -> None:
    number = site.sheet(2).number
    for hides in (False, True):
        _edit(site, "ana", site.rows[number], "discretion", hides=hides)
    writing.restore(site, "ana", site.rows[number], 2)


def _approve_unread(site: Site) -> None:
    people.set_regime(site, "fay", site.houses[0], "always")
    number = site.sheet(2).number
    _edit(site, "ana", site.rows[number])
    desk.open_screen(site, "fay", site.rows[number])
    _edit(site, "ana", site.rows[number])
    desk.decide(site, site.screens[-1], "approve")


def _draft(site: Site) -> None:
    writing.open_new(site, "ana", site.houses[0])
    writing.type_in(site, site.pages[-1], [], audience="public", hides=False)
    writing.send(site, site.pages[-1], "keep")
    writing.open_draft(site, "bea", Draft.objects.latest("pk").pk)


def _take_in(site: Site) -> None:
    people.ask_to_join(site, "cleo", site.houses[1])
    people.decide(site, "gil", "cleo", site.houses[1], is_yes=True)
    people.require_agreement(site)


def _hide_name(site: Site) -> None:
    writing.change_person(site, "ana", site.sheet(2), "nobody")
    site.get("emil", f"/actions/{site.sheet(2).slug}/")


BROKEN: tuple[tuple[str, object, Act, str], ...] = (
    ("cordee.organisations.permissions.effective", Membership.objects.all,
     lambda site: _write(site, "cleo", 0), "was not validated"),
    ("cordee.actions.permissions.regime_of", lambda _house: Regime.AFTER,
     lambda site: _write(site, "bea", 1), "went round the regime"),
    ("cordee.actions.contributing.no_wider", lambda content, **_than: content, _restore,
     "something hidden was shown"),
    ("cordee.actions.deciding._locked", lambda action, *_asked: operations.locked(action), _approve_unread,
     "had not read"),
    ("cordee.actions.writing.works.hers", lambda _user, pk: Draft.objects.get(pk=pk), _draft, "bea reads"),
    ("cordee.organisations.permissions.decidable_by", lambda _user: Membership.objects.all(), _take_in,
     "acts have made"),
    ("cordee.contacts.disclosure._reaches", lambda *_asked: frozenset(Reach.values), _hide_name,
     "emil reads"),
    ("cordee.actions.export_rows.disclosed_partners", list,
     lambda site: site.get("visitor", "/carte/export.csv"), "visitor reads"),
    ("cordee.actions.importing.merged", lambda _known, read, _columns: read,
     lambda site: desk.bring_back(site, "visitor"), "something hidden was shown"),
    ("cordee.actions.queries.sight_of", lambda _viewer: Sight(frozenset(Audience.values)),
     lambda site: site.get("emil", f"/actions/{site.sheet(1).slug}/"), "emil reads"),
    ("cordee.actions.permissions.moderated_by", lambda _user: Action.objects.all(),
     lambda site: desk.open_screen(site, "gil", site.sheet(1)), "gil reads"),
)  # fmt: skip
"""A rule, how it is broken, what then shows it, and a part of the sentence that says so."""


def test_each_rule_that_is_broken_is_seen(start: Start) -> None:
    unseen = [one[0] for one in BROKEN if not _is_seen(start, *one)]
    assert not unseen


def _is_seen(start: Start, rule: str, broken: object, act: Act, sentence: str) -> bool:
    """Nothing is where the rule holds; where it is broken, this sentence says what."""
    _try(start, act)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rule, broken)
        try:
            _try(start, act)
        except AssertionError as seen:
            return sentence in str(seen)
    return False


def _try(start: Start, act: Act) -> None:
    """Do it on a site of its own, and take it back."""
    with transaction.atomic():
        try:
            act(Site(start))
        finally:
            transaction.set_rollback(True)
