"""What people come to do: find an action in several ways, change language and theme, without scripts too."""

import re

from playwright.sync_api import Browser, Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from cordee.actions import operations as actions
from cordee.actions.content import Text
from cordee.actions.models import Action
from cordee.organisations import operations as organisations
from cordee.organisations.content import Content as Sheet
from cordee.organisations.enums import Kind
from cordee.organisations.models import Organisation
from tests import data
from tests.data import Cast

TITLE = "Réseau des glaces"
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a" * 190,
    "\u202eעברית وعربي " + "א" * 60,
    "🏔️🧗‍♀️" * 20,
    "{{ 7|add:7 }}{% now 'Y' %}",
    "]]></title><svg onload=alert(1)>",
)


def test_from_the_home_page_by_words(page: Page, cast: Cast) -> None:
    page.goto("/")
    page.locator("main input[name=q]").first.fill("glaces")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/carte/\?.*q=glaces"))
    page.get_by_role("link", name=TITLE).click()
    page.locator(".panel .btn").click()
    expect(page.locator("h1")).to_have_text(TITLE)


def test_by_facets_in_the_list(page: Page, cast: Cast) -> None:
    page.goto("/actions/")
    page.locator("#f-type-reseau").check()
    expect(page.locator(".hit")).to_have_count(1)
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("h1")).to_have_text(TITLE)
    page.go_back()
    expect(page.locator("#f-type-reseau")).to_be_checked()


def test_by_the_table_sorted(page: Page, cast: Cast) -> None:
    page.goto("/actions/?vue=tableau")
    page.locator("#sort-titre").click()
    expect(page.locator("th[aria-sort=ascending] #sort-titre")).to_be_visible()
    titles = page.locator("tbody th a").all_inner_texts()
    assert titles == sorted(titles, key=lambda title: title.replace("É", "E").replace("’", " "))
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("h1")).to_have_text(TITLE)


def test_with_the_keyboard_alone(page: Page, cast: Cast) -> None:
    page.goto("/actions/?q=glaces")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == TITLE:
            break
    expect(page.get_by_role("link", name=TITLE)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(TITLE)


def test_by_country_and_by_structure(page: Page, cast: Cast) -> None:
    page.goto("/pays/")
    page.locator("main a[href='/pays/JP/']").click()
    page.locator("main").get_by_role("link", name=TITLE).first.click()
    expect(page.locator("h1")).to_have_text(TITLE)
    page.locator("main a[href='/structures/laboratoire-des-glaces/']").first.click()
    expect(page.locator("h1")).to_contain_text("Laboratoire des Glaces")


def test_the_other_language_keeps_page_and_filters(page: Page, cast: Cast) -> None:
    page.goto("/actions/?odd=6&pays=SN&vue=tableau")
    rows = page.locator("tbody tr").count()
    page.locator("header a.lang").click()
    expect(page).to_have_url(re.compile(r"/en/actions/\?odd=6&pays=SN&vue=tableau$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("tbody tr")).to_have_count(rows)
    expect(page.get_by_role("link", name="Water for Dakar")).to_be_visible()
    page.locator("header a.lang").click()
    expect(page).to_have_url(re.compile(r"\d/actions/\?odd=6"))


def test_the_theme_is_kept_from_page_to_page(page: Page, cast: Cast) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/pays/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("[data-cordee-theme]").click()
    page.goto("/communes/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_a_shared_address_opens_what_was_seen(page: Page, cast: Cast) -> None:
    page.goto("/carte/?type=reseau")
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("#panel-title")).to_have_text(TITLE)
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(page.locator("#panel-title")).to_have_text(TITLE)
    expect(page.locator("#f-type-reseau")).to_be_checked()


def test_without_scripts_everything_is_read_and_filtered(
    chromium: Browser, site: LiveServer, cast: Cast
) -> None:
    with chromium.new_context(base_url=site.url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/actions/")
        total = page.locator(".hit").count()
        page.locator("#f-type-reseau").check()
        page.locator(".f-go").click()
        expect(page.locator(".hit")).to_have_count(1)
        assert total > 10
        page.get_by_role("link", name=TITLE).click()
        expect(page.locator("h1")).to_have_text(TITLE)
        page.goto("/structures/?q=atelier")
        expect(page.locator("main").get_by_role("link", name="Atelier des Cimes").first).to_be_visible()


def _hostile() -> list[str]:
    """Structures and actions with these words everywhere; the addresses of their pages."""
    sheets = [Sheet(name=text, kind=Kind.COMPANY, commune=data.commune()) for text in HOSTILE]
    organisations.put([organisations.Entry(key=f"o{n}", content=sheet) for n, sheet in enumerate(sheets)])
    owners = list(Organisation.objects.order_by("pk"))
    for owner in owners:
        text = owner.name
        words = {"fr": Text(title=text, summary=text * 3, unfolding=text * 5)}
        content = data.plain(text, owner.pk, texts=words)
        actions.put([actions.Entry(key=owner.key, content=content)])
    sheets_of_actions = [f"/actions/{action.slug}/" for action in Action.objects.all()]
    return [*sheets_of_actions, *(f"/structures/{owner.slug}/" for owner in owners)]


def test_no_text_breaks_a_page(page: Page, site: LiveServer) -> None:
    opened: list[str] = []

    def close(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", close)
    page.set_viewport_size({"width": 375, "height": 850})
    lists = ("/", "/carte/", "/actions/", "/actions/?vue=tableau", "/structures/", "/pays/SN/")
    addresses = [*_hostile(), *lists]
    for address in addresses:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, address
        assert page.locator("h1").count() == 1, address
    page.goto("/actions/")
    for text in HOSTILE:
        expect(page.locator("main")).to_contain_text(text[:20].strip())
    assert len(addresses) == 2 * len(HOSTILE) + len(lists)
    assert not opened
