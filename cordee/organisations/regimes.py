"""When an animator looks at what a structure's contributors write: its own regime, else the territory's."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.journal import operations as journal
from cordee.organisations import permissions
from cordee.organisations.enums import Regime
from cordee.organisations.models import Organisation
from cordee.territory import instance


def regime_of(organisation: Organisation) -> Regime:
    """The regime that holds for this structure."""
    return Regime(organisation.regime or instance.current().participation.regime)


def stricter(one: Organisation, other: Organisation) -> Regime:
    """Of the regimes of two structures, the one under which more is looked at before."""
    return max(regime_of(one), regime_of(other), key=list(Regime).index)


@transaction.atomic
def set_regime(*, organisation: Organisation, regime: Regime | None, by: User) -> None:
    """Give a structure its own regime; None: the territory's. What waits already goes on waiting."""
    if not permissions.in_remit(by, organisation):
        raise PermissionDenied(
            _("Only the team decides when sheets are looked at, for the structures it has.")
        )
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.regime == (regime or ""):
        return
    organisation.regime = locked.regime = regime or ""
    locked.save(update_fields=["regime"])
    journal.record("organisation.regime", locked, by=by, details={"regime": locked.regime})
