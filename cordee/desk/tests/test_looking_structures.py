"""Structures written by who answers for them are in the list to look at, part by part, and seen once."""

from dataclasses import replace

import pytest

from cordee.desk import looking_structures
from cordee.desk.tests.scenes import limited, page, seat
from cordee.journal.models import Change
from cordee.moderation.models import ToLookAt
from cordee.organisations import keeping, queries
from cordee.organisations.enums import Kind
from cordee.organisations.models import Organisation
from cordee.organisations.tests.factories import content, organisation
from cordee.organisations.tests.people import REFERENT, joined
from cordee.territory import instance

pytestmark = pytest.mark.django_db
LIST = "/animation/a-regarder/"


def written(name: str = "Maison des cimes", acronym: str = "MDC") -> Organisation:
    """A structure whose referent has just given it an acronym."""
    house = organisation(name=name)
    ana = joined(house, REFERENT).user
    start = queries.content_of(house)
    keeping.revise(organisation=house, content=replace(start, acronym=acronym), start=start, by=ana)
    return Organisation.objects.get(pk=house.pk)


def test_what_a_referent_wrote_is_compared_part_by_part() -> None:
    house = written(acronym="<b>MDC")
    shown = page(seat(), LIST)
    assert house.name in shown
    assert "Acronym" in shown
    assert "&lt;b&gt;MDC" in shown or "<b>MDC" not in shown


def test_a_new_department_is_there_too() -> None:
    house = organisation(name="Université")
    ana = joined(house, REFERENT).user
    keeping.add_department(parent=house, content=content(name="Faculté des neiges"), by=ana)
    shown = page(seat(), LIST)
    assert "Faculté des neiges" in shown
    assert "New department" in shown


def test_what_is_ticked_is_seen_once() -> None:
    house, client = written(), seat()
    picked = {"structure": f"{house.pk}:{house.latest_revision_id}"}
    client.post(LIST, picked)
    assert not ToLookAt.objects.exists()
    assert Change.objects.filter(act="organisation.looked-at", subject_id=house.pk).count() == 1
    client.post(LIST, picked)
    assert Change.objects.filter(act="organisation.looked-at").count() == 1


def test_what_was_written_since_is_left() -> None:
    house, client = written(), seat()
    read = house.latest_revision_id
    ana = house.memberships.get().user
    start = queries.content_of(house)
    keeping.revise(organisation=house, content=replace(start, acronym="Z"), start=start, by=ana)
    client.post(LIST, {"structure": f"{house.pk}:{read}"})
    assert ToLookAt.objects.filter(object_id=house.pk).exists()
    assert "it was left" in page(client, LIST)


def test_another_s_remit_is_neither_shown_nor_seen() -> None:
    house, client = written(), seat(limited(Kind.COMPANY))
    assert house.name not in page(client, LIST)
    client.post(LIST, {"structure": [f"{house.pk}:{house.latest_revision_id}", "x:y", "1:" + "9" * 40]})
    assert ToLookAt.objects.filter(object_id=house.pk).exists()


def test_the_filters_and_the_pages_hold_for_structures_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking_structures, "MOST", 1)
    first, second, client = written("Zzmaison des cimes"), written("Zzclub des neiges"), seat()
    shown = page(client, f"{LIST}?quoi=modifiees")
    assert first.name in shown
    assert second.name not in shown
    assert "quoi=modifiees&amp;ps=2" in shown
    assert second.name in page(client, f"{LIST}?ps=2")
    assert second.name in page(client, f"{LIST}?tri=recentes")
    assert second.name in page(client, f"{LIST}?qui={second.memberships.get().user_id}")
    commune = next(iter(instance.current().communes))
    for other in ("quoi=nouvelles", "nature=entreprise", f"commune={commune}"):
        assert first.name not in page(client, f"{LIST}?{other}"), other
