"""What the journal keeps, said in sentences: who did what to which thing, when, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordee.accounts.models import User
from cordee.journal.models import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change as it is read."""

    number: int
    at: datetime
    actor: User | None
    subject: str
    url: str
    sentence: str
    reason: str


KINDS: Mapping[str, tuple[Promise, str]] = {
    "actions.action": (_("Sheets"), "desk-action:inspect"),
    "organisations.organisation": (_("Structures"), "desk-organisation:inspect"),
    "organisations.membership": (_("Memberships"), "desk-membership:inspect"),
    "organisations.invitation": (_("Invitations"), ""),
    "accounts.user": (_("Accounts"), "desk-user:inspect"),
    "contacts.contact": (_("Contacts"), ""),
    "actions.report": (_("Reports"), ""),
    "actions.draft": (_("Drafts"), ""),
}
"""The kinds of thing that one looks for, and the page that shows one, where there is one."""

SENTENCES: Mapping[str, Promise] = {
    "account.accepted": _("The terms were accepted."),
    "account.erased": _("The account was erased."),
    "account.exported": _("The person took her data away."),
    "account.introduced": _("The person said who she is."),
    "account.office": _("An office was given or ended."),
    "account.refused": _("The account was refused."),
    "account.remit": _("The remit of an animator was set."),
    "account.undone": _("What was decided on the account was undone."),
    "account.validated": _("The account was validated."),
    "account.warned": _("The person was told that her account ends if nobody uses it."),
    "action.approved": _("A proposed edit of the sheet was approved."),
    "action.image-added": _("An image was added to the sheet."),
    "action.image-approved": _("An image of the sheet was approved."),
    "action.image-described": _("An image of the sheet was described anew."),
    "action.image-moved": _("An image of the sheet was put elsewhere in their order."),
    "action.image-proposed": _("Other words were proposed for an image of the sheet."),
    "action.image-refused": _("An image of the sheet was refused."),
    "action.image-removed": _("An image was taken from the sheet."),
    "action.image-undone": _("A decision on an image of the sheet was undone: it waits again."),
    "action.image-words-refused": _("The words proposed for an image of the sheet were refused."),
    "action.document-added": _("A document was added to the sheet."),
    "action.document-approved": _("A document of the sheet was approved."),
    "action.document-described": _("A document of the sheet was given another title."),
    "action.document-moved": _("A document of the sheet was put elsewhere in their order."),
    "action.document-proposed": _("Another title was proposed for a document of the sheet."),
    "action.document-refused": _("A document of the sheet was refused."),
    "action.document-removed": _("A document was taken from the sheet."),
    "action.document-undone": _("A decision on a document of the sheet was undone: it waits again."),
    "action.document-words-refused": _("The title proposed for a document of the sheet was refused."),
    "action.archived": _("The sheet was archived."),
    "action.changes-asked": _("The author of the public sheet was asked for changes."),
    "action.changes-requested": _("The sheet was sent back for changes."),
    "action.commented": _("A comment was left with the edit of the sheet."),
    "action.confirmation-asked": _("The structure was asked to confirm the sheet."),
    "action.confirmed": _("The structure confirmed the sheet."),
    "action.contact_named": _("A contact was named on the sheet."),
    "action.contact_removed": _("A contact was taken from the sheet."),
    "action.created": _("The sheet was written."),
    "action.deleted": _("The sheet was deleted."),
    "action.draft": _("The author took the sheet back."),
    "action.edited": _("The sheet was edited."),
    "action.given": _("The sheet was given to a colleague of the team."),
    "action.given-back": _("Nobody takes care of the sheet any more."),
    "action.looked-at": _("The team looked at the sheet."),
    "action.noted": _("A note for the team was added to the sheet."),
    "action.part-confirmed": _("A structure confirmed that it carries the action too."),
    "action.part-declined": _("A structure said that it does not carry the action."),
    "action.proposed": _("An edit of the sheet was proposed."),
    "action.published": _("The sheet was published."),
    "action.refused": _("A proposed edit of the sheet was refused."),
    "action.report-reopened": _("A report on the sheet is open again: what settled it was undone."),
    "action.report-settled": _("A report on the sheet was settled."),
    "action.reported": _("Somebody reported something of the sheet."),
    "action.submitted": _("The sheet was handed in."),
    "action.taken": _("Somebody of the team takes care of the sheet."),
    "action.to-look-at-again": _("The sheet was put back among those to look at."),
    "action.undone": _("A decision on the sheet was undone: it stands as it stood."),
    "action.withdrawn": _("The sheet was withdrawn."),
    "actions.generated": _("Sheets were generated for tests."),
    "actions.generated-removed": _("The sheets generated for tests were removed."),
    "contact.answered": _("A message to a contact was answered."),
    "contact.changed": _("A contact was changed."),
    "contact.forgotten": _("A contact was forgotten."),
    "contact.limit": _("Somebody opened as many contacts as a day allows."),
    "contact.named": _("A contact was named."),
    "contact.objected": _("A person objected to being named."),
    "contact.objection_ended": _("A person agreed again to being named."),
    "contact.relayed": _("A message was passed on to a contact."),
    "contact.removed": _("A contact was removed."),
    "contact.told": _("A person was told that she is named."),
    "draft.begun": _("A draft was begun."),
    "draft.discarded": _("A draft was thrown away."),
    "index.rebuilt": _("The index was made anew."),
    "invitation.accepted": _("The invitation was accepted."),
    "invitation.made": _("Somebody was invited."),
    "invitation.revoked": _("The invitation was taken back."),
    "job.held": _("The job on unused accounts was held by its brake."),
    "job.released": _("The job on unused accounts was let run once."),
    "membership.approved": _("The person was taken into the structure."),
    "membership.ended": _("The person left the structure."),
    "membership.given": _("The request was given to a colleague of the team."),
    "membership.given-back": _("Nobody takes care of the request any more."),
    "membership.moved": _("The membership followed a merger."),
    "membership.noted": _("A note for the team was added to the request."),
    "membership.refused": _("The person was not taken into the structure."),
    "membership.requested": _("A person asked to join the structure."),
    "membership.role": _("The role of a member was changed."),
    "membership.taken": _("Somebody of the team takes care of the request."),
    "membership.undone": _("A decision on the request was undone: it waits again."),
    "organisation.archived": _("The structure was archived."),
    "organisation.created": _("The structure was entered in the list."),
    "organisation.edited": _("The structure was edited."),
    "organisation.given": _("The new structure was given to a colleague of the team."),
    "organisation.given-back": _("Nobody takes care of the new structure any more."),
    "organisation.looked-at": _("The team looked at the structure."),
    "organisation.merged": _("The structure was merged into another."),
    "organisation.noted": _("A note for the team was added to the structure."),
    "organisation.published": _("The structure was published."),
    "organisation.regime": _("When the sheets of the structure are looked at was changed."),
    "organisation.submitted": _("A new structure was asked for."),
    "organisation.taken": _("Somebody of the team takes care of the new structure."),
    "organisation.undone": _("A decision on the structure was undone: it stands as it stood."),
    "organisation.withdrawn": _("The structure was withdrawn."),
    "actionimage.given": _("The image was given to a colleague of the team."),
    "actionimage.given-back": _("Nobody takes care of the image any more."),
    "actionimage.noted": _("A note for the team was added to the image."),
    "actionimage.taken": _("Somebody of the team takes care of the image."),
    "actiondocument.given": _("The document was given to a colleague of the team."),
    "actiondocument.given-back": _("Nobody takes care of the document any more."),
    "actiondocument.noted": _("A note for the team was added to the document."),
    "actiondocument.taken": _("Somebody of the team takes care of the document."),
    "report.given": _("The report was given to a colleague of the team."),
    "report.given-back": _("Nobody takes care of the report any more."),
    "report.noted": _("A note for the team was added to the report."),
    "report.taken": _("Somebody of the team takes care of the report."),
}
"""What each act of the journal says; one that has no sentence here is shown by its code."""


def told(change: Change) -> Told:
    """The change in words. It tells nothing that the journal does not keep."""
    _label, route = KINDS.get(change.subject_type, ("", ""))
    reason = change.details.get("reason") or change.details.get("comment") or ""
    return Told(
        number=change.pk,
        at=change.at,
        actor=change.actor,
        subject=change.subject_name,
        url=reverse(route, args=[change.subject_id]) if route and change.subject_id else "",
        sentence=str(SENTENCES.get(change.act, change.act)),
        reason=str(reason),
    )
