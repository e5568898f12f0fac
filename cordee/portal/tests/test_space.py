"""My space: what awaits me, how my requests stand, nobody else's."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from cordee.accounts.models import User
from cordee.actions import contributing, reports
from cordee.actions.enums import ReportKind
from cordee.actions.models import ActionDocument, ActionImage
from cordee.actions.tests.factories import action, content, member
from cordee.organisations import memberships
from cordee.organisations.enums import MembershipRole, Regime
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import animator, joined, let_referents_validate, person
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def space(user: User) -> str:
    client = Client()
    sign_in(client, user)
    return client.get(reverse("space")).content.decode()


def test_who_has_just_come_is_led_to_her_structure() -> None:
    page = space(person())
    assert "One thing awaits you" in page
    assert reverse("find_structure") in page


def test_a_request_reads_as_such_then_as_it_was_decided() -> None:
    ana, known = person(), organisation(name="Tétraktys")
    asked = memberships.request(user=ana, organisation=known, reason="J’y travaille.")
    assert "Your request is on its way" in space(ana)
    memberships.refuse(membership=asked, by=animator(), reason="Écrivez d’une adresse de la structure.")
    assert "Écrivez d’une adresse de la structure." in space(ana)


def test_a_member_finds_her_structure_and_its_people() -> None:
    known = organisation(name="Tétraktys")
    page = space(joined(known).user)
    assert "Nothing awaits you" in page
    assert reverse("structure_people", args=[known.slug]) in page


def test_the_team_is_told_how_many_wait() -> None:
    known, ana = organisation(name="Tétraktys"), person()
    memberships.request(user=ana, organisation=known, reason="J’y travaille.")
    assert "One thing waits for a decision" in space(animator())


def test_a_referent_decides_where_the_territory_lets_her(monkeypatch: pytest.MonkeyPatch) -> None:
    known = organisation(name="Tétraktys")
    chief = joined(known, MembershipRole.REFERENT).user
    memberships.request(user=person(first_name="Zoé"), organisation=known, reason="J’y travaille.")
    assert "Zoé" not in space(chief)
    let_referents_validate(monkeypatch)
    assert "Zoé" in space(chief)


def test_a_visitor_is_led_to_the_door() -> None:
    assert Client().get(reverse("space"))["Location"].startswith(reverse("account_login"))


def test_the_team_is_told_of_all_that_its_queue_holds() -> None:
    lead, ana = organisation(), person()
    memberships.request(user=ana, organisation=lead, reason="J’y travaille.")
    set_regime(organisation=lead, regime=Regime.ALWAYS, by=animator())
    contributing.contribute(by=member(lead), content=content(lead))
    known = action(lead)
    reports.report(action=known, kind=ReportKind.REPORT, text="Faux.", key="k", viewer=AnonymousUser())
    ActionImage.objects.create(
        action=known, alternative="Deux femmes", width=1, height=1, weight=1, is_waiting=True
    )
    ActionDocument.objects.create(action=known, title="Bilan", type="pdf", weight=1, is_waiting=True)
    assert "5 things wait for a decision" in space(animator())
