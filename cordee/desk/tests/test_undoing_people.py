"""Undoing a decision on a person, a structure, a file, a report: with all that it brought, and no more."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from cordee.accounts.models import User
from cordee.actions.attachments import files, operations
from cordee.actions.attachments.files import Picture
from cordee.actions.models import ActionImage
from cordee.actions.tests.factories import animator, member
from cordee.actions.tests.handed_in import WORDS
from cordee.core import shelf
from cordee.core.models import OutgoingMail
from cordee.desk.tests.scenes import page, reported, seat, to_look_at
from cordee.desk.tests.test_undoing import undo
from cordee.journal.models import Change
from cordee.moderation.enums import State
from cordee.moderation.models import ToLookAt
from cordee.organisations import founding, memberships, permissions
from cordee.organisations.content import Content
from cordee.organisations.enums import Kind, MembershipState, Regime
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import REFERENT, joined, now, person, stands
from cordee.territory import instance

pytestmark = pytest.mark.django_db
YES, NO = {"decision": "yes", "role": "referent"}, {"decision": "no", "usual": "", "words": "Non."}


@pytest.fixture(autouse=True)
def table(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters that wait; files that need no opening."""
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"
    settings.DESK_HOLDS_LETTERS = True
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(files, "picture", lambda _content: Picture(480, 320, {"480.webp": b"RIFF-x"}))


def asked(structure: Organisation | None = None, user: User | None = None) -> Membership:
    structure = structure or organisation()
    one = memberships.request(user=user or person(), organisation=structure, reason="J’y travaille.")
    OutgoingMail.objects.all().delete()
    return one


def where(one: Membership) -> str:
    return reverse("desk-queue:membership", args=[one.pk])


def test_who_was_taken_in_waits_again_and_is_vouched_for_no_more() -> None:
    one, client = asked(), seat()
    client.post(where(one), YES)
    assert permissions.effective().filter(pk=one.pk).exists()
    undo(client)
    one = now(one)
    assert (one.state, one.role, one.decided_at) == (MembershipState.REQUESTED, "member", None)
    assert not User.objects.get(pk=one.user_id).is_verified
    assert not OutgoingMail.objects.exists()
    acts = set(Change.objects.values_list("act", flat=True))
    assert {"membership.undone", "account.undone"} <= acts


def test_who_had_been_refused_is_refused_again() -> None:
    user = person(refused_at=timezone.now() - timedelta(days=9), decision_reason="No.")
    stands(user, organisation(), MembershipState.REFUSED)
    one, client = asked(user=user), seat()
    client.post(where(one), YES)
    undo(client)
    user.refresh_from_db()
    assert user.refused_at
    assert user.decision_reason == "No."


def test_who_was_validated_before_stays_so() -> None:
    user = joined(organisation()).user
    one, client = asked(user=user), seat()
    client.post(where(one), YES)
    undo(client)
    assert now(one).state == MembershipState.REQUESTED
    assert User.objects.get(pk=user.pk).is_verified


def test_a_later_approval_comes_first() -> None:
    one, client = asked(), seat()
    client.post(where(one), YES)
    other = asked(user=one.user)
    memberships.approve(membership=other, by=animator())
    assert "taken into another structure since" in undo(client)
    assert now(one).state == MembershipState.ACTIVE
    memberships.end(membership=other, by=animator())
    undo(client)
    assert now(one).state == MembershipState.REQUESTED


def test_a_refusal_is_undone_with_that_of_the_account() -> None:
    one, client = asked(), seat()
    client.post(where(one), NO)
    assert User.objects.get(pk=one.user_id).refused_at
    undo(client)
    assert now(one).state == MembershipState.REQUESTED
    assert User.objects.get(pk=one.user_id).refused_at is None
    assert not OutgoingMail.objects.exists()


def test_who_has_asked_again_since_is_decided_on_there() -> None:
    one, client = asked(), seat()
    client.post(where(one), NO)
    memberships.request(user=one.user, organisation=one.organisation, reason="Encore.")
    assert "has asked again since" in undo(client)
    assert now(one).state == MembershipState.REFUSED


