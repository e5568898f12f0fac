"""The page by which anybody tells the team of a sheet: without an account, and not by machines."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone, translation

from cordee.accounts.models import User
from cordee.actions import reports
from cordee.actions.answering import by_hand
from cordee.actions.enums import Audience, ReportKind
from cordee.actions.models import Action, Report
from cordee.actions.operations import InvalidContent
from cordee.actions.tests.factories import action, animator, member, person
from cordee.contacts.tests.letters import letters_to
from cordee.core.limits import Limit
from cordee.core.models import Use
from cordee.journal.models import Change
from tests.pages.conformity import faults
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
ZOE = "zoe@exemple.example"
HOSTILE = "<script>alert(1)</script> \u202e" + "x" * 200


@pytest.fixture(autouse=True)
def in_french(settings: Any) -> Iterator[None]:
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"
    with translation.override("fr"):
        yield


def path_of(known: Action) -> str:
    return f"/en/actions/{known.slug}/signaler/"


def since(known: Action, age: timedelta = timedelta(seconds=5)) -> str:
    """When the page was opened, as the page holds it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.signing.time.time", (timezone.now() - age).timestamp)
        return by_hand.opened(known.slug)


def sent(client: Client, known: Action, **more: str) -> Any:
    values = {"kind": "report", "text": "Le lieu est faux.", "email": ZOE, "since": since(known)}
    return client.post(path_of(known), values | more)


def test_the_sheet_leads_to_the_page(client: Client) -> None:
    known = action()
    assert f'href="{path_of(known)}"' in client.get(f"/en/actions/{known.slug}/").content.decode()
    assert client.get(path_of(known)).status_code == 200


def test_anybody_tells_the_team_and_reads_what_comes_next(client: Client) -> None:
    known = action()
    response = sent(client, known)
    assert response.status_code == 302
    assert "before the team" in client.get(response["Location"]).content.decode()
    made = Report.objects.get()
    assert (made.kind, made.text, made.email, made.by) == (
        ReportKind.REPORT, "Le lieu est faux.", ZOE, None,
    )  # fmt: skip


def test_the_address_is_in_no_journal() -> None:
    known = action()
    sent(Client(), known)
    assert ZOE not in str(list(Change.objects.values_list("details", "subject_name")))
    assert "127.0.0.1" not in str(list(Use.objects.values()))


def test_whoever_is_signed_in_is_asked_for_no_address(client: Client) -> None:
    known, user = action(), person(verified=True, first_name="Ana", last_name="Roux")
    sign_in(client, user)
    page = client.get(path_of(known)).content.decode()
    assert "You write as Ana Roux" in page
    assert 'name="email"' not in page
    sent(client, known)
    made = Report.objects.get()
    assert (made.by, made.email) == (user, "")


def test_whoever_is_signed_in_is_answered_at_her_account() -> None:
    known, user = action(), person(verified=True)
    made = reports.report(action=known, viewer=user, kind=ReportKind.REPORT, text="Faux.", key="k")
    reports.settle(report=made, by=animator(), reason="Corrigé.")
    assert "Corrigé." in letters_to(user.email)[0]


def test_nobody_is_told_of_a_sheet_that_she_may_no_longer_read() -> None:
    known, user = action(), person(verified=True)
    made = reports.report(action=known, viewer=user, kind=ReportKind.REPORT, text="Faux.", key="k")
    Action.objects.filter(pk=known.pk).update(audience=Audience.NAMED)
    reports.settle(report=made, by=animator(), reason="Corrigé.")
    assert not letters_to(user.email)


def test_a_letter_of_the_team_carries_hostile_words_as_words() -> None:
    made = reports.report(
        action=action(), viewer=person(), kind=ReportKind.REPORT, text=HOSTILE, key="k", email=ZOE
    )
    reports.settle(report=made, by=animator(), reason=f"{HOSTILE}\nBcc: x@y.example")
    (letter,) = letters_to(ZOE)
    assert "\nBcc: " not in letter


@pytest.mark.parametrize("reason", [" ", "x" * 2001, "a\0"])
def test_what_was_done_is_said_in_a_text_that_fits(reason: str) -> None:
    made = reports.report(action=action(), viewer=person(), kind=ReportKind.REPORT, text="Faux.", key="k")
    with pytest.raises(InvalidContent) as caught:
        reports.settle(report=made, by=animator(), reason=reason)
    assert caught.value.problems[0].endswith(".")


def test_a_machine_that_fills_the_trap_is_answered_alike_and_writes_nothing(client: Client) -> None:
    known = action()
    caught, taken = sent(client, known, website="https://x.example"), sent(client, known)
    assert (caught.status_code, caught["Location"]) == (taken.status_code, taken["Location"])
    assert Report.objects.count() == 1


def test_the_trap_is_in_nobody_s_way(client: Client) -> None:
    page = client.get(path_of(action())).content.decode()
    trap = page.partition('class="trap"')[2].partition("</div>")[0]
    assert 'aria-hidden="true"' in trap
    assert 'tabindex="-1"' in trap
    assert 'autocomplete="off"' in trap


