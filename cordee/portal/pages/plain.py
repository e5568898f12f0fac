"""The small pages of the footer: what the territory says of itself and of who publishes."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.portal.links import letter_url
from cordee.portal.pages.action_facts import Link
from cordee.territory import instance


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage:
    """What it is, who carries it, how it differs, its history."""

    what: str
    who: str
    difference: str
    history: str
    committee: list[Link]
    letter_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalPage:
    """Who publishes, who hosts."""

    publisher: str
    host: str
    letter_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Whom to write to, with the subject written."""

    barrier_url: str
    map_url: str
    list_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyPage:
    """Whom to write to, and after how many months an account that nobody uses ends."""

    data_url: str
    inactive_months: int


def about(language: str) -> AboutPage:
    """The page in the territory's own words."""
    territory = instance.current()
    return AboutPage(
        what=territory.text_in("about_what", language),
        who=territory.text_in("about_who", language),
        difference=territory.text_in("about_difference", language),
        history=instance.text(territory.history, language),
        committee=[
            Link(member.name, member.url, instance.text(member.role, language))
            for member in territory.committee
        ],
        letter_url=letter_url(_("A question about the platform")),
    )


def legal(language: str) -> LegalPage:
    """The page in the territory's own words."""
    territory = instance.current()
    return LegalPage(
        publisher=instance.text(territory.publisher, language),
        host=instance.text(territory.host, language),
        letter_url=letter_url(_("A question about the site")),
    )


def letters() -> Letters:
    """The letter that the page on accessibility proposes, and the pages that it names."""
    return Letters(
        barrier_url=letter_url(_("Something that I cannot use on the site")),
        map_url=reverse("map"),
        list_url=reverse("actions"),
    )


def privacy() -> PrivacyPage:
    """The page on personal data."""
    return PrivacyPage(
        data_url=letter_url(_("My personal data on the site")),
        inactive_months=instance.current().participation.inactive_months,
    )
