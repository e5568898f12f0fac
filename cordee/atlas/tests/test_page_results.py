"""The pages `/carte/` and `/actions/` as the server sends them: they work before any script."""

import html
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from cordee.actions.content import Text
from cordee.actions.enums import ActionType, Audience, Origin
from cordee.atlas.tests.page_samples import PLACES, action, structure

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('x')</script> & \"quotes\" {{ 7 }}"


@pytest.fixture
def shown(client: Client) -> Callable[[str], str]:
    """The text of a page in English, entities read and spaces folded."""

    def fetch(address: str) -> str:
        response = client.get(f"/en{address}")
        assert response.status_code == 200
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())

    return fetch


@pytest.mark.parametrize("page", ["/carte/", "/actions/"])
def test_without_any_action_the_page_invites(page: str, shown: Callable[[str], str]) -> None:
    text = shown(page)
    assert "0 actions" in text
    assert "No action is published yet" in text


@pytest.mark.parametrize("page", ["/carte/", "/en/carte/", "/actions/", "/en/actions/?vue=tableau"])
def test_one_title_of_the_first_level(client: Client, page: str) -> None:
    action("a")
    body = client.get(page).content.decode()
    assert body.count("<h1") == 1
    assert " style=" not in body


def test_counts_say_how_many_of_how_many(shown: Callable[[str], str]) -> None:
    action("a")
    action("b", type=ActionType.PARTNERSHIP)
    action("c", type=ActionType.PARTNERSHIP)
    assert "1 action of 3" in shown("/carte/?type=projet")
    assert "2 actions of 3" in shown("/actions/?type=partenariat")


def test_a_chosen_value_is_checked_and_has_a_chip(client: Client) -> None:
    action("a")
    body = client.get("/en/carte/?type=projet").content.decode()
    box = re.search(r'<input type="checkbox"[^>]*id="f-type-projet"[^>]*>', body)
    assert box
    assert "checked" in box[0]
    assert re.search(r'<a href="/en/carte/">\s*<span class="vh">Remove the filter:</span> Project', body)


def test_a_structure_is_named_in_its_chip(client: Client) -> None:
    action("a", lead="chamber")
    body = client.get("/en/carte/?structure=chamber").content.decode()
    assert '<span class="vh">Remove the filter:</span> Structure chamber' in body
    assert '<input type="hidden" name="structure" value="chamber">' in " ".join(body.split())


@pytest.mark.parametrize("address", ["type=nonsense", "depuis=20", "bbox=1,2,3", "pays=ZZ"])
def test_a_wrong_parameter_is_told_as_in_json_and_ignored(client: Client, address: str) -> None:
    action("a")
    problem = client.get(f"/en/carte/resultats.json?{address}").json()["problems"][0]["message"]
    body = client.get(f"/en/carte/?{address}").content.decode()
    assert str(escape(problem)) in body
    assert 'data-query=""' in body
    assert re.search(r'<b class="num">1</b> action', body)


def test_zero_results_say_which_filter_to_drop(client: Client) -> None:
    action("a")
    action("b", country="BF")
    body = client.get("/en/carte/?pays=JP&depuis=2030").content.decode()
    assert "Without from 2030 on: 1 action" in " ".join(body.split())
    assert 'href="/en/carte/?pays=JP"' in body
    assert "Without Japan" not in body


def test_actions_without_a_date_are_told(shown: Callable[[str], str]) -> None:
    action("a")
    action("b", start_year=None)
    assert "1 action without a date is left out" in shown("/carte/?depuis=2000")


def test_corrected_words_are_told(shown: Callable[[str], str]) -> None:
    action("a", "Énergie hydraulique")
    assert "No action has “hydrolique”: here are the results for “hydraulique”" in shown(
        "/carte/?q=hydrolique"
    )


def test_a_page_beyond_the_last_says_so(shown: Callable[[str], str]) -> None:
    action("a")
    assert "There is nothing on this page" in shown("/carte/?page=9")


