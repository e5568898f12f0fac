"""The sheet of a structure, written by who answers for it: joined, guarded, looked at afterwards."""

from dataclasses import replace
from typing import Any

import pytest
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from cordee.accounts.models import User
from cordee.journal.models import Change
from cordee.moderation.models import ToLookAt
from cordee.organisations import keeping, operations, queries, sheet_form
from cordee.organisations.content import OfferOf, SiteOf
from cordee.organisations.enums import Direction, Regime
from cordee.organisations.models import Organisation
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import REFERENT, animator, joined, person
from cordee.territory import instance
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Organisation:
    """A structure with a place, an offer and a note of the team."""
    theme = next(iter(instance.current().themes))
    return organisation(
        name="Maison des cimes",
        locality="Chamonix",
        note="zznote-interne",
        descriptions={"fr": "Une maison."},
        sites=(SiteOf(label="Le siège", address="1 rue Haute", lon=5.7, lat=45.1),),
        offers=(OfferOf(direction=Direction.SHARES, theme=theme, text="Des guides"),),
    )


@pytest.fixture
def ana(house: Organisation) -> User:
    """Its referent."""
    return joined(house, REFERENT).user


def browser(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def typed(house: Organisation, **said: Any) -> dict[str, Any]:
    """The form as a browser sends it back, with what was changed in it."""
    content = queries.content_of(house)
    form = sheet_form.SheetForm(content=content, houses=[])
    filled = {name: value for name, value in form.initial.items() if value is not None}
    rows = sheet_form.sites_of(content)
    filled |= {"start": sheet_form.sealed(content)}
    filled |= {"sites-TOTAL_FORMS": len(rows), "sites-INITIAL_FORMS": len(rows)}
    for n, row in enumerate(rows):
        filled |= {f"sites-{n}-{name}": row[name] for name in ("label", "address", "commune")}
    return filled | said


def where(house: Organisation) -> str:
    return reverse("edit_structure", args=[house.slug])


def now(house: Organisation) -> Any:
    return queries.content_of(Organisation.objects.get(pk=house.pk))


def test_what_is_sent_back_untouched_changes_nothing(house: Organisation, ana: User) -> None:
    client, before = browser(ana), now(house)
    acts = Change.objects.count()
    assert client.post(where(house), typed(house)).status_code == 302
    assert now(house) == before
    assert Change.objects.count() == acts


def test_a_referent_writes_and_the_team_has_it_to_look_at(house: Organisation, ana: User) -> None:
    browser(ana).post(where(house), typed(house, acronym="MDC", description_fr="Une grande maison."))
    after = now(house)
    assert (after.acronym, after.descriptions) == ("MDC", {"fr": "Une grande maison."})
    assert after.note == "zznote-interne"
    assert after.sites[0].lon == 5.7
    assert after.offers[0].text == "Des guides"
    line = ToLookAt.objects.get(object_id=house.pk)
    assert line.before is not None
    assert line.before.content["content"]["acronym"] == ""


def test_the_page_keeps_what_is_the_teams_to_itself(house: Organisation, ana: User) -> None:
    page = browser(ana).get(where(house)).content.decode()
    assert "Maison des cimes" in page
    assert "zznote-interne" not in page
    token = sheet_form.sealed(queries.content_of(house))
    assert "note" not in signing.loads(token, salt=sheet_form._SALT)


def test_two_at_once_are_joined(house: Organisation, ana: User) -> None:
    hers = typed(house, acronym="MDC")
    operations.edit(organisation=house, content=replace(now(house), website="https://a.example"))
    browser(ana).post(where(house), hers)
    assert (now(house).acronym, now(house).website) == ("MDC", "https://a.example")


def test_where_both_wrote_the_same_she_sees_both_and_saves_again(house: Organisation, ana: User) -> None:
    hers = typed(house, name="Maison d’Ana")
    operations.edit(organisation=house, content=replace(now(house), name="Maison de Béa"))
    answer = browser(ana).post(where(house), hers)
    page = answer.content.decode()
    assert "Maison d’Ana" in page
    assert "Maison de Béa" in page
    assert now(house).name == "Maison de Béa"
    browser(ana).post(where(house), hers | {"start": answer.context["start"]})
    assert now(house).name == "Maison d’Ana"


def test_a_mark_of_somebody_elses_making_overwrites_nothing_unseen(house: Organisation, ana: User) -> None:
    answer = browser(ana).post(where(house), typed(house, name="Autre", start="forged"))
    assert answer.status_code == 200
    assert now(house).name == "Maison des cimes"


@pytest.mark.parametrize("said", [{"name": "x" * 201}, {"siret": "123"}, {"website": "javascript:alert(1)"}])
def test_what_cannot_be_is_said_beside_its_field(house: Organisation, ana: User, said: Any) -> None:
    page = browser(ana).post(where(house), typed(house, **said))
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert now(house).name == "Maison des cimes"


def test_others_find_no_such_page(house: Organisation) -> None:
    for other in (joined(house).user, joined(organisation(name="Autre"), REFERENT).user, person()):
        client = browser(other)
        assert client.get(where(house)).status_code == 404
        assert client.post(where(house), typed(house, name="Pris")).status_code == 404
    assert Client().get(where(house)).status_code == 302
    assert now(house).name == "Maison des cimes"


def test_whoever_answers_no_more_writes_no_more(house: Organisation, ana: User) -> None:
    ana.memberships.update(role="member")
    with pytest.raises(PermissionDenied):
        keeping.revise(organisation=house, content=replace(now(house), name="X"), start=now(house), by=ana)


def test_a_house_is_not_put_under_one_that_she_does_not_answer_for(house: Organisation, ana: User) -> None:
    other = organisation(name="Université")
    page = browser(ana).post(where(house), typed(house, parent=other.pk))
    assert page.status_code == 200
    assert now(house).parent is None
    moved = replace(now(house), parent=other.pk)
    with pytest.raises(operations.InvalidContent, match="own referents"):
        keeping.revise(organisation=house, content=moved, start=now(house), by=ana)


def test_she_adds_a_department_which_is_public(house: Organisation, ana: User) -> None:
    where_to = reverse("add_department", args=[house.slug])
    answer = browser(ana).post(
        where_to, {"name": "École des guides", "kind": "association", "locality": "Chamonix"}
    )
    made = Organisation.objects.get(name="École des guides")
    assert answer["Location"] == reverse("structure_people", args=[made.slug])
    assert (made.parent_id, made.live) == (house.pk, True)
    assert ToLookAt.objects.get(object_id=made.pk).before is None


def test_what_looks_like_the_department_is_shown_first(house: Organisation, ana: User) -> None:
    organisation(name="École des guides")
    said = {"name": "Ecole des guides", "kind": "association", "locality": "Chamonix"}
    client, where_to = browser(ana), reverse("add_department", args=[house.slug])
    assert "École des guides" in client.post(where_to, said).content.decode()
    assert not house.departments.exists()
    client.post(where_to, said | {"sure": "1"})
    assert house.departments.exists()


def test_a_day_has_room_for_so_many_departments(house: Organisation, ana: User) -> None:
    client, where_to = browser(ana), reverse("add_department", args=[house.slug])
    for n in range(keeping.DEPARTMENTS.most + 1):
        said = {"name": f"Service {n} {'abcdefghijklmnopqrstuvwxyz'[n]}", "kind": "association"}
        answer = client.post(where_to, said | {"locality": "Chamonix", "sure": "1"})
    assert "go on tomorrow" in answer.content.decode()
    assert house.departments.count() == keeping.DEPARTMENTS.most


def test_what_the_team_writes_is_looked_at_by_itself(house: Organisation) -> None:
    bea = animator()
    browser(bea).post(where(house), typed(house, acronym="MDC"))
    assert now(house).acronym == "MDC"
    assert not ToLookAt.objects.exists()


def test_a_department_is_looked_at_as_its_house_is(house: Organisation, ana: User) -> None:
    set_regime(organisation=house, regime=Regime.ALWAYS, by=animator())
    sheet = replace(now(house), name="Section neige", sites=(), offers=())
    made = keeping.add_department(parent=house, content=sheet, by=ana)
    assert Organisation.objects.get(pk=made.pk).regime == Regime.ALWAYS
