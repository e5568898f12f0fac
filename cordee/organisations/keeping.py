"""Who answers for a structure keeps its sheet: what it says, what it offers, its departments.

What a referent writes is public at once; the team looks at it afterwards.
"""

from dataclasses import replace
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.core.limits import Limit, take
from cordee.moderation import operations as moderation
from cordee.organisations import operations, permissions, queries
from cordee.organisations.content import Content, as_json, changed_parts, tidy
from cordee.organisations.models import Organisation
from cordee.organisations.operations import InvalidContent

DEPARTMENTS = Limit("departments made", 20, timedelta(days=1))
OF_THE_TEAM = ("source", "note", "is_generated", "logo")
"""What the team says of a structure: referents leave it as it is."""


class ChangedSince(Exception):
    """Somebody else has written the sheet since; `parts` are the names of what differs, as JSON has them."""

    def __init__(self, now: Content, parts: list[str]) -> None:
        super().__init__(
            _("Somebody changed this sheet while you were writing: what differs is marked; save again.")
        )
        self.now, self.parts = now, parts


@transaction.atomic
def revise(*, organisation: Organisation, content: Content, start: Content, by: User) -> bool:
    """Have the sheet say this; whether anything changed. `start` is what the form was filled with.

    Parts that only one of the two changed are joined. Raises `ChangedSince`, `InvalidContent`,
    PermissionDenied.
    """
    current = _locked(organisation, by)
    now, start = queries.content_of(current), tidy(start)
    is_team = permissions.in_remit(by, current)
    kept = () if is_team else OF_THE_TEAM
    mine = tidy(replace(content, **{name: getattr(now, name) for name in kept}))
    mine = _joined(start, now, mine)
    if mine.parent != now.parent:
        _may_move(by, now.parent, mine.parent)
    if not changed_parts(now, mine):
        return False
    before = current.latest_revision
    if before is None:  # the first edit keeps what was there
        moderation.keep_revision(current, as_json(now))
        before = current.latest_revision
    operations.edit(organisation=current, content=mine, by=by)
    if not is_team:
        moderation.to_look_at(current, before=before, by=by)
    return True


@transaction.atomic
def add_department(*, parent: Organisation, content: Content, by: User) -> Organisation:
    """A department of the structure, public at once: the house that answers for it is known.

    Raises `InvalidContent`, `TooMany`, PermissionDenied.
    """
    house = _locked(parent, by)
    is_team = permissions.in_remit(by, house)
    if not is_team:
        take([(DEPARTMENTS, str(by.pk))])
    made = operations.create(content=replace(content, parent=house.pk), by=by)
    if house.regime:  # what is looked at before in the house is so in its departments
        Organisation.objects.filter(pk=made.pk).update(regime=house.regime)
        made.regime = house.regime
    if not is_team:
        moderation.to_look_at(made, before=None, by=by)
    return made


@transaction.atomic
def looked_at(*, organisation: Organisation, revision: int, by: User) -> bool:
    """The team has seen what the sheet says; `revision` is the one that she read, 0 where none is kept.

    False where it was written since, or waits for no look. Raises PermissionDenied.
    """
    current = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not permissions.in_remit(by, current):
        raise PermissionDenied(_("Somebody else of the team looks after this structure."))
    return (current.latest_revision_id or 0) == revision and moderation.looked_at(current, by=by)


def _locked(organisation: Organisation, by: User) -> Organisation:
    """The structure as it is, which nobody else writes before the end; the right is asked then."""
    rows = Organisation.objects.select_for_update(of=("self",)).prefetch_related("texts", "sites", "offers")
    current = rows.get(pk=organisation.pk)
    if not current.is_published or not permissions.may_manage(by, current):
        raise PermissionDenied(_("Only those who answer for this structure write its sheet."))
    return current


def _joined(start: Content, now: Content, mine: Content) -> Content:
    """Mine, with what only others changed since the start. Raises `ChangedSince` where both wrote a part."""
    theirs, own = changed_parts(start, now), changed_parts(start, mine)
    both = [name for name in theirs if name in own and getattr(now, name) != getattr(mine, name)]
    if both:
        raise ChangedSince(now, both)
    return replace(mine, **{name: getattr(now, name) for name in theirs})


def _may_move(by: User, *parents: int | None) -> None:
    """A structure goes from one house to another where the person answers for both."""
    for number in filter(None, parents):
        house = Organisation.objects.get(pk=number)
        if not permissions.may_manage(by, house):
            raise InvalidContent(
                [_("“%(structure)s” has its own referents: ask them, or the team.") % {"structure": house}]
            )
