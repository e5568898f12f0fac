"""What an animator needs to know of one structure: its people, its sheets, what looks like it, its past."""

from dataclasses import dataclass

from cordee.actions.models import Action
from cordee.desk.sentences import Told, told
from cordee.journal.models import Change
from cordee.organisations import finding, permissions
from cordee.organisations.enums import Regime
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.regimes import regime_of
from cordee.territory import instance

_PAST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureDossier:
    """All of it, for one page."""

    structure: Organisation
    commune: str
    regime: Regime
    members: list[Membership]
    led: int
    carried: int
    cards: int
    departments: list[Organisation]
    alike: list[finding.Lookalike]
    past: list[Told]


def of(structure: Organisation) -> StructureDossier:
    """The dossier of a structure: the same queries for any."""
    commune = instance.current().communes.get(structure.commune)
    members = permissions.effective().filter(organisation=structure.pk).select_related("user")
    acts = Change.objects.filter(
        subject_type=Organisation._meta.label_lower, subject_id=structure.pk
    ).select_related("actor")
    return StructureDossier(
        structure=structure,
        commune=commune.name if commune else structure.locality,
        regime=regime_of(structure),
        members=list(members.order_by("-role", "user__last_name", "pk")),
        led=Action.objects.filter(lead=structure).count(),
        carried=structure.co_led.count(),
        cards=structure.contacts.count(),
        departments=list(structure.departments.order_by("name")),
        alike=finding.lookalikes(
            name=structure.name,
            website=structure.website,
            siret=structure.siret,
            rna=structure.rna,
            among=Organisation.objects.filter(merged_into=None).exclude(pk=structure.pk),
        ),
        past=[told(change) for change in acts.order_by("-pk")[:_PAST]],
    )
