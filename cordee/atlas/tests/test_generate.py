"""Generated data: the same for a seed, marked, in its ranges, resumed where it stopped, taken out whole."""

from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cordee.actions import queries
from cordee.actions.content import Content
from cordee.actions.enums import ActionType, Origin, Precision
from cordee.actions.models import Action
from cordee.actions.operations import problems_of
from cordee.atlas.generation import writer
from cordee.atlas.generation.actions import FEWEST_WORDS, MOST_WORDS, maker
from cordee.atlas.generation.draw import counted, zipf
from cordee.atlas.generation.packing import Packed, packed
from cordee.atlas.generation.removal import remove
from cordee.atlas.generation.structures import how_many, structure
from cordee.atlas.generation.writer import generate
from cordee.atlas.index import follow
from cordee.atlas.models import Document, Facet, Heading, Posting, Spot, Tagging, Word
from cordee.core import bulk
from cordee.journal.models import Change
from cordee.moderation.operations import keep_revision
from cordee.organisations.enums import Kind
from cordee.organisations.models import Organisation
from cordee.territory import instance, world

MARKS = {"fr": "généré", "en": "generated"}


def contents(count: int, seed: int = 5) -> list[Content]:
    make = maker(seed, 40, MARKS)
    return [make.content(number) for number in range(1, count + 1)]


def said() -> list[Any]:
    """All that the generated sheets say, without the numbers of rows."""
    found = []
    for action in queries.with_rows(Action.objects.filter(is_generated=True).order_by("key")):
        content = queries.content_of(action)
        found.append(
            (action.key, action.slug, action.lead.key, {**content.texts}, content.places, content.goals)
        )
    return found


def atlas_rows() -> dict[str, list[Any]]:
    """The rows of the atlas without their own numbers."""
    tables: dict[str, Iterable[Any]] = {
        # Tags are numbers of facets, which are made anew: test_counting compares them with the taggings.
        "documents": Document.objects.values_list(
            *(field.name for field in Document._meta.concrete_fields if field.name != "tags")
        ),
        "headings": Heading.objects.values_list("document", "language", "title_key", "country_key"),
        "spots": Spot.objects.values_list("document", "type", "country", "region", "lon", "lat", "morton"),
        "taggings": Tagging.objects.values_list("document", "facet__name", "facet__value", "audience"),
        "postings": Posting.objects.values_list("document", "word__text", "weight"),
    }
    return {name: sorted(rows, key=repr) for name, rows in tables.items()}


def test_each_action_is_the_same_whatever_was_made_before() -> None:
    assert contents(20) == contents(20)
    assert contents(20)[11] == maker(5, 40, MARKS).content(12)
    assert contents(20) != contents(20, seed=6)


def test_no_sheet_lacks_what_a_sheet_needs() -> None:
    found = contents(300)
    assert [problems_of(content) for content in found if problems_of(content)] == []
    assert all(content.is_generated for content in found)
    assert {len(content.goals) for content in found} == {1, 2, 3, 4, 5}
    assert {len(content.themes) for content in found} == {1, 2, 3}
    assert {len(content.places) for content in found} == {1, 2, 3, 4}
    assert {content.type for content in found} == set(ActionType)
    assert {content.origin for content in found} == set(Origin)


def test_every_precision_comes_and_some_places_have_no_point() -> None:
    places = [place for content in contents(600) for place in content.places]
    assert {place.precision for place in places} == set(Precision)
    vague = [
        place for place in places if place.precision in (Precision.COUNTRY, Precision.REGION, Precision.WORLD)
    ]
    assert any(place.lon is None for place in vague)
    assert any(place.lon is not None for place in vague)
    assert all(place.country in world.countries() for place in places if place.country)


def test_texts_have_their_length_and_their_mark() -> None:
    found = contents(200)
    for content in found:
        for language, text in content.texts.items():
            parts = (text.summary, text.unfolding, text.objectives, text.content, text.effects)
            assert FEWEST_WORDS <= sum(len(part.split()) for part in parts) <= MOST_WORDS
            assert text.title.endswith(f"({MARKS[language]})")
    assert 0.15 < sum("en" in content.texts for content in found) / len(found) < 0.45


def test_the_first_structures_are_of_every_kind() -> None:
    found = [structure(5, number, "généré") for number in range(60)]
    assert {content.kind for content in found[:5]} == set(Kind)
    assert all(content.is_generated and not content.problems() for content in found)
    assert any(content.locality for content in found)
    assert {content.commune for content in found if content.commune} <= set(instance.current().communes)
    assert how_many(100_000) == 3334


