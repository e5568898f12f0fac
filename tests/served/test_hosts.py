"""Whatever a raw socket writes as Host, no answer repeats it, and what is not the site's name gets 400."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served.server import Served, in_production, started

pytestmark = pytest.mark.once

EVIL = "evil.example"
PATHS = ("/", "/actions", "/sitemap.xml", "/animation/")
"""A page, a redirect that adds a slash, a list of whole addresses, a redirect to another page."""

WRONG = (
    ("Host: evil.example",),
    ("Host: EVIL.EXAMPLE",),
    ("Host: evil.example:{port}",),
    ("Host: evil.example.",),
    ("Host: {host}.evil.example",),
    ("Host: evil.example.{host}",),
    ("Host: .{host}",),
    ("Host: {host}", "Host: evil.example"),
    ("Host: evil.example", "Host: {host}"),
    ("Host: evil.example", "Host: evil.example"),
    ("Host: {host}, evil.example",),
    ("Host: evil.example, {host}",),
    ("Host: evil.example@{host}",),
    ("Host: {host}@evil.example",),
    ("Host: a:b@{host}",),
    ("Host: a:b@{host}:{port}",),
    ("Host: {host}:evil.example",),
    ("Host: {host}:80evil.example",),
    ("Host: {host}:-1",),
    ("Host: {host}:80:80",),
    ("Host: {host}/evil.example",),
    ("Host: evil.example/{host}",),
    ("Host: {host}?evil.example",),
    ("Host: {host}#evil.example",),
    ("Host: {host}\\evil.example",),
    ("Host: {host} evil.example",),
    ("Host: {host}\tevil.example",),
    ("Host: {host}%0d%0aevil.example",),
    ("Host: {host}\0evil.example",),
    ("Host: [evil.example]",),
    ("Host: [::1]evil.example",),
    ("Host: évil.example",),
    ("Host: <script>evil.example</script>",),
    ("Host: ",),
    ("Host : evil.example", "Host: {host}"),
    ("Host: {host}", " evil.example"),
)
PASSED_OVER = (
    "X-Forwarded-Host: evil.example",
    "X_Forwarded_Host: evil.example",
    "X-Forwarded-Server: evil.example",
    "X-Forwarded-Port: evil.example",
    "X-Forwarded-Prefix: //evil.example",
    "X-Original-Host: evil.example",
    "X-Original-URL: http://evil.example/",
    "X-Rewrite-URL: //evil.example/",
    "X-HTTP-Host-Override: evil.example",
    "X-Host: evil.example",
    "Forwarded: host=evil.example;proto=http",
    "Referer: http://evil.example/",
    "Origin: http://evil.example",
    "Script-Name: //evil.example",
    "Script_Name: //evil.example",
)


@pytest.fixture(scope="module", params=[started, in_production], ids=["start", "production"])
def server(request: pytest.FixtureRequest, home: Path) -> Iterator[Served]:
    """Each of the two ways in which the project is served."""
    with request.param(home) as served:
        yield served


def test_the_sites_own_name_is_answered(server: Served) -> None:
    for sent in (server.host, server.host.upper(), f"{server.host}.", f"{server.host}:{server.port}"):
        assert server.asked("/", f"Host: {sent}")[0] == 200, sent
    _status, site_map = server.asked("/sitemap.xml", f"Host: {server.host}")
    assert f"<loc>{server.site}/carte/</loc>" in site_map


@pytest.mark.parametrize("headers", WRONG, ids=lambda headers: " | ".join(headers).encode("unicode_escape"))
def test_another_name_is_refused_and_not_repeated(server: Served, headers: tuple[str, ...]) -> None:
    sent = [header.format(host=server.host, port=server.port) for header in headers]
    for path in PATHS:
        status, answer = server.asked(path, *sent)
        assert status == 400, answer[:300]
        assert EVIL not in answer.lower()


@pytest.mark.parametrize("header", PASSED_OVER)
def test_a_host_in_another_header_changes_nothing(server: Served, header: str) -> None:
    for path in PATHS:
        status, answer = server.asked(path, f"Host: {server.host}", header)
        assert status in (200, 301, 302, 400), answer[:300]
        assert EVIL not in answer.lower()


@pytest.mark.parametrize("address", [f"http://{EVIL}", f"https://{EVIL}:443", f"http://{EVIL}:port"])
def test_a_whole_address_in_the_first_line_changes_nothing(server: Served, address: str) -> None:
    for path in PATHS:
        status, answer = server.asked(address + path, f"Host: {server.host}")
        assert status in (200, 301, 302, 400), answer[:300]
        assert EVIL not in answer.lower()
        assert server.asked(address + path, f"Host: {EVIL}")[0] == 400


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_no_host_at_all_leads_nowhere_else(server: Served, version: str) -> None:
    """HTTP/1.0 knows no Host: the machine's own name stands in, which only one's own machine answers to."""
    for path in PATHS:
        status, answer = server.asked(path, version=version)
        assert status == 400 or server.host == "127.0.0.1", answer[:300]
        assert EVIL not in answer.lower()
        for other in (f"Host: {EVIL}", f"X-Forwarded-Host: {EVIL}"):
            status, answer = server.asked(path, other, version=version)
            assert status == 400 or (server.host == "127.0.0.1" and "X-" in other), answer[:300]
            assert EVIL not in answer.lower()


def test_a_plain_request_is_led_to_the_site_in_production(server: Served) -> None:
    """Without the word of the proxy that the visitor came over TLS."""
    if server.extra:
        request = f"GET /pays/ HTTP/1.1\r\nHost: {server.host}\r\nX-Forwarded-Host: {EVIL}\r\n\r\n"
        status, answer = server.said(request.encode())
        assert status == 301
        assert f"Location: {server.site}/pays/\r\n" in answer
        assert EVIL not in answer
