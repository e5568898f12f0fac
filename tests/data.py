"""A small, well-known set for tests that cross slices: persons, structures, actions of every sort.

Whatever the public must not read holds a word that begins with «zz» and stands nowhere else (`SECRETS`).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from cordee.accounts.models import User
from cordee.actions import operations as actions
from cordee.actions import queries
from cordee.actions.content import Content, PartnerName, Place, Text
from cordee.actions.enums import ActionType, Audience, Origin, Precision, Progress
from cordee.actions.models import Action, ActionText
from cordee.atlas.index.follow import project
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State
from cordee.organisations import founding, memberships, remits
from cordee.organisations import operations as organisations
from cordee.organisations.content import Content as Sheet
from cordee.organisations.enums import Direction, Kind, MembershipRole, MembershipState
from cordee.organisations.models import Membership, Offer, Organisation, OrganisationSite
from cordee.territory import instance
from tests import attached, confirmations, contacts
from tests.signing_in import sign_in

ROLES: Final = (
    "visitor", "awaiting", "validated", "reader", "member", "referent", "limited", "team", "administrator",
)  # fmt: skip
"""The reader is of the structure of the member and the referent; `limited` is an animator of universities."""
HIDDEN_LON, HIDDEN_LAT = 102.345671, 18.765437
NOBODY = frozenset[str]()
UNLIMITED = frozenset({"team", "administrator"})
TEAM = UNLIMITED | {"limited"}
WRITERS = frozenset({"member", "referent"})
"""Who contributes to the Atelier."""
INSIDE = WRITERS | {"reader"}
"""Who reads what the Atelier keeps to itself."""
VERIFIED = frozenset({"validated"}) | INSIDE | TEAM
SECRETS: Final = {
    "zzbrouillon": NOBODY,
    "zzsoumise": NOBODY,
    "zzarepriser": NOBODY,
    "zzretiree": NOBODY,
    "zzarchivee": NOBODY,
    "zzmotif": NOBODY,
    "zzraison": NOBODY,
    "zzlieu": NOBODY,
    "zzpartenaire": NOBODY,
    "102.3456": NOBODY,
    "18.7654": NOBODY,
    "zzproposee": NOBODY,
    "zzenattente": NOBODY,
    "zzautrefois": NOBODY,
    "zzcourriel": NOBODY,
    "zzpersonne": NOBODY,
    "zznote": NOBODY,
    "zzdissoute": NOBODY,
    "zzpourcomptes": VERIFIED,
    "zzentrenous": INSIDE | TEAM,
    "zznommee": frozenset({"validated"}) | TEAM,
    "zznomouvert": VERIFIED,
    "zzfonction": VERIFIED,
    "zznominterne": INSIDE | TEAM,
    "zznomferme": NOBODY,
    "zznomdubrouillon": WRITERS | UNLIMITED,
    "zzjoindre": NOBODY,
    "99 12 34": NOBODY,
    "zzrelais": NOBODY,
    "zzsignalement": NOBODY,
    "zzdemande": NOBODY,
    "zzfondation": NOBODY,
}
"""Each secret word with the roles that may read it on the public site; the back office is apart."""
KEPT: Final = frozenset(SECRETS) & {
    "zzbrouillon", "zzsoumise", "zzarepriser", "zzretiree", "zzarchivee", "zzmotif", "zzraison", "zzlieu",
    "zzpartenaire", "102.3456", "18.7654", "zzproposee", "zzautrefois",
}  # fmt: skip
"""What its sheets do not tell the public, the contributor of a structure reads in her space, and the team."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, the structures by name, the actions by name, and what signed links hold."""

    people: dict[str, User]
    structures: dict[str, Organisation]
    actions: dict[str, Action]
    tokens: dict[str, str]

    def client(self, role: str) -> Client:
        """A browser in which this role is signed in; a visitor is not."""
        client = Client()
        if role != "visitor":
            sign_in(client, self.people[role])
        return client

    def viewer(self, role: str) -> User | AnonymousUser:
        """Who asks."""
        return self.people.get(role) or AnonymousUser()


def commune(n: int = 0) -> str:
    """The INSEE code of the nth commune of the territory."""
    return list(instance.current().communes)[n]


def make() -> Cast:
    """Everything, in the database."""
    people = _people()
    structures = _structures()
    _belong(people, structures)
    made = _actions({name: structure.pk for name, structure in structures.items()})
    made["named"].readers.add(people["validated"])
    _live_on(made, people["team"])
    _merge(structures)
    project([action.pk for action in made.values()])
    tokens = confirmations.make(asked=made["compiled"], answered=made["world"], by=people["team"])
    tokens |= contacts.make(made, people) | attached.make(made)
    return Cast(people, structures, made, tokens)


