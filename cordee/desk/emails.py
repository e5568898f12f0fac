"""Letters to members of the team: once a week what awaits each, and what a colleague has given her."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.accounts.models import User
from cordee.core.addresses import absolute
from cordee.desk.sources import SOURCES
from cordee.ui import letters
from cordee.ui.letters import Facts, Letter, Link, Paragraph, Part


def weekly(*, to: User, waiting: Mapping[str, int], late: int, look: int, eldest: datetime | None) -> None:
    """How much waits of each kind, how much of it for too long, and how much is to be looked at."""

    def write() -> Letter:
        number = sum(waiting.values())
        facts = [(str(SOURCES[kind].label), str(count)) for kind, count in waiting.items() if count]
        facts += [(_("Published, to be looked at"), str(look))] if look else []
        parts: list[Part] = [Facts(facts)]
        if eldest:
            day = date_format(localtime(eldest), "DATE_FORMAT")
            parts.append(Paragraph(_("The eldest waits since %(day)s.") % {"day": day}))
        if late:
            said = ngettext("%(number)d waits for more than five days.",
                            "%(number)d wait for more than five days.", late)  # fmt: skip
            parts.append(Paragraph(said % {"number": late}))
        if number:
            parts.append(Link(_("Open the queue"), absolute(reverse("desk-queue:index"))))
        if look:
            parts.append(Link(_("See what was published"), absolute(reverse("desk-look:index"))))
        said = ngettext("The desk: %(number)d thing waits", "The desk: %(number)d things wait", number)
        return Letter(
            subject=said % {"number": number} if number else _("The desk: sheets to look at"),
            parts=parts,
            why=_("You receive this letter once a week because you are of the team."),
        )

    letters.send(write, to=to.email, languages=[to.language])


def given(*, to: User, by: User, kind: str, url: str) -> None:
    """A colleague asks her to take care of something; what it says stands behind the door."""

    def write() -> Letter:
        named = {"person": by.get_full_name()}
        return Letter(
            subject=_("%(person)s gives you something to decide") % named,
            parts=[
                Paragraph(_("%(person)s asks you to take care of something that waits at the desk.") % named),
                Facts([(_("What"), str(SOURCES[kind].label))]),
                Link(_("Open it"), absolute(url)),
            ],
            why=_("You receive this letter because you are of the team."),
        )

    letters.send(write, to=to.email, languages=[to.language])
