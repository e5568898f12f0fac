"""The tags that documents carry are those of their taggings, however the rows came to be."""

import random
from collections import Counter

import pytest
from django.core.management import call_command

from cordee.actions.tests import factories
from cordee.atlas.index import follow
from cordee.atlas.index.counting import Tally, pack
from cordee.atlas.models import Document, Tagging
from cordee.atlas.query import FACETS

pytestmark = pytest.mark.django_db


def test_a_tally_is_a_count() -> None:
    draw, tally, expected = random.Random(7), Tally(), Counter[int]()
    numbers = {("odd", str(n)): n + 1 for n in range(300)}
    for _batch in range(5):
        documents = [draw.sample(sorted(numbers), draw.randint(0, 9)) for _ in range(40)]
        tally.add(pack(tags, numbers) for tags in documents)
        expected.update(numbers[tag] for tags in documents for tag in tags)
    facets = [(number, *pair) for pair, number in numbers.items()]
    found = tally.by_value(["odd", "type"], facets)
    assert found == {"odd": {str(number - 1): count for number, count in expected.items()}, "type": {}}


def test_nothing_counts_nothing() -> None:
    tally = Tally()
    tally.add([])
    tally.add([b""])
    assert tally.by_value(["odd"], [(1, "odd", "1")]) == {"odd": {}}


def carried() -> set[tuple[int, int]]:
    """(document, facet) as the documents carry them."""
    rows = Document.objects.values_list("pk", "tags")
    return {
        (number, int.from_bytes(tags[n : n + 4], "little"))
        for number, tags in rows
        for n in range(0, len(tags), 4)
    }


def tagged() -> set[tuple[int, int]]:
    """(document, facet) as the taggings say them."""
    return set(Tagging.objects.filter(facet__name__in=FACETS).values_list("document", "facet"))


def test_followed_made_anew_and_generated_rows_carry_their_tags() -> None:
    action = factories.action(goals=(4, 17))
    factories.action(themes=())
    assert carried() == tagged()
    factories.edited(action, goals=(1,))
    assert carried() == tagged()
    call_command("generate", actions=60, seed=3, verbosity=0)
    assert carried() == tagged()
    assert len({number for number, _facet in tagged()}) == 62
    follow.rebuild()
    assert carried() == tagged()
