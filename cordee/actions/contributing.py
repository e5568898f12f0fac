"""What contributors do with sheets: write, revise, hand in, take back, archive, restore.

It is the person who is checked: each function asks her right, and whether what she writes is public at once.
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import (
    co_leads,
    differences,
    drafts,
    giving_back,
    operations,
    permissions,
    queries,
    versions,
)
from cordee.actions.content import Content, as_json, changed_parts
from cordee.actions.differences import Clash
from cordee.actions.discretion import no_wider
from cordee.actions.enums import Audience, Confidence, Origin
from cordee.actions.models import Action, Draft
from cordee.actions.operations import InvalidContent
from cordee.actions.reasons import said
from cordee.actions.three_way import Part, changed, joined, widened_unseen
from cordee.journal import operations as journal
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State
from cordee.organisations.enums import Regime
from cordee.organisations.models import Organisation
from cordee.organisations.regimes import regime_of

LONGEST_COMMENT = 500
_OF_THE_TEAM = ("origin", "confirmed_on", "confidence", "verified_on", "is_generated")
"""The parts that say how sure the sheet is: contributors do not write them."""


@dataclass(frozen=True, slots=True)
class Revised:
    """What became of an edit."""

    action: Action
    is_changed: bool
    waits: bool
    """An animator has to look before it is public."""


class Conflict(Exception):
    """Two persons changed the same parts, or one what the other had not seen: nothing is written.

    `content` is what both say, with the words of whoever asks where they clash: saved on `version`, it undoes
    nothing else. It is kept in `draft`.
    """

    def __init__(self, comparison: Sequence[Clash], version: int, content: Content) -> None:
        super().__init__(
            _("Somebody changed this sheet while you were writing: compare, choose, and save again.")
        )
        self.comparison, self.version, self.content = comparison, version, content
        self.draft: Draft | None = None


@transaction.atomic
def contribute(*, by: User, content: Content, draft: Draft | None = None) -> Action:
    """A new sheet in the name of a structure: public at once, or waiting, as its regime says.

    Raises `NotAllowed`, `InvalidContent`.
    """
    content = queries.with_mergers(content)
    permissions.require(
        permissions.may_begin(by, content.lead),
        _("Only its validated contributors publish in the name of this structure."),
    )
    if draft:
        drafts.use(draft=draft, by=by)
    content = _new(content, by)
    _there(content.co_leads, content.readers)
    lead = Organisation.objects.get(pk=content.lead)
    action = operations.create(content=content, by=by, is_live=permissions.may_begin_live(by, lead))
    if not permissions.may_moderate(by, action):
        co_leads.ask(action=action, organisations=content.co_leads, by=by)
        if action.live:
            moderation.to_look_at(action, before=None, by=by)
    return action


def revise(*, action: Action, content: Content, base_version: int, by: User, comment: str = "") -> Revised:
    """Have the sheet say this, or propose it. `base_version` is the one that `versions.to_edit` gave.

    An edit of what has changed since is put together with it where the two touch different parts. Raises
    `Conflict` where they touch the same, or where one would show more persons what the other wrote;
    `NotAllowed`, `InvalidContent`.
    """
    try:
        with transaction.atomic():
            done = _revised(operations.locked(action), content, base_version, by, comment)
            if done.is_changed:
                Draft.objects.filter(owner=by, action=action).delete()
            return done
    except Conflict as conflict:
        data = {"content": as_json(conflict.content)}
        with suppress(drafts.Unkeepable):  # the comparison is what she must see
            conflict.draft = drafts.of_edit(by=by, action=action, base_version=conflict.version, data=data)
        raise


@transaction.atomic
def restore(*, action: Action, revision: Any, by: User, version: int | None = None) -> Revised:
    """Have the sheet say again what it said in one of its versions; nobody sees more for it than now.

    `version` is the one with which she compared it. Raises `NotAllowed`, `InvalidContent`.
    """
    current = operations.locked(action)
    permissions.require_edit(by, current)
    kept = current.revisions.filter(pk=revision.pk).first()
    if kept is None or not (permissions.may_moderate(by, current) or versions.is_read_by(by, kept)):
        raise InvalidContent([_("This is no version of this sheet: choose one from its history.")])
    if version not in (None, current.version):
        raise InvalidContent([_("This sheet was changed since you compared it: look at it again.")])
    return _revised(current, restored(current, kept, by=by), current.version, by, "")


def restored(current: Action, revision: Any, *, by: User) -> Content:
    """What the sheet would say if it said this version again. Needs `with_everything`."""
    live = queries.content_of(current)
    return _own(no_wider(versions.content_in(revision), than=live), live, by).tidy()


@transaction.atomic
def submit(*, action: Action, by: User) -> None:
    """Hand a sheet in (again): what is not live becomes so through the team alone."""
    current = operations.locked(action)
    permissions.require_edit(by, current)
    moderation.move(current, to=State.SUBMITTED, by=by)
    action.refresh_from_db()


@transaction.atomic
def take_back(*, action: Action, by: User) -> None:
    """Take back what was handed in and not yet decided."""
    current = operations.locked(action)
    permissions.require_edit(by, current)
    moderation.move(current, to=State.DRAFT, by=by)
    action.refresh_from_db()


@transaction.atomic
def archive(*, action: Action, by: User, reason: str = "") -> None:
    """Take the sheet out of every public page; the memory stays. It comes back through the team."""
    current = operations.locked(action)
    permissions.require_edit(by, current)
    was_live, is_team = current.live, permissions.may_moderate(by, current)
    giving_back.take_down(action=current, to=State.ARCHIVED, by=by, reason=said(reason), is_seen=is_team)
    if was_live and not is_team:
        moderation.to_look_at(current, before=versions.latest(current), by=by)
    action.refresh_from_db()


def _revised(current: Action, content: Content, base_version: int, by: User, comment: str) -> Revised:
    permissions.require_edit(by, current)
    live, start = queries.content_of(current), versions.edited_by(current, by=by)
    mine = _own(queries.with_mergers(content), live, by).tidy()
    if base_version != current.version:
        mine = _joined(current, start, mine, base_version, by)
    mine = operations.checked(mine)
    if not changed_parts(start, mine):
        return Revised(current, is_changed=False, waits=current.has_unpublished_changes)
    _there(set(mine.co_leads) - set(live.co_leads), set(mine.readers) - set(live.readers))
    permissions.require(
        mine.lead == live.lead or permissions.may_begin(by, mine.lead),
        _("You do not publish in the name of the structure you give this sheet to."),
    )
    waits = current.live and not _is_public_at_once(current, mine, by)
    if waits:
        operations.propose(action=current, content=mine, by=by)
    else:
        operations.edit(action=current, content=mine, by=by)
    _afterwards(current, live, mine, by, waits=waits)
    if comment:
        journal.record("action.commented", current, by=by, details={"comment": comment[:LONGEST_COMMENT]})
    return Revised(operations.locked(current), is_changed=True, waits=waits)


def _joined(current: Action, start: Content, mine: Content, base_version: int, by: User) -> Content:
    base = versions.at(current, base_version, by=by) if base_version < current.version else None
    both = joined(base, start, mine)
    unseen = widened_unseen(base, start, mine) if base else frozenset()
    parts: set[Part] = {*both.clashes, *unseen}
    if not parts and operations.problems_of(both.content) and not operations.problems_of(mine):
        parts = set(changed(start, mine))  # each is right by itself, both together are not
    if parts:
        asked = replace(both.content, **{name: getattr(mine, name) for (name,) in unseen})
        raise Conflict(differences.clashes(parts, base, start, mine), current.version, asked)
    return both.content


def _is_public_at_once(current: Action, mine: Content, by: User) -> bool:
    if not permissions.may_publish(by, current):
        return False
    if mine.lead == current.lead_id or permissions.may_moderate(by, current):
        return True
    return regime_of(Organisation.objects.get(pk=mine.lead)) == Regime.AFTER


def _afterwards(current: Action, live: Content, mine: Content, by: User, *, waits: bool) -> None:
    if permissions.may_moderate(by, current):
        return
    if current.live:
        Action.objects.filter(pk=current.pk).update(state_reason="")  # what was asked for is answered
    if waits:
        return
    named = [number for number in mine.co_leads if number not in live.co_leads]
    co_leads.ask(action=current, organisations=named, by=by)
    if current.live:
        _latest, *earlier = list(versions.kept(current))[:2]
        moderation.to_look_at(current, before=earlier[0] if earlier else None, by=by)


def _new(content: Content, by: User) -> Content:
    """Who says so: the structure where one of its contributors writes, else the team for it."""
    if not permissions.contributes_to(by).filter(pk=content.lead).exists():
        return replace(content, origin=Origin.ENTERED) if content.origin == Origin.DECLARED else content
    return replace(
        _with_herself(content, by),
        origin=Origin.DECLARED,
        confirmed_on=None,
        confidence=Confidence.MEDIUM,
        verified_on=None,
        is_generated=False,
    )


def _own(content: Content, live: Content, by: User) -> Content:
    """What this person may change of what the sheet says."""
    if permissions.is_team_for(by, live.lead):
        return content
    return replace(_with_herself(content, by), **{name: getattr(live, name) for name in _OF_THE_TEAM})


def _with_herself(content: Content, by: User) -> Content:
    """Who keeps a sheet to named persons is one of them: she could not read what she writes."""
    if content.audience != Audience.NAMED:
        return content
    return replace(content, readers=tuple(sorted({*content.readers, by.pk})))


def _there(structures: Collection[int], readers: Collection[int]) -> None:
    """Who is newly named by number is there. Raises `InvalidContent`."""
    if Organisation.objects.filter(pk__in=structures, live=True).count() != len(set(structures)):
        raise InvalidContent([_("One of the structures that carry it too is not there: choose it again.")])
    if User.objects.filter(pk__in=readers, is_active=True).count() != len(set(readers)):
        raise InvalidContent([_("One of the named readers has no account any more: take the name out.")])