def test_headings_of_the_table_sort(client: Client) -> None:
    action("a")
    body = client.get("/en/actions/?vue=tableau&tri=titre").content.decode()
    assert re.search(r'aria-sort="ascending">\s*<a href="/en/actions/\?tri=titre&amp;vue=tableau"', body)
    assert 'href="/en/actions/?tri=pays&amp;vue=tableau"' in body
    assert 'href="/en/actions/?vue=tableau"' in body  # by date, the default order


def test_titles_lead_to_the_panel_beside_a_map_and_to_the_sheet_elsewhere(client: Client) -> None:
    made = action("a")
    assert f'href="/carte/?odd=4&amp;action={made.slug}"' in client.get("/carte/?odd=4").content.decode()
    assert f'href="/actions/{made.slug}/"' in client.get("/actions/?odd=4").content.decode()


def test_the_selected_action_has_its_panel(client: Client) -> None:
    made = action("a", "Une <b>action</b>")
    action("b")
    body = client.get(f"/en/carte/?odd=4&action={made.slug}").content.decode()
    panel = body.partition('<article class="panel"')[2].partition("</article>")[0]
    assert "Une &lt;b&gt;action&lt;/b&gt;" in panel
    assert f'href="/en/actions/{made.slug}/"' in panel
    assert 'href="/en/carte/?odd=4"' in panel  # closing keeps the filters
    assert "Japan: 2 actions" in " ".join(panel.split())


@pytest.mark.parametrize("audience", [Audience.VERIFIED, Audience.STRUCTURE])
def test_what_may_not_be_seen_cannot_be_selected(client: Client, audience: Audience) -> None:
    made = action("a", "Secret title", audience=audience)
    body = client.get(f"/en/carte/?action={made.slug}").content.decode()
    assert "Secret title" not in body
    assert "cannot be found" in body


def test_what_is_not_confirmed_is_marked_in_list_table_and_panel(shown: Callable[[str], str]) -> None:
    made = action("a", origin=Origin.COMPILED)
    mark = "Compiled, not confirmed by the structure"
    assert shown("/carte/").count(mark) == 1
    assert shown("/actions/?vue=tableau").count(mark) == 1
    assert shown(f"/carte/?action={made.slug}").count(mark) == 2


def test_hostile_and_endless_texts_stay_text(client: Client) -> None:
    made = action("a", HOSTILE, texts={"fr": Text(title=HOSTILE, summary=HOSTILE)})
    structure("town", name="N" * 180)
    for address in (f"/carte/?action={made.slug}", "/actions/?vue=tableau", f"/carte/?q={HOSTILE}"):
        body = client.get(address).content.decode()
        assert "<script>alert" not in body


def test_exports_keep_the_filters(client: Client) -> None:
    action("a")
    body = client.get("/carte/?odd=4&vue=tableau").content.decode()
    for extension in ("csv", "xlsx", "geojson"):
        assert f'href="/carte/export.{extension}?odd=4"' in body


def test_only_the_map_page_brings_the_map(client: Client) -> None:
    action("a")
    assert 'id="map-config"' in client.get("/carte/").content.decode()
    assert "map-config" not in client.get("/actions/").content.decode()


def test_points_stand_in_the_list_for_the_script(client: Client) -> None:
    action("a", places=(PLACES["JP"], PLACES["BF"]))
    assert 'data-points="141.35,43.06 -1.53,12.37"' in client.get("/carte/").content.decode()


@pytest.mark.parametrize(
    "address", ["/carte/", "/carte/?vue=tableau&odd=4", "/actions/?q=action&depuis=2000"]
)
def test_as_many_queries_for_one_action_as_for_twelve(client: Client, address: str) -> None:
    action("first")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for n in range(11):
        action(f"more-{n}", country=["JP", "BF", "DE"][n % 3])
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few) <= 30
