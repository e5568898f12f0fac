"""The letter on an image or a document: what the team decided."""

from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import queries
from cordee.actions.emails import SHEET
from cordee.actions.models import Action, Attached
from cordee.core.addresses import page
from cordee.ui import letters
from cordee.ui.letters import Letter, Link, Paragraph, Part, Quote


def decided(action: Action, attached: Attached, reason: str = "", *, to: User) -> None:
    """It is shown; or it is not, for this reason."""

    def write() -> Letter:
        names = {
            "title": queries.text_in(action, to.language).title,
            "name": next(iter(attached.latest_words.values())),
        }
        subject = _("A file of “%(title)s” is published") % names
        told = _("The team has approved what you added to “%(title)s”: “%(name)s”.") % names
        if reason:
            subject = _("A file of “%(title)s” is not published") % names
            told = _("The team does not publish what you added to “%(title)s”: “%(name)s”. Why:") % names
        parts: list[Part] = [Paragraph(told)]
        parts += [Quote(reason)] if reason else []
        parts += [Link(_("See how it stands"), page(SHEET.format(slug=action.slug)))]
        return Letter(
            subject=subject, parts=parts, why=_("You receive this letter because you added this file.")
        )

    letters.send(write, to=to.email, languages=[to.language])