def test_a_structure_misses_its_referent_again() -> None:
    house = organisation()
    first = joined(house, REFERENT)
    joined(house)
    memberships.end(membership=first, by=first.user)
    house.refresh_from_db()
    since, heir = house.without_referent_since, house.memberships.get(asked_to_take_over_at__isnull=False)
    one, client = asked(house), seat()
    client.post(where(one), YES)
    undo(client)
    house.refresh_from_db()
    assert house.without_referent_since == since
    assert now(heir).asked_to_take_over_at == heir.asked_to_take_over_at


def new_structure() -> Membership:
    commune = next(iter(instance.current().communes))
    sheet = Content(name="Sentiers du Népal", kind=Kind.ASSOCIATION, commune=commune)
    return founding.ask_for_new(user=person(), sheet=sheet, reason="Présidente", abroad="Des écoles.")


@pytest.mark.parametrize("decision", [YES, NO])
def test_a_new_structure_waits_again_with_its_person(decision: dict[str, str]) -> None:
    one, client = new_structure(), seat()
    OutgoingMail.objects.all().delete()
    client.post(reverse("desk-queue:structure", args=[one.organisation_id]), decision)
    undo(client)
    assert Organisation.objects.get(pk=one.organisation_id).state == State.SUBMITTED
    assert now(one).state == MembershipState.REQUESTED
    user = User.objects.get(pk=one.user_id)
    assert (user.validated_at, user.refused_at) == (None, None)
    assert not OutgoingMail.objects.exists()


def test_a_structure_that_somebody_joined_since_stays() -> None:
    one, client = new_structure(), seat()
    client.post(reverse("desk-queue:structure", args=[one.organisation_id]), YES)
    asked(Organisation.objects.get(pk=one.organisation_id))
    assert "changed this structure since" in undo(client)
    assert Organisation.objects.get(pk=one.organisation_id).live


def test_a_structure_of_the_list_stands_as_it_stood() -> None:
    house, client = organisation(), seat()
    address = reverse("desk-structures:one", args=[house.pk])
    client.post(address, {"act": "archive", "reason": "Dissoute."})
    undo(client)
    client.post(address, {"act": "regime", "regime": "always"})
    undo(client)
    house.refresh_from_db()
    assert (house.live, house.regime, house.state_reason) == (True, "", "")


def test_a_structure_that_was_seen_is_to_be_looked_at_again() -> None:
    house = organisation()
    kind = ContentType.objects.get_for_model(Organisation)
    ToLookAt.objects.create(content_type=kind, object_id=house.pk)
    client = seat()
    client.post("/animation/a-regarder/", {"structure": f"{house.pk}:0"})
    assert not ToLookAt.objects.exists()
    undo(client)
    assert ToLookAt.objects.get().object_id == house.pk


def picture() -> ActionImage:
    known = to_look_at("Un puits")
    set_regime(organisation=known.lead, regime=Regime.ALWAYS, by=animator())
    return operations.add_image(action=known, content=b"x", name="a.jpg", said=WORDS, by=member(known.lead))


@pytest.mark.parametrize("decision", [YES, NO])
def test_an_image_waits_again_with_its_files(decision: dict[str, str]) -> None:
    row, client = picture(), seat()
    address = reverse("desk-queue:image", args=[row.pk])
    client.post(address, decision | {"version": row.version})
    undo(client)
    again = ActionImage.objects.get(pk=row.pk)
    assert again.is_waiting
    assert (again.words, again.added_by, again.added_at) == (row.words, row.added_by, row.added_at)
    assert shelf.path(again.token, "480.webp").exists()
    assert row.alternative in page(client, address)


def test_an_image_whose_files_are_gone_does_not_come_back() -> None:
    row, client = picture(), seat()
    client.post(reverse("desk-queue:image", args=[row.pk]), NO | {"version": row.version})
    shelf.remove(row.token)
    assert "Its file is gone" in undo(client)
    assert not ActionImage.objects.exists()


def test_a_report_is_open_again_with_the_address_that_was_left() -> None:
    one, client = reported(to_look_at("Un puits"), email="zzoe@asso.example"), seat()
    OutgoingMail.objects.all().delete()
    client.post(reverse("desk-queue:report", args=[one.pk]), {"usual": "", "words": "Corrigé."})
    assert "zzoe@asso.example" not in str(dict(client.session))
    assert "zzoe@asso.example" not in undo(client)
    one.refresh_from_db()
    assert (one.settled_at, one.settled_reason, one.email) == (None, "", "zzoe@asso.example")
    assert not OutgoingMail.objects.exists()
