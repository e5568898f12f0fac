"""A letter says the same as text and as HTML, in the reader's language, and nothing in it can be more."""

from email import message_from_bytes, policy
from typing import Any

import pytest
from django.utils.translation import gettext as _

from cordee.core.models import OutgoingMail
from cordee.ui import letters

pytestmark = pytest.mark.django_db

HOSTILE = 'Ana <script>alert(1)</script>\r\nBcc: all@example.org "x" & co'


@pytest.fixture(autouse=True)
def table(settings: Any) -> None:
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"


def write() -> letters.Letter:
    return letters.Letter(
        subject=_("Contact") + f" {HOSTILE}",
        parts=[
            letters.Paragraph(f"Bonjour {HOSTILE}"),
            letters.Link("Voir la fiche", "https://here.example/a?b=1&c=2"),
            letters.Quote("une ligne\nune autre"),
            letters.Facts([("Structure", "Atelier & Co")]),
            letters.Code("AB12-CD34"),
        ],
        why="Vous recevez ceci parce que…",
    )


def sent(**more: Any) -> tuple[Any, str, str]:
    letters.send(write, to="ana@example.org", **more)
    message = message_from_bytes(bytes(OutgoingMail.objects.get().message), policy=policy.default)
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert rich is not None
    return message, plain.get_content(), rich.get_content()


def test_text_and_html_say_the_same() -> None:
    _message, plain, rich = sent(languages=["fr"])
    for words in ("Bonjour Ana", "Voir la fiche", "une autre", "AB12-CD34", "Vous recevez ceci"):
        assert words in plain
        assert words in rich
    assert "> une ligne\n> une autre" in plain
    assert "https://here.example/a?b=1&c=2" in plain
    assert 'href="https://here.example/a?b=1&amp;c=2"' in rich
    assert "Structure\N{NARROW NO-BREAK SPACE}: " not in plain


def test_nothing_in_a_name_becomes_a_head_or_a_script() -> None:
    message, plain, rich = sent(languages=["fr"])
    assert message["Bcc"] is None
    assert "<script>" in plain
    assert "<script>" not in rich


def test_who_has_no_known_language_reads_all_of_them() -> None:
    message, plain, rich = sent()
    assert plain.count("AB12-CD34") == 2
    assert 'lang="fr"' in rich
    assert 'lang="en"' in rich
    assert len(str(message["Subject"])) <= letters.LONGEST_SUBJECT


def test_no_machine_answers_a_letter_and_a_person_may() -> None:
    message, _plain, _rich = sent(languages=["fr"], reply_to="reponse@example.org")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == "reponse@example.org"