def _people() -> dict[str, User]:
    """Eight persons, at addresses that nobody may read."""

    def person(name: str, **fields: object) -> User:
        return User.objects.create_user(
            f"{name}@zzcourriel.example",
            "x",
            first_name=name.title(),
            last_name=f"Zzpersonne-{name}",
            **fields,
        )

    now = timezone.now()
    return {
        "administrator": person("alice", is_staff=True, is_superuser=True, validated_at=now),
        "team": person("bea", is_staff=True, validated_at=now),
        "member": person("charlie", validated_at=now),
        "awaiting": person("dora"),
        "validated": person("emile", validated_at=now),
        "reader": person("fatou", validated_at=now, is_reader=True),
        "referent": person("gina", validated_at=now),
        "limited": person("hugo", is_staff=True, validated_at=now),
    }


def _belong(people: dict[str, User], structures: dict[str, Organisation]) -> None:
    """Who is of the Atelier; what Dora asks for; what Hugo looks after."""
    roles = {
        "member": MembershipRole.MEMBER,
        "reader": MembershipRole.MEMBER,
        "referent": MembershipRole.REFERENT,
    }
    for name, role in roles.items():
        Membership.objects.create(
            user=people[name], organisation=structures["atelier"], role=role, state=MembershipState.ACTIVE
        )
    memberships.request(user=people["awaiting"], organisation=structures["laboratory"], reason="Zzdemande.")
    new = Sheet(name="Zzfondation", kind=Kind.UNIVERSITY, commune=commune(1))
    founding.ask_for_new(user=people["awaiting"], sheet=new, reason="Zzdemande.", abroad="Zzfondation.")
    remits.set_remit(user=people["limited"], kinds=[Kind.UNIVERSITY], communes=[], by=people["administrator"])


def _structures() -> dict[str, Organisation]:
    sheets = {
        "atelier": Sheet(
            name="Atelier des Cimes",
            kind=Kind.ASSOCIATION,
            commune=commune(),
            website="https://atelier.example/",
            note="zznote",
            descriptions={"fr": "L’eau et la montagne.", "en": "Water and mountains."},
        ),
        "university": Sheet(name="Université des Balmes", kind=Kind.UNIVERSITY, commune=commune(1)),
        "company": Sheet(name="Turbines du Drac", kind=Kind.COMPANY, locality="Valence"),
        "absorbed": Sheet(name="Ancienne Équipe", kind=Kind.PUBLIC_BODY, commune=commune()),
        "archived": Sheet(name="Zzdissoute", kind=Kind.COMPANY, commune=commune(2)),
        "closed": Sheet(name="Maison fermée", kind=Kind.COMPANY, commune=commune(2)),
    }
    organisations.put([organisations.Entry(key=None, content=sheet) for sheet in sheets.values()])
    made = {name: Organisation.objects.get(name=sheet.name) for name, sheet in sheets.items()}
    laboratory = Sheet(
        name="Laboratoire des Glaces", kind=Kind.LABORATORY, acronym="LDG", parent=made["university"].pk
    )
    organisations.put([organisations.Entry(key=None, content=laboratory)])
    made["laboratory"] = Organisation.objects.get(name=laboratory.name)
    Offer.objects.create(organisation=made["atelier"], direction=Direction.SHARES, theme=_theme())
    OrganisationSite.objects.create(organisation=made["atelier"], label="Siège", address="1 rue du Drac")
    for name in ("archived", "closed"):
        organisations.archive(organisation=made[name], reason="zzraison")
    return made


def _theme(n: int = 0) -> str:
    return list(instance.current().themes)[n]


def place(country: str, name: str, lon: float, lat: float, **more: Any) -> Place:
    """A city."""
    return Place(precision=Precision.CITY, place=name, country=country, lon=lon, lat=lat, **more)


DAKAR = place("SN", "Dakar", -17.44, 14.69)
WEST_AFRICA = Place(precision=Precision.REGION, region="011")
THIES = place("SN", "Thiès", -16.93, 14.79)


def plain(title: str, lead: int, /, **more: Any) -> Content:
    """An action in Dakar, with a title and whatever else is told."""
    values: dict[str, Any] = {
        "type": ActionType.PROJECT,
        "lead": lead,
        "texts": {"fr": Text(title=title, summary=f"Résumé. {title}.")},
        "places": (DAKAR,),
        "goals": (6,),
        "start_year": 2019,
        "progress": Progress.UNDER_WAY,
    }
    return Content(**{**values, **more})


