"""A sheet for named persons: a contributor of its structure who is not named neither reads nor writes it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cordee.accounts.models import User
from cordee.actions import confirmations, contributing, permissions, queries, versions
from cordee.actions.enums import Audience
from cordee.actions.models import Action
from cordee.actions.tests.factories import action, animator, content, member, now, said
from cordee.organisations.models import Organisation
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db


def _kept(lead: Organisation, *readers: User) -> Action:
    return action(lead, audience=Audience.NAMED, readers=tuple(reader.pk for reader in readers))


def test_who_is_not_named_neither_widens_nor_archives_it() -> None:
    lead = organisation()
    known, other = _kept(lead, member(lead)), member(lead)
    wider = replace(said(known), audience=Audience.PUBLIC, readers=())
    acts: list[Callable[[], object]] = [
        lambda: versions.to_edit(known, by=other),
        lambda: contributing.revise(action=known, content=wider, base_version=1, by=other),
        lambda: contributing.archive(action=known, by=other),
        lambda: confirmations.confirm_signed_in(action=known, by=other, version=known.version),
    ]
    for act in acts:
        with pytest.raises(permissions.NotAllowed):
            act()
    assert said(known).audience == Audience.NAMED
    assert not queries.editable_by(other).exists()


def test_a_named_contributor_and_the_team_go_on_writing_it() -> None:
    lead = organisation()
    named = member(lead)
    known = _kept(lead, named, member(lead))
    assert queries.editable_by(named).get() == known
    for by in (named, animator()):
        assert permissions.may_edit(by, known)


def test_who_keeps_a_sheet_to_named_persons_is_one_of_them() -> None:
    lead = organisation()
    by, reader = member(lead), member(organisation())
    narrow: dict[str, Any] = {"audience": Audience.NAMED, "readers": (reader.pk,)}
    made = contributing.contribute(by=by, content=content(lead, **narrow))
    assert said(made).readers == tuple(sorted((by.pk, reader.pk)))
    known = action(lead)
    start, version = versions.to_edit(known, by=by)
    contributing.revise(action=known, content=replace(start, **narrow), base_version=version, by=by)
    assert by.pk in said(now(known)).readers
