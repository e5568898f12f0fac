"""Nothing that points to a structure is forgotten when it becomes another; nobody gains or loses by it."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models

from cordee.moderation.enums import State
from cordee.organisations import invitations, memberships, merging, operations, permissions, queries
from cordee.organisations.content import OfferOf, SiteOf
from cordee.organisations.enums import Direction, MembershipState
from cordee.organisations.memberships import WrongState
from cordee.organisations.models import Invitation, Membership, Organisation
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import (
    MEMBER,
    REFERENT,
    animator,
    joined,
    now,
    person,
    token_of,
    validated,
)
from cordee.territory import instance

pytestmark = pytest.mark.django_db
FIRST, SECOND = list(instance.current().themes)[:2]


@pytest.fixture
def newcomer() -> Iterator[None]:
    """A model that nobody told the merge of, with a plain, a hidden and a many-to-many relation."""

    class Newcomer(models.Model):
        lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
        helpers = models.ManyToManyField(Organisation)

        class Meta:
            app_label = "organisations"
            managed = False

        def __str__(self) -> str:
            return ""

    yield
    known = apps.all_models["organisations"]
    for name in ("newcomer", "newcomer_helpers"):
        del known[name]
    apps.clear_cache()


def test_every_relation_of_today_is_known() -> None:
    assert merging.unknown() == []


def test_an_unknown_relation_stops_the_merge(newcomer: None) -> None:
    old, new = organisation(), organisation()
    with pytest.raises(merging.UnknownRelation) as refusal:
        operations.merge(organisation=old, into=new)
    assert refusal.value.relations == ["organisations.newcomer.helpers", "organisations.newcomer.lead"]
    assert Organisation.objects.get(pk=old.pk).merged_into is None


def test_a_slice_above_tells_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "_known", {})
    merging.know("organisations.offer.organisation")
    offers = (OfferOf(direction=Direction.SHARES, theme=FIRST),)
    old, new = organisation(offers=offers), organisation()
    merging._known["organisations.offer.organisation"](old, new)
    assert new.offers.count() == 1


def test_members_follow_with_their_rights() -> None:
    old, new = organisation(), organisation()
    referent, ended = joined(old, REFERENT), joined(old)
    memberships.end(membership=ended, by=ended.user)
    operations.merge(organisation=old, into=new)
    assert permissions.may_publish_for(referent.user, new)
    assert permissions.may_manage(referent.user, new)
    assert not permissions.may_publish_for(referent.user, old)
    assert now(ended).organisation == old


@pytest.mark.parametrize(
    ("before", "there", "state", "role"),
    [
        (("active", REFERENT), ("active", MEMBER), "active", REFERENT),
        (("active", MEMBER), ("active", REFERENT), "active", REFERENT),
        (("active", MEMBER), ("requested", REFERENT), "active", MEMBER),
        (("requested", REFERENT), ("active", MEMBER), "active", MEMBER),
        (("requested", REFERENT), ("requested", MEMBER), "requested", REFERENT),
    ],
)
def test_a_person_in_both_keeps_one_place(
    before: tuple[str, str], there: tuple[str, str], state: str, role: str
) -> None:
    old, new, user = organisation(), organisation(), person()
    for house, (was, held) in ((old, before), (new, there)):
        Membership.objects.create(user=user, organisation=house, state=was, role=held)
    operations.merge(organisation=old, into=new)
    kept = user.memberships.exclude(state=MembershipState.ENDED).get()
    assert (kept.organisation, kept.state, kept.role) == (new, state, role)
    assert user.memberships.count() == 2


def test_a_waiting_invitation_leads_into_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    token, user = token_of(monkeypatch, "known"), person()
    old, new = organisation(), organisation()
    invitations.invite(organisation=old, email=user.email, by=joined(old, REFERENT).user)
    operations.merge(organisation=old, into=new)
    assert invitations.accept(token=token, user=user).organisation == new


def test_of_two_invitations_to_one_address_one_is_left() -> None:
    old, new = organisation(), organisation()
    for house in (old, new):
        invitations.invite(organisation=house, email="x@example.org", by=joined(house, REFERENT).user)
    operations.merge(organisation=old, into=new)
    assert Invitation.objects.get(revoked_at=None).organisation == new


def test_sites_and_offers_follow_once_each() -> None:
    seat = SiteOf(label="Siège", address="1 rue du Drac")
    shared = OfferOf(direction=Direction.SHARES, theme=FIRST, text="Ours")
    old = organisation(
        sites=(seat, SiteOf(label="Dépôt")),
        offers=(
            OfferOf(direction=Direction.SHARES, theme=FIRST),
            OfferOf(direction=Direction.SEEKS, theme=SECOND),
        ),
    )
    new = organisation(sites=(seat,), offers=(shared,))
    operations.merge(organisation=old, into=new)
    said = queries.content_of(Organisation.objects.get(pk=new.pk))
    assert sorted(site.label for site in said.sites) == ["Dépôt", "Siège"]
    assert said.offers == (OfferOf(direction=Direction.SEEKS, theme=SECOND), shared)


def test_what_it_said_stays_in_its_history() -> None:
    old, new = organisation(sites=(SiteOf(label="Dépôt"),)), organisation()
    operations.merge(organisation=old, into=new)
    kept = Organisation.objects.get(pk=old.pk).latest_revision
    assert kept is not None
    assert kept.content["content"]["sites"][0]["label"] == "Dépôt"
    changed = Organisation.objects.get(pk=new.pk).latest_revision
    assert changed is not None
    assert changed.content["content"]["sites"][0]["label"] == "Dépôt"


def test_a_referent_who_comes_takes_the_mark_off() -> None:
    old, new = organisation(), organisation()
    joined(old, REFERENT)
    left = joined(new, REFERENT)
    memberships.end(membership=left, by=left.user)
    operations.merge(organisation=old, into=new)
    assert Organisation.objects.get(pk=new.pk).without_referent_since is None


def test_only_the_team_merges() -> None:
    old, new = organisation(), organisation()
    for by in (validated(), joined(old, REFERENT).user):
        with pytest.raises(PermissionDenied):
            operations.merge(organisation=old, into=new, by=by)
    operations.merge(organisation=old, into=new, by=animator())


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ARCHIVED])
def test_nothing_is_merged_into_what_is_not_public(state: State) -> None:
    old, new = organisation(), organisation()
    Organisation.objects.filter(pk=new.pk).update(state=state, live=False)
    with pytest.raises(operations.InvalidContent):
        operations.merge(organisation=old, into=new)
    assert Organisation.objects.get(pk=old.pk).merged_into is None


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [("always", "", "always"), ("", "first", "first"), ("first", "always", "always"), ("after", "", "")],
)
def test_of_two_regimes_the_stricter_holds(one: str, other: str, kept: str) -> None:
    old, new = organisation(), organisation()
    Organisation.objects.filter(pk=old.pk).update(regime=one)
    Organisation.objects.filter(pk=new.pk).update(regime=other)
    operations.merge(organisation=old, into=new)
    assert Organisation.objects.get(pk=new.pk).regime == kept


def test_nothing_is_asked_of_a_structure_that_became_another() -> None:
    old, new = organisation(), organisation()
    operations.merge(organisation=old, into=new)
    with pytest.raises(WrongState):
        memberships.claim(user=person(), organisation=old, reason="I direct it.")