def test_zipf_favours_the_first() -> None:
    chance = Random(1)
    draw = zipf(range(100))
    found = [draw.one(chance) for _ in range(5000)]
    assert found.count(0) > 1.5 * found.count(1) > 1.5 * found.count(4)
    assert sorted(draw.some(chance, 100)) == list(range(100))


def test_what_was_never_observed_is_drawn_too() -> None:
    draw = counted(["a"] * 10, ["a", "b"], 0.5)
    chance = Random(1)
    assert {draw.one(chance) for _ in range(500)} == {"a", "b"}


@pytest.mark.django_db
def test_the_same_seed_writes_the_same_rows() -> None:
    assert generate(40, 3) == 40
    first = said()
    remove()
    generate(40, 3)
    assert said() == first
    assert len(first) == len({key for key, *_rest in first}) == 40


@pytest.mark.django_db
def test_rows_of_the_atlas_are_those_of_a_projection() -> None:
    generate(60, 3)
    written = atlas_rows()
    follow.rebuild()
    assert atlas_rows() == written
    assert len(written["documents"]) == 60
    assert len(written["postings"]) > 60 * 30


@pytest.mark.django_db
def test_everything_is_marked_and_a_change_tells_each_batch() -> None:
    generate(40, 3)
    assert not Action.objects.exclude(is_generated=True, live=True, key__startswith="gen-3-").exists()
    assert not Organisation.objects.exclude(is_generated=True, key__startswith="gen-3-").exists()
    change = Change.objects.get()
    assert (change.act, change.details) == (
        "actions.generated",
        {"seed": 3, "written": 40},
    )


class Interruption(Exception):
    """Stands for Ctrl-C."""


def stopping_at(batch: int) -> Callable[..., Packed]:
    made = []

    def make(*arguments: Any) -> Packed:
        made.append(1)
        if len(made) == batch:
            raise Interruption
        return packed(*arguments)

    return make


@pytest.mark.django_db
def test_an_interrupted_run_is_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    generate(40, 3)
    whole = said()
    remove()
    monkeypatch.setattr(writer, "BATCH", 10)
    monkeypatch.setattr(writer, "MANY", 20)
    monkeypatch.setattr(writer, "packed", stopping_at(3))
    with pytest.raises(Interruption):
        generate(40, 3, processes=0)
    assert Action.objects.count() == Document.objects.count() == 20
    assert {index.name for index in Posting._meta.indexes} <= bulk._names(Posting)
    monkeypatch.setattr(writer, "packed", packed)
    assert generate(40, 3, processes=0) == 20
    assert said() == whole
    assert generate(40, 3) == 0


@pytest.mark.django_db
def test_indexes_that_a_killed_run_left_out_are_made_again() -> None:
    dropping = bulk.without_indexes(Posting)
    dropping.__enter__()
    names = {index.name for index in Posting._meta.indexes}
    assert not names & bulk._names(Posting)
    generate(5, 3)
    assert names <= bulk._names(Posting)


@pytest.mark.django_db
def test_other_processes_make_the_same() -> None:
    generate(30, 3, processes=0)
    here = said()
    remove()
    generate(30, 3, processes=1)
    assert said() == here


@pytest.mark.django_db
def test_removal_leaves_what_is_real() -> None:
    generate(40, 3)
    kept = Action.objects.filter(is_generated=True).order_by("pk").first()
    assert kept
    Action.objects.filter(pk=kept.pk).update(is_generated=False)
    edited = Action.objects.filter(is_generated=True).latest("pk")
    keep_revision(edited, {"title": "by hand"})
    removed = remove()
    assert (removed.actions, removed.structures + removed.kept) == (39, 5)
    assert removed.kept >= 1
    assert list(Action.objects.all()) == [kept]
    assert list(Document.objects.values_list("pk", flat=True)) == [kept.pk]
    follow.project([kept.pk])
    assert set(Word.objects.all()) == set(Word.objects.filter(postings__document=kept.pk))
    assert set(Facet.objects.all()) == set(Facet.objects.filter(taggings__document=kept.pk))


@pytest.mark.django_db
def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("generate", actions=6, seed=2)
    call_command("generate", actions=8, seed=2)
    assert Action.objects.count() == 8
    call_command("generate", remove=True)
    assert not Action.objects.exists()
    assert not Organisation.objects.exists()
    assert "8" in capsys.readouterr().out


@pytest.mark.parametrize("options", [{}, {"actions": 0}, {"actions": 10**8}, {"actions": 3, "seed": -1}])
def test_the_command_refuses_nonsense(options: dict[str, int]) -> None:
    with pytest.raises(CommandError):
        call_command("generate", **options)
