"""What structures and visitors say of sheets without an account; and drafts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail, signing
from django.utils import timezone

from cordee.actions import (
    co_leads,
    confirmations,
    contributing,
    deciding,
    drafts,
    permissions,
    queries,
    reports,
)
from cordee.actions.enums import Answer, Audience, Origin, ReportKind
from cordee.actions.models import Action, CoLead, Confirmation, Draft, Report
from cordee.actions.operations import InvalidContent
from cordee.actions.tests.factories import (
    action,
    animator,
    content,
    edited,
    member,
    now,
    person,
    said,
    titled,
)
from cordee.core.limits import TooMany
from cordee.core.models import OutgoingMail
from cordee.journal.models import Change
from cordee.moderation.enums import State
from cordee.organisations import operations as organisations
from cordee.organisations.models import Organisation
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()
ADDRESS = "bureau@association.example"


def _asked(**parts: Any) -> tuple[Action, str]:
    known = action(origin=Origin.COMPILED, **parts)
    return known, confirmations.ask(action=known, to=ADDRESS, by=animator())


def _letters() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("recipient", flat=True)) or [
        letter.to[0] for letter in mail.outbox
    ]


def test_a_structure_confirms_by_its_link_once() -> None:
    known, token = _asked()
    assert confirmations.read(token).action == known
    confirmations.confirm(token=token, version=known.version)
    assert said(known).confirmed_on == timezone.localdate()
    with pytest.raises(confirmations.DeadLink):
        confirmations.confirm(token=token, version=now(known).version)
    with pytest.raises(confirmations.DeadLink):
        confirmations.read(token)


def test_the_letter_leaves_and_its_address_is_kept_nowhere_else() -> None:
    _known, _token = _asked()
    assert _letters() == [ADDRESS]
    assert ADDRESS not in str(list(Change.objects.values_list("details", "subject_name")))
    assert ADDRESS not in str(list(Confirmation.objects.values()))


@pytest.mark.parametrize("to", ["", "bureau", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example"])
def test_a_letter_goes_to_one_address(to: str) -> None:
    with pytest.raises(InvalidContent):
        confirmations.ask(action=action(), to=to, by=animator())
    assert not Confirmation.objects.exists()


def test_a_structure_answers_on_what_it_read() -> None:
    known, token = _asked(title="Lu")
    edited(known, sources="Autre")
    with pytest.raises(confirmations.ReadAgain):
        confirmations.confirm(token=token, version=known.version)
    assert said(known).confirmed_on is None


@pytest.mark.parametrize("wrong", ["", "x:y:z", "é", "of another salt", "a" * 5000])
def test_a_link_that_is_not_ours_is_dead(wrong: str) -> None:
    _asked()
    if wrong == "of another salt":
        wrong = signing.dumps([1, 1], salt="another")
    with pytest.raises(confirmations.DeadLink):
        confirmations.read(wrong)


@pytest.mark.parametrize("payload", [[1], None, {"a": 1}, ["x", "y"], [[1], 2], [10**30, 1]])
def test_a_signed_thing_that_is_no_link_is_dead(payload: Any) -> None:
    with pytest.raises(confirmations.DeadLink):
        confirmations.read(signing.dumps(payload, salt=confirmations.SALT))


def test_a_link_dies_after_sixty_days(monkeypatch: pytest.MonkeyPatch) -> None:
    _known, token = _asked()
    late = timezone.now() + confirmations.GOOD_FOR + timedelta(hours=1)
    monkeypatch.setattr("django.core.signing.time.time", late.timestamp)
    with pytest.raises(confirmations.DeadLink):
        confirmations.read(token)


def test_a_link_is_of_the_structure_that_was_asked() -> None:
    known, token = _asked()
    edited(known, lead=organisation().pk)
    for act in (
        lambda: confirmations.read(token),
        lambda: confirmations.confirm(token=token, version=now(known).version),
        lambda: confirmations.refuse(token=token, version=now(known).version, text="Non."),
    ):
        with pytest.raises(confirmations.DeadLink):
            act()


def test_a_link_follows_a_structure_that_another_takes_in() -> None:
    known, token = _asked()
    organisations.merge(organisation=known.lead, into=organisation())
    assert confirmations.read(token).action == known


def test_a_link_of_a_sheet_taken_down_is_dead() -> None:
    known, token = _asked()
    contributing.archive(action=known, by=animator())
    with pytest.raises(confirmations.DeadLink):
        confirmations.confirm(token=token, version=now(known).version)


@pytest.mark.parametrize(
    ("answer", "kind"), [("correct", ReportKind.CORRECTION), ("refuse", ReportKind.REFUSAL)]
)
def test_what_a_structure_corrects_or_refuses_is_before_the_team(answer: str, kind: ReportKind) -> None:
    known, token = _asked()
    before = said(known)
    getattr(confirmations, answer)(token=token, version=known.version, text="Ce n’est pas nous.")
    made = reports.unsettled().get()
    assert (made.kind, made.confirmation is not None) == (kind, True)
    assert (said(known), now(known).live) == (before, True)
    with pytest.raises(confirmations.DeadLink):
        confirmations.confirm(token=token, version=known.version)


def test_an_empty_correction_uses_no_link_up() -> None:
    known, token = _asked()
    with pytest.raises(InvalidContent):
        confirmations.correct(token=token, version=known.version, text=" ")
    assert confirmations.read(token).confirmation.answer == Answer.NONE


def test_a_contributor_confirms_signed_in() -> None:
    lead = organisation()
    known = action(lead, origin=Origin.COMPILED)
    with pytest.raises(permissions.NotAllowed):
        confirmations.confirm_signed_in(action=known, by=animator(), version=1)
    confirmations.confirm_signed_in(action=known, by=member(lead), version=1)
    assert said(known).confirmed_on == timezone.localdate()


def test_only_the_team_writes_for_a_structure() -> None:
    lead = organisation()
    with pytest.raises(permissions.NotAllowed):
        contributing.contribute(by=member(organisation()), content=content(lead))
    made = contributing.contribute(by=animator(), content=content(lead))
    assert (made.live, made.origin, made.confirmed_on) == (True, Origin.ENTERED, None)


def _report(known: Action, **more: Any) -> Report:
    words: dict[str, Any] = {
        "kind": ReportKind.REPORT,
        "text": "Le lieu est faux.",
        "key": "k",
        "viewer": VISITOR,
    }
    return reports.report(action=known, **words | more)


def test_anybody_reports_what_she_sees() -> None:
    made = _report(action(), email="zoe@exemple.example")
    reports.settle(report=made, by=animator(), reason="Corrigé, merci.")
    made.refresh_from_db()
    assert (made.email, made.settled_reason) == ("", "Corrigé, merci.")
    assert _letters() == ["zoe@exemple.example"]
    with pytest.raises(InvalidContent):
        reports.settle(report=made, by=animator(), reason="Encore.")


def test_nobody_reports_what_she_does_not_see() -> None:
    with pytest.raises(permissions.NotAllowed):
        _report(action(audience=Audience.VERIFIED))


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"text": "x" * 3001},
        {"text": "a\0"},
        {"email": "no address"},
        {"email": "a@b.example\nBcc: c@d.example"},
        {"email": "a" * 300 + "@b.example"},
        {"kind": ReportKind.REFUSAL},
    ],
)
def test_a_wrong_report_is_refused_with_a_sentence(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidContent) as caught:
        _report(action(), **wrong)
    assert caught.value.problems[0].endswith(".")
    assert not Report.objects.exists()


def test_the_eleventh_report_of_one_day_waits() -> None:
    known = action()
    for _n in range(10):
        _report(known)
    with pytest.raises(TooMany):
        _report(known)
    assert _report(known, key="another")


def test_only_the_team_settles() -> None:
    lead = organisation()
    with pytest.raises(permissions.NotAllowed):
        reports.settle(report=_report(action(lead)), by=member(lead), reason="Non.")


def _named() -> tuple[Action, Organisation, CoLead]:
    lead, other = organisation(), organisation()
    member(other)
    known = contributing.contribute(by=member(lead), content=content(lead, co_leads=(other.pk,)))
    return known, other, CoLead.objects.get(action=known)


def test_a_structure_named_by_another_is_asked() -> None:
    _known, _other, part = _named()
    assert list(queries.awaited_co_leads()) == [part]
    assert len(_letters()) == 1


def test_a_structure_named_by_the_team_is_not() -> None:
    action(co_leads=(organisation().pk,))
    assert not queries.awaited_co_leads().exists()


def test_an_answer_stays_when_the_sheet_is_edited() -> None:
    known, other, part = _named()
    co_leads.confirm(co_lead=part, by=member(other))
    third = organisation()
    actions = replace(said(known), co_leads=(third.pk, other.pk))
    contributing.revise(action=known, content=actions, base_version=now(known).version, by=member(known.lead))
    assert [one.organisation for one in queries.awaited_co_leads()] == [third]
    assert said(known).co_leads == (third.pk, other.pk)


def test_a_structure_that_declines_is_named_no_more() -> None:
    known, other, part = _named()
    with pytest.raises(permissions.NotAllowed):
        co_leads.decline(co_lead=part, by=member(known.lead), reason="x")
    co_leads.decline(co_lead=part, by=member(other), reason="Ce n’est pas nous.")
    assert said(known).co_leads == ()
    with pytest.raises(InvalidContent):
        co_leads.confirm(co_lead=part, by=member(other))


def test_a_structure_named_again_and_again_is_not_written_to_each_time() -> None:
    known, other, _part = _named()
    by = member(known.lead)
    for others in ((), (other.pk,), (), (other.pk,), (), (other.pk,)):
        changed = replace(said(known), co_leads=others)
        contributing.revise(action=known, content=changed, base_version=now(known).version, by=by)
    assert len(_letters()) == co_leads.OF_ONE.most
    assert queries.awaited_co_leads().get().organisation == other


@pytest.mark.parametrize("reason", [" ", "x" * 2001, "a\0"])
def test_a_reason_is_a_sentence(reason: str) -> None:
    known, other, part = _named()
    by = animator()
    acts: list[Callable[[], object]] = [
        lambda: co_leads.decline(co_lead=part, by=member(other), reason=reason),
        lambda: deciding.withdraw(action=known, by=by, reason=reason),
        lambda: reports.settle(report=_report(known), by=by, reason=reason),
    ]
    for act in acts:
        with pytest.raises(InvalidContent) as caught:
            act()
        assert caught.value.problems[0].endswith(".")


def test_a_draft_is_its_owner_s_alone() -> None:
    lead = organisation()
    draft = drafts.begin(by=member(lead), organisation=lead.pk, data={"title": "Jum"})
    for act in (
        lambda: drafts.save(draft=draft, by=member(lead), data={}, version=1),
        lambda: drafts.discard(draft=draft, by=member(lead)),
    ):
        with pytest.raises(permissions.NotAllowed):
            act()


def test_two_windows_do_not_lose_each_other_s_words() -> None:
    lead = organisation()
    user = member(lead)
    draft = drafts.begin(by=user, organisation=lead.pk, data={"title": "A"})
    drafts.save(draft=draft, by=user, data={"title": "B"}, version=1)
    with pytest.raises(drafts.StaleDraft) as caught:
        drafts.save(draft=draft, by=user, data={"title": "C"}, version=1)
    assert (caught.value.draft.data, caught.value.data) == ({"title": "B"}, {"title": "C"})


def test_a_hundred_drafts_hide_no_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST", 0)
    lead = organisation()
    known, by = action(lead, title="Before"), member(lead)
    contributing.revise(action=known, content=titled(said(known), "Hers"), base_version=1, by=member(lead))
    with pytest.raises(contributing.Conflict) as caught:
        contributing.revise(action=known, content=titled(said(known), "Mine"), base_version=1, by=by)
    assert Draft.objects.get(owner=by) == caught.value.draft
    with pytest.raises(drafts.Unkeepable):
        drafts.begin(by=by, organisation=lead.pk, data={})


@pytest.mark.parametrize("data", [{"a": float("nan")}, {"a": object()}, "x" * 200_001, {"a": b"x"}])
def test_what_is_no_form_is_refused(data: Any) -> None:
    lead = organisation()
    with pytest.raises(drafts.Unkeepable):
        drafts.begin(by=member(lead), organisation=lead.pk, data=data)


def test_a_form_too_deep_is_refused() -> None:
    deep: Any = []
    for _n in range(100_000):
        deep = [deep]
    lead = organisation()
    with pytest.raises(drafts.Unkeepable):
        drafts.begin(by=member(lead), organisation=lead.pk, data=deep)


def test_characters_that_no_database_keeps_are_left_out() -> None:
    lead = organisation()
    draft = drafts.begin(by=member(lead), organisation=lead.pk, data={"a\0": ["b\0\ud800", {"c": "\x01d"}]})
    assert Draft.objects.get(pk=draft.pk).data == {"a": ["b", {"c": "d"}]}


def test_who_waits_for_validation_drafts_and_does_not_send() -> None:
    lead, user = organisation(), person()
    user.memberships.create(organisation=lead, state="requested")
    draft = drafts.begin(by=user, organisation=lead.pk, data={})
    with pytest.raises(permissions.NotAllowed):
        contributing.contribute(by=user, content=content(lead), draft=draft)
    assert Draft.objects.filter(pk=draft.pk).exists()
    with pytest.raises(permissions.NotAllowed):
        drafts.begin(by=person(), organisation=lead.pk, data={})


def test_a_submitted_sheet_may_be_taken_back() -> None:
    lead = organisation()
    Organisation.objects.filter(pk=lead.pk).update(regime="always")
    user = member(lead)
    made = contributing.contribute(by=user, content=content(lead))
    contributing.take_back(action=made, by=user)
    assert made.state == State.DRAFT