def test_what_is_sent_at_once_is_asked_for_again_with_its_words(client: Client) -> None:
    known = action()
    early = since(known, timedelta(seconds=1))
    response = sent(client, known, text="Zztape", since=early)
    page = response.content.decode()
    assert response.status_code == 422
    assert "That was very fast." in page
    assert "Zztape" in page
    assert f'value="{early}"' in page
    assert not Report.objects.exists()


@pytest.mark.parametrize("kind", ["none", "old", "of another sheet", "forged", "of another salt"])
def test_what_comes_from_no_page_of_ours_is_asked_for_again(client: Client, kind: str) -> None:
    known = action()
    marks = {
        "none": "",
        "old": since(known, timedelta(days=2)),
        "of another sheet": since(action()),
        "forged": "x:y:z",
        "of another salt": signing.dumps(known.slug, salt="another"),
    }
    response = sent(client, known, since=marks[kind], text="Zztape")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Zztape" in page
    assert marks[kind] == "" or f'value="{marks[kind]}"' not in page
    assert not Report.objects.exists()


def test_too_many_from_one_network_wait_and_lose_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "BY_ONE", Limit("reports by one", 1, timedelta(days=1)))
    known = action()
    sent(client, known)
    response = sent(Client(), known, text="Zztape")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Zztape" in response.content.decode()
    assert sent(Client(REMOTE_ADDR="10.0.0.9"), known).status_code == 302


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:1::1", "2001:db8:1:1:ffff::2", True),
        ("2001:db8:1:1::1", "2001:db8:1:2::1", False),
        ("10.0.0.1", "::ffff:10.0.0.1", True),
        ("10.0.0.1", "10.0.0.2", False),
    ],
)
def test_a_network_is_one_visitor(
    monkeypatch: pytest.MonkeyPatch, one: str, other: str, *, is_same: bool
) -> None:
    monkeypatch.setattr(reports, "BY_ONE", Limit("reports by one", 1, timedelta(days=1)))
    known = action()
    sent(Client(REMOTE_ADDR=one), known)
    assert (sent(Client(REMOTE_ADDR=other), known).status_code == 429) is is_same


@pytest.mark.parametrize("audience", [Audience.VERIFIED, Audience.STRUCTURE, Audience.NAMED])
def test_a_sheet_that_one_does_not_see_is_not_there(client: Client, audience: Audience) -> None:
    known = action(audience=audience)
    nothing = client.get("/en/actions/nothing-here/signaler/")
    for response in (client.get(path_of(known)), sent(client, known), nothing):
        assert response.status_code == 404
    assert not Report.objects.exists()


def test_who_sees_it_tells_of_it(client: Client) -> None:
    known = action(audience=Audience.STRUCTURE)
    sign_in(client, member(known.lead))
    assert sent(client, known).status_code == 302


def test_a_sheet_taken_down_is_not_there(client: Client) -> None:
    known = action()
    Action.objects.filter(pk=known.pk).update(live=False, state="archived")
    assert sent(client, known).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "refusal"},
        {"kind": ""},
        {"kind": "x" * 5000},
        {"text": " "},
        {"text": "x" * 3001},
        {"text": "a\0b"},
        {"text": "a\x01b"},
        {"email": "no address"},
        {"email": "a@b.example\nBcc: c@d.example"},
        {"email": "a" * 300 + "@b.example"},
    ],
)
def test_rubbish_is_refused_beside_its_field_and_the_rest_stays(
    client: Client, wrong: dict[str, str]
) -> None:
    known = action()
    response = sent(client, known, **{"text": "Zztape", **wrong})
    page = response.content.decode()
    assert response.status_code == 422
    (name,) = wrong
    assert f'href="#id_{name}' in page
    assert "text" in wrong or "Zztape" in page
    assert not faults(page)
    assert not Report.objects.exists()


def test_a_message_needs_the_form_of_the_page() -> None:
    known = action()
    assert sent(Client(enforce_csrf_checks=True), known).status_code == 403
    assert not Report.objects.exists()


def test_who_has_not_said_who_she_is_loses_no_words(client: Client) -> None:
    """The gate asks nothing of an account where none is needed."""
    known = action()
    user = User.objects.create_user("new@example.org")
    sign_in(client, user, is_ready=False)
    assert sent(client, known).status_code == 302
    assert Report.objects.get().by == user


def test_the_team_goes_there_with_its_second_factor_alone(client: Client) -> None:
    known = action(audience=Audience.NAMED)
    sign_in(client, animator(), second_factor=False)
    response = client.get(path_of(known))
    assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/en/compte/securite/")


def test_hostile_words_are_text(client: Client) -> None:
    known = action(title=HOSTILE[:190])
    pages = [client.get(path_of(known)), sent(client, known, text=HOSTILE, email=HOSTILE)]
    pages.append(client.get(f"{path_of(known)}?recu=1"))
    for response in pages:
        page = response.content.decode()
        assert "<script>alert" not in page
        assert not faults(page)


def test_its_answers_go_into_no_cache_and_no_list(client: Client) -> None:
    known = action()
    for response in (client.get(path_of(known)), sent(client, known)):
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
