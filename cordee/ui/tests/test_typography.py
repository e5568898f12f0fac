"""French typography: which spaces change, which text is left alone."""

import pytest
from django.template import Context, Template
from django.utils import translation

from cordee.ui.typography import french


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Qui agit ailleurs ?", "Qui agit ailleurs\u202f?"),
        ("Qui agit ailleurs?", "Qui agit ailleurs\u202f?"),
        ("Bravo ! Encore ; enfin", "Bravo\u202f! Encore\u202f; enfin"),
        ("Quoi ?!", "Quoi\u202f?!"),
        ("Objet : santé", "Objet\u00a0: santé"),
        ("Objet: santé", "Objet\u00a0: santé"),
        ("« là-haut »", "«\u202flà-haut\u202f»"),
        ("«là-haut»", "«\u202flà-haut\u202f»"),
        ("l'eau d'ici", "l’eau d’ici"),
        ("3 710 km et 12 500 €", "3\u202f710 km et 12\u202f500\u00a0€"),
        ("62 % des actions", "62\u00a0% des actions"),
        ("Grenoble – Ouagadougou", "Grenoble\u00a0– Ouagadougou"),
        ("Jumelage Grenoble – Essen", "Jumelage Grenoble\u00a0–\u2060\u00a0Essen"),
    ],
)
def test_spaces_are_those_that_french_wants(typed: str, shown: str) -> None:
    assert french(typed) == shown


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.fr/?q=a:b",
        "à 12:30",
        "en 1999 200 personnes",
        "aujourd’hui",
        "",
        "C'",
        "a;b",
        "Réf. 12:A!b",
    ],
)
def test_what_is_no_sentence_stays(text: str) -> None:
    expected = text.replace("1999 200", "1999\u202f200")
    assert french(text) == expected


@pytest.mark.parametrize("text", ["Qui agit ?", "« Là-haut » : l'eau !", "Grenoble – Essen", "3 710 €"])
def test_a_second_pass_changes_nothing(text: str) -> None:
    assert french(french(text)) == french(text)


def shown(value: object) -> str:
    return Template("{% load ui %}{{ value|typo }}").render(Context({"value": value}))


def test_english_stays_as_typed() -> None:
    with translation.override("en"):
        assert shown("Who acts? – 'Us' : all") == "Who acts? – &#x27;Us&#x27; : all"


@pytest.mark.parametrize("page", ["en", "fr"])
def test_what_people_wrote_follows_its_own_language(page: str) -> None:
    """A French title in an English page, an English one in a French page."""
    template = Template("{% load ui %}{{ value|typo:language }}")
    with translation.override(page):
        assert template.render(Context({"value": "L'eau ?", "language": "fr"})) == "L’eau\u202f?"
        assert template.render(Context({"value": "Water ?", "language": "en"})) == "Water ?"


def test_the_result_is_still_escaped() -> None:
    with translation.override("fr"):
        assert shown("<b> & l'eau ?") == "&lt;b&gt; &amp; l’eau\u202f?"


def test_markup_is_left_alone() -> None:
    from django.utils.safestring import mark_safe

    with translation.override("fr"):
        assert shown(mark_safe("<i>Quoi ?</i>")) == "<i>Quoi ?</i>"


def test_other_values_are_shown_as_text() -> None:
    with translation.override("fr"):
        assert shown(12) == "12"
