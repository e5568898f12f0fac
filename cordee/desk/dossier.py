"""What an animator needs to judge a request: the person, the structure, the signs, the past."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.desk.sentences import Told, told
from cordee.journal.models import Change
from cordee.organisations import finding, permissions
from cordee.organisations.models import Membership, Organisation
from cordee.territory import instance

_PUBLIC_MAIL = frozenset(
    {
        "free.fr", "gmail.com", "gmx.fr", "hotmail.com", "hotmail.fr", "icloud.com", "laposte.net",
        "live.fr", "orange.fr", "outlook.com", "outlook.fr", "proton.me", "protonmail.com", "sfr.fr",
        "wanadoo.fr", "yahoo.com", "yahoo.fr",
    }
)  # fmt: skip
_PAST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing that speaks for the request, against it, or asks for a look."""

    is_good: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All of it, for one page."""

    membership: Membership
    person: User
    structure: Organisation
    commune: str
    members: int
    signs: list[Sign]
    alike: list[finding.Lookalike]
    others: list[Membership]
    past: list[Told]


def of(membership: Membership, *, is_new: bool) -> Dossier:
    """The dossier of a request; of a new structure too, with what looks like it."""
    person, structure = membership.user, membership.organisation
    communes = instance.current().communes
    commune = communes.get(structure.commune)
    members = permissions.effective().filter(organisation=structure.pk).count()
    return Dossier(
        membership=membership,
        person=person,
        structure=structure,
        commune=commune.name if commune else structure.locality,
        members=members,
        signs=_signs(person, structure, members=members, is_new=is_new),
        alike=_alike(structure) if is_new else [],
        others=list(
            person.memberships.exclude(pk=membership.pk)
            .select_related("organisation", "decided_by")
            .order_by("-requested_at")
        ),
        past=_past(person, structure),
    )


def _signs(person: User, structure: Organisation, *, members: int, is_new: bool) -> list[Sign]:
    signs = [_of_domain(person, structure)]
    if is_new:
        signs.append(
            Sign(is_good=False, text=_("Website and numbers are what the person has typed: check them."))
        )
        if not (structure.siret or structure.rna):
            signs.append(Sign(is_good=False, text=_("It gives no registration number.")))
    elif not members:
        signs.append(Sign(is_good=False, text=_("Nobody belongs to this structure yet.")))
    if person.refused_at:
        signs.append(Sign(is_good=False, text=_("The team has refused this account before.")))
    return signs


def _of_domain(person: User, structure: Organisation) -> Sign:
    """The domain of the address, held against the website."""
    domain = person.email.rpartition("@")[2]
    host = finding.domain_of(structure.website)
    if domain in _PUBLIC_MAIL:
        return Sign(is_good=False, text=_("The address is a personal one (%(domain)s).") % {"domain": domain})
    if host and (host == domain or host.endswith(f".{domain}") or domain.endswith(f".{host}")):
        return Sign(is_good=True, text=_("The address is of the structure’s own domain (%(domain)s).") % {
            "domain": domain
        })  # fmt: skip
    return Sign(
        is_good=False,
        text=_("The address (%(domain)s) is not of the structure’s website (%(host)s).")
        % {"domain": domain, "host": host or "–"},
    )


def _alike(structure: Organisation) -> list[finding.Lookalike]:
    """Among all structures, those not public too: what was refused or merged before."""
    return finding.lookalikes(
        name=structure.name,
        website=structure.website,
        siret=structure.siret,
        rna=structure.rna,
        among=Organisation.objects.exclude(pk=structure.pk),
    )


def _past(person: User, structure: Organisation) -> list[Told]:
    """Earlier decisions on the person and on the structure, the latest first."""
    rows = Change.objects.select_related("actor").order_by("-pk")
    on_person = rows.filter(subject_type=person._meta.label_lower, subject_id=person.pk)
    on_structure = rows.filter(subject_type=structure._meta.label_lower, subject_id=structure.pk)
    both = [*on_person[:_PAST], *on_structure[:_PAST]]
    return [told(change) for change in sorted(both, key=lambda change: -change.pk)[:_PAST]]
