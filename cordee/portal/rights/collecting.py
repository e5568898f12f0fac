"""All that the site keeps of a person, each slice giving its own part: for her page and for her export."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordee.accounts import closing
from cordee.accounts import personal as accounts
from cordee.accounts.models import User
from cordee.actions import personal as actions
from cordee.contacts import personal as contacts
from cordee.contacts import queries as contact_queries
from cordee.core import limits
from cordee.core.limits import Limit
from cordee.journal import operations as journal
from cordee.journal.models import Change
from cordee.moderation.models import Note
from cordee.organisations import personal as organisations
from cordee.ui.models import Attachment, Picture

EXPORTS: Final = Limit("data.export", 5, timedelta(days=1))
SECTIONS: Final[Mapping[str, Promise]] = {
    "account": _("your account: who you are, its offices, what was decided of it and why"),
    "addresses": _("your e-mail addresses"),
    "acceptances": _("the versions of the terms that you have accepted"),
    "second_factors": _("your second factors and passkeys, without their secrets"),
    "sessions": _("where you are signed in: machine address, browser, when"),
    "other_sites": _("the other sites that open your account, and what they said of you"),
    "letters": _("the letters written to you: when, and about what"),
    "memberships": _("your places in structures: what you wrote, what was decided and why"),
    "invitations_sent": _("the invitations that you sent, without the addresses of others"),
    "invitations_received": _("the invitations that were sent to you"),
    "remit": _("what you look after as an animator"),
    "cards": _("the contact cards that name you: what they say, where, who opened them"),
    "refusals": _("your objections to being named"),
    "choices": _("what you chose to show of yourself, kept beyond the cards"),
    "opened": _("the cards of others of which you opened a part, by number"),
    "messages_sent": _("the messages carried for you"),
    "drafts": _("your drafts"),
    "sheets": _("the sheets that you began and may still read"),
    "reports": _("what you told the team of a sheet"),
    "reports_settled": _("what you answered to such reports"),
    "confirmations_asked": _("the confirmations that you asked structures for"),
    "parts_confirmed": _("the sheets of which you confirmed the part of a structure"),
    "reader_of": _("the sheets that name you among their readers"),
    "files": _("the images and documents that you sent"),
    "notes": _("what the team has noted of you"),
    "notes_written": _("what you noted for the team"),
    "acts": _("what you did here, as the journal has it"),
}
"""What the export holds, and what each part of it is."""

COVERS: Final[Mapping[str, str]] = {
    **accounts.COVERS,
    **organisations.COVERS,
    **contacts.COVERS,
    **actions.COVERS,
    "journal.change.actor": "acts",
    "moderation.note.about": "notes",
    "moderation.note.by": "notes_written",
    "ui.picture.uploaded_by_user": "files",
    "ui.attachment.uploaded_by_user": "files",
}
"""Every column that points to a person or holds her address, and where the export says what is in it."""
_UNUSED = "No page of the site writes to this table of Wagtail's: it is empty."
LEFT_OUT: Final[Mapping[str, str]] = {
    **organisations.LEFT_OUT,
    "accounts.user.decided_by": "Who decided on somebody else's account; the act itself is in the journal.",
    "accounts.user.user_permissions": "Never given: rights come from offices and memberships.",
    "accounts.user_user_permissions.user": "Never given: rights come from offices and memberships.",
    "moderation.tolookat.by": "Says no more than the journal, until the team has looked.",
    "moderation.handling.by": "Says no more than the journal, while something waits.",
    "desk.weeklysummary.user": "That a letter was sent: letters are listed.",
    "core.outgoingmail.sender": "The address of the site.",
    "wagtailcore.revision.user": "The versions of structures' sheets; that she wrote one is in the journal.",
    "wagtailcore.modellogentry.user": "Wagtail's own log says no more than the journal.",
    "wagtailusers.userprofile.user": "Wagtail's settings of the back office: nothing of the person.",
    "wagtailadmin.editingsession.user": "Which page of the back office is open, for a few minutes.",
    "wagtailadmin.formstate.user": _UNUSED,
    "wagtaildocs.document.uploaded_by_user": _UNUSED,
    "wagtailimages.image.uploaded_by_user": _UNUSED,
    "wagtailcore.apitoken.user": _UNUSED,
    "wagtailcore.uploadedfile.uploaded_by_user": _UNUSED,
    "wagtailcore.workflowstate.requested_by": _UNUSED,
    "wagtailcore.taskstate.finished_by": _UNUSED,
    "wagtailcore.page.locked_by": _UNUSED,
    "wagtailcore.page.owner": _UNUSED,
    "wagtailcore.pagelogentry.user": _UNUSED,
    "wagtailcore.comment.user": _UNUSED,
    "wagtailcore.comment.resolved_by": _UNUSED,
    "wagtailcore.commentreply.user": _UNUSED,
    "wagtailcore.pagesubscription.user": _UNUSED,
}
"""Every other such column, with the reason why the export leaves it out."""


def ask(*, user: User) -> dict[str, Any]:
    """All of it, in JSON's own types, for the person herself; noted and counted. Raises `TooMany`."""
    with transaction.atomic():
        limits.take([(EXPORTS, str(user.pk))])
        journal.record("account.exported", user, by=user)
    return of_person(user)


def of_person(user: User) -> dict[str, Any]:
    """All of it, in the order of `SECTIONS`."""
    addresses = closing.proved_addresses(user)
    found = {
        **accounts.of_person(user, addresses),
        **organisations.of_person(user, addresses),
        **contact_queries.of_person(email=addresses[0] if addresses else "", user=user),
        **actions.of_person(user, addresses),
        "files": [*_files(user), *actions.files(user)],
        "notes": _notes(Note.objects.filter(about=user)),
        "notes_written": _notes(Note.objects.filter(by=user)),
        "acts": _acts(user),
    }
    return {"made_at": timezone.localtime().isoformat()} | {name: found[name] for name in SECTIONS}


def counts(user: User) -> dict[str, int]:
    """How many there are of each of these parts, `account` and `acceptances` aside; and who opened cards."""
    addresses = closing.proved_addresses(user)
    sheets = actions.counts(user, addresses)
    return {
        **accounts.counts(user, addresses),
        **organisations.counts(user, addresses),
        **contacts.counts(user, addresses[0] if addresses else ""),
        **sheets,
        "files": sheets["files"] + sum(_handed_in(model, user).count() for model in (Picture, Attachment)),
        "notes": Note.objects.filter(about=user).count(),
        "notes_written": Note.objects.filter(by=user).count(),
        "acts": Change.objects.filter(actor=user).count(),
    }


def _files(user: User) -> list[dict[str, Any]]:
    return [
        {"title": file.title, "at": accounts.plain(file.created_at)}
        for model in (Picture, Attachment)
        for file in _handed_in(model, user).order_by("pk")
    ]


def _handed_in(model: type[Picture] | type[Attachment], user: User) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(uploaded_by_user=user)
    return rows


def _notes(rows: QuerySet[Note]) -> list[dict[str, Any]]:
    return [{"at": accounts.plain(note.at), "text": note.text} for note in rows.order_by("pk")]


def _acts(user: User) -> list[dict[str, Any]]:
    names = ("at", "act", "subject_type", "subject_id", "subject_name", "details")
    rows = Change.objects.filter(actor=user).order_by("pk").values(*names)
    return [{name: accounts.plain(value) for name, value in row.items()} for row in rows.iterator()]
