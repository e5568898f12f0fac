"""What an animator looks after, set by an administrator."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.journal import operations as journal
from cordee.organisations import emails
from cordee.organisations.enums import Kind
from cordee.organisations.models import Remit
from cordee.organisations.operations import InvalidContent
from cordee.territory import instance


@transaction.atomic
def set_remit(*, user: User, kinds: Sequence[str], communes: Sequence[str], by: User) -> Remit:
    """Limit an animator to kinds of structure, to communes, or to both; nothing named is no limit."""
    if not User.objects.filter(pk=by.pk, is_active=True, is_superuser=True).exists():
        raise PermissionDenied(_("An administrator shares the work out."))
    if not User.objects.filter(pk=user.pk, is_staff=True).exists():
        raise InvalidContent([_("This person is not of the team: give her the office first.")])
    unknown = sorted(set(kinds) - set(Kind.values)) + sorted(set(communes) - set(instance.current().communes))
    if unknown:
        sentence = _("“%(code)s” is neither a kind of structure nor a commune of the territory.")
        raise InvalidContent([sentence % {"code": code} for code in unknown])
    chosen = {"kinds": sorted(set(kinds)), "communes": sorted(set(communes))}
    before = Remit.objects.filter(user=user).values("kinds", "communes").first()
    remit, _made = Remit.objects.update_or_create(user=user, defaults=chosen)
    journal.record("account.remit", user, by=by, details=dict(chosen))
    if by.pk != user.pk and chosen != (before or {"kinds": [], "communes": []}):
        emails.remit_set(remit)
    return remit
