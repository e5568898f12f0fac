"""Over sequences of acts through pages, import and back office: nobody publishes whose account and membership
are not both validated, no regime is gone round, no audience is widened by a copy, a comparison or an export.

There is no API that writes yet: what machines read (tiles, results, exports) is read as the pages are.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from cordee.actions.answering import by_hand
from tests.permissions.publishing import writing
from tests.permissions.publishing.beginning import begin, named_sheet
from tests.permissions.publishing.known import Kind
from tests.permissions.publishing.machine import Publishing
from tests.permissions.publishing.sheets import rows
from tests.permissions.publishing.site import Site, Start

SETTINGS = settings(
    max_examples=int(__import__("os").environ.get("P_N", "8")),
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


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
    text = site.word(Kind.TEXT, "operator")
    number = named_sheet(site.known, text)
    row = rows()[number]
    site.known.words[text] = site.known.words[text].__class__(Kind.TEXT, "operator", number, row.readers)
    return Start(site.known, site.browsers.sessions)


def test_no_sequence_of_acts_publishes_or_shows_without_the_right(start: Start) -> None:
    Publishing.start, Publishing.reached = start, Counter()
    run_state_machine_as_test(Publishing, settings=SETTINGS)
    print(Publishing.reached)
