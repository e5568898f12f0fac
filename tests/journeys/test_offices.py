"""A reader, an administrator, an animator who looks after a part: what each may do, and what each may not."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from cordee.accounts import codes
from cordee.accounts import operations as accounts
from cordee.accounts.models import User
from cordee.organisations import memberships
from cordee.organisations.enums import Kind, MembershipState
from cordee.organisations.models import Membership, Remit
from tests.data import Cast, commune
from tests.journeys.people import Arrive, Window, ready

pytestmark = pytest.mark.once


def test_a_reader_reads_the_contacts_and_publishes_nothing(arrive: Arrive, cast: Cast) -> None:
    user = ready("elue@example.org", validated_at=now())
    accounts.set_office(user=user, is_reader=True)
    Membership.objects.create(
        user=user, organisation=cast.structures["atelier"], state=MembershipState.ACTIVE
    )
    hers = arrive(user)
    hers.open(f"/actions/{cast.actions['full'].slug}/")
    hers.reads("Zznomouvert Martin", "Zzfonction")
    hers.press(hers.page.locator("form[action$='/contacts/1/courriel/'] button"))
    hers.reads("ouvert@zzjoindre.example")
    hers.open("/espace/")
    expect(hers.page.locator("main a[href*='/espace/actions/nouvelle/']")).to_have_count(0)
    hers.open("/espace/actions/nouvelle/")
    expect(hers.page.locator("main form")).to_have_count(0)


def test_an_administrator_protects_her_account_then_gives_an_office(arrive: Arrive, cast: Cast) -> None:
    user = ready("alba@example.org")
    accounts.set_office(user=user, is_administrator=True)
    fatou = ready("fatou@example.org", validated_at=now())
    hers = arrive(user)
    hers.follow("/animation/")
    assert "/compte/securite/" in hers.page.url
    hers.press(hers.page.locator("main a[href$='/securite/application/']"))
    hers.fill(code=codes.of(hers.page.locator("code.secret").inner_text()))
    hers.send()
    assert hers.desk("/animation/equipe/?q=fatou").is_visible()
    hers.click(hers.page.get_by_role("link", name="Fatou Roux"))
    hers.page.locator("[name=office][value=animator]").check()
    hers.page.locator(f"[name=kinds][value={Kind.ASSOCIATION}]").check()
    hers.page.locator(f"[name=communes][value='{commune()}']").check()
    hers.click(hers.page.locator("form.desk-office button"))
    expect(hers.page.locator("tr", has_text="Fatou Roux")).to_be_visible()
    remit = Remit.objects.get(user=fatou)
    assert (remit.kinds, remit.communes) == ([Kind.ASSOCIATION], [commune()])
    fatou.refresh_from_db()
    assert fatou.is_staff
    told = hers.desk("/animation/journal/").locator("tbody tr", has_text="Alba Roux")
    expect(told.filter(has=hers.page.locator(f"a[href$='/user/inspect/{fatou.pk}/']"))).to_have_count(2)


def test_an_animator_of_some_finds_theirs_alone_and_decides(arrive: Arrive, cast: Cast) -> None:
    hers = limited(arrive)
    asked = {
        name: memberships.request(
            user=ready(f"{name}@example.org"), organisation=cast.structures[where], reason="J’y travaille."
        )
        for name, where in {"ines": "atelier", "salome": "university"}.items()
    }
    queue = hers.desk("/animation/file/?genre=rattachements")
    expect(queue).to_contain_text("Ines Roux")
    expect(queue).not_to_contain_text("Salome Roux")
    hers.click(hers.page.get_by_role("link", name="Ines Roux"))
    hers.click(hers.page.locator("button[value=yes]"))
    asked["ines"].refresh_from_db()
    assert asked["ines"].state == MembershipState.ACTIVE
    assert User.objects.get(email="ines@example.org").is_verified
    hers.page.goto(f"/animation/file/rattachements/{asked['salome'].pk}/")
    expect(hers.page.locator("button[value=yes]")).to_have_count(0)
    hers.found[:] = [line for line in hers.found if "status of 404" not in line]
    asked["salome"].refresh_from_db()
    assert asked["salome"].state == MembershipState.REQUESTED


def limited(arrive: Arrive) -> Window:
    """The window of an animator who looks after associations."""
    user = ready("aude@example.org")
    accounts.set_office(user=user, is_animator=True)
    Remit.objects.create(user=user, kinds=[Kind.ASSOCIATION], communes=[])
    codes.set_up(user)
    return arrive(user)
