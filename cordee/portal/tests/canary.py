"""A person who has left a trace wherever the site lets her, for tests of her export and her erasure."""

from dataclasses import dataclass
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from cordee.accounts.models import User
from cordee.actions import contact_cards, drafts, reports
from cordee.actions.enums import ReportKind
from cordee.actions.models import Action
from cordee.contacts import operations as contacts
from cordee.contacts.enums import Field, Side
from cordee.contacts.person import Person
from cordee.organisations import invitations, memberships
from cordee.organisations.enums import MembershipRole
from cordee.organisations.models import Organisation
from cordee.organisations.tests.people import animator, joined
from cordee.portal.tests.things import action, structure
from tests.signing_in import sign_in

ADDRESS: Final = "zzcanari@zzdomaine.example"
WORDS: Final = ("zzcanari", "zzdomaine", "Zzprenom", "Zznom", "Zzfonction", "99 88 77", "zztexte")
"""Whatever is written of her holds one of these, and nothing else does."""


@dataclass(frozen=True, slots=True)
class Canary:
    """She, her structure and its eldest other member, her browser."""

    user: User
    house: Organisation
    eldest: User
    sheet: Action
    client: Client


def canary() -> Canary:
    """Ana, referent of a structure with another member, who has used all that there is."""
    house = structure("Les Passeurs")
    user = User.objects.create_user(
        ADDRESS, "un-mot-de-passe-long", first_name="Zzprenom", last_name="Zznom", function="Zzfonction"
    )
    asked = memberships.request(
        user=user, organisation=house, reason="zztexte de demande", role=MembershipRole.REFERENT
    )
    memberships.approve(membership=asked, by=animator())
    eldest = joined(house).user
    user.refresh_from_db()
    sheet = action(house)
    _enters(user)
    _writes(user, house, sheet)
    _is_named(user, house, sheet, eldest)
    client = Client()
    sign_in(client, user)
    UserSession.objects.create(
        user=user, session_key=client.session.session_key, ip="203.0.113.7", user_agent="zztexte navigateur"
    )
    return Canary(user, house, eldest, sheet, client)


def _enters(user: User) -> None:
    """By every way."""
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    said: dict[str, Any] = {"email": ADDRESS, "first_name": "Zzprenom"}
    SocialAccount.objects.create(user=user, provider="oidc", uid="zzcanari-uid", extra_data=said)
    EmailAddress.objects.create(user=user, email="autre@zzdomaine.example", verified=False)


def _writes(user: User, house: Organisation, sheet: Action) -> None:
    drafts.begin(by=user, organisation=house.pk, data={"title": "zztexte de brouillon", "goals": [6]})
    reports.report(
        action=sheet, viewer=user, kind=ReportKind.CORRECTION, text="La date est fausse.", key="a",
        email=ADDRESS.upper(),
    )  # fmt: skip
    invitations.invite(organisation=house, email="ami@ailleurs.example", by=user)
    invitations.invite(organisation=structure("Autre Maison"), email=ADDRESS, by=animator())


def _is_named(user: User, house: Organisation, sheet: Action, eldest: User) -> None:
    """On a card of her own, opened by another; and she opens another's, and writes to it."""
    card = Person(
        side=Side.HERE,
        name="Zzprenom Zznom",
        email=ADDRESS,
        function="Zzfonction",
        telephone="+33 4 99 88 77 66",
    )
    contact_cards.name_person(action=sheet, person=card, by=eldest)
    number = contacts.name_person(
        structure=house,
        by=eldest,
        person=Person(side=Side.ABROAD, name="Li Wei", email="li@ailleurs.example"),
    )
    contacts.reveal(contact=number, by=user, field=Field.EMAIL)
    contacts.relay(contact=number, by=user, text="zztexte de message")
    User.objects.filter(pk=user.pk).update(decision_reason="zztexte de décision", last_login=timezone.now())
