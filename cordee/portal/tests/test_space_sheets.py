"""My space and my sheets: what awaits me, what is new for me, what I asked; at a fixed cost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from cordee.accounts.models import User
from cordee.actions import contributing, deciding, drafts, reports
from cordee.actions.content import Place
from cordee.actions.enums import Audience, Origin, Precision, ReportKind
from cordee.actions.models import Action, Draft
from cordee.actions.tests.factories import OXFORD, action, animator, content, member, person
from cordee.organisations.models import Organisation
from cordee.organisations.tests.factories import organisation
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LIMA = Place(precision=Precision.CITY, place="Lima", country="PE", lon=-77.03, lat=-12.04)


def browser(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def space(user: User) -> str:
    answer = browser(user).get("/en/espace/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def _at(name: str, *values: object) -> str:
    with translation.override("en"):
        return reverse(name, args=values)


def _forgotten(user: User, lead: Organisation, title: str = "Oublié") -> Draft:
    draft = drafts.begin(by=user, organisation=lead.pk, data={"form": {"title_fr": [title]}})
    Draft.objects.filter(pk=draft.pk).update(updated_at=timezone.now() - timedelta(days=4))
    return draft


def test_what_the_team_asks_for_comes_first() -> None:
    lead = organisation()
    user, known = member(lead), action(lead, title="La fiche")
    _forgotten(user, lead)
    deciding.request_changes(action=known, by=animator(), reason="Précisez les dates.")
    page = space(user)
    assert "2 things await you" in page
    assert page.index("Précisez les dates.") < page.index("Nobody else sees it")
    assert _at("my_action", known.slug) in page


def test_a_draft_of_today_awaits_nobody() -> None:
    lead = organisation()
    user = member(lead)
    drafts.begin(by=user, organisation=lead.pk, data={"form": {"title_fr": ["Frais"]}})
    page = space(user)
    assert "Nothing awaits you" in page
    assert "Frais" in page


def test_a_structure_is_asked_whether_it_takes_part() -> None:
    other, lead = organisation(name="La Seconde"), organisation(name="La Meneuse")
    known = contributing.contribute(by=member(lead), content=content(lead, co_leads=(other.pk,)))
    user = member(other)
    page = space(user)
    assert "Does “La Seconde” take part in “Jumelage”?" in page
    assert _at("my_action", known.slug) in page
    Action.objects.filter(pk=known.pk).update(audience=Audience.NAMED)
    assert "take part in" not in space(user)


def test_what_others_wrote_of_her_structure_is_to_be_confirmed() -> None:
    lead = organisation()
    action(lead, title="Compilée", origin=Origin.COMPILED, verified_on=timezone.localdate())
    assert "It was written for your structure. Is it right?" in space(member(lead))


def test_many_of_a_kind_are_one_thing_to_do() -> None:
    lead = organisation()
    for n in range(4):
        action(lead, title=f"C{n}", origin=Origin.COMPILED)
    page = space(member(lead))
    assert "One thing awaits you" in page
    assert "4 sheets were written for your structure" in page
    assert "?etat=a-confirmer" in page


def test_a_sheet_not_checked_for_a_year_is_to_be_read_again() -> None:
    lead = organisation()
    action(lead, title="Vieille", origin=Origin.COMPILED, confirmed_on=date(2021, 5, 4))
    page = space(member(lead))
    assert "Sheet to read again" in page
    assert "last checked on 4 May 2021" in page


def test_nothing_of_other_structures_awaits_her() -> None:
    known = action(origin=Origin.COMPILED)
    deciding.request_changes(action=known, by=animator(), reason="Précisez.")
    for user in (member(organisation()), member(Organisation.objects.get(pk=known.lead_id), is_reader=True)):
        page = space(user)
        assert "Nothing awaits you" in page
        assert "Précisez." not in page


def test_five_sheets_and_the_way_to_all() -> None:
    lead = organisation()
    for n in range(6):
        action(lead, title=f"Fiche {n}")
    page = space(member(lead))
    assert "Fiche 5" in page
    assert "Fiche 0" not in page
    assert _at("my_actions") in page


def test_what_is_new_touches_hers_and_says_how() -> None:
    lead, user_structure = organisation(name="Ailleurs"), organisation()
    action(user_structure, title="La mienne", places=(OXFORD,), goals=(17,))
    action(lead, title="Voisine", places=(OXFORD,), goals=(1,))
    action(lead, title="Parente", places=(LIMA,), goals=(17,))
    action(lead, title="Étrangère", places=(LIMA,), goals=(2,))
    page = space(member(user_structure))
    news = page[page.index('id="news"') :]
    assert news.index("Voisine") < news.index("Parente")
    assert "Same country: United Kingdom" in news
    assert "SDG 17 in common" in news
    assert "Étrangère" not in page
    assert "La mienne" not in news


def test_a_department_of_the_same_house_is_near() -> None:
    house = organisation(name="La Maison")
    mine, beside = organisation(parent=house.pk), organisation(name="Le Labo", parent=house.pk)
    action(beside, title="Du labo", places=(LIMA,), goals=(3,))
    assert "From your house: Le Labo" in space(member(mine))


@pytest.mark.parametrize(
    "hidden", [{"audience": Audience.NAMED}, {"audience": Audience.STRUCTURE}, {"live": False}], ids=str
)
def test_news_are_what_she_may_see(hidden: dict[str, Any]) -> None:
    lead = organisation()
    action(lead, title="La mienne")
    secret = action(title="Zzsecrète")
    if "live" in hidden:
        contributing.archive(action=secret, by=animator(), reason="x")
    else:
        Action.objects.filter(pk=secret.pk).update(**hidden)
    assert "Zzsecrète" not in space(member(lead))


def test_no_reason_tells_a_hidden_partner_or_place() -> None:
    lead = organisation()
    hidden = Place(
        precision=Precision.CITY, place="Zzlieu-caché", country="GB", lon=-1.2, lat=51.7, is_hidden=True
    )
    action(lead)
    action(title="Discrète", places=(hidden,), goals=(1,))
    page = space(member(lead))
    assert "Same country: United Kingdom" in page
    assert "Zzlieu-caché" not in page


def test_what_is_older_than_a_week_is_not_new() -> None:
    lead = organisation()
    action(lead)
    old = action(title="Ancienne")
    Action.objects.filter(pk=old.pk).update(first_published_at=timezone.now() - timedelta(days=8))
    assert "Ancienne" not in space(member(lead))
    assert "Nothing this week that touches what you do" in space(member(lead))


@pytest.mark.parametrize(
    ("fields", "verified"), [({"is_reader": True}, True), ({"is_staff": True}, True), ({}, False)], ids=str
)
def test_who_has_no_structure_reads_the_latest(fields: dict[str, Any], verified: bool) -> None:
    action(title="Publique")
    page = space(person(verified=verified, **fields))
    assert "Publique" in page


def test_her_messages_on_sheets_and_their_answers() -> None:
    user, known = person(verified=True), action(title="La fiche")
    made = reports.report(
        action=known, viewer=user, kind=ReportKind.REPORT, text="Une faute.", key="k", email=""
    )
    assert "The team has not answered yet." in space(user)
    reports.settle(report=made, by=animator(), reason="Corrigée, merci.")
    assert "Corrigée, merci." in space(user)
    Action.objects.filter(pk=known.pk).update(audience=Audience.NAMED)
    page = space(user)
    assert "A sheet that is gone" in page
    assert "La fiche" not in page


def test_nothing_typed_becomes_code() -> None:
    lead = organisation(name="<b>Maison</b>")
    user = member(lead)
    evil = "<script>alert(1)</script>"
    _forgotten(user, lead, evil)
    known = action(lead, title=evil + "\u202e" + "z" * 150)
    deciding.request_changes(action=known, by=animator(), reason=evil)
    page = space(user)
    assert "<script>alert" not in page
    assert "<b>Maison" not in page


def _cost(user: User) -> int:
    client = browser(user)
    client.get("/en/espace/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/espace/")
    return len(asked)


def _more(lead: Organisation, user: User, count: int) -> None:
    for n in range(count):
        known = action(lead, title=f"F{n}", origin=Origin.COMPILED)
        deciding.request_changes(action=known, by=animator(), reason="x")
        other = organisation()
        contributing.contribute(by=member(other), content=content(other, co_leads=(lead.pk,)))
        _forgotten(user, lead)
        reports.report(action=known, viewer=user, kind=ReportKind.REPORT, text="x", key=f"k{n}")


def test_it_costs_the_same_with_few_and_with_many() -> None:
    lead = organisation()
    user = member(lead)
    _more(lead, user, 3)
    few = _cost(user)
    _more(lead, user, 7)
    assert _cost(user) == few
    assert few <= 40
