"""The fixture `page` of the browser tests sees the faults that it promises to see."""

import pytest
from playwright.sync_api import Browser

from tests.conftest import watch

pytestmark = pytest.mark.once

HOME = "http://cordee.test"
POLICY = {"content-security-policy": "default-src 'none'; script-src 'nonce-n'; img-src * data:"}


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<script nonce=n>console.error('broken')</script>", "Console of"),
        ("<script nonce=n>throw new Error('broken')</script>", "Exception in"),
        ("<script>document.title = 'inline'</script>", "Content Security Policy"),
        ("<p style='color: red'>inline</p>", "Content Security Policy"),
        ("<img alt='' src='http://elsewhere.test/x.png'>", "Request to another host: http://elsewhere.test"),
        ("<p>nothing wrong</p>", None),
    ],
)
def test_faults_are_seen(chromium: Browser, body: str, fault: str | None) -> None:
    faults: list[str] = []
    with chromium.new_context() as context:
        page = context.new_page()
        watch(page, HOME, faults)
        html = f"<!doctype html><title>t</title><link rel=icon href='data:,'>{body}"
        page.route(
            f"{HOME}/", lambda route: route.fulfill(body=html, content_type="text/html", headers=POLICY)
        )
        page.goto(f"{HOME}/", wait_until="networkidle")
    assert (fault in "\n".join(faults)) if fault else (faults == [])
