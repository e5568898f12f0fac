"""The page by which a structure answers without an account: three acts, one link, one answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone, translation

from cordee.actions import confirmations, contributing, operations, reports
from cordee.actions.answering import asking
from cordee.actions.content import PartnerName
from cordee.actions.enums import Answer, Audience, Origin, ReportKind
from cordee.actions.models import Action, Confirmation, Report
from cordee.actions.tests.factories import OXFORD, action, animator, edited, fresh, now, said, titled
from cordee.contacts.tests.letters import letters_to
from cordee.core.limits import Limit
from cordee.core.models import OutgoingMail
from tests.pages.conformity import faults

pytestmark = pytest.mark.django_db
ADDRESS = "bureau@association.example"
HOSTILE = "<script>alert(1)</script> \u202e" + "x" * 200
Question = tuple[Action, str]


@pytest.fixture(autouse=True)
def in_french(settings: Any) -> Iterator[None]:
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"
    with translation.override("fr"):
        yield


def asked(**parts: Any) -> Question:
    """A compiled sheet, and the page of the link that asks its structure."""
    known = action(origin=Origin.COMPILED, **parts)
    token = confirmations.ask(action=known, to=ADDRESS, by=animator())
    return known, f"/en/confirmation/{token}/"


def sent(client: Client, path: str, answer: str, known: Action, **more: str) -> Any:
    """An answer on the sheet as it is."""
    said_of = {"correct": {"correct-part": "places", "correct-text": "Essen."}, "refuse": {}}
    values = {"answer": answer, "version": str(known.version), **said_of.get(answer, {}), **more}
    return client.post(path, values)


def refusing(text: str = "Ce n’est pas nous.") -> dict[str, str]:
    return {"refuse-text": text}


def test_the_letter_leads_to_the_page_in_each_language() -> None:
    asked()
    (letter,) = letters_to(ADDRESS)
    assert "/en/confirmation/" in letter
    assert letter.count("/confirmation/") > letter.count("/en/confirmation/")


def test_the_page_says_whose_word_is_asked_and_shows_the_sheet(client: Client) -> None:
    known, path = asked(title="Un puits", summary="De l’eau.", partners=(PartnerName(name="Ville d’Oxford"),))
    page = client.get(path).content.decode()
    for words in (known.lead.name, "Un puits", "De l’eau.", "Oxford, United Kingdom", "Ville d’Oxford"):
        assert words in page, words
    assert client.get(path.removeprefix("/en")).status_code == 200


def test_what_is_typed_for_a_link_that_died_is_given_back(client: Client) -> None:
    known, path = asked()
    sent(client, path, "confirm", known)
    page = sent(client, path, "refuse", known, **refusing())
    assert (page.status_code, "Ce n’est pas nous." in page.content.decode()) == (410, True)


def test_the_page_shows_nothing_hidden(client: Client) -> None:
    hidden = PartnerName(name="Zzpartenaire-caché", is_hidden=True)
    place = replace(OXFORD, place="Zzlieu-caché", is_hidden=True)
    _known, path = asked(
        partners=(hidden,), places=(place,), place_basis="Zzorigine-du-lieu", suspension_reason="",
    )  # fmt: skip
    page = client.get(path).content.decode()
    words = ("Zzpartenaire-caché", "Zzlieu-caché", "Zzorigine-du-lieu")
    assert not [word for word in words if word in page]
    assert "United Kingdom" in page


def test_reading_changes_nothing(client: Client) -> None:
    known, path = asked()
    before = (said(known), now(known).version)
    for _turn in range(3):
        assert client.get(path + "?answer=confirm").status_code == 200
        assert client.head(path).status_code == 200
    assert (said(known), now(known).version) == before
    assert confirmations.read(path.split("/")[-2]).confirmation.answer == Answer.NONE


def test_its_answers_go_into_no_cache_and_no_list(client: Client) -> None:
    known, path = asked()
    for response in (client.get(path), sent(client, path, "confirm", known), client.get(path)):
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "same-origin"


def test_one_press_confirms_and_the_next_page_says_what_was_recorded(client: Client) -> None:
    known, path = asked()
    response = sent(client, path, "confirm", known)
    assert response.status_code == 302
    page = client.get(response["Location"]).content.decode()
    assert "You said that the sheet is right." in page
    assert "/compte/inscription/" in page
    assert said(known).confirmed_on == timezone.localdate()


@pytest.mark.parametrize(
    ("answer", "more", "kind"),
    [("correct", {}, ReportKind.CORRECTION), ("refuse", refusing(), ReportKind.REFUSAL)],
)
def test_what_is_to_be_corrected_or_refused_goes_to_the_team(
    client: Client, answer: str, more: dict[str, str], kind: ReportKind
) -> None:
    known, path = asked()
    before = said(known)
    response = sent(client, path, answer, known, **more)
    assert "before the team" in client.get(response["Location"]).content.decode()
    made = reports.unsettled().get()
    assert (made.kind, made.action_id, said(known)) == (kind, known.pk, before)


def test_a_correction_names_its_part() -> None:
    known, path = asked()
    sent(Client(), path, "correct", known)
    assert Report.objects.get().text == "Places\nEssen."


@pytest.mark.parametrize("second", ["confirm", "correct", "refuse"])
def test_of_two_answers_the_second_is_refused(client: Client, second: str) -> None:
    known, path = asked()
    assert sent(client, path, "refuse", known, **refusing()).status_code == 302
    assert sent(Client(), path, second, now(known), **refusing()).status_code == 410
    assert Confirmation.objects.get().answer == Answer.REFUSED
    assert Report.objects.count() == 1


def dead_links() -> dict[str, str]:
    """Links that open nothing, each for its own reason."""
    used, withdrawn, closed = asked(), asked(), asked()
    sent(Client(), used[1], "confirm", used[0])
    contributing.archive(action=withdrawn[0], by=animator())
    Action.objects.filter(pk=closed[0].pk).update(audience=Audience.VERIFIED)
    row = Confirmation.objects.first()
    assert row is not None
    return {
        "used": used[1],
        "withdrawn": withdrawn[1],
        "closed to the public": closed[1],
        "of another sheet": f"/en/confirmation/{signing.dumps([row.pk, 0], salt=confirmations.SALT)}/",
        "foreign": f"/en/confirmation/{signing.dumps([row.pk, row.action_id], salt='another')}/",
        "nothing": "/en/confirmation/x/",
        "long": f"/en/confirmation/{'a' * 3000}/",
    }


def test_every_dead_link_answers_with_the_same_sentence(client: Client) -> None:
    pages = {}
    for why, path in dead_links().items():
        for response in (client.get(path), client.post(path, {"answer": "confirm", "version": "1"})):
            assert response.status_code == 410, why
            pages[why] = response.content.decode().partition("<h1>")[2].partition("</main>")[0]
            assert "mailto:" in pages[why]
    assert len(set(pages.values())) == 1


def test_a_link_dies_after_sixty_days(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _known, path = asked()
    late = timezone.now() + confirmations.GOOD_FOR + timedelta(hours=1)
    monkeypatch.setattr("django.core.signing.time.time", late.timestamp)
    assert client.get(path).status_code == 410


def test_the_page_after_an_answer_lasts_a_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    known, path = asked()
    after = sent(client, path, "confirm", known)["Location"]
    assert client.get(after).status_code == 200
    assert client.post(after).status_code == 405
    assert client.get("/en/confirmation/x/reponse/").status_code == 410
    late = timezone.now() + timedelta(days=1, hours=1)
    monkeypatch.setattr("django.core.signing.time.time", late.timestamp)
    assert client.get(after).status_code == 410


def test_the_link_of_the_letter_opens_no_answer(client: Client) -> None:
    _known, path = asked()
    assert client.get(f"{path}reponse/").status_code == 410


@pytest.mark.parametrize("answer", ["confirm", "correct", "refuse"])
def test_a_sheet_that_changed_is_read_again_with_what_was_typed(client: Client, answer: str) -> None:
    known, path = asked(title="Avant")
    assert known.key
    operations.edit(action=known, content=titled(said(known), "Après"))
    response = sent(client, path, answer, known, **refusing("Pas à nous."))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Après" in page
    assert page.count("changed since you read it") == 1
    assert {"correct": "Essen.", "refuse": "Pas à nous.", "confirm": ""}[answer] in page
    assert not Report.objects.exists()
    assert sent(client, path, answer, fresh(known.key), **refusing()).status_code == 302


def test_what_changed_is_marked_without_what_it_said(client: Client) -> None:
    """It may have been taken away because nobody was to read it any more."""
    known, path = asked(sources="Zzsecret")
    edited(known, sources="")
    page = sent(client, path, "confirm", known).content.decode()
    assert "No longer told." in page
    assert "Zzsecret" not in page


def test_a_change_that_the_page_does_not_show_is_said_to_be_one(client: Client) -> None:
    known, path = asked()
    edited(known, verified_on=timezone.localdate())
    page = sent(client, path, "confirm", known).content.decode()
    assert "What changed is not shown on this page" in page
    assert "changed since you read it" not in page


def test_what_is_only_proposed_is_never_compared(client: Client) -> None:
    known, path = asked(title="Avant")
    operations.propose(action=known, content=titled(said(known), "Zzproposee"), by=animator())
    edited(known, sources="Autre")
    for version in ("1", "2", "3", "999999999", "99999999999999", "-1", "x", ""):
        page = client.post(path, {"answer": "confirm", "version": version}).content.decode()
        assert "Zzproposee" not in page


@pytest.mark.parametrize(
    "rubbish",
    [
        {},
        {"answer": "delete"},
        {"answer": "correct"},
        {"answer": "correct", "correct-part": "zz", "correct-text": "x"},
        {"answer": "correct", "correct-part": "places", "correct-text": "x" * 3001},
        {"answer": "refuse", "refuse-text": "a\0b"},
        {"answer": "refuse", "refuse-text": "a\x01b"},
        {"answer": "refuse", "refuse-text": " \n "},
        {"answer": ["confirm", "zz"]},
    ],
)
def test_rubbish_uses_no_link_up(client: Client, rubbish: dict[str, Any]) -> None:
    known, path = asked()
    response = client.post(path, {"version": str(known.version)} | rubbish)
    assert response.status_code == 422
    assert "Your answer is not recorded yet" in response.content.decode()
    assert confirmations.read(path.split("/")[-2]).confirmation.answer == Answer.NONE


def test_what_was_typed_stays_when_it_cannot_be_taken(client: Client) -> None:
    known, path = asked()
    page = sent(client, path, "correct", known, **{"correct-part": ""}).content.decode()
    assert "Essen." in page
    assert 'href="#id_correct-part"' in page
    assert not faults(page)


def test_answers_from_one_network_are_counted_and_nothing_typed_is_lost(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "BY_ADDRESS", Limit("confirmation by address", 1, timedelta(hours=1)))
    first, second = asked(), asked()
    sent(client, first[1], "confirm", first[0])
    response = sent(Client(), second[1], "refuse", second[0], **refusing("Zztape"))
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Zztape" in response.content.decode()
    assert sent(Client(REMOTE_ADDR="10.0.0.9"), second[1], "confirm", second[0]).status_code == 302


def test_an_answer_needs_the_form_of_the_page() -> None:
    known, path = asked()
    strict = Client(enforce_csrf_checks=True)
    assert sent(strict, path, "confirm", known).status_code == 403
    assert said(known).confirmed_on is None


def test_hostile_words_are_text_on_the_page_and_in_the_letter(client: Client) -> None:
    known = action(origin=Origin.COMPILED, title=HOSTILE[:190], summary=HOSTILE)
    token = confirmations.ask(action=known, to=ADDRESS, by=animator(), words=HOSTILE)
    page = client.get(f"/en/confirmation/{token}/").content.decode()
    assert "<script>alert" not in page
    assert not faults(page)
    row = OutgoingMail.objects.get(recipient=ADDRESS)
    written = message_from_bytes(bytes(row.message), policy=policy.default).get_body(("html",))
    assert written is not None
    assert "&lt;script&gt;alert" in written.get_content()
    assert "<script>alert" not in written.get_content()


def test_every_page_keeps_to_html(client: Client) -> None:
    known, path = asked()
    assert not faults(client.get(path).content.decode())
    edited(known, sources="Autre")
    assert not faults(sent(client, path, "correct", known).content.decode())
    after = sent(client, path, "refuse", now(known), **refusing())["Location"]
    assert not faults(client.get(after).content.decode())
    assert not faults(client.get(path).content.decode())
