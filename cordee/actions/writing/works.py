"""What a person writes on: a new sheet, a draft of one, an edit. Who may is asked here, first of all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import permissions, versions
from cordee.actions.content import Content
from cordee.actions.enums import GoalsBasis
from cordee.actions.models import Action, Draft
from cordee.actions.writing.reading import Start
from cordee.actions.writing.typed import Typed, blank, first, typed_of, typed_of_draft
from cordee.core.text import number_in
from cordee.moderation.enums import State
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """`base`: what the sheet said at `base_version`, where there is a sheet and she may edit it.

    `is_lost`: she began it with a right that she has no more.
    """

    user: User
    organisation: Organisation
    action: Action | None = None
    draft: Draft | None = None
    base: Content | None = None
    base_version: int = 0
    is_lost: bool = False

    def start(self, typed: Typed, page_language: str) -> Start:
        """What the form is written on; a new sheet keeps the language in which it was begun."""
        said = first(typed, "language")
        language = said if said in dict(settings.LANGUAGES) else page_language
        return Start(
            lead=self.base.lead if self.base else self.organisation.pk,
            language=self.base.language if self.base else language,
            base=self.base,
            basis=GoalsBasis.DECLARED if self._is_her_structure() else GoalsBasis.EDITORIAL,
        )

    def begun(self, page_language: str) -> Typed:
        """The form as it was left, or as the sheet is, or empty."""
        if self.draft:
            return typed_of_draft(self.draft)
        return typed_of(self.base) if self.base else blank() | {"language": [page_language]}

    def may_send(self) -> bool:
        """Whether she may send what she writes; a draft she may keep before."""
        if self.action:
            return permissions.may_edit(self.user, self.action)
        return permissions.may_begin(self.user, self.organisation.pk)

    def is_public_at_once(self) -> bool:
        """Whether what she sends is public at once; else an animator looks first."""
        if self.action:
            return permissions.may_publish(self.user, self.action)
        return permissions.may_begin_live(self.user, self.organisation)

    def is_on_behalf(self) -> bool:
        """Whether one of the team writes it for a structure that is not hers, which may be asked about it."""
        is_public = self.action is None or self.action.live
        is_team = permissions.is_team_for(self.user, self.organisation.pk)
        return is_public and is_team and not self._is_her_structure()

    def why_not(self) -> str:
        """Why she cannot send yet, and what happens next."""
        names = {"structure": self.organisation.name}
        if self.action:
            return self._why_not_any_more() % names
        if self.organisation.state in (State.ARCHIVED, State.WITHDRAWN):
            sentence = _(
                "“%(structure)s” is in the public list no more: nothing is published in its name. Your text"
                " stays here for you to copy."
            )
        elif self.is_lost:
            sentence = _("You no longer write for “%(structure)s”: your text stays here for you to copy.")
        elif not self.user.is_verified:
            sentence = _(
                "You can write and keep drafts now. You send them once the team has validated your account:"
                " you will be told by e-mail."
            )
        else:
            sentence = _(
                "You can write and keep drafts now. You send them once you belong to “%(structure)s”."
            )
        return sentence % names

    def _why_not_any_more(self) -> str:
        if self._is_her_structure():
            return _("This sheet of “%(structure)s” is kept to others now: your text stays here to copy.")
        return _("You no longer write for “%(structure)s”: your text stays here for you to copy.")

    def _is_her_structure(self) -> bool:
        return permissions.contributes_to(self.user).filter(pk=self.organisation.pk).exists()


def structures_for(user: User) -> QuerySet[Organisation]:
    """The structures for which she writes, or will when she is validated."""
    asked = user.memberships.filter(state__in=[MembershipState.REQUESTED, MembershipState.ACTIVE])
    known = Organisation.objects.filter(pk__in=asked.values("organisation")).order_by("name", "pk")
    allowed = [one.pk for one in known if permissions.may_draft(user, one.pk)]
    return known.filter(pk__in=allowed)


def new(user: User, slug: str) -> Work:
    """A new sheet in the name of a structure. Http404 where she does not write for it."""
    organisation = _structure(slug)
    if organisation is None or not permissions.may_draft(user, organisation.pk):
        raise Http404
    return Work(user=user, organisation=organisation)


def of_action(user: User, slug: str, base_version: int | None = None) -> Work:
    """An edit of a sheet as it is, or as it was at a version. Http404 where she may not edit it."""
    action = Action.objects.select_related("lead").filter(slug=slug[:120]).first()
    if action is None or not permissions.may_edit(user, action):
        raise Http404
    return _edit(user, action, None, base_version)


def of_draft(user: User, pk: int) -> Work:
    """A draft of her own. Http404 where there is none, whosever it may be."""
    draft = hers(user, pk)
    if draft is None:
        raise Http404
    action = draft.action
    if action and permissions.may_edit(user, action):
        return _edit(user, action, draft, draft.base_version)
    organisation = draft.organisation.merged_into or draft.organisation
    return Work(user=user, organisation=organisation, action=action, draft=draft)


def of_form(user: User, post: Mapping[str, str], *, without_draft: bool = False) -> Work:
    """What a sent form is about, as its hidden fields say. Http404 where she may not."""
    if post.get("draft") and not without_draft:
        return of_draft(user, number_in(post.get("draft")) or 0)
    if post.get("action"):
        return of_action(user, post.get("action", ""), version_in(post))
    return new(user, post.get("structure", ""))


def lost(user: User, *, structure: str = "", action: str = "") -> Work:
    """What she was writing when her right ended. Http404 for who has it still, or never had it."""
    if action:
        known = Action.objects.select_related("lead").filter(slug=action[:120]).first()
        if known and permissions.could_edit(user, known) and not permissions.may_edit(user, known):
            return Work(user=user, organisation=known.lead, action=known, is_lost=True)
        raise Http404
    organisation = _structure(structure)
    if organisation is None or permissions.may_draft(user, organisation.pk):
        raise Http404
    if not permissions.could_draft(user, organisation.pk):
        raise Http404
    return Work(user=user, organisation=organisation, is_lost=True)


def lost_of_form(user: User, post: Mapping[str, str]) -> Work:
    """The same, from the hidden fields of a sent form."""
    return lost(user, structure=post.get("structure", ""), action=post.get("action", ""))


def form_in(post: Mapping[str, str]) -> str:
    """The number that the empty form was given, where it can be one."""
    said = post.get("form", "")
    return said if re.fullmatch("[0-9a-z]{1,64}", said) else ""


def version_in(post: Mapping[str, str]) -> int:
    """The version on which an edit was begun; where none is said, all of it is compared."""
    return number_in(post.get("base_version"), digits=9) or 0


def hers(user: User, pk: int) -> Draft | None:
    """One of her drafts."""
    drafts = Draft.objects.select_related("organisation__merged_into", "action__lead")
    return drafts.filter(owner=user, pk=pk).first()


def unsent(user: User, action: Action) -> Draft | None:
    """The edit of this sheet that she has kept and not sent."""
    return Draft.objects.filter(owner=user, action=action).first()


def _structure(slug: str) -> Organisation | None:
    """The structure at an address, or the one that took it in."""
    found = Organisation.objects.select_related("merged_into").filter(slug=slug[:120]).first()
    return (found.merged_into or found) if found else None


def _edit(user: User, action: Action, draft: Draft | None, base_version: int | None) -> Work:
    content, version = versions.to_edit(action, by=user)
    if base_version is not None and base_version != version:
        content = (versions.at(action, base_version, by=user) if base_version < version else None) or content
        version = base_version
    return Work(
        user=user, organisation=action.lead, action=action, draft=draft, base=content, base_version=version
    )
