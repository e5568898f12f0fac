"""What the team decides on sheets: approve, refuse, ask for changes, withdraw, publish again, look at.

The author is told by letter, where she may still read it.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import co_leads, emails, giving_back, operations, permissions, queries, versions
from cordee.actions.content import from_json
from cordee.actions.models import Action, Draft
from cordee.actions.operations import InvalidContent
from cordee.actions.reasons import said
from cordee.journal import operations as journal
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State


class ChangedSince(Exception):
    """The sheet is no more what the animator was shown: she looks again before she decides."""

    def __init__(self) -> None:
        super().__init__(_("The sheet was changed since you opened this page: read it again, then decide."))


@transaction.atomic
def approve(*, action: Action, by: User, version: int) -> None:
    """What waits, a new sheet or an edit, becomes what everybody reads. `version` is the one she read."""
    current = _locked(action, by, version)
    before = () if current.state == State.SUBMITTED else queries.content_of(current).co_leads
    author = versions.author_of(current)
    if current.state == State.SUBMITTED:
        moderation.move(current, to=State.PUBLISHED, by=by)
        moderation.waiting_for_a_look(current).delete()  # she has read it whole
    else:
        _require_both(current, by)
        operations.approve(action=current, by=by)
    _vouch(current)
    after = queries.content_of(operations.locked(current)).co_leads
    _ask_the_others(current, [number for number in after if number not in before], author)
    _tell(author, current, emails.approved)
    action.refresh_from_db()


@transaction.atomic
def refuse(*, action: Action, by: User, version: int, reason: str) -> None:
    """What waits does not become public: a new sheet is withdrawn, of an edit the approved version stays."""
    current, reason = _locked(action, by, version), _reason(reason)
    author, draft = versions.author_of(current), None
    if current.state == State.SUBMITTED:
        moderation.move(current, to=State.WITHDRAWN, by=by, reason=reason)
        moderation.waiting_for_a_look(current).delete()
        _disown(current)
    elif current.has_unpublished_changes:
        draft = giving_back.turn_down(action=current, by=by, reason=reason)
    else:
        raise InvalidContent([_("Nothing waits for approval on this sheet.")])
    _tell(draft.owner if draft else author, current, emails.refused, reason, draft=draft)
    action.refresh_from_db()


@transaction.atomic
def request_changes(*, action: Action, by: User, reason: str) -> None:
    """Ask the contributor to change something. A sheet that waits goes back to her; a live one stays live."""
    current, reason = operations.locked(action), _reason(reason)
    permissions.require_team(by, current)
    if current.live:
        Action.objects.filter(pk=current.pk).update(state_reason=reason)
        journal.record("action.changes-asked", current, by=by, details={"reason": reason})
    else:
        moderation.move(current, to=State.CHANGES_REQUESTED, by=by, reason=reason)
    _tell(versions.author_of(current), current, emails.changes_requested, reason)
    action.refresh_from_db()


@transaction.atomic
def withdraw(*, action: Action, by: User, reason: str) -> None:
    """Take a live sheet from the public for a reason. The contributor mends it and hands it in again."""
    current, reason = operations.locked(action), _reason(reason)
    permissions.require_team(by, current)
    author = versions.author_of(current)
    draft = giving_back.take_down(action=current, to=State.WITHDRAWN, by=by, reason=reason)
    _disown(current)
    _tell(draft.owner if draft else author, current, emails.withdrawn, reason, draft=draft)
    action.refresh_from_db()


@transaction.atomic
def publish(*, action: Action, by: User, version: int) -> None:
    """Put a sheet before its public (again), whatever became of it: she has read it, and vouches for it."""
    current = _locked(action, by, version)
    if current.state == State.DRAFT:
        raise InvalidContent([_("Its author has taken it back: she hands it in when it is ready.")])
    operations.publish(action=current, by=by)
    moderation.waiting_for_a_look(current).delete()
    _vouch(current)
    action.refresh_from_db()


@transaction.atomic
def looked_at(*, action: Action, by: User, version: int) -> bool:
    """The team has seen what contributors published or took down. False where it was not in the list."""
    current = _locked(action, by, version)
    was_listed = moderation.looked_at(current, by=by)
    if was_listed and current.live:
        _vouch(current)
    return was_listed


@transaction.atomic
def look_again(*, action: Action, by: User) -> bool:
    """Undo a look: the sheet is back in the list. False where it is not public, or was never looked at."""
    current = operations.locked(action)
    permissions.require_team(by, current)
    is_back = moderation.look_again(current, by=by)
    if is_back:
        _disown(current)
    return is_back


def _locked(action: Action, by: User, version: int) -> Action:
    current = operations.locked(action)
    permissions.require_team(by, current)
    if current.version != version:
        raise ChangedSince
    return current


def _require_both(action: Action, by: User) -> None:
    """An edit that gives the sheet to another structure is approved by whoever looks after both."""
    waiting = moderation.pending(action)
    lead = queries.with_mergers(from_json(waiting)).lead if waiting else action.lead_id
    permissions.require(
        lead == action.lead_id or permissions.is_team_for(by, lead),
        _("This edit gives the sheet to a structure that somebody else of the team looks after."),
    )


def _vouch(action: Action) -> None:
    """By this sheet its structure has shown itself (see the regime «first»)."""
    Action.objects.filter(pk=action.pk).update(approved_for=F("lead"))


def _disown(action: Action) -> None:
    Action.objects.filter(pk=action.pk).update(approved_for=None)


def _reason(text: str) -> str:
    return said(text, needed=_("Give the reason: the contributor reads it."))


def _ask_the_others(action: Action, named: list[int], author: User | None) -> None:
    """Structures that a contributor named are asked once the sheet is public."""
    if not named:
        return
    if author is None:  # whoever named them has left: they are asked all the same
        co_leads.action_rows(action, named).filter(asked_at=None).update(asked_at=timezone.now())
        co_leads.write(action=action, organisations=named)
        return
    asked = co_leads.action_rows(action, named).filter(asked_at__isnull=False)
    known = set(asked.values_list("organisation_id", flat=True))
    co_leads.write(action=action, organisations=known, by=author)
    co_leads.ask(action=action, organisations=[number for number in named if number not in known], by=author)


def _tell(
    author: User | None, action: Action, write: Callable[..., None], *words: str, **more: Draft | None
) -> None:
    if author is not None and permissions.may_edit(author, action):
        write(action, *words, to=author, **more)
