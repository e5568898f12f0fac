"""What was published is looked at afterwards: the list, its filters, several seen at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from cordee.actions import deciding
from cordee.actions.differences import label_of
from cordee.actions.tests.factories import animator, now
from cordee.desk import bulk
from cordee.desk.tests.scenes import act, edited, limited, page, screen, seat, to_look_at
from cordee.moderation import operations as moderation
from cordee.moderation.models import ToLookAt
from cordee.organisations.enums import Kind

pytestmark = pytest.mark.django_db
LIST = "/animation/a-regarder/"


def test_what_changed_is_said_in_a_line() -> None:
    known = to_look_at("Un puits")
    deciding.looked_at(action=known, by=animator(), version=known.version)
    edited(known, "Deux puits")
    to_look_at("Une école")
    shown = page(seat(), LIST)
    assert shown.index("Deux puits") < shown.index("Une école")
    assert "New sheet" in shown
    with override("fr"):
        assert label_of(("texts", "fr", "title")) in shown


def test_the_newest_come_first_where_that_is_asked() -> None:
    to_look_at("Ancienne")
    to_look_at("Récente")
    shown = page(seat(), f"{LIST}?tri=recentes")
    assert shown.index("Récente") < shown.index("Ancienne")


def test_filters_leave_out() -> None:
    to_look_at("Usine à neige", kind=Kind.COMPANY)
    other = to_look_at("Chœur", kind=Kind.ASSOCIATION)
    author = moderation.waiting_for_a_look(other).get().by
    assert author
    client = seat()
    for asked, is_there, is_not in (
        (f"nature={Kind.COMPANY}", "Usine à neige", "Chœur"),
        (f"qui={author.pk}", "Chœur", "Usine à neige"),
        ("quoi=nouvelles", "Usine à neige", "Nothing of the kind"),
    ):
        shown = page(client, f"{LIST}?{asked}")
        assert is_there in shown, asked
        assert is_not not in shown, asked
    assert "Nothing of the kind" in page(client, f"{LIST}?quoi=modifiees")


def test_rubbish_in_the_address_is_no_filter() -> None:
    to_look_at("Usine")
    assert "Usine" in page(seat(), f"{LIST}?nature=x&commune=%00&quoi=9&qui={'9' * 40}&tri=&p=x")


def test_those_that_are_ticked_are_seen_and_the_others_told_apart() -> None:
    ours, theirs = to_look_at("Usine", kind=Kind.COMPANY), to_look_at("Chœur", kind=Kind.ASSOCIATION)
    changed = to_look_at("Atelier", kind=Kind.COMPANY)
    read = changed.version
    edited(changed, "Atelier changé")
    picked = [f"{ours.pk}:{ours.version}", f"{theirs.pk}:{theirs.version}", f"{changed.pk}:{read}", "<b>:1"]
    client = seat(limited(Kind.COMPANY))
    shown = client.post(LIST, {"fiche": picked}, follow=True).content.decode()
    assert set(ToLookAt.objects.values_list("object_id", flat=True)) == {theirs.pk, changed.pk}
    assert "1 sheet: done." in shown
    assert "“Atelier changé” was changed since" in shown
    assert "Chœur" not in shown


def test_what_a_colleague_has_seen_is_told() -> None:
    known, client = to_look_at("Usine"), seat()
    act(seat(), known, "seen")
    shown = client.post(LIST, {"fiche": [f"{known.pk}:{known.version}"]}, follow=True).content.decode()
    assert "does not wait any more" in shown
    assert "errorlist" in act(client, known, "seen").content.decode()


def test_nothing_ticked_is_said() -> None:
    assert "Tick at least one" in seat().post(LIST, {}, follow=True).content.decode()


def test_no_act_takes_more_than_its_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST", 2)
    known = [to_look_at(f"Fiche {number}") for number in range(3)]
    outcome = bulk.seen(by=animator(), picked=[f"{one.pk}:{one.version}" for one in known])
    assert len(outcome.steps) == 2
    assert "At most 2" in outcome.left[-1]
    assert ToLookAt.objects.count() == 1


def test_from_the_list_one_goes_on_to_the_next_of_the_list() -> None:
    first, second = to_look_at("Un"), to_look_at("Deux")
    client = seat()
    sent = {"act": "seen", "version": now(first).version}
    answer = client.post(f"{screen(first)}?de=a-regarder&quoi=nouvelles", sent)
    assert answer["Location"].startswith(screen(second))
    assert "quoi=nouvelles" in answer["Location"]
    assert "Undo" in page(client, answer["Location"])


def test_pages_cost_the_same_however_long_the_list() -> None:
    client, counts = seat(), []
    for round_ in range(2):
        for number in range(3):
            known = to_look_at(f"Fiche {round_} {number}")
            deciding.looked_at(action=known, by=animator(), version=known.version)
            edited(known, f"Changée {round_} {number}")
        client.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] < 40
