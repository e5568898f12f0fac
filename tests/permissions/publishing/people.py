"""Acts on persons and structures: joining, deciding, leaving, offices, regimes, the end of a structure."""

from cordee.accounts.models import User
from cordee.organisations.models import Membership, Organisation
from tests.permissions.publishing.browsers import Answer
from tests.permissions.publishing.known import ACTIVE, MEMBER, REQUESTED
from tests.permissions.publishing.site import Site

NOT_AS_MADE = "people or structures are not as the acts have made them"


def ask_to_join(site: Site, who: str, house: int, role: str = MEMBER) -> Answer:
    """Ask to belong to a structure."""
    address = f"/espace/structures/{site.known.houses[house].slug}/rejoindre/"
    answer = site.post(who, address, {"reason": "J’y travaille.", "role": role})
    if answer.is_done and answer.where.startswith("/espace/") and "rejoindre" not in answer.where:
        site.known.people[who].places[house] = (REQUESTED, role)
    return answer


def decide(site: Site, by: str, who: str, house: int, *, is_yes: bool) -> Answer:
    """Take somebody in, or refuse her: the team for the structure alone, and never for oneself."""
    person, place = site.known.people[who], site.known.people[who].places.get(house)
    fields = {"decision": "yes", "role": place[1] if place else MEMBER} if is_yes else {"words": "Non."}
    address = f"/animation/file/rattachements/{_membership(site, who, house)}/"
    answer = site.post(by, address, fields)
    known = site.known.houses[house]
    may = site.known.is_team(by, house) and by != who
    if not may or place is None or place[0] != REQUESTED or (is_yes and not known.is_live):
        return answer
    if is_yes:
        person.places[house], person.is_verified = (ACTIVE, place[1]), True
        site.reached["taken in"] += 1
    else:
        del person.places[house]
    return answer


def end(site: Site, by: str, who: str, house: int) -> Answer:
    """Leave, or have somebody leave: herself, whoever manages the structure, on its page."""
    known, place = site.known, site.known.people[who].places.get(house)
    manages = known.manages(by, house)
    looks = (manages or known.contributes(by, house)) and known.houses[house].is_live
    fields = {"act": "end", "membership": str(_membership(site, who, house))}
    answer = site.post(by, f"/espace/structures/{known.houses[house].slug}/", fields)
    if looks and place and not known.houses[house].into and (by == who or (manages and place[0] == ACTIVE)):
        del known.people[who].places[house]
        site.reached["membership ended"] += 1
    return answer


def set_reader(site: Site, by: str, who: str, *, is_reader: bool) -> Answer:
    """Give the office of a reader, or take it: administrators alone."""
    person = site.known.people[who]
    answer = site.post(
        by, f"/animation/equipe/{person.number}/", {"office": "reader" if is_reader else "none"}
    )
    if by in site.known.people and site.known.people[by].is_administrator and not person.is_closed:
        person.is_reader = is_reader
    return answer


def close(site: Site, who: str) -> Answer:
    """She erases her account: all that she holds ends, and she is named on no sheet."""
    person = site.known.people[who]
    address = User.objects.get(pk=person.number).email
    only = frozenset({"readers"})
    answer = site.post(who, "/espace/mes-donnees/effacer/", {"address": address}, only=only)
    if not User.objects.get(pk=person.number).is_active:
        person.is_closed, person.places = True, {}
        person.is_verified = person.is_reader = False
        site.reached["closed"] += 1
    return answer


def set_regime(site: Site, by: str, house: int, regime: str) -> Answer:
    """Say when the sheets of a structure are looked at: the team for it alone."""
    answer = _structure(site, by, house, {"act": "regime", "regime": regime})
    if site.known.is_team(by, house) and not site.known.houses[house].into:
        site.known.houses[house].regime = regime
        site.reached[f"regime {regime}"] += 1
    return answer


def end_structure(site: Site, by: str, house: int, *, is_back: bool) -> Answer:
    """A structure leaves the public lists, or comes back."""
    known = site.known.houses[house]
    act = {"act": "publish"} if is_back else {"act": "archive", "reason": "Dissoute."}
    answer = _structure(site, by, house, act)
    if site.known.is_team(by, house) and not known.into:
        known.is_live = is_back
        site.reached["structure archived"] += not is_back
    return answer


def merge(site: Site, by: str, house: int, into: int) -> Answer:
    """A structure is now another; its sheets change their lead and say nothing else."""
    one, other = site.known.houses[house], site.known.houses[into]
    may = site.known.is_team(by, house) and site.known.is_team(by, into) and house != into
    may = may and not one.into and not other.into and other.is_live
    only = frozenset({"lead", "co_leads"})
    answer = _structure(site, by, house, {"act": "merge", "into": other.slug}, only)
    if may:
        site.known.follow_merger(house, into)
        site.reached["merged"] += 1
    return answer


def _structure(
    site: Site, by: str, house: int, fields: dict[str, str], only: frozenset[str] | None = None
) -> Answer:
    return site.post(by, f"/animation/structures/{house}/", fields, only=only)


def _membership(site: Site, who: str, house: int) -> int:
    rows = Membership.objects.filter(
        user=site.known.people[who].number, organisation=house, state__in=[REQUESTED, ACTIVE]
    )
    return rows.values_list("pk", flat=True).first() or 10**6


def require_agreement(site: Site) -> None:
    """The database says of people and structures what the acts of those who may have made of them."""
    known = site.known
    open_ones = Membership.objects.filter(state__in=(REQUESTED, ACTIVE))
    rows = open_ones.values_list("user", "organisation", "state", "role")
    told = {
        (one.number, house): place for one in known.people.values() for house, place in one.places.items()
    }
    assert {(user, house): (state, role) for user, house, state, role in rows} == told, NOT_AS_MADE
    accounts = User.objects.filter(is_active=True).exclude(validated_at=None).values_list("pk", flat=True)
    assert set(accounts) == {one.number for one in known.people.values() if one.is_verified}, NOT_AS_MADE
    houses = Organisation.objects.values_list("pk", "regime", "live", "merged_into")
    made = {number: (one.regime, one.is_live, one.into or None) for number, one in known.houses.items()}
    assert {number: tuple(rest) for number, *rest in houses} == made, NOT_AS_MADE
