"""Structures at the desk: found, their regime, archived and published again, merged with a word before."""

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse

from cordee.actions.tests.factories import action, animator
from cordee.desk import structures
from cordee.desk.structures import WITHOUT_REFERENT
from cordee.desk.tests.scenes import limited, page, seat
from cordee.journal.models import Change
from cordee.moderation.enums import State
from cordee.organisations import memberships
from cordee.organisations.enums import Kind, Regime
from cordee.organisations.models import Organisation
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import REFERENT, joined

pytestmark = pytest.mark.django_db
LIST = "/animation/structures/"


def where(structure: Organisation) -> str:
    return reverse("desk-structures:one", args=[structure.pk])


def now(structure: Organisation) -> Organisation:
    return Organisation.objects.get(pk=structure.pk)


def test_they_are_found_by_name_and_by_what_they_lack() -> None:
    alone, other = organisation(name="Maison seule"), organisation(name="Université")
    held = joined(alone, REFERENT)
    memberships.end(membership=held, by=animator())
    client = seat()
    assert alone.name in page(client, f"{LIST}?q=seule")
    assert other.name not in page(client, f"{LIST}?q=seule")
    assert other.name not in page(client, f"{LIST}?quoi={WITHOUT_REFERENT}")
    assert alone.name in page(client, f"{LIST}?quoi={WITHOUT_REFERENT}")
    assert "Nobody answers for it" in page(client, where(alone))
    assert alone.name in page(client, f"{LIST}?quoi=rubbish&p=x&q=%00")


def test_whoever_is_not_of_the_team_finds_none(rf: RequestFactory) -> None:
    request, house = rf.get("/"), organisation()
    request.user = joined(house, REFERENT).user
    with pytest.raises(Http404):
        structures.one(request, house.pk)


def test_its_regime_is_set() -> None:
    house, client = organisation(), seat()
    client.post(where(house), {"act": "regime", "regime": Regime.ALWAYS})
    assert now(house).regime == Regime.ALWAYS
    client.post(where(house), {"act": "regime", "regime": "rubbish"})
    assert now(house).regime == Regime.ALWAYS
    client.post(where(house), {"act": "regime", "regime": ""})
    assert now(house).regime == ""


def test_it_is_archived_for_a_reason_and_comes_back() -> None:
    house, client = organisation(name="Ancienne"), seat()
    assert client.post(where(house), {"act": "archive", "reason": " "}).status_code == 200
    assert now(house).live
    client.post(where(house), {"act": "archive", "reason": "Dissoute en 2025."})
    assert now(house).state == State.ARCHIVED
    assert "Dissoute en 2025." in page(client, where(house))
    assert house.name in page(client, f"{LIST}?quoi=archivees")
    client.post(where(house), {"act": "publish"})
    assert now(house).live


def test_what_follows_a_merger_is_said_before_it_is_done() -> None:
    old, new, client = organisation(name="Ancienne"), organisation(name="Nouvelle"), seat()
    known = action(old)
    asked = page(client, f"{where(old)}?dans={new.slug}")
    assert "This is not undone" in asked
    assert now(old).merged_into is None
    client.post(where(old), {"act": "merge", "into": new.slug})
    assert now(old).merged_into == new
    known.refresh_from_db()
    assert known.lead == new
    assert client.get(where(old)).status_code == 404


@pytest.mark.parametrize("into", ["", "nothing-here", "itself"])
def test_a_merger_into_nothing_is_refused(into: str) -> None:
    house, client = organisation(name="Seule"), seat()
    answer = client.post(where(house), {"act": "merge", "into": house.slug if into == "itself" else into})
    assert answer.status_code == 200
    assert now(house).merged_into is None


def test_another_s_remit_is_not_there() -> None:
    house, other = organisation(kind=Kind.ASSOCIATION), organisation(kind=Kind.COMPANY)
    client = seat(limited(Kind.COMPANY))
    assert house.name not in page(client, f"{LIST}?q={house.name}") or house.name == other.name
    for said in ({"act": "archive", "reason": "x"}, {"act": "regime", "regime": "always"}):
        assert client.post(where(house), said).status_code == 404
    client.post(where(other), {"act": "merge", "into": house.slug})
    assert now(other).merged_into is None
    assert Client().get(where(house)).status_code == 302


def test_a_second_click_is_told_and_breaks_nothing() -> None:
    house, client = organisation(), seat()
    for _time in range(2):
        answer = client.post(where(house), {"act": "archive", "reason": "Dissoute."})
    assert answer.status_code == 200
    assert Change.objects.filter(act="organisation.archived", subject_id=house.pk).count() == 1
