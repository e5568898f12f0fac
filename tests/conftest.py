"""Fixtures shared by what crosses slices: Debian's Chromium on the live server, watched for any fault."""

import os
from collections.abc import Iterator
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import caches
from django.db import connections
from playwright.sync_api import Browser, Page, Route, sync_playwright
from pytest_django.live_server_helper import LiveServer

from scripts.screenshots import FLAGS
from scripts.screenshots import chromium as executable

OWN_SCHEMES = {"blob", "data", "about"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives the browser: `-m "not browser"` leaves it out."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one per worker."""
    program = executable()
    kept = {alias: connections[alias] for alias in connections}
    with sync_playwright() as playwright:
        # Playwright keeps a loop in this thread: Django would refuse queries and open other connections.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        for alias, connection in kept.items():
            connections[alias] = connection
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def faults() -> list[str]:
    """What the page did wrong so far; a test that provokes a fault asserts it, then clears the list."""
    return []


@pytest.fixture(scope="session", autouse=True)
def ranges_are_answered() -> Iterator[None]:
    """Static files of the live server come from WhiteNoise, as everywhere: Django knows no ranges."""
    with patch.object(StaticFilesHandler, "_should_handle", return_value=False):
        yield


@pytest.fixture
def site(django_db_serialized_rollback: None, live_server: LiveServer) -> LiveServer:
    """The live server, with the rows that migrations made: the test before it emptied every table.

    But not that of counters, which is no model's: each test begins with nobody's attempts.
    """
    caches["default"].clear()
    return live_server


@pytest.fixture
def page(chromium: Browser, site: LiveServer, faults: list[str]) -> Iterator[Page]:
    """A fresh page on the live server: `page.goto("/carte/")`. The test fails on any fault of the page.

    A fault is an error on the console (a breach of the CSP is one), an exception, a request to another host.
    `page.wait_for_function` hangs here: it needs eval, which the CSP refuses. Use locators and `expect`.
    """
    with chromium.new_context(base_url=site.url, locale="fr-FR", reduced_motion="reduce") as context:
        watched = context.new_page()
        watch(watched, site.url, faults)
        yield watched
    assert not faults, "\n".join(faults)


def watch(page: Page, url: str, faults: list[str]) -> None:
    """Note every fault of the page, and let no request leave for another host."""
    host = urlsplit(url).netloc

    def keep_home(route: Route) -> None:
        asked = urlsplit(route.request.url)
        if asked.netloc == host or asked.scheme in OWN_SCHEMES:
            route.continue_()
        else:
            faults.append(f"Request to another host: {route.request.url}")
            route.abort()

    page.context.route("**/*", keep_home)
    page.on("pageerror", lambda error: faults.append(f"Exception in {page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            faults.append(f"Console of {page.url}: {message.text}") if message.type == "error" else None
        ),
    )
