"""Images and documents of a sheet: who may, what waits, what goes, how much there may be."""

from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from cordee.accounts.models import User
from cordee.actions import contributing, permissions
from cordee.actions import deciding as sheets
from cordee.actions import operations as actions
from cordee.actions import queries as reading
from cordee.actions.attachments import deciding, files, operations, queries, quotas, words
from cordee.actions.attachments.files import Paper, Picture, RefusedFile
from cordee.actions.deciding import ChangedSince
from cordee.actions.enums import DocumentType
from cordee.actions.models import Action, ActionDocument, ActionImage
from cordee.actions.operations import InvalidContent
from cordee.actions.tests.factories import action, animator, content, member, now, person
from cordee.actions.tests.handed_in import TITLED, WORDS
from cordee.core import shelf
from cordee.core.limits import TooMany
from cordee.journal.models import Change
from cordee.organisations.enums import Regime
from cordee.organisations.models import Organisation
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db


def waiting(user: User) -> list[object]:
    """What waits for her, images first."""
    images = queries.waiting_for(user, ActionImage.objects.all())
    return [*images, *queries.waiting_for(user, ActionDocument.objects.all())]


SMALL = Picture(480, 320, {"480.webp": b"RIFF-picture"})


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    """A shelf of their own, and files that need no opening: `test_hostile_files` opens them."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(files, "picture", lambda _content: SMALL)
    paper = Paper(DocumentType.PDF, {"document.pdf": b"%PDF"})
    monkeypatch.setattr(files, "document", lambda _content, _name: paper)


def add(sheet: Action, by: User, **said: str) -> ActionImage:
    return operations.add_image(action=sheet, content=b"x", name="a.jpg", said=WORDS | said, by=by)


def attach(sheet: Action, by: User) -> ActionDocument:
    return operations.add_document(action=sheet, content=b"x", name="a.pdf", said=TITLED, by=by)


def under(regime: Regime) -> tuple[Action, User]:
    lead = organisation()
    set_regime(organisation=lead, regime=regime, by=animator())
    return action(lead), member(lead)


def folders() -> list[str]:
    return [folder.name for folder in shelf.root().iterdir()] if shelf.root().exists() else []


def test_afterwards_it_is_shown_at_once_and_the_sheet_is_looked_at() -> None:
    sheet, user = under(Regime.AFTER)
    image, document = add(sheet, user), attach(sheet, user)
    assert not image.is_waiting
    assert not document.is_waiting
    assert shelf.path(image.token, "480.webp").exists()
    assert shelf.path(document.token, "document.pdf").exists()
    (line,) = reading.to_look_at()
    assert line.object_id == sheet.pk
    assert line.before, "the sheet as a whole is not new: what it was before is kept"
    assert now(sheet).version == sheet.version + 2


@pytest.mark.parametrize("regime", [Regime.FIRST, Regime.ALWAYS])
def test_before_it_waits_until_the_team_approves(regime: Regime) -> None:
    sheet, user = under(regime)
    for adding in (add, attach):
        made = adding(sheet, user)
        assert made.is_waiting
        assert waiting(animator()) == [made]
        deciding.approve(attached=made, by=animator(), version=made.version)
        assert not type(made)._default_manager.get(pk=made.pk).is_waiting
        assert waiting(animator()) == []


def test_what_the_team_adds_does_not_wait() -> None:
    sheet, _user = under(Regime.ALWAYS)
    assert not add(sheet, animator()).is_waiting
    assert not reading.to_look_at().exists()


def test_while_an_edit_waits_images_wait_too() -> None:
    sheet, user = under(Regime.AFTER)
    actions.propose(action=sheet, content=content(Organisation.objects.get(pk=sheet.lead_id), title="B"))
    assert add(sheet, user).is_waiting


def test_a_sheet_that_is_not_live_waits_as_a_whole() -> None:
    lead = organisation()
    set_regime(organisation=lead, regime=Regime.ALWAYS, by=animator())
    user = member(lead)
    sheet = contributing.contribute(by=user, content=content(lead))
    seen = now(sheet).version
    assert not add(sheet, user).is_waiting
    with pytest.raises(ChangedSince):  # she has not seen the image
        sheets.approve(action=sheet, by=animator(), version=seen)
    assert waiting(animator()) == []


def test_an_animator_has_looked_at_nothing_that_came_since() -> None:
    sheet, user = under(Regime.AFTER)
    add(sheet, user)
    seen = now(sheet).version
    attach(sheet, user)
    with pytest.raises(ChangedSince):
        sheets.looked_at(action=sheet, by=animator(), version=seen)


def test_new_words_of_what_is_shown_wait_where_edits_do() -> None:
    sheet, user = under(Regime.AFTER)
    made = add(sheet, user)
    set_regime(organisation=sheet.lead, regime=Regime.ALWAYS, by=animator())
    assert operations.describe(attached=made, said=WORDS | {"caption": "Neuf"}, by=user)
    made.refresh_from_db()
    assert (made.caption, made.latest_words["caption"]) == ("", "Neuf")
    assert waiting(animator()) == [made]
    with pytest.raises(ChangedSince):
        deciding.approve(attached=made, by=animator(), version=made.version - 1)
    deciding.approve(attached=made, by=animator(), version=made.version)
    made.refresh_from_db()
    assert (made.caption, made.proposed) == ("Neuf", None)


def test_words_that_wait_go_on_waiting_when_the_regime_loosens() -> None:
    sheet, user = under(Regime.ALWAYS)
    made = add(sheet, animator())
    operations.describe(attached=made, said=WORDS | {"caption": "Neuf"}, by=user)
    set_regime(organisation=sheet.lead, regime=Regime.AFTER, by=animator())
    assert operations.describe(attached=made, said=WORDS | {"caption": "Autre"}, by=user)
    made.refresh_from_db()
    assert made.caption == ""


def test_taking_a_proposal_back_leaves_nothing_waiting() -> None:
    sheet, user = under(Regime.ALWAYS)
    made = add(sheet, animator())
    operations.describe(attached=made, said=WORDS | {"caption": "Neuf"}, by=user)
    assert not operations.describe(attached=made, said=WORDS, by=user)
    assert waiting(animator()) == []


def test_words_of_what_waits_are_changed_where_they_stand() -> None:
    sheet, user = under(Regime.ALWAYS)
    made = add(sheet, user)
    operations.describe(attached=made, said=WORDS | {"caption": "Neuf"}, by=user)
    made.refresh_from_db()
    assert (made.caption, made.is_waiting, made.proposed) == ("Neuf", True, None)


def test_what_is_refused_goes_with_its_file_and_its_author_reads_why(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sheet, user = under(Regime.ALWAYS)
    made = add(sheet, user)
    with django_capture_on_commit_callbacks(execute=True):
        deciding.refuse(attached=made, by=animator(), version=made.version, reason="Visage d’un enfant.")
    assert not ActionImage.objects.exists()
    assert folders() == []
    (letter,) = mail.outbox
    assert letter.to == [user.email]
    assert "Visage d’un enfant." in str(letter.body)
    assert Change.objects.get(act="action.image-refused").details["reason"] == "Visage d’un enfant."


def test_refused_words_leave_those_that_were_approved() -> None:
    sheet, user = under(Regime.ALWAYS)
    made = add(sheet, animator(), caption="Avant")
    operations.describe(attached=made, said=WORDS | {"caption": "Après"}, by=user)
    made.refresh_from_db()
    deciding.refuse(attached=made, by=animator(), version=made.version, reason="Non.")
    made.refresh_from_db()
    assert (made.caption, made.proposed) == ("Avant", None)


def test_a_decision_needs_a_reason_a_right_and_something_that_waits() -> None:
    sheet, user = under(Regime.ALWAYS)
    made = add(sheet, user)
    with pytest.raises(InvalidContent, match="Give the reason"):
        deciding.refuse(attached=made, by=animator(), version=made.version, reason=" ")
    for nobody in (user, person(), member(organisation())):
        with pytest.raises(permissions.NotAllowed):
            deciding.approve(attached=made, by=nobody, version=made.version)
        assert waiting(nobody) == []
    shown = add(sheet, animator())
    with pytest.raises(InvalidContent, match="Nothing waits"):
        deciding.approve(attached=shown, by=animator(), version=shown.version)


@pytest.mark.parametrize("who", ["stranger", "plain", "reader", "co-lead", "closed"])
def test_who_may_not_edit_the_sheet_changes_nothing(who: str) -> None:
    lead, other = organisation(), organisation()
    sheet = action(lead, co_leads=(other.pk,))
    made = add(sheet, member(lead))
    people: dict[str, Any] = {
        "stranger": lambda: member(organisation()),
        "plain": person,
        "reader": lambda: member(lead, is_reader=True),
        "co-lead": lambda: member(other),
        "closed": lambda: member(lead, is_active=False),
    }
    user = people[who]()
    before = list(ActionImage.objects.values())
    for act in (
        lambda: add(sheet, user),
        lambda: attach(sheet, user),
        lambda: operations.describe(attached=made, said=WORDS | {"caption": "x"}, by=user),
        lambda: operations.move(attached=made, up=True, by=user),
        lambda: operations.remove(attached=made, by=user),
    ):
        with pytest.raises(permissions.NotAllowed):
            act()
    assert list(ActionImage.objects.values()) == before
    assert len(folders()) == 1


def test_they_are_put_in_order() -> None:
    sheet, user = under(Regime.AFTER)
    first, second, third = (add(sheet, user) for _n in range(3))
    operations.move(attached=third, up=True, by=user)
    operations.move(attached=first, up=True, by=user)
    operations.move(attached=second, up=False, by=user)
    assert list(queries.images_of(sheet)) == [first, third, second]


def test_what_is_removed_is_gone_from_the_disk(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sheet, user = under(Regime.ALWAYS)
    made, paper = add(sheet, animator()), attach(sheet, user)
    with django_capture_on_commit_callbacks(execute=True):
        operations.remove(attached=made, by=user)
        operations.remove(attached=paper, by=user)
    assert folders() == []
    with pytest.raises(InvalidContent, match="in the meantime"):
        operations.remove(attached=made, by=user)


def test_with_the_sheet_its_files_go(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sheet, user = under(Regime.AFTER)
    add(sheet, user)
    attach(sheet, user)
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(action=sheet)
    assert folders() == []


def test_a_refused_file_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_content: bytes) -> Picture:
        raise RefusedFile("No.")

    monkeypatch.setattr(files, "picture", refused)
    sheet, user = under(Regime.AFTER)
    with pytest.raises(RefusedFile):
        add(sheet, user)
    assert folders() == []
    assert now(sheet).version == sheet.version


def test_a_row_that_cannot_be_written_takes_its_file_along(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet, user = under(Regime.AFTER)

    def lost(_content: bytes) -> Picture:
        User.objects.filter(pk=user.pk).update(validated_at=None)  # while the picture was opened
        return SMALL

    monkeypatch.setattr(files, "picture", lost)
    with pytest.raises(permissions.NotAllowed):
        add(sheet, user)
    assert folders() == []


def test_a_sheet_holds_twelve_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (quotas.IMAGES, quotas.DOCUMENTS) == (12, 12)
    monkeypatch.setattr(quotas, "IMAGES", 1)
    monkeypatch.setattr(quotas, "DOCUMENTS", 1)
    sheet, user = under(Regime.AFTER)
    add(sheet, user)
    attach(sheet, user)
    with pytest.raises(InvalidContent, match="1 images: remove one"):
        add(sheet, user)
    with pytest.raises(InvalidContent, match="1 documents: remove one"):
        attach(sheet, user)


def test_a_structure_holds_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    assert quotas.OF_A_STRUCTURE == 200 * 1024 * 1024
    sheet, user = under(Regime.AFTER)
    made = add(action(sheet.lead), user)
    monkeypatch.setattr(quotas, "OF_A_STRUCTURE", made.weight + 1)
    with pytest.raises(InvalidContent, match="remove some"):
        add(sheet, user)
    assert folders() == [made.token]


def test_a_person_hands_in_sixty_a_day() -> None:
    sheet, user = under(Regime.AFTER)
    assert quotas.BY_ONE.most == 60
    for _n in range(60):
        quotas.count(user)
    with pytest.raises(TooMany):
        add(sheet, user)


@pytest.mark.parametrize(
    ("model", "said", "field"),
    [
        (ActionImage, {"alternative": "  "}, "alternative"),
        (ActionImage, {"alternative": "a" * 301}, "alternative"),
        (ActionImage, {"alternative": "a", "caption": "b" * 301}, "caption"),
        (ActionImage, {"alternative": "a", "credit": "\x00"}, "credit"),
        (ActionDocument, {"title": "", "language": "fr"}, "title"),
        (ActionDocument, {"title": "a", "language": "zz"}, "language"),
        (ActionDocument, {"title": "a" * 10_000_000, "language": "fr"}, "title"),
    ],
)
def test_words_are_asked_for(model: words.Model, said: dict[str, str], field: str) -> None:
    with pytest.raises(words.InvalidWords) as wrong:
        words.checked(model, said)
    assert list(wrong.value.by_field) == [field]


def test_the_journal_holds_numbers_and_no_words() -> None:
    sheet, user = under(Regime.AFTER)
    made = add(sheet, user, caption="Zzlégende")
    operations.remove(attached=made, by=user)
    acts = Change.objects.filter(act__startswith="action.image").order_by("pk")
    assert [change.act for change in acts] == ["action.image-added", "action.image-removed"]
    assert "Zzlégende" not in str(list(acts.values()))