def full(title: str, ids: dict[str, int]) -> Content:
    """An action that says everything, in both languages."""
    parts = {
        part: f"Le texte : {part}." for part in ("unfolding", "objectives", "content", "effects", "note")
    }
    return plain(
        title,
        ids["atelier"],
        type=ActionType.PARTNERSHIP,
        texts={
            "fr": Text(title=title, summary="Une fontaine zzautrefois.", **parts),
            "en": Text(title="Water for Dakar", summary="Drinking water for a district."),
        },
        places=(DAKAR, THIES),
        goals=(6, 13, 17),
        co_leads=(ids["university"],),
        themes=(_theme(), _theme(1)),
        forms=tuple(list(instance.current().forms)[:1]),
        partners=(
            PartnerName(name="Ville de Dakar", country="SN"),
            PartnerName(name="zzpartenaire", is_hidden=True),
        ),
        sources="https://source.example/page\nEntretien",
        confirmed_on=date(2025, 3, 1),
        verified_on=date(2025, 3, 2),
        place_basis="Le lieu est nommé par la source.",
    )


def _contents(ids: dict[str, int]) -> dict[str, Content]:
    tokyo = Place(precision=Precision.COUNTRY, country="JP", lon=138.0, lat=36.0)
    compiled: dict[str, object] = {
        "places": (tokyo,),
        "origin": Origin.COMPILED,
        "start_year": None,
        "progress": Progress.TO_VERIFY,
    }
    ended: dict[str, object] = {"end_year": 2021, "progress": Progress.ENDED}
    here, away = ids["atelier"], ids["university"]
    hidden = place("LA", "Zzlieu", HIDDEN_LON, HIDDEN_LAT, is_hidden=True)
    return {
        "full": full("L’eau pour Dakar", ids),
        "compiled": plain("Réseau des glaces", ids["laboratory"], type=ActionType.NETWORK, **compiled),
        "hidden": plain("Une école au Laos", here, places=(hidden,), goals=(4,)),
        "suspended": plain(
            "Chantier interrompu", here, progress=Progress.SUSPENDED,
            suspended_on=date(2024, 5, 6), suspension_reason="zzmotif",
        ),
        "explained": plain(
            "Chantier expliqué", here, progress=Progress.SUSPENDED, suspended_on=date(2024, 5, 6),
            suspension_reason="La route est coupée.", suspension_reason_is_public=True,
        ),
        "world": plain("Partout au monde", away, places=(Place(precision=Precision.WORLD),)),
        "region": plain("Afrique de l’Ouest", away, places=(WEST_AFRICA,)),
        "event": plain("Festival des neiges", away, type=ActionType.EVENT, progress=Progress.PLANNED),
        "ended": plain("Filiale fermée", ids["company"], type=ActionType.OFFICE, **ended),
        "abandoned": plain("Idée abandonnée", ids["absorbed"], progress=Progress.ABANDONED),
        "orphan": plain("Action sans structure publique", ids["closed"]),
        "generated": plain("Action d’essai", here, is_generated=True),
        "verified": plain("Zzpourcomptes", away, audience=Audience.VERIFIED),
        "structure": plain("Zzentrenous", here, audience=Audience.STRUCTURE),
        "named": plain("Zznommee", away, audience=Audience.NAMED),
        "draft": plain("Zzbrouillon", here),
        "submitted": plain("Zzsoumise", here),
        "changes": plain("Zzarepriser", here),
        "withdrawn": plain("Zzretiree", here),
        "archived": plain("Zzarchivee", here),
    }  # fmt: skip


def _actions(ids: dict[str, int]) -> dict[str, Action]:
    contents = _contents(ids)
    actions.put([actions.Entry(key=None, content=content) for content in contents.values()])
    made = {text.title: text.action for text in ActionText.objects.select_related("action")}
    return {name: made[content.texts["fr"].title] for name, content in contents.items()}


def _live_on(made: dict[str, Action], by: User) -> None:
    """What happens to actions after their birth: an edit, a proposal, states that are not public."""
    full = queries.content_of(queries.with_everything(Action.objects.filter(pk=made["full"].pk)).get())
    now = replace(
        full, texts={**full.texts, "fr": replace(full.texts["fr"], summary="Une fontaine par quartier.")}
    )
    actions.edit(action=made["full"], content=now, by=by)
    proposed = replace(now, texts={**now.texts, "fr": replace(now.texts["fr"], title="Zzproposee")})
    made["full"].refresh_from_db()
    actions.propose(action=made["full"], content=proposed, by=by)
    moderation.move(made["withdrawn"], to=State.WITHDRAWN, by=by, reason="zzraison")
    actions.archive(action=made["archived"], by=by, reason="zzraison")
    for name, state in (
        ("draft", State.DRAFT), ("submitted", State.SUBMITTED), ("changes", State.CHANGES_REQUESTED),
    ):  # fmt: skip
        # No form makes these yet: the row is put there as a later one will.
        Action.objects.filter(pk=made[name].pk).update(state=state, live=False, state_reason="zzraison")


def _merge(structures: dict[str, Organisation]) -> None:
    absorbed = structures["absorbed"]
    organisations.merge(organisation=absorbed, into=structures["university"])
